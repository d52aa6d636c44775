import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { adviceFor, deliveryError, readTrouble } from '../../../src/chat/slack/trouble.ts';

const refusedBy = (word: string) => new WebAPIPlatformError({ ok: false, error: word });
const networkError = (code: string) =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) }));

describe('a call to Slack that failed', () => {
  it.each([
    ['a word of refusal', refusedBy('not_in_channel'), { code: 'not_in_channel', outcome: 'again' }],
    ['a token that is wrong', refusedBy('invalid_auth'), { code: 'invalid_auth', outcome: 'again' }],
    ['a message that is gone', refusedBy('message_not_found'), { code: 'message_not_found', outcome: 'never' }],
    ['blocks that are not taken', refusedBy('invalid_blocks'), { code: 'invalid_blocks', outcome: 'never' }],
    ['trouble inside Slack', refusedBy('internal_error'), { code: 'internal_error', outcome: 'unclear' }],
    [
      'a page instead of an answer',
      refusedBy('<html>secret</html>'),
      { code: 'unreadable_answer', outcome: 'unclear' },
    ],
    [
      'too many calls',
      new WebAPIRateLimitedError(30),
      { code: 'rate_limited', outcome: 'again', retryAfterMs: 30_000 },
    ],
    ['500 after the message was stored', new WebAPIHTTPError(500, '', {}), { code: 'http_500', outcome: 'unclear' }],
    ['a proxy that refuses', new WebAPIHTTPError(407, '', {}), { code: 'http_407', outcome: 'again' }],
    ['nobody there', networkError('ECONNREFUSED'), { code: 'no_connection', outcome: 'again' }],
    ['a line cut after sending', networkError('ECONNRESET'), { code: 'no_answer', outcome: 'unclear' }],
    ['something unforeseen', new Error('what?'), { code: 'no_answer', outcome: 'unclear' }],
  ])('%s', (_, error, trouble) => {
    expect(readTrouble(error)).toEqual(trouble);
  });

  it('reaches the outbox with the word and without anything that was said', () => {
    const error = deliveryError(new WebAPIHTTPError(502, 'Bad', {}, 'SKU LAMP sold 150'), 'post');
    expect(error).toMatchObject({ message: 'slack post: http_502', outcome: 'unclear', retryAfterMs: undefined });
  });

  it('comes with advice in both languages, also when the word is new', () => {
    for (const code of ['invalid_auth', 'not_in_channel', 'no_slack_id', 'brand_new_word']) {
      expect(adviceFor(code).zh).toMatch(/\p{Script=Han}/u);
      expect(adviceFor(code).en.length).toBeGreaterThan(20);
    }
    expect(adviceFor('brand_new_word').en).toContain('brand_new_word');
  });
});
