import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src/terminal/progress.ts';

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
