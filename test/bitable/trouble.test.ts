// What a failed call about a table means: who has to do something, and what.

import { describe, expect, it } from 'vitest';
import { tableTrouble } from '../../src/bitable/trouble.ts';
import { DeliveryError } from '../../src/chat/adapter.ts';
import { FeishuCallError, troubleOf } from '../../src/chat/feishu/trouble.ts';

const failed = (code: number | undefined, status = 400) =>
  tableTrouble(new FeishuCallError(troubleOf(code, { status })), 'zh');

describe('trouble with a table', () => {
  it.each([1254290, 1254291, 1254607, 1255040, 99991400])('%i passes by itself', (code) => {
    expect(failed(code)).toMatchObject({ code: String(code), passes: true });
  });

  it.each([undefined, 2200])('so does a server that fails, with code %s', (code) => {
    expect(failed(code, 502).passes).toBe(true);
  });

  it('so does a turn that is too far away', () => {
    expect(tableTrouble(new DeliveryError('rate_limited', { outcome: 'again' }), 'zh').passes).toBe(true);
  });

  it.each([91402, 91403, 1254040, 1254041, 1254042, 1254045, 1254060, 1254103, 1254302, 99991403, 99991672])(
    '%i must be put right by a person, who is told what to do in both languages',
    (code) => {
      const { passes, text } = failed(code);
      expect(passes).toBe(false);
      const general = failed(1_234_567).text;
      expect(text.zh.replace(String(code), '')).not.toBe(general.zh.replace('1234567', ''));
      expect(text.en.replace(String(code), '')).not.toBe(general.en.replace('1234567', ''));
    },
  );

  it('names the columns as the team’s language has them', () => {
    expect(failed(1254045).text.en).toContain('异常单');
  });

  it('does not take a fault of the program for one of Feishu', () => {
    const fault = new TypeError('not a function');
    expect(() => tableTrouble(fault, 'zh')).toThrow(fault);
  });
});
