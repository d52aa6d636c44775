// What can go wrong with calls of Feishu's open platform.

import { PlannedFaults } from '../shared/faults.ts';

/**
 * rate_limited: 429 with 99991400, nothing stored; request_lost: the connection breaks before anything is stored;
 * answer_lost: after; server_error: before, stored_then_server_error: after; hang: never answers and stores nothing;
 * hang_after_storing: never answers; held: carried out and answered when the test calls `release`;
 * refused: a code other than 0, with HTTP 400 unless said otherwise (200 happens in practice).
 */
export type Fault =
  | { is: 'request_lost' | 'answer_lost' | 'hang' | 'hang_after_storing' | 'held' }
  | { is: 'server_error' | 'stored_then_server_error'; status?: number }
  | { is: 'rate_limited'; resetSeconds: number }
  | { is: 'refused'; code: number; msg?: string; status?: number };

/** Calls are named by method and path: "POST im/v1/messages/:id/reply". */
export class Faults extends PlannedFaults<Fault> {}
