import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { progressLine, rehearsalLine } from '../../src/terminal/progress.ts';

const progress = {
  file: 'in/all-orders.txt',
  position: 2,
  of: 5,
  phase: 'reading',
  rows: 120_000,
  share: 0.5,
} as const;

describe('the progress of an import', () => {
  it('names the file, how far it is and how many rows were read', () => {
    expect(progressLine(progress, 100, 'en')).toBe(
      '[2/5] all-orders.txt [############------------] 50% reading 120,000 rows',
    );
    expect(progressLine({ ...progress, phase: 'merging' }, 100, 'zh')).toContain('写入 120,000 行');
  });

  it('stays within the terminal, whatever the file is called', () => {
    for (const file of ['x'.repeat(200), '订单'.repeat(80), 'a\u202eb\u0007.csv']) {
      const line = progressLine({ ...progress, file }, 80, 'zh');
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
      expect(['\u202e', '\u0007'].filter((hidden) => line.includes(hidden))).toEqual([]);
    }
  });
});

describe('the progress of a rehearsal', () => {
  it('says how far it is, from the first moment on', () => {
    expect(rehearsalLine({ done: 0, of: 240 }, 'zh')).toBe('试算中 [------------------------] 0%');
    expect(rehearsalLine({ done: 120, of: 240 }, 'en')).toBe('Rehearsing [############------------] 50%');
  });
});
