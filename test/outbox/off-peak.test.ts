import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offPeak } from '../../src/outbox/off-peak.ts';

const at = (time: string) => new Date(`2026-03-09T${time}+08:00`);
const sent = (time: string, platform: 'feishu' | 'slack' | 'console' = 'feishu', key = 'weekly@feishu/group:team') =>
  offPeak(at(time), { platform, key });

describe('what everybody sends at the same minute', () => {
  it.each(['09:30', '09:29:30', '10:00', '17:32:59'])('goes out some minutes after %s on Feishu', (time) => {
    const minutes = (sent(time).getTime() / 60_000) % 30;
    expect(minutes).toBeGreaterThanOrEqual(3);
    expect(minutes).toBeLessThanOrEqual(8);
  });

  it('goes out at once at other times, and on other platforms', () => {
    expect(sent('09:33')).toEqual(at('09:33'));
    expect(sent('09:28:59')).toEqual(at('09:28:59'));
    expect([sent('09:30', 'slack'), sent('09:30', 'console')]).toEqual([at('09:30'), at('09:30')]);
  });

  it('goes out at the same moment however often it is asked, and not all together', () => {
    expect(sent('09:30')).toEqual(sent('09:30'));
    const moments = Array.from({ length: 20 }, (_, i) => sent('09:30', 'feishu', `team-${i}`).getTime());
    expect(new Set(moments).size).toBeGreaterThan(10);
  });

  it('never goes out earlier than now, nor more than nine minutes later', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: at('00:00'), max: at('23:59') }), fc.string(), (now, key) => {
        const later = offPeak(now, { platform: 'feishu', key }).getTime() - now.getTime();
        expect(later).toBeGreaterThanOrEqual(0);
        expect(later).toBeLessThanOrEqual(9 * 60_000);
      }),
    );
  });
});
