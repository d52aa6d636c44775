import { describe, expect, it } from 'vitest';
import { takeMoment } from '../../../src/commands/args/moments.ts';
import { teamSchema } from '../../../src/policy/policy.ts';

const team = teamSchema.parse({ name: 'Lumora', zone: 'Asia/Shanghai' });
/** Tuesday 3 March 2026, 15:00 in Shanghai. */
const now = new Date('2026-03-03T15:00:00+08:00');

function read(line: string): { at: string; rest: string } {
  const { at, rest } = takeMoment(line.split(' '), now, team);
  return { at: at.toISOString(), rest: rest.join(' ') };
}

describe('moments as people type them', () => {
  it.each([
    ['tomorrow 10:00', '2026-03-04T10:00:00+08:00'],
    ['until tomorrow 10:00', '2026-03-04T10:00:00+08:00'],
    ['tomorrow 3pm', '2026-03-04T15:00:00+08:00'],
    ['明天10:00', '2026-03-04T10:00:00+08:00'],
    ['明天 10:00', '2026-03-04T10:00:00+08:00'],
    ['到 明天下午3点半', '2026-03-04T15:30:00+08:00'],
    ['明天上午10点', '2026-03-04T10:00:00+08:00'],
    ['后天１０：３０', '2026-03-05T10:30:00+08:00'],
    ['周五 9:30', '2026-03-06T09:30:00+08:00'],
    ['2026-03-10 09:15', '2026-03-10T09:15:00+08:00'],
    ['2026-03-10T09:15', '2026-03-10T09:15:00+08:00'],
    ['2026-03-10T09:15Z', '2026-03-10T09:15:00Z'],
    ['2026-03-10T09:15+09:00', '2026-03-10T09:15:00+09:00'],
    ['3-10 18:00', '2026-03-10T18:00:00+08:00'],
    ['18:00', '2026-03-03T18:00:00+08:00'],
    ['10:00', '2026-03-04T10:00:00+08:00'],
    ['2h', '2026-03-03T17:00:00+08:00'],
    ['3天', '2026-03-06T15:00:00+08:00'],
    ['2 小时', '2026-03-03T17:00:00+08:00'],
  ])('reads %s', (line, expected) => {
    expect(read(line)).toEqual({ at: new Date(expected).toISOString(), rest: '' });
  });

  it('takes a day alone for the start of work on it', () => {
    expect(read('tomorrow').at).toBe(new Date('2026-03-04T09:00:00+08:00').toISOString());
  });

  it('leaves the reason that follows', () => {
    expect(read('tomorrow 10:00 waiting for the factory').rest).toBe('waiting for the factory');
    expect(read('明天 等工厂').rest).toBe('等工厂');
  });

  it.each(['yesterday 10:00', '2026-03-03 14:59', 'today 15:00'])('refuses %s, which has passed', (line) => {
    expect(() => read(line)).toThrow(/has passed/);
  });

  it.each(['soon', '25:00', 'tomorrow 24:30', 'tomorrow 10:0o', '2026-02-30 10:00', 'because'])(
    'refuses %s',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
    },
  );
});
