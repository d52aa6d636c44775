// What Slack would refuse in a call, and what it would take but the project's rules forbid. Pure.

import { part, word } from '../shared/json.ts';
import { checkBlocks, checkView } from './block-kit-check.ts';
import type { Call } from './calls.ts';

/** Slack cuts a text past this; an edit it refuses outright past the lower limit. */
const mostText = 40_000;
const mostTextInUpdate = 4_000;

export interface Verdict {
  /** Slack's error for the call. */
  error?: string;
  /** Each of these fails the test, whether Slack would notice or not. */
  problems: string[];
}

export function judgeCall({ method, args }: Call): Verdict {
  switch (method) {
    case 'chat.postMessage':
      return judged(messageProblems(args, { metadata: word(args, 'channel').startsWith('C') }), 'invalid_blocks');
    case 'chat.postEphemeral':
      return judged(messageProblems(args, { metadata: false }), 'invalid_blocks');
    case 'chat.update':
      return judgeUpdate(args);
    case 'views.open':
    case 'views.push':
    case 'views.update':
    case 'views.publish':
      return judged(checkView(args.view), 'invalid_arguments');
    case 'files.completeUploadExternal':
    case 'files.getUploadURLExternal':
      // Alternative text makes shares get lost (slackapi/python-slack-sdk#1818).
      return judged('alt_text' in args || 'alt_txt' in args ? [`${method}: no alternative text on uploads`] : []);
    default:
      return { problems: [] };
  }
}

/** What may come in an ack or be sent to a response_url. */
export function messageProblems(args: Call['args'], expected: { metadata: boolean }): string[] {
  const text = word(args, 'text');
  const { event_type: type, event_payload: payload } = part(args, 'metadata');
  const hasMetadata = typeof type === 'string' && typeof payload === 'object';
  return [
    ...(args.blocks === undefined ? [] : checkBlocks(args.blocks, 'message')),
    ...(text.trim() === '' ? ['no text beside the blocks: nothing to notify with or to read aloud'] : []),
    ...(text.length > mostText ? [`text of ${text.length} characters`] : []),
    ...(expected.metadata && !hasMetadata ? ['no metadata: the message could not be found again'] : []),
    ...(args.ts !== undefined && typeof args.ts !== 'string' ? ['ts is a text, never a number'] : []),
  ];
}

function judgeUpdate(args: Call['args']): Verdict {
  const tooLong = word(args, 'text').length > mostTextInUpdate;
  const noBlocks = args.blocks === undefined ? ['chat.update: blocks left out, the old ones may stay'] : [];
  const problems = [...messageProblems(args, { metadata: false }), ...noBlocks];
  if (tooLong) return { error: 'msg_too_long', problems: [...problems, 'chat.update: text over 4,000'] };
  return judged(problems, 'invalid_blocks');
}

function judged(problems: string[], error?: string): Verdict {
  const refused = problems.some((problem) => /^(blocks|view|block_id|action_id)\b/.test(problem));
  return { problems, ...(refused && error !== undefined && { error }) };
}
