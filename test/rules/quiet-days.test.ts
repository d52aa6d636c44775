import { describe, expect, it } from 'vitest';
import { dayInEpisode, episodeIsOver, quietWords, shopWord } from '../../src/rules/quiet-days.ts';
import { type Direction, type VerdictWord, verdictWords } from '../../src/rules/verdict.ts';

describe('a day of an episode', () => {
  it.each<[VerdictWord, Direction | null, ReturnType<typeof dayInEpisode>]>([
    ['deviation', 'up', 'out'],
    ['deviation', 'down', 'quiet'],
    ['covered', 'up', 'out'],
    ['normal', null, 'quiet'],
    ['within_noise', 'up', 'quiet'],
    ['dormant', null, 'quiet'],
    ['learning', null, 'unknown'],
    ['no_data', null, 'unknown'],
    ['out_of_stock', null, 'unknown'],
    ['planned', null, 'unknown'],
    ['held', null, 'unknown'],
  ])('%s %s is %s for a rise', (word, direction, expected) => {
    expect(dayInEpisode({ word, direction }, 'up')).toBe(expected);
  });

  it('is decided for every word', () => {
    for (const word of verdictWords) expect(dayInEpisode({ word, direction: 'up' }, 'up')).toBeTypeOf('string');
    expect(quietWords).not.toContain('deviation');
  });
});

describe('an episode', () => {
  const over = (...words: VerdictWord[]) =>
    episodeIsOver(
      words.map((word) => ({ word, direction: word === 'deviation' ? 'down' : null })),
      'down',
    );

  it('ends after three quiet days', () => {
    expect(over('deviation', 'normal', 'normal')).toBe(false);
    expect(over('deviation', 'normal', 'within_noise', 'normal')).toBe(true);
  });

  it('starts counting again when it deviates once more', () => {
    expect(over('deviation', 'normal', 'normal', 'deviation', 'normal', 'normal')).toBe(false);
  });

  it('is not ended by days of which nothing is known', () => {
    expect(over('deviation', 'no_data', 'held', 'no_data', 'out_of_stock')).toBe(false);
    expect(over('deviation', 'normal', 'no_data', 'normal', 'held', 'normal')).toBe(true);
  });
});

describe('a whole shop', () => {
  it.each([
    ['judged', true, 1.4, { word: 'deviation', direction: 'up' }],
    ['judged', true, 0.6, { word: 'deviation', direction: 'down' }],
    ['judged', false, 1.1, { word: 'normal', direction: null }],
    ['held', false, 1, { word: 'held', direction: null }],
    ['no_data', false, 1, { word: 'no_data', direction: null }],
  ] as const)('%s, deviating %s by a factor of %d, reads as %o', (state, deviates, factor, expected) => {
    expect(shopWord({ state, deviates, factor })).toEqual(expected);
  });
});
