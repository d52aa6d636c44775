// The whole form of a case as a modal: what happened in short, every field that shows with the present values, and the
// other cases the same cause may hold for. Pure: the same values give the same view.

import type { KnownBlock, ModalView } from '@slack/types';
import type { RawValues } from '../../../forms/form.ts';
import { visibleFields } from '../../../forms/index.ts';
import type { Language } from '../../../lib/language.ts';
import type { Block, FormBlock, Message } from '../../../messages/message.ts';
import { toneMarks } from '../../render/tones.ts';
import { alsoBlock, fieldBlocks } from './fields.ts';
import { renderFitting } from './fit.ts';
import { slackLimits } from './limits.ts';
import { formCallbackId, type ModalIds, type SlackNames } from './names.ts';
import { literalText, plainText } from './text.ts';
import { labelled, slackWords } from './words.ts';

/** What somebody has filled in so far, as `readModal` gives it. */
export interface Typed {
  values: RawValues;
  alsoCaseIds: readonly number[];
}

/**
 * The modal of the form that the message holds; undefined when it holds none. `typed` replaces what the form arrives with,
 * so that fields appear and vanish as their conditions say; Slack itself keeps what stands in inputs that remain.
 */
export function renderModal(
  message: Message,
  names: SlackNames,
  language: Language,
  typed?: Typed,
): ModalView | undefined {
  const form = message.blocks.find((block): block is FormBlock => block.type === 'form');
  if (!form) return undefined;
  const words = slackWords[language];
  const ids: ModalIds = { c: form.caseId, r: form.round, f: form.form.kind };
  const inputs = inputBlocks(form, language, typed);
  const evidence = evidenceBlocks(message, names, language, slackLimits.viewBlocks - inputs.length);
  return {
    type: 'modal',
    callback_id: formCallbackId,
    private_metadata: JSON.stringify(ids),
    title: plainText(form.form.title[language], slackLimits.modalTitle),
    submit: plainText(form.form.kind === 'return' ? words.submitReturn : words.submit, slackLimits.modalTitle),
    close: plainText(words.cancel, slackLimits.modalTitle),
    blocks: [...evidence, ...inputs],
  };
}

function inputBlocks(form: FormBlock, language: Language, typed: Typed | undefined): KnownBlock[] {
  const values = typed ? { ...form.values, ...typed.values } : form.values;
  const visible = visibleFields(form.fields, values);
  const frame = { fields: form.fields, values, language };
  const parts = form.form.parts.flatMap(({ part, title }): KnownBlock[] => {
    const shown = visible.filter((field) => field.part === part);
    if (shown.length === 0) return [];
    return [{ type: 'header', text: plainText(title[language], slackLimits.header) }, ...fieldBlocks(shown, frame)];
  });
  const also = (form.also ?? []).map((each) =>
    typed ? { ...each, checked: typed.alsoCaseIds.includes(each.caseId) } : each,
  );
  const others = alsoBlock(also, language);
  return others ? [...parts, others] : parts;
}

/**
 * What happened, until when, and the numbers in small print. Pictures and hints stay on the card, so that the first
 * question is near; nobody is mentioned, because a modal notifies nobody.
 */
function evidenceBlocks(message: Message, names: SlackNames, language: Language, room: number): KnownBlock[] {
  const kept = message.blocks.flatMap((block): Block[] => {
    if (block.type === 'text') return [{ ...block, text: [literalText(block.text, language)] }];
    if (block.type !== 'facts') return [];
    const lines = block.facts.map(
      ({ label, value, tone = 'plain' }) => `${labelled(label, language)}${toneMarks[tone]}${value}`,
    );
    return [{ type: 'small', text: [lines.join('\n')] }];
  });
  const title: Block = { type: 'text', text: [{ strong: message.title }] };
  return renderFitting(
    [title, ...kept],
    { names, language },
    { blocks: room, characters: slackLimits.blockCharacters },
  );
}
