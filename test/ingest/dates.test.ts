import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateEvidence, type DateOrder, decideDateOrder, noteDate, readDay } from '../../src/ingest/dates.ts';
import { addDays, type Day, day } from '../../src/lib/day.ts';

const days = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays(day('1990-01-01'), offset));
const orders = fc.constantFrom<DateOrder>('dmy', 'mdy');

function yearLast(of: Day, order: DateOrder, separator: string): string {
  const [year, month, date] = of.split('-');
  return (order === 'dmy' ? [date, month, year] : [month, date, year]).join(separator);
}

function evidenceOf(texts: readonly string[]): DateEvidence {
  const evidence: DateEvidence = {};
  texts.forEach((text, i) => {
    noteDate(evidence, text, { line: i + 2, text });
  });
  return evidence;
}

it('reads a day back in every way of writing it', () => {
  fc.assert(
    fc.property(days, orders, fc.constantFrom('-', '/', '.'), (of, order, separator) => {
      const [year = '', month = '', date = ''] = of.split('-');
      expect(readDay(of, order)).toBe(of);
      expect(readDay([year, month, date].join(separator), order)).toBe(of);
      expect(readDay([year, Number(month), Number(date)].join(separator), order)).toBe(of);
      expect(readDay(`${year}${month}${date}`, order)).toBe(of);
      expect(readDay(`${year}年${Number(month)}月${Number(date)}日`, order)).toBe(of);
      expect(readDay(`${of} 00:00:00`, order)).toBe(of);
      expect(readDay(yearLast(of, order, separator), order)).toBe(of);
    }),
  );
});

it.each([
  '2026-02-30',
  '0000-00-00',
  '46023',
  '2026-13-01',
  '2026-10-25T08:00:00Z',
  '25.10.26',
  'yesterday',
  '2026-10',
  '',
])('refuses %j', (text) => {
  expect(readDay(text, 'dmy')).toBeUndefined();
  expect(readDay(text, 'mdy')).toBeUndefined();
});

describe('the order of a column', () => {
  it('is the one it was written in, as soon as one day shows it', () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 30 }), orders, (column, order) => {
        const decided = decideDateOrder(evidenceOf(column.map((of) => yearLast(of, order, '/'))));
        const shows = column.some((of) => Number(of.slice(8)) > 12);
        if (shows) expect(decided).toEqual({ order });
        else if ('order' in decided) {
          // Nothing was open: every day reads the same both ways.
          for (const of of column) expect(readDay(yearLast(of, order, '/'), decided.order)).toBe(of);
        }
      }),
    );
  });

  it('is asked about when no day shows it, and when two contradict each other', () => {
    expect(decideDateOrder(evidenceOf(['03/04/2026', '04/04/2026']))).toEqual({
      ambiguous: [{ line: 2, text: '03/04/2026' }],
    });
    expect(decideDateOrder(evidenceOf(['25/10/2026', '10/25/2026']))).toHaveProperty('ambiguous');
  });
});
