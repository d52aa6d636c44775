// What a person is shown after they did something in Slack: at once in the ack, or soon after in a window or in private.

import { part, parts, word } from '../../../doubles/shared/json.ts';
import { inputsOf } from '../../../doubles/slack/inputs.ts';
import type { SlackDouble } from '../../../doubles/slack/open.ts';
import type { Done, Person } from '../../../doubles/slack/person.ts';
import type { SeenView } from '../../../doubles/slack/reading.ts';
import { fieldPrefix, ticksPrefix } from '../../../src/chat/slack/render/fields.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Shown } from '../conformance.ts';

/** Words that stand in a window only until the real ones come. */
const preliminary = /Opening the form|正在打开表单|Still saving|正在保存/;

/** Lets a person do something and waits until they are shown what came of it. */
export async function shownAfter(slack: SlackDouble, person: Person, act: () => Promise<Done>): Promise<Shown & Done> {
  const words = person.privately.length;
  const before = person.modal?.raw;
  const done = await act();
  const answered = { ...done, fieldErrors: byField(person.modal, { ...done.errors, ...done.heldBack }) };
  const hasErrors = Object.keys(answered.fieldErrors).length > 0;
  const isNew = () => person.modal !== undefined && person.modal.raw !== before && !preliminary.test(person.modal.text);
  if (!hasErrors) await slack.until(() => person.privately.length > words || isNew());
  const said = person.privately.slice(words).map(({ text }) => text);
  const seen = isNew() ? person.modal : undefined;
  return {
    ...answered,
    text: [...said, seen?.text ?? ''].join('\n').trim(),
    fields: seen ? fieldNames(seen) : [],
    onlyToPerson: true,
  };
}

/** The values of a form as what a person enters in the window's inputs. */
export function entered(view: SeenView, values: RawValues): Record<string, string | string[]> {
  const filled: Record<string, string | string[]> = {};
  for (const block of inputsOf(view.raw)) {
    const id = word(block, 'block_id');
    if (id.startsWith(fieldPrefix)) filled[id] = values[id.slice(fieldPrefix.length)] ?? '';
    if (id.startsWith(ticksPrefix)) filled[id] = tickNames(block).filter((name) => values[name] === 'yes');
  }
  return filled;
}

function fieldNames({ raw }: SeenView): string[] {
  return inputsOf(raw).flatMap((block) => {
    const id = word(block, 'block_id');
    if (id.startsWith(ticksPrefix)) return tickNames(block);
    return id.startsWith(fieldPrefix) ? [id.slice(fieldPrefix.length)] : [];
  });
}

function byField(view: SeenView | undefined, errors: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(errors).flatMap(([id, text]) => {
    if (id.startsWith(fieldPrefix)) return [[id.slice(fieldPrefix.length), text]];
    const block = view && inputsOf(view.raw).find((each) => each.block_id === id);
    return block ? tickNames(block).map((name) => [name, text]) : [[id, text]];
  });
  return Object.fromEntries(pairs);
}

function tickNames(block: Parameters<typeof part>[0]): string[] {
  return parts(part(block, 'element'), 'options').map((option) => word(option, 'value'));
}
