// One block of a message as blocks of Slack. Decides what each kind looks like on a phone; knows no total limits.

import type { ContextBlock, KnownBlock, RichTextBlock, RichTextBlockElement, SectionBlock } from '@slack/types';
import { assertNever } from '../../../lib/assert-never.ts';
import type { Block, Button, Inline } from '../../../messages/message.ts';
import { rowText, withTablesInRows } from '../../render/rows.ts';
import { toneMarks } from '../../render/tones.ts';
import { renderButton } from './button.ts';
import { slackLimits } from './limits.ts';
import { type Frame, literalText, plainText, richSection, textObject, typedCommand } from './text.ts';
import { labelled, slackWords } from './words.ts';

type Of<T extends Block['type']> = Extract<Block, { type: T }>;

/** The blocks, in their order; a heading stands together with the rich text under it. */
export function renderBlocks(blocks: readonly Block[], frame: Frame): KnownBlock[] {
  const rendered: KnownBlock[] = [];
  let headed = false;
  for (const block of withTablesInRows(blocks)) {
    const [first, ...others] = renderBlock(block, frame);
    const before = rendered.at(-1);
    if (!first) continue;
    if (headed && before?.type === 'rich_text' && first.type === 'rich_text') {
      rendered.splice(-1, 1, { ...before, elements: [...before.elements, ...first.elements] }, ...others);
    } else rendered.push(first, ...others);
    headed = block.type === 'heading';
  }
  return rendered;
}

function renderBlock(block: Block, frame: Frame): KnownBlock[] {
  const { names, language } = frame;
  switch (block.type) {
    case 'text':
      return [paragraph(block.text, frame)];
    case 'small':
      return [smallPrint(block.text, frame)];
    case 'heading':
      return [richText(richSection([{ strong: block.text }], frame, slackLimits.sectionText))];
    case 'facts':
      return [factLines(block, frame)];
    case 'table':
      return [tableBlock(block, frame)];
    case 'list':
      return [listBlock(block.items, block.more, frame)];
    case 'row':
      return rowBlocks(block, frame);
    case 'buttons':
      return [actions(block.buttons, frame)];
    case 'image': {
      const picture = names.image(block.attachmentId);
      // Everything a picture shows is also said in words: without it nothing is lost.
      if (!picture) return [];
      const alt = block.alt.slice(0, slackLimits.altText) || '–';
      return [{ type: 'image', slack_file: { id: picture.slackFileId }, alt_text: alt }];
    }
    case 'file':
      return [smallPrint([slackWords[language].file(block.name)], frame)];
    case 'form':
      return [actions([answerButton(block, frame)], frame)];
    default:
      return assertNever(block);
  }
}

/** A paragraph at full size. */
function paragraph(text: readonly Inline[], frame: Frame): KnownBlock {
  const shown = textObject(text, frame, slackLimits.sectionText);
  return shown ? { type: 'section', text: shown } : richText(richSection(text, frame, slackLimits.sectionText));
}

/** Small print stays small: rather without bold words than at full size. */
function smallPrint(text: readonly Inline[], frame: Frame): ContextBlock | RichTextBlock {
  const shown =
    textObject(text, frame, slackLimits.sectionText) ??
    textObject(text.map(withoutBold), frame, slackLimits.sectionText);
  return shown ? { type: 'context', elements: [shown] } : richText(richSection(text, frame, slackLimits.sectionText));
}

function withoutBold(piece: Inline): Inline {
  if (typeof piece === 'string') return piece;
  if ('strong' in piece) return piece.strong;
  return 'command' in piece ? typedCommand(piece.command) : piece;
}

/** A line with its button at the right, what explains it in small print below. */
function rowBlocks(block: Of<'row'>, frame: Frame): KnownBlock[] {
  const text =
    textObject(block.text, frame, slackLimits.sectionText) ??
    plainText(literalText(block.text, frame.language), slackLimits.sectionText);
  const section: SectionBlock = {
    type: 'section',
    text,
    ...(block.button ? { accessory: renderButton(block.button, frame.language) } : {}),
  };
  return block.detail.length > 0 ? [section, smallPrint(block.detail, frame)] : [section];
}

/** A line each, label and value: fields in two columns stand apart from their labels and take a phone twice the height. */
function factLines({ facts }: Of<'facts'>, frame: Frame): RichTextBlock {
  const lines = facts.flatMap(({ label, value, tone = 'plain' }, i): Inline[] => [
    { strong: labelled(label, frame.language) },
    toneMarks[tone] + value + (i < facts.length - 1 ? '\n' : ''),
  ]);
  return richText(richSection(lines, frame, slackLimits.sectionText));
}

/** Slack's tables scroll sideways on a phone and may stand once in a message: a line for each row reads at once. */
function tableBlock({ columns, rows, more }: Of<'table'>, frame: Frame): RichTextBlock {
  const items = rows.map(([first = '', ...cells]): Inline[] => [{ strong: first }, rowText(columns.slice(1), cells)]);
  return listBlock(items, more, frame);
}

function listBlock(items: readonly (readonly Inline[])[], more: number, frame: Frame): RichTextBlock {
  const shown = more > 0 ? [...items, [slackWords[frame.language].more(more)]] : items;
  const each = Math.floor(slackLimits.sectionText / 2);
  return richText({
    type: 'rich_text_list',
    style: 'bullet',
    elements: shown.map((item) => richSection(item, frame, each)),
  });
}

function actions(buttons: readonly Button[], frame: Frame): KnownBlock {
  const shown = buttons.slice(0, slackLimits.actions);
  return { type: 'actions', elements: shown.map((button) => renderButton(button, frame.language)) };
}

/** A message cannot hold a form: it holds the button that opens it. */
function answerButton({ caseId, round }: Of<'form'>, { language }: Frame): Button {
  return { action: 'answer', label: slackWords[language].answer, style: 'primary', caseId, round, path: '' };
}

function richText(...elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements };
}
