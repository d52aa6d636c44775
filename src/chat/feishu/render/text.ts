// Runs of text in Feishu's two notations. Bare text is `plain_text`, which reads nothing in it. Where something is bold,
// mentioned or linked it is Markdown, and every character of a name or a remark that could be read as markup is written as
// an HTML entity, as Feishu documents it.

import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { Inline } from '../../../messages/message.ts';
import { absoluteUrl } from '../../links.ts';
import type { CardElement, PlainText } from './elements.ts';
import { feishuLimits } from './limits.ts';
import { bold, coloured, escaped, unbroken } from './markup.ts';
import type { FeishuNames } from './names.ts';

/** What texts are rendered with. */
export interface Frame {
  names: FeishuNames;
  language: Language;
  /** Where people reach the console, without a slash at the end; undefined when they cannot. */
  consoleUrl: string | undefined;
  /** Attachment id → key of the uploaded picture. */
  pictures: ReadonlyMap<string, string>;
  /** Delivery key of the message. */
  key: string | undefined;
}

/** Full size, or small print. */
export type Size = 'normal' | 'heading' | 'notation';

type Run =
  | { kind: 'text'; text: string; bold: boolean }
  | { kind: 'user'; id: string }
  | { kind: 'everyone' }
  | { kind: 'link'; url: string; label: string };

/** Literal text: no markup and no mention in it is read. Never empty. */
export function plainText(text: string, maxLength: number): PlainText {
  return { tag: 'plain_text', content: cut(unbroken(text), maxLength) || '–' };
}

/** A paragraph: literal where nothing is marked in it, Markdown elsewhere. */
export function paragraph(pieces: readonly Inline[], frame: Frame, size: Size = 'normal'): CardElement {
  const runs = runsOf(pieces, frame);
  if (runs.every((run) => run.kind === 'text' && !run.bold)) return literal(bareText(runs), size);
  return markdown(markdownOf(runs, size), size);
}

/** A paragraph of literal text. */
export function literal(text: string, size: Size = 'normal'): CardElement {
  const look = size === 'notation' ? { text_size: size, text_color: 'grey' } : {};
  return { tag: 'div', text: { ...plainText(text, feishuLimits.text), ...look } };
}

/** A paragraph whose marks are written already. */
export function markdown(content: string, size: Size = 'normal'): CardElement {
  return { tag: 'markdown', content: content || '–', ...(size === 'normal' ? {} : { text_size: size }) };
}

/** The pieces with their marks, for a line of a Markdown element. */
export function inlineMarkdown(pieces: readonly Inline[], frame: Frame): string {
  return markdownOf(runsOf(pieces, frame));
}

/** What a literal paragraph looks like as Markdown, where its twin in the other language has marks. */
export function asMarkdown(element: CardElement): CardElement | undefined {
  const { text } = element as { text?: { tag?: unknown; content?: unknown; text_size?: unknown } };
  if (element.tag !== 'div' || text?.tag !== 'plain_text' || typeof text.content !== 'string') return undefined;
  const size = text.text_size === 'notation' ? 'notation' : 'normal';
  return markdown(plainRun(text.content, size), size);
}

/** What has to be typed in Feishu: behind a mention of the bot it is heard in a group, too. */
function typedCommand(command: string, { botName }: FeishuNames): string {
  return botName === undefined ? `/sku ${command}` : `@${botName} ${command}`;
}

/** Pieces as Feishu can show them; a person without an id and a page that cannot be reached become words. */
function runsOf(pieces: readonly Inline[], frame: Frame): Run[] {
  let left: number = feishuLimits.text;
  return pieces.flatMap((piece): Run[] => {
    const run = runOf(piece, frame);
    if (left <= 0 || (run.kind === 'text' && run.text === '')) return [];
    if (run.kind !== 'text') {
      left -= 40;
      return [run];
    }
    const text = cut(run.text, left);
    left -= text.length;
    return [{ ...run, text }];
  });
}

function runOf(piece: Inline, { names, consoleUrl }: Pick<Frame, 'names' | 'consoleUrl'>): Run {
  if (typeof piece === 'string') return { kind: 'text', text: piece, bold: false };
  if ('strong' in piece) return { kind: 'text', text: piece.strong, bold: true };
  if ('command' in piece) return { kind: 'text', text: typedCommand(piece.command, names), bold: true };
  if ('mentionAll' in piece) return { kind: 'everyone' };
  if ('mention' in piece) {
    const id = names.mention(piece.mention);
    if (id !== undefined && /^ou_\w+$/.test(id)) return { kind: 'user', id };
    return { kind: 'text', text: `@${piece.name}`, bold: true };
  }
  const url = absoluteUrl(piece.link, consoleUrl ?? '');
  const isReachable = url !== undefined && /^https?:/i.test(url);
  return isReachable ? { kind: 'link', url, label: piece.label } : { kind: 'text', text: piece.label, bold: false };
}

function bareText(runs: readonly Run[]): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : '')).join('');
}

function markdownOf(runs: readonly Run[], size: Size = 'normal'): string {
  return runs
    .map((run, i) => {
      if (run.kind === 'text' && !run.bold) return plainRun(run.text, size);
      return markdownRun(run, runs[i - 1], runs[i + 1]);
    })
    .join('');
}

/** Small print is grey in both notations. */
function plainRun(text: string, size: Size): string {
  return size === 'notation' ? coloured('grey', text) : escaped(text);
}

function markdownRun(run: Run, before: Run | undefined, after: Run | undefined): string {
  switch (run.kind) {
    case 'text':
      return bold(run.text, textNear(before), textNear(after));
    case 'user':
      return `<at id=${run.id}></at>`;
    case 'everyone':
      return '<at id=all></at>';
    case 'link':
      return `[${escaped(cut(run.label, feishuLimits.text))}](${addressText(run.url)})`;
  }
}

/** What stands beside a run: nothing at the border of a paragraph, a letter in place of a tag. */
function textNear(run: Run | undefined): string {
  if (!run) return '';
  return run.kind === 'text' ? run.text : 'x';
}

/** An address as it may stand between the brackets of a link. */
function addressText(url: string): string {
  return new URL(url).href.replace(
    /[()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
