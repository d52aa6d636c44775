// One block of a message as elements of a card. Decides what each kind looks like on a phone; knows no total limits.

import { assertNever } from '../../../lib/assert-never.ts';
import type { Block, Button, FormBlock, Tone } from '../../../messages/message.ts';
import { rowText, withTablesInRows } from '../../render/rows.ts';
import { toneMarks } from '../../render/tones.ts';
import { buttonRow, renderButton } from './button.ts';
import type { CardElement } from './elements.ts';
import { renderForm } from './form.ts';
import { bold, coloured, escaped } from './markup.ts';
import { type Frame, inlineMarkdown, literal, markdown, paragraph, plainText } from './text.ts';
import { feishuWords, labelled } from './words.ts';

type Of<T extends Block['type']> = Extract<Block, { type: T }>;

/** Wide tables are read by their first columns. */
const wideColumns = 9;
const nearColumns = 6;

const colours: Readonly<Record<Tone, string | undefined>> = {
  plain: undefined,
  good: 'green',
  warning: 'orange',
  alarm: 'red',
};

/** The blocks, in their order. A case whose form stands in the card needs no button that opens it. */
export function renderBlocks(blocks: readonly Block[], frame: Frame): CardElement[] {
  const answered = new Set(blocks.flatMap((block) => (block.type === 'form' ? [block.caseId] : [])));
  const kept = withTablesInRows(blocks);
  return kept.flatMap((block, i): CardElement[] => {
    const before = kept[i - 1];
    if (block.type === 'form') return formElements(block, before?.type === 'row', frame);
    return renderBlock(block, frame, (button) => !(opensForm(button) && answered.has(button.caseId)));
  });
}

function renderBlock(
  block: Exclude<Block, FormBlock>,
  frame: Frame,
  isNeeded: (button: Button) => boolean,
): CardElement[] {
  switch (block.type) {
    case 'text':
      return [paragraph(block.text, frame)];
    case 'small':
      return [paragraph(block.text, frame, 'notation')];
    case 'heading':
      return [markdown(bold(block.text), 'heading')];
    case 'facts':
      return [factLines(block, frame)];
    case 'table':
      return [tableLines(block, frame)];
    case 'list':
      return [listLines(block, frame)];
    case 'row':
      return rowElements(block, frame, isNeeded);
    case 'buttons':
      return buttonRow(block.buttons.filter(isNeeded), frame);
    case 'image': {
      const key = frame.pictures.get(block.attachmentId);
      // Everything a picture shows is also said in words: without it nothing is lost.
      return key === undefined ? [] : [{ tag: 'img', img_key: key, alt: plainText(block.alt, 200) }];
    }
    case 'file':
      return [literal(feishuWords[frame.language].file(block.name), 'notation')];
    default:
      return assertNever(block);
  }
}

/** A form under the row of its case is folded; one that stands by itself is open, apart from what was said before. */
function formElements(block: FormBlock, isUnderRow: boolean, frame: Frame): CardElement[] {
  return [...(isUnderRow ? [] : [{ tag: 'hr' }]), renderForm(block, frame, isUnderRow)];
}

/** A line with its button at the right, what explains it in small print below. */
function rowElements(block: Of<'row'>, frame: Frame, isNeeded: (button: Button) => boolean): CardElement[] {
  const said = [
    paragraph(block.text, frame),
    ...(block.detail.length > 0 ? [paragraph(block.detail, frame, 'notation')] : []),
  ];
  if (!block.button || !isNeeded(block.button)) return said;
  const columns = [
    { tag: 'column', width: 'weighted', weight: 1, elements: said },
    { tag: 'column', width: 'auto', vertical_align: 'top', elements: [renderButton(block.button, frame)] },
  ];
  return [{ tag: 'column_set', flex_mode: 'none', horizontal_spacing: '8px', columns }];
}

/** A line each, label and value: two columns take a phone twice the height. */
function factLines({ facts }: Of<'facts'>, { language }: Frame): CardElement {
  const lines = facts.map(({ label, value, tone = 'plain' }) => {
    const colour = colours[tone];
    const text = toneMarks[tone] + value;
    return coloured('grey', labelled(label, language)) + (colour ? coloured(colour, text) : escaped(text));
  });
  return markdown(lines.join('\n'));
}

/**
 * A line for each row; of a wide table all but the first columns are grey. Feishu's table component scrolls sideways on a phone, pages
 * after ten rows, may stand five times and holds one language only.
 */
function tableLines({ columns, rows, more }: Of<'table'>, frame: Frame): CardElement {
  const end = columns.length < wideColumns ? columns.length : nearColumns;
  const lines = rows.map(([first = '', ...cells]) => {
    const near = rowText(columns.slice(1, end), cells.slice(0, Math.max(0, end - 1)));
    const far = rowText(columns.slice(end), cells.slice(Math.max(0, end - 1)));
    return inlineMarkdown([{ strong: first }, near], frame) + (far === '' ? '' : coloured('grey', far));
  });
  return bulletLines(lines, more, frame);
}

function listLines({ items, more }: Of<'list'>, frame: Frame): CardElement {
  const lines = items.map((item) => inlineMarkdown(item, frame));
  return bulletLines(lines, more, frame);
}

function bulletLines(lines: readonly string[], more: number, { language }: Frame): CardElement {
  const shown = more > 0 ? [...lines, escaped(feishuWords[language].more(more))] : lines;
  return markdown(shown.map((line) => `- ${line.replaceAll('\n', ' ')}`).join('\n'));
}

function opensForm({ action }: Button): boolean {
  return action === 'answer' || action === 'same_cause';
}
