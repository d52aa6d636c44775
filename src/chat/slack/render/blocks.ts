// One block of a message as blocks of Slack. Decides what each kind looks like on a phone; knows no total limits.

import type { ContextBlock, KnownBlock, RichTextBlock, RichTextBlockElement, SectionBlock } from '@slack/types';
import stringWidth from 'string-width';
import { assertNever } from '../../../lib/assert-never.ts';
import type { Block, Button, Inline } from '../../../messages/message.ts';
import { renderButton } from './button.ts';
import { slackLimits } from './limits.ts';
import { escaped, type Frame, isInert, literalText, plainText, richSection, textObject } from './text.ts';
import { labelled, slackWords, toneMarks } from './words.ts';

type Of<T extends Block['type']> = Extract<Block, { type: T }>;

/** Display columns up to which a fact stands beside another one. */
const shortFact = 28;

/** The blocks, in their order; a heading stands together with the rich text under it. */
export function renderBlocks(blocks: readonly Block[], frame: Frame): KnownBlock[] {
  const rendered: KnownBlock[] = [];
  let headed = false;
  for (const block of blocks) {
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
      return factBlocks(block, frame);
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

function smallPrint(text: readonly Inline[], frame: Frame): ContextBlock | RichTextBlock {
  const shown = textObject(text, frame, slackLimits.sectionText);
  return shown ? { type: 'context', elements: [shown] } : richText(richSection(text, frame, slackLimits.sectionText));
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

/** Short facts side by side, as Slack's fields do; where one is long, each on a line of its own. */
function factBlocks({ facts }: Of<'facts'>, frame: Frame): KnownBlock[] {
  const isShort = facts.every(({ label, value }) => Math.max(stringWidth(label), stringWidth(value)) <= shortFact);
  if (!isShort || facts.length < 2) return [factLines(facts, frame)];
  return chunks(facts, slackLimits.fields).map((some) => ({ type: 'section', fields: some.map(factField) }));
}

function factField({ label, value, tone = 'plain' }: Of<'facts'>['facts'][number]) {
  const shown = toneMarks[tone] + value;
  return isInert(label) && isInert(value)
    ? { type: 'mrkdwn' as const, text: `*${escaped(label)}*\n${escaped(shown)}`, verbatim: true }
    : plainText(`${label}\n${shown}`, slackLimits.fieldText);
}

function factLines(facts: Of<'facts'>['facts'], frame: Frame): RichTextBlock {
  const lines = facts.flatMap(({ label, value, tone = 'plain' }, i): Inline[] => [
    { strong: labelled(label, frame.language) },
    toneMarks[tone] + value + (i < facts.length - 1 ? '\n' : ''),
  ]);
  return richText(richSection(lines, frame, slackLimits.sectionText));
}

/** Slack's tables scroll sideways on a phone and may stand once in a message: a line for each row reads at once. */
function tableBlock({ columns, rows, more }: Of<'table'>, frame: Frame): RichTextBlock {
  const items = rows.map(([first = '', ...cells]): Inline[] => {
    const named = cells.map((cell, i) => ` · ${columns[i + 1] ?? ''} ${cell}`).join('');
    return [{ strong: first }, named];
  });
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

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
