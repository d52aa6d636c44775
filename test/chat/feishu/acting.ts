// What a person is shown after they did something in Feishu: a line that pops up, the card as it stands, or a message of
// the bot's.

import type { FeishuDouble } from '../../../doubles/feishu/open.ts';
import type { Done, Person } from '../../../doubles/feishu/person.ts';
import type { SeenMessage } from '../../../doubles/feishu/reading.ts';
import type { RawValues } from '../../../src/forms/form.ts';
import type { Shown } from '../conformance.ts';

/** Everything the bot said to somebody alone, oldest first. */
export function privately(double: FeishuDouble, person: Person): SeenMessage[] {
  const all = double.directMessages(person.record.name).flatMap((message) => [message, ...message.replies]);
  return all.filter(({ raw }) => raw.sender.type === 'app');
}

/** Lets a person do something, and waits for what pops up or, where nothing does, for the bot's next message to them. */
export async function shownAfter(
  double: FeishuDouble,
  person: Person,
  act: () => Promise<Done>,
): Promise<Shown & { done: Done; said: SeenMessage[] }> {
  const before = privately(double, person).length;
  const done = await act();
  if (done.toast === undefined && done.error === undefined) {
    await until(() => privately(double, person).length > before);
  }
  const said = privately(double, person).slice(before);
  const fields = said.flatMap(({ forms }) => forms).flatMap((form) => form.fields.map(({ name }) => fieldOf(name)));
  return {
    done,
    said,
    text: [done.toast?.text ?? '', done.error ?? '', ...said.map(({ text }) => text)].join('\n').trim(),
    fieldErrors: {},
    fields,
    onlyToPerson: true,
  };
}

/** Resolves as soon as it holds; the test's own limit ends it otherwise. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

/** Values by the name of the field, as what is entered in the inputs of the card. */
export function entered(message: SeenMessage, values: RawValues): Record<string, string | boolean> {
  const [form] = message.forms;
  const filled: Record<string, string | boolean> = {};
  for (const { name, tag } of form?.fields ?? []) {
    const value = values[fieldOf(name)];
    if (value !== undefined) filled[name] = tag === 'checker' ? value === 'yes' : value;
  }
  return filled;
}

/** The name of the field behind the name of an input. */
export function fieldOf(inputName: string): string {
  return inputName.replace(/^f\d+_\d+_/, '');
}
