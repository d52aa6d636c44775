// Any message as plain text: for terminals, notifications and tests. Tables stay aligned with wide characters.

import stringWidth from 'string-width';
import { type Language, texts } from '../lib/language.ts';
import type { Block, Inline, Message, Tone } from './message.ts';

const plainTexts = texts({
  en: {
    more: (count: number) => `… ${count} more`,
    everyone: '@all',
    image: (alt: string) => `[picture: ${alt}]`,
    file: (name: string) => `[file: ${name}]`,
    separator: ': ',
    required: ' *',
  },
  zh: {
    more: (count) => `… 还有 ${count} 项`,
    everyone: '@所有人',
    image: (alt) => `[图：${alt}]`,
    file: (name) => `[文件：${name}]`,
    separator: '：',
    required: ' *',
  },
});

const toneMarks: Readonly<Record<Tone, string>> = { plain: '', good: '✓ ', warning: '! ', alarm: '!! ' };

/** The message as lines of text, without a trailing line break. */
export function plainText(message: Message, language: Language): string {
  const lines = message.blocks.flatMap((block, i) => {
    const before = message.blocks[i - 1];
    return [...(block.type === 'heading' && before ? [''] : []), ...blockLines(block, language)];
  });
  return [toneMarks[message.tone] + message.title, ...lines].join('\n');
}

/** A run of text without its marks. */
function inlineText(pieces: readonly Inline[], language: Language): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      if ('command' in piece) return piece.command;
      if ('mention' in piece) return `@${piece.name}`;
      if ('mentionAll' in piece) return plainTexts[language].everyone;
      return `${piece.label} (${piece.link})`;
    })
    .join('');
}

/** Columns padded to equal width as a terminal shows them, numbers to the right; the first row holds the titles. */
export function alignedRows(rows: readonly (readonly string[])[]): string[] {
  const [titles = [], ...body] = rows;
  const isNumber = numberColumns(titles, body);
  const widths = titles.map((_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))));
  return rows.map((row) =>
    widths
      .map((width, i) => {
        const cell = row[i] ?? '';
        const space = ' '.repeat(width - stringWidth(cell));
        return isNumber[i] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

function blockLines(block: Block, language: Language): string[] {
  const words = plainTexts[language];
  switch (block.type) {
    case 'text':
    case 'small':
      return [inlineText(block.text, language)];
    case 'heading':
      return [`# ${block.text}`];
    case 'facts':
      return factLines(block.facts, language);
    case 'table':
      return [
        ...alignedRows([block.columns, ...block.rows]).map((line) => `  ${line}`),
        ...(block.more > 0 ? [`  ${words.more(block.more)}`] : []),
      ];
    case 'list':
      return [
        ...block.items.map((item) => `- ${inlineText(item, language)}`),
        ...(block.more > 0 ? [`- ${words.more(block.more)}`] : []),
      ];
    case 'row':
      return [
        `* ${inlineText(block.text, language)}${block.button ? ` [${block.button.label}]` : ''}`,
        ...(block.detail.length > 0 ? [`  ${inlineText(block.detail, language)}`] : []),
      ];
    case 'buttons':
      return [block.buttons.map((button) => `[${button.label}]`).join(' ')];
    case 'image':
      return [words.image(block.alt)];
    case 'file':
      return [words.file(block.name)];
    case 'form':
      return formLines(block, language);
  }
}

function factLines(facts: readonly { label: string; value: string }[], language: Language): string[] {
  const width = Math.max(...facts.map(({ label }) => stringWidth(label)));
  const { separator } = plainTexts[language];
  return facts.map(({ label, value }) => `  ${label}${separator}${' '.repeat(width - stringWidth(label))}${value}`);
}

function formLines(block: Block & { type: 'form' }, language: Language): string[] {
  const words = plainTexts[language];
  return block.form.parts.flatMap(({ part, title }) => {
    const fields = block.fields.filter((field) => field.part === part);
    if (fields.length === 0) return [];
    const lines = fields.flatMap((field) => {
      const value = block.values[field.name] ?? '';
      const shown =
        field.kind === 'choice' ? (field.options.find((o) => o.value === value)?.label[language] ?? value) : value;
      const error = block.errors[field.name]?.[language];
      const label = field.label[language] + (field.required ? words.required : '');
      return [`  ${label}${words.separator}${shown}`, ...(error ? [`    ✗ ${error}`] : [])];
    });
    return ['', `# ${title[language]}`, ...lines];
  });
}

/**
 * Which columns are numbers. Codes are not, even when they are all digits: the first column, and any called "SKU".
 */
export function numberColumns(columns: readonly string[], rows: readonly (readonly string[])[]): boolean[] {
  return columns.map(
    (column, i) => i > 0 && column !== 'SKU' && rows.length > 0 && rows.every((row) => isNumber(row[i] ?? '')),
  );
}

/** Numbers, shares, odds and the dash for "unknown". */
function isNumber(cell: string): boolean {
  return /^([–-]|[+−±-]?[\d,]+(\.\d+)?( ?%)?|<?1\/[\d,]+)$/.test(cell);
}
