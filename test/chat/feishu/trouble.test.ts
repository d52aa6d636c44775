// Feishu's codes: what each means for a message, and that a person is told what to do.

import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../../src/chat/feishu/advice.ts';
import { troubleOf } from '../../../src/chat/feishu/trouble.ts';

describe('a code of Feishu’s', () => {
  it.each([
    [230020, 400, undefined, { outcome: 'again', retryAfterMs: 1_000 }],
    [99991400, 429, 7, { outcome: 'again', retryAfterMs: 7_000 }],
    [99991400, 400, undefined, { outcome: 'again', retryAfterMs: 30_000 }],
    [11232, 200, undefined, { outcome: 'again', retryAfterMs: 30_000 }],
    [99991663, 400, undefined, { outcome: 'again' }],
    [99991672, 400, undefined, { outcome: 'again' }],
    [99991403, 400, undefined, { outcome: 'again' }],
    [230002, 400, undefined, { outcome: 'again' }],
    [230013, 400, undefined, { outcome: 'again' }],
    [230035, 400, undefined, { outcome: 'again' }],
    [230049, 400, undefined, { outcome: 'unclear' }],
    [230001, 400, undefined, { outcome: 'never' }],
    [230011, 400, undefined, { outcome: 'never' }],
    [230031, 400, undefined, { outcome: 'never' }],
    [230099, 200, undefined, { outcome: 'never' }],
    [232009, 400, undefined, { outcome: 'never' }],
    [99999999, 500, undefined, { outcome: 'unclear' }],
    [99999999, 400, undefined, { outcome: 'again' }],
  ] as const)('%i with HTTP %i (reset: %s) is %o, with advice in both languages', (code, status, resetSeconds, is) => {
    expect(troubleOf(code, { status, resetSeconds })).toEqual({ code: String(code), ...is });
    const { zh, en } = adviceFor(String(code));
    expect([zh.length, en.length].every((length) => length > 4)).toBe(true);
  });

  it.each([
    [502, { code: 'http_502', outcome: 'unclear' }],
    [403, { code: 'http_403', outcome: 'again' }],
    [429, { code: 'http_429', outcome: 'again', retryAfterMs: 30_000 }],
    [200, { code: 'unreadable_answer', outcome: 'unclear' }],
  ])('that is missing leaves the status: %i', (status, is) => {
    expect(troubleOf(undefined, { status })).toEqual(is);
  });
});
