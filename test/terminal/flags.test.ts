import { describe, expect, it } from 'vitest';
import { readLine } from '../../src/terminal/flags.ts';

describe('a terminal line', () => {
  it('is split into words and flags, wherever the flags stand', () => {
    const line = readLine(['--as', 'li', 'export', 'sales', '--from=2026-10-01', '--json', 'x']);
    expect(line.words).toEqual(['export', 'sales', 'x']);
    expect(line.values).toEqual({ as: 'li', from: '2026-10-01' });
    expect([...line.flags]).toEqual(['json']);
  });

  it('keeps words with one dash, such as a threshold for falls', () => {
    expect(readLine(['threshold', 'team', '-20%']).words).toEqual(['threshold', 'team', '-20%']);
  });

  it('takes everything after -- for words', () => {
    expect(readLine(['return', '1042', '--', '--as', 'you said']).words).toEqual([
      'return',
      '1042',
      '--as',
      'you said',
    ]);
  });

  it('refuses a flag that does not exist, naming the nearest', () => {
    expect(() => readLine(['export', '--form', 'csv'])).toThrow(/Did you mean --format\?|Did you mean --from\?/);
  });

  it('refuses a flag without its value', () => {
    expect(() => readLine(['mine', '--as'])).toThrow(/--as needs a value/);
    expect(() => readLine(['export', '--from', '--json'])).toThrow(/--from needs a value/);
  });
});
