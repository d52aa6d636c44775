// What can go wrong with calls of Slack's Web API.

import { PlannedFaults } from '../shared/faults.ts';

/**
 * rate_limited: 429, nothing stored; request_lost: the connection breaks before anything is stored; answer_lost: after;
 * server_error: 500 before, stored_then_server_error: 500 after; hang: never answers and stores nothing;
 * hang_after_storing: never answers; held: answers when the test calls `release`; refused: `ok: false`;
 * not_shared: an upload that says it went well and shows nothing.
 */
export type Fault =
  | {
      is:
        | 'request_lost'
        | 'answer_lost'
        | 'server_error'
        | 'stored_then_server_error'
        | 'hang'
        | 'hang_after_storing'
        | 'held'
        | 'not_shared';
    }
  | { is: 'rate_limited'; retryAfterSeconds: number }
  | { is: 'refused'; error: string };

export class Faults extends PlannedFaults<Fault> {}
