import fc from 'fast-check';
import { expect, it } from 'vitest';
import { percentText, readShare } from '../../src/lib/percent.ts';

it.each(['20%', '20 %', ' 20 ', '２０％', '0.2', '0.20', '.2'])('reads %j as 20 %%', (written) => {
  expect(readShare(written)).toEqual({ is: 'share', fraction: 0.2 });
});

it.each([
  ['0.99', 0.99],
  ['2', 0.02],
  ['1%', 0.01],
  ['150%', 1.5],
  ['0.5%', 0.005],
])('reads %j as a fraction of %s', (written, fraction) => {
  expect(readShare(written)).toEqual({ is: 'share', fraction });
});

it.each(['1', '1.5', '1.99'])('finds %j unclear', (written) => {
  expect(readShare(written)).toMatchObject({ is: 'unclear', asFraction: Number(written) });
});

it.each(['', '%', '-20%', '1e3', 'NaN', '20%%', '2 0 x', 'Infinity'])('does not read %j', (written) => {
  expect(readShare(written)).toEqual({ is: 'unreadable' });
});

it('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (parts) => {
      const fraction = parts / 10_000;
      expect(readShare(percentText(fraction))).toEqual({ is: 'share', fraction });
    }),
  );
});
