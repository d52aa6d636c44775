// Every example as the card that Feishu gets, in both languages: messages with their forms inside, and forms as they come
// as replies, half filled in and refused.

import { type FeishuCard, renderCard } from '../../../../src/chat/feishu/render/card.ts';
import { prefill, type Suggestion } from '../../../../src/forms/prefill.ts';
import type { Language } from '../../../../src/lib/language.ts';
import type { View } from '../../../../src/messages/index.ts';
import { compose } from '../../../../src/messages/index.ts';
import type { Block, Message } from '../../../../src/messages/message.ts';
import type { CaseView } from '../../../../src/messages/views.ts';
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
    const message = (language: Language) => compose(filledIn(view), language, { forms: 'in-message' });
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

/** Cases with pre-filled forms. */
function filledIn(view: View): View {
  return view.kind === 'card' ? { ...view, cases: view.cases.map(withPrefill) } : view;
}

function withPrefill(view: CaseView): CaseView {
  const { formKind, stock } = view;
  const [part] = stock?.suggestion?.parts ?? [];
  const transport = (['express', 'air', 'sea'] as const).find((mode) => mode === part?.mode) ?? null;
  const units = stock?.suggestion?.units;
  const suggestion: Suggestion | null =
    units === undefined ? null : { units, transport, arriveBy: part?.sellableOn ?? null };
  return { ...view, prefill: prefill(formKind, { stock, suggestion }) };
}

function picturesOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) => (block.type === 'image' ? [block.attachmentId] : []));
}
