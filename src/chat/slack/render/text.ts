// Runs of text in Slack's three notations. Whatever stands in a name or a remark is shown as it is: `plain_text` and rich
// text take it literally; `mrkdwn` is used only where nothing in it could be read as formatting. Nothing is inserted.

import type { PlainTextElement, RichTextElement, RichTextSection, TextObject } from '@slack/types';
import type { Language } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { Inline } from '../../../messages/message.ts';
import { type SlackNames, slashCommand } from './names.ts';
import { slackWords } from './words.ts';

/** What texts are rendered with. */
export interface Frame {
  names: SlackNames;
  language: Language;
}

type Run =
  | { kind: 'text'; text: string; bold: boolean }
  | { kind: 'user'; id: string }
  | { kind: 'everyone' }
  | { kind: 'link'; url: string; label: string };

/** Literal text: no markup, no mention, no emoji code in it is read. Never empty, as Slack demands. */
export function plainText(text: string, maxLength: number): PlainTextElement {
  return { type: 'plain_text', text: cut(unbroken(text), maxLength) || '–', emoji: false };
}

/**
 * The pieces for a section or a context; undefined when only rich text can show them as they are, because formatted
 * pieces stand beside characters that mrkdwn would read as formatting.
 */
export function textObject(pieces: readonly Inline[], frame: Frame, maxLength: number): TextObject | undefined {
  const runs = runsOf(pieces, frame);
  const isBare = runs.every((run) => run.kind === 'text' && !run.bold);
  if (isBare) return plainText(bareText(runs), maxLength);
  const text = runs.map(mrkdwnOf).join('');
  if (text.length > maxLength || !canBeMrkdwn(runs)) return undefined;
  return { type: 'mrkdwn', text, verbatim: true };
}

/** The same as literal text, with names in place of mentions: for places that know no formatting. */
export function literalText(pieces: readonly Inline[], language: Language): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('strong' in piece) return piece.strong;
      if ('command' in piece) return typedCommand(piece.command);
      if ('mention' in piece) return `@${piece.name}`;
      return 'mentionAll' in piece ? slackWords[language].everyone : piece.label;
    })
    .join('');
}

/** The pieces as a line of rich text, cut to `maxLength`. */
export function richSection(pieces: readonly Inline[], frame: Frame, maxLength: number): RichTextSection {
  const elements: RichTextElement[] = [];
  let left = maxLength;
  for (const run of runsOf(pieces, frame)) {
    if (left <= 0) break;
    elements.push(richElement(run, left));
    left -= run.kind === 'text' ? run.text.length : 20;
  }
  return { type: 'rich_text_section', elements: elements.length > 0 ? elements : [{ type: 'text', text: '–' }] };
}

/** Pieces as Slack can show them; a person without a Slack id and a page that cannot be reached become words. */
function runsOf(pieces: readonly Inline[], { names, language }: Frame): Run[] {
  return pieces
    .map((piece): Run => {
      if (typeof piece === 'string') return { kind: 'text', text: piece, bold: false };
      if ('strong' in piece) return { kind: 'text', text: piece.strong, bold: true };
      if ('command' in piece) return { kind: 'text', text: typedCommand(piece.command), bold: true };
      if ('mentionAll' in piece) return { kind: 'everyone' };
      if ('mention' in piece) {
        const id = names.mention(piece.mention);
        return id === undefined
          ? { kind: 'text', text: literalText([piece], language), bold: true }
          : { kind: 'user', id };
      }
      const url = addressOf(piece.link, names);
      return url === undefined
        ? { kind: 'text', text: piece.label, bold: false }
        : { kind: 'link', url, label: piece.label };
    })
    .filter((run) => run.kind !== 'text' || run.text !== '');
}

/** Links are paths of the console or web addresses; anything else ("javascript:") leads nowhere. */
function addressOf(link: string, names: SlackNames): string | undefined {
  if (/^https?:\/\//i.test(link)) return URL.canParse(link) ? link : undefined;
  return /^\/(?![/\\])/.test(link) ? names.url(link) : undefined;
}

function bareText(runs: readonly Run[]): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : '')).join('');
}

function richElement(run: Run, maxLength: number): RichTextElement {
  switch (run.kind) {
    case 'text': {
      const text = cut(unbroken(run.text), Math.max(1, maxLength));
      return run.bold ? { type: 'text', text, style: { bold: true } } : { type: 'text', text };
    }
    case 'user':
      return { type: 'user', user_id: run.id };
    case 'everyone':
      return { type: 'broadcast', range: 'channel' };
    case 'link':
      return { type: 'link', url: run.url, text: run.label };
  }
}

function mrkdwnOf(run: Run): string {
  switch (run.kind) {
    case 'text':
      return run.bold ? `*${escaped(unbroken(run.text))}*` : escaped(unbroken(run.text));
    case 'user':
      return `<@${run.id}>`;
    case 'everyone':
      return '<!channel>';
    case 'link':
      return `<${escaped(run.url)}|${escaped(run.label)}>`;
  }
}

/** A number keeps its percent sign on its line. */
function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%');
}

/** What has to be typed in Slack. */
export function typedCommand(command: string): string {
  return `${slashCommand} ${command}`;
}

/** The three characters with which mentions, channels and links are written. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** No character is read as formatting, and every bold run stands free, because Slack wants space around its asterisks. */
function canBeMrkdwn(runs: readonly Run[]): boolean {
  return runs.every((run, i) => {
    if (run.kind === 'link') return isInert(run.label) && !run.label.includes('|') && !/[|>]/.test(run.url);
    if (run.kind !== 'text') return true;
    if (!isInert(run.text)) return false;
    if (!run.bold) return true;
    return run.text.trim() === run.text && endsFree(runs[i - 1]) && startsFree(runs[i + 1]);
  });
}

/** Holds nothing that Slack reads as bold, italic, struck, code, an emoji's name, a quotation or a new line. */
function isInert(text: string): boolean {
  return !/[*_~`\n]|:[\w+'-]+:|^\s*>/u.test(text);
}

function endsFree(before: Run | undefined): boolean {
  return before === undefined || (before.kind === 'text' && !before.bold && /\s$/.test(before.text));
}

function startsFree(after: Run | undefined): boolean {
  return after === undefined || (after.kind === 'text' && !after.bold && /^[\s,.;:]/.test(after.text));
}
