// What Slack makes of an ack: a command's answer is shown, a form stays with its errors, changes, grows or closes.

import { type Json, part, word } from '../shared/json.ts';
import { checkView } from './block-kit-check.ts';
import { inputsOf } from './inputs.ts';
import type { Behind } from './methods.ts';
import { messageProblems } from './rules.ts';
import type { Ack } from './socket-server.ts';

interface Around {
  behind: Behind;
  problems: string[];
}

/** A command may be answered within its ack. */
export function hearCommandAck(
  { status, body }: Ack,
  { userId, channelId }: { userId: string; channelId: string },
  { behind, problems }: Around,
): void {
  if (status !== 200 || (body.text === undefined && body.blocks === undefined)) return;
  problems.push(...messageProblems(body, { metadata: false }).map((each) => `ack: ${each}`));
  const inChannel = body.response_type === 'in_channel';
  behind.privateWords.add({ userId, channelId, body, via: 'response_url', inChannel });
}

/** Does to the window what the app wants; returns the errors that stand at its fields now, by block id. */
export async function followFormAck(
  { status, body }: Ack,
  { userId, view }: { userId: string; view: Json },
  { behind, problems }: Around,
): Promise<Record<string, string>> {
  const { workspace, views } = behind;
  if (status !== 200) return {};
  if (body.view !== undefined)
    problems.push(...checkView(body.view).map((each) => `${String(body.response_action)}: ${each}`));
  switch (body.response_action) {
    case 'errors':
      return fieldErrors(view, part(body, 'errors'), problems);
    case 'update': {
      const answer = await workspace.must('views.update', { view_id: view.id, view: body.view }, 'app');
      views.updated(part(answer, 'view'));
      return {};
    }
    case 'push': {
      const of = { user_id: userId, view_id: view.id };
      const { trigger_id } = await workspace.must('views.generateTriggerId', of, 'app');
      const answer = await workspace.must('views.push', { trigger_id, view: body.view }, 'app');
      views.pushed(userId, part(answer, 'view'));
      return {};
    }
    case 'clear':
      views.cleared(userId);
      return {};
    case undefined:
      views.popped(userId);
      return {};
    default:
      problems.push(`unknown response_action ${String(body.response_action)}`);
      return {};
  }
}

/** Slack takes errors at input blocks only; otherwise it says that it had trouble. */
function fieldErrors(view: Json, errors: Json, problems: string[]): Record<string, string> {
  const known = new Set(inputsOf(view).map((block) => word(block, 'block_id')));
  const strange = Object.keys(errors).filter((id) => !known.has(id));
  problems.push(...strange.map((id) => `errors: no input block is called ${id}`));
  if (Object.keys(errors).length === 0) problems.push('errors: none given');
  return Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]));
}
