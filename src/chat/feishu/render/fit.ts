// Makes a message fit into Feishu's limits, visibly: first the second language goes, then forms become buttons that ask for
// them, then lists, tables and rows get shorter, at last the end is cut off. Pure.

import { type Language, languages } from '../../../lib/language.ts';
import type { Block, FormBlock, Message } from '../../../messages/message.ts';
import { lengths, shortened } from '../../render/shorten.ts';
import { renderBlocks } from './blocks.ts';
import type { CardElement, FeishuCard } from './elements.ts';
import { inBothLanguages } from './languages.ts';
import { feishuLimits } from './limits.ts';
import { type Frame, literal } from './text.ts';
import { feishuWords } from './words.ts';

/** The message in one language, or in both. */
export type Messages = Partial<Readonly<Record<Language, Message>>>;

/** What makes a card of the elements in its body. */
export interface Making {
  /** The default language. */
  language: Language;
  frame(language: Language): Frame;
  card(message: Message, elements: readonly CardElement[], languages: readonly Language[]): FeishuCard;
}

/** How much of a message is shown. */
interface Plan {
  /** Of lists, tables and rows. */
  most: number;
  forms: number;
}

/** A list of fewer is cut only where even a single form cannot stand beside it. */
const fewestBesideForm = 10;

/** The card; never throws, whatever the message holds. */
export function renderFitting(messages: Messages, making: Making): FeishuCard {
  const { language } = making;
  const message = messages[language] ?? { tone: 'plain', title: '–', blocks: [] };
  const forms = message.blocks.filter(({ type }) => type === 'form').length;
  const whole = inBoth(messages, { most: Number.POSITIVE_INFINITY, forms }, making);
  if (whole && fits(whole)) return whole;
  for (const plan of plans(forms)) {
    const card = inOne(message, language, plan, making);
    if (fits(card)) return card;
  }
  return cutOff(message, making);
}

/** From all of it to the least. */
function* plans(forms: number): Generator<Plan> {
  const one = Math.min(1, forms);
  for (let left = forms; left > one; left -= 1) yield { most: Number.POSITIVE_INFINITY, forms: left };
  for (const most of lengths) if (most >= fewestBesideForm) yield { most, forms: one };
  for (const most of lengths) yield { most, forms: 0 };
}

function inBoth(messages: Messages, plan: Plan, making: Making): FeishuCard | undefined {
  const { zh, en } = messages;
  if (!zh || !en) return undefined;
  const cards = { zh: inOne(zh, 'zh', plan, making, languages), en: inOne(en, 'en', plan, making, languages) };
  return inBothLanguages(cards, making.language);
}

function inOne(
  message: Message,
  language: Language,
  { most, forms }: Plan,
  making: Making,
  spoken: readonly Language[] = [language],
): FeishuCard {
  const { more } = feishuWords[language];
  const blocks = shortened(withForms(message.blocks, forms, language), most, more);
  return making.card(message, renderBlocks(blocks, making.frame(language)), spoken);
}

function fits(card: FeishuCard): boolean {
  return bytesOf(card) <= feishuLimits.bytes && countTags(card.body) <= feishuLimits.elements;
}

/** The card as it travels: a JSON text within a JSON text. */
function bytesOf(card: FeishuCard): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(card)));
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countTags(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return countTags(Object.values(value)) + ('tag' in value ? 1 : 0);
}

/** At most `most` forms: those that were refused, then the first; for the others stands the button that asks for them. */
function withForms(blocks: readonly Block[], most: number, language: Language): Block[] {
  const forms = blocks.filter((block) => block.type === 'form');
  const kept = new Set([...forms].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a))).slice(0, most));
  return blocks.flatMap((block): Block[] => {
    if (block.type !== 'form' || kept.has(block)) return [block];
    return hasAnswerButton(blocks, block) ? [] : [{ type: 'buttons', buttons: [answerButton(block, language)] }];
  });
}

function isRefused({ errors }: FormBlock): boolean {
  return Object.keys(errors).length > 0;
}

function hasAnswerButton(blocks: readonly Block[], { caseId }: FormBlock): boolean {
  return blocks.some((block) => {
    const buttons =
      block.type === 'buttons' ? block.buttons : block.type === 'row' && block.button ? [block.button] : [];
    return buttons.some((button) => button.action === 'answer' && button.caseId === caseId);
  });
}

function answerButton({ caseId, round, form }: FormBlock, language: Language) {
  const action = form.kind === 'return' ? ('return' as const) : ('answer' as const);
  return { action, label: feishuWords[language].answer, style: 'primary' as const, caseId, round, path: '' };
}

/** As much of the beginning as there is room for, rows of buttons, and a line that says so. */
function cutOff(message: Message, making: Making): FeishuCard {
  const { language } = making;
  const words = feishuWords[language];
  const blocks = shortened(withForms(message.blocks, 0, language), 1, words.more);
  const elements = renderBlocks(blocks, making.frame(language));
  const note = literal(words.cutShort, 'notation');
  const card = (shown: readonly CardElement[], buttons: readonly CardElement[]) =>
    making.card(message, [...shown, note, ...buttons], [language]);
  const buttons = asManyAsFit(elements.filter(isButtonRow), (rows) => card([], rows));
  const shown = asManyAsFit(
    elements.filter((each) => !isButtonRow(each)),
    (first) => card(first, buttons),
  );
  return card(shown, buttons);
}

/** The first of `elements`, as long as the card with them fits. */
function asManyAsFit(
  elements: readonly CardElement[],
  card: (shown: readonly CardElement[]) => FeishuCard,
): readonly CardElement[] {
  const first = elements.findIndex((_, i) => !fits(card(elements.slice(0, i + 1))));
  return first === -1 ? elements : elements.slice(0, first);
}

function isButtonRow({ tag, flex_mode: mode }: CardElement): boolean {
  return tag === 'column_set' && mode === 'flow';
}
