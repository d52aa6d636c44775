// The benchmark's command line.

import { describe, expect, it } from 'vitest';
import { BenchError } from '../../bench/bench-error.ts';
import { help, readOptions } from '../../bench/options.ts';

describe('the command line', () => {
  it('takes folders before --volume and data files after it', () => {
    const { folders, volume, policy, peers } = readOptions(['a', 'b', '--volume', 'c.csv.gz', 'd.csv', '--no-peers']);
    expect({ folders, volume, policy, peers }).toEqual({
      folders: ['a', 'b'],
      volume: ['c.csv.gz', 'd.csv'],
      policy: 'balanced',
      peers: false,
    });
  });

  it('takes words that sets are chosen by', () => {
    expect(readOptions(['--only', 'm5,uci-orders']).only).toEqual(['m5', 'uci-orders']);
  });

  it.each([[['--polcy', 'loose']], [['--policy', 'wild']], [['--days', '0']], [['--measure', 'pieces']]])(
    'refuses %s in both languages',
    (argv) => {
      expect(() => readOptions(argv)).toThrow(BenchError);
    },
  );

  it('has help that names every option in both languages', () => {
    const named = (text: string) => [...text.matchAll(/--[\w-]+/g)].map(([name]) => name).sort();
    expect(named(help.zh)).toEqual(named(help.en));
  });
});
