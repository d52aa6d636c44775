// 加急: calls somebody's attention to a message that the bot sent them. One call to Feishu, never repeated here: nothing
// tells Feishu that a second one is the same.

import type { MessageRef } from '../../messages/destination.ts';
import type { UrgentCall, UrgentRefusal } from '../adapter.ts';
import { DeliveryError } from '../adapter.ts';
import type { Directory } from './directory.ts';
import type { FeishuGateway } from './gateway.ts';
import type { Places } from './places.ts';
import { standingOf } from './refs.ts';
import { isAboutPerson, isAboutToken, readTrouble } from './trouble.ts';

interface Tools {
  gateway: FeishuGateway;
  directory: Directory;
  places: Places;
}

/** Why Feishu will not do it; trying again changes none of these. */
const refusals: Readonly<Record<string, UrgentRefusal>> = {
  '230024': 'no_quota',
  '230023': 'too_many_unread',
  '230052': 'not_allowed_here',
  '230098': 'folded',
  // All of the people named are "invalid": not in the conversation, or without a number to call.
  '230001': 'not_reached',
  '99991672': 'no_permission',
};

/** Throws DeliveryError: `refused` for good, with why; or as the call failed, when nothing was done or nobody knows. */
export async function makeUrgent(tools: Tools, ref: MessageRef, call: UrgentCall): Promise<void> {
  const { messageId, chatId } = standingOf(ref);
  // What could not be told to them stands in a group: there, everybody is looking at it already.
  if (tools.places.isGroup(chatId)) throw refused('told_in_group', call.means);
  try {
    const openId = await tools.directory.openIdOf(call.personId);
    const unreached = await carryOut(tools.gateway, { messageId, openId }, call);
    if (unreached.includes(openId)) throw refused('not_reached', call.means);
  } catch (error) {
    throw whyNot(error, call.means);
  }
}

/** The people whom Feishu did not reach, by open_id. */
async function carryOut(
  gateway: FeishuGateway,
  { messageId, openId }: { messageId: string; openId: string },
  { means, signal }: UrgentCall,
): Promise<readonly string[]> {
  const what = {
    path: { message_id: messageId },
    params: { user_id_type: 'open_id' as const },
    data: { user_id_list: [openId] },
  };
  const answer = await gateway.call(
    `im.message.urgent_${means}`,
    ({
      im: {
        v1: { message },
      },
    }) => {
      if (means === 'app') return message.urgentApp(what);
      return means === 'sms' ? message.urgentSms(what) : message.urgentPhone(what);
    },
    { signal },
  );
  return answer.data?.invalid_user_id_list ?? [];
}

/** Too many calls, no connection, a token that ended: nothing was done, and it may be tried again. */
function whyNot(error: unknown, means: UrgentCall['means']): unknown {
  if (error instanceof DeliveryError && error.outcome === 'never') return error;
  const { code, outcome, retryAfterMs } = readTrouble(error);
  const passes = retryAfterMs !== undefined || isAboutToken(code) || !/^\d+$/.test(code);
  if (isAboutPerson(code)) return refused('not_reached', means, code);
  if (outcome === 'unclear' || (outcome === 'again' && passes)) return error;
  return refused(refusals[code] ?? 'refused', means, code);
}

function refused(why: UrgentRefusal, means: UrgentCall['means'], code?: string): DeliveryError {
  const said = code === undefined ? means : `${means}, feishu ${code}`;
  return new DeliveryError(`${why} (${said})`, { outcome: 'never' });
}
