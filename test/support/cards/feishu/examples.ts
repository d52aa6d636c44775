// Every example as the card that Feishu gets, in both languages: messages with their forms inside, and forms as they come
// as replies, half filled in and refused.

import { type FeishuCard, renderCard } from '../../../../src/chat/feishu/render/card.ts';
import type { Language } from '../../../../src/lib/language.ts';
import { compose } from '../../../../src/messages/compose.ts';
import type { Block, Message } from '../../../../src/messages/message.ts';
import { exampleFormMessage, exampleForms } from '../../example-forms.ts';
import { exampleViews } from '../../example-views.ts';
import { exampleFeishuNames } from './names.ts';

type ExampleForm = (typeof exampleForms)[string];

/** The card of any message; every picture in it is uploaded. */
export function exampleCard(messages: Record<Language, Message>, language: Language = 'zh'): FeishuCard {
  return renderCard(messages, {
    key: 'card:1042:post@feishu/group:oc_team',
    names: exampleFeishuNames,
    consoleUrl: 'https://skuwatch.example.com',
    pictures: new Map(picturesOf(messages.zh).map((id) => [id, `img_${id}`])),
    language,
  });
}

/** Name → card. */
export const exampleFeishuCards: ReadonlyMap<string, FeishuCard> = new Map([
  ...Object.entries(exampleViews).map(([name, view]) => {
    const message = (language: Language) => compose(view, language, { forms: 'in-message' });
    return [name, exampleCard({ zh: message('zh'), en: message('en') })] as const;
  }),
  ...Object.entries(exampleForms).map(([name, example]) => {
    return [name, exampleCard({ zh: formReply(example, 'zh'), en: formReply(example, 'en') })] as const;
  }),
]);

function formReply(example: ExampleForm, language: Language): Message {
  const message = exampleFormMessage(example, language);
  const blocks = message.blocks.map((block): Block => {
    if (block.type !== 'form') return block;
    return { ...block, values: { ...block.values, ...example.typed }, errors: example.errors ?? {} };
  });
  return { ...message, blocks };
}

function picturesOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) => (block.type === 'image' ? [block.attachmentId] : []));
}
