import { describe, expect, it } from 'vitest';
import { parsePerson } from '../../../src/commands/args/people.ts';
import { policy } from '../../policy/teams.ts';

const team = policy({
  people: [
    { id: 'li', name: '李强', email: 'li@example.com', slack: 'U0LI' },
    { id: 'li2', name: '李强', role: 'operator' },
  ],
});

describe('people as others name them', () => {
  it.each(['@li', 'li', '＠li', 'LI@example.com', '<@U0LI>', '<@U0LI|lee>'])('finds li as %s', (word) => {
    expect(parsePerson(word, team, 'wang').id).toBe('li');
  });

  it('finds a person by their name', () => {
    expect(parsePerson('@王芳', team, undefined).id).toBe('wang');
  });

  it('finds whoever asks as "me"', () => {
    expect(parsePerson('我', team, 'wang').id).toBe('wang');
    expect(parsePerson('me', team, 'zhou').id).toBe('zhou');
  });

  it('asks which of two people of the same name is meant', () => {
    expect(() => parsePerson('李强', team, 'wang')).toThrow(/@li, @li2/);
  });

  it('names the nearest people when nobody is called so', () => {
    expect(() => parsePerson('@wnag', team, 'li')).toThrow(/There is @wang/);
    expect(() => parsePerson(undefined, team, 'li')).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });
});
