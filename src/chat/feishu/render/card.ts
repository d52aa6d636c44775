// Any message as a Feishu card (JSON 2.0), within all limits. Pure.

import type { Language } from '../../../lib/language.ts';
import type { Message, Tone } from '../../../messages/message.ts';
import { toneMarks } from '../../render/tones.ts';
import type { FeishuCard, PlainText } from './elements.ts';
import { renderFitting } from './fit.ts';
import { locales } from './languages.ts';
import { feishuLimits } from './limits.ts';
import type { FeishuNames } from './names.ts';
import { literal, plainText } from './text.ts';

export type { FeishuCard } from './elements.ts';

export interface CardOptions {
  /** Delivery key of the message; comes back with every click. */
  key: string | undefined;
  names: FeishuNames;
  /** Where people reach the console, without a slash at the end; undefined when they cannot. */
  consoleUrl: string | undefined;
  /** Attachment id → img_key of the uploaded picture. */
  pictures: ReadonlyMap<string, string>;
  /** Shown where only one language fits, and to readers of a third one. */
  language: Language;
}

const templates: Readonly<Record<Tone, string>> = { plain: 'blue', good: 'green', warning: 'orange', alarm: 'red' };

/**
 * The message as a card. Given in both languages, every reader sees their own; the default one alone where both do not fit
 * or differ in more than their words. What does not fit is cut, and says so.
 */
export function renderCard(message: Message | Readonly<Record<Language, Message>>, options: CardOptions): FeishuCard {
  const { language, ...common } = options;
  const messages = 'blocks' in message ? { [language]: message } : message;
  return renderFitting(messages, {
    language,
    frame: (spoken) => ({ ...common, language: spoken }),
    card: (said, elements, spoken) => ({
      schema: '2.0',
      config: {
        update_multi: true,
        locales: spoken.map((each) => locales[each]),
        summary: { content: titleOf(said).content },
      },
      header: { title: titleOf(said), template: templates[said.tone] },
      body: { elements: elements.length > 0 ? elements : [literal('–')] },
    }),
  });
}

/** The title behind the mark of its tone. */
function titleOf({ tone, title }: Message): PlainText {
  return plainText(toneMarks[tone] + title, feishuLimits.title);
}
