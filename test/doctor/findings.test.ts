import { describe, expect, it } from 'vitest';
import { findings, worst } from '../../src/doctor/findings.ts';
import type { DoctorReport } from '../../src/doctor/report.ts';
import { day } from '../../src/lib/day.ts';

const at = new Date('2026-03-03T17:00:00+08:00');

/** An installation in which all is well. */
function report(changes: Partial<DoctorReport> = {}): DoctorReport {
  return {
    at,
    database: { kind: 'postgres', version: '18.1' },
    clock: { skewMs: 12, simulated: false },
    calendar: { covered: true, lastKnownDay: day('2026-12-31') },
    feeds: [
      {
        storeId: 'amz-us',
        storeName: 'Amazon US',
        standing: 'in',
        expectedDay: day('2026-03-02'),
        expectedBy: null,
        lastGoodDay: day('2026-03-02'),
        lastGoodAsOf: at,
        quarantinedDay: null,
        lateStock: null,
      },
    ],
    queue: { counts: [{ platform: 'console', state: 'sent', count: 7 }], lateSince: null, troubled: [] },
    urgent: [],
    overdue: { cases: 0, troubledCases: 0, troubledStores: 0, deliveries: 0, jobs: 0 },
    casesInTrouble: [],
    casesNobodyHeard: [],
    storesInTrouble: [],
    jobs: [],
    unassignedSkus: [],
    bitables: [],
    managers: [],
    calls: undefined,
    platforms: [],
    policy: { withoutManager: [], unreachable: [], storesWithoutOwner: [], storesWithoutDataOwner: [] },
    ...changes,
  };
}

const feed = report().feeds[0];
const delivery = {
  id: 1,
  kind: 'card' as const,
  mayStand: false,
  caseIds: [1042, 1043],
  lane: 'slack/group:team',
  attempts: 3,
  lastError: 'channel_not_found',
  dueAt: at,
};

/** Level and English text of what is not well. */
function complaints(changes: Partial<DoctorReport>): string[] {
  return findings(report(changes))
    .filter((each) => each.level !== 'ok')
    .map((each) => `${each.level} ${each.area}: ${each.text.en}`);
}

describe('the doctor', () => {
  it('says all is well, one line for each thing looked at', () => {
    const found = findings(report());
    expect(worst(found)).toBe('ok');
    expect(found.map((each) => each.area)).toEqual([
      'database',
      'clock',
      'calendar',
      'feeds',
      'cases',
      'queue',
      'jobs',
      'configuration',
    ]);
  });

  it('warns of a clock that is a minute off and raises the alarm at five', () => {
    expect(complaints({ clock: { skewMs: 59_999, simulated: false } })).toEqual([]);
    expect(complaints({ clock: { skewMs: -60_000, simulated: false } })[0]).toMatch(/^warning clock: .*60 s.*NTP/);
    expect(complaints({ clock: { skewMs: 300_000, simulated: false } })[0]).toMatch(/^alarm clock: .*300 s/);
    expect(complaints({ clock: { skewMs: 0, simulated: true } })).toEqual([]);
  });

  it('says how far the calendar reaches and what to add', () => {
    const short = complaints({ calendar: { covered: false, lastKnownDay: day('2026-04-01') } });
    expect(short[0]).toMatch(/^warning calendar: .*2026-04-01.*extraHolidays/);
  });

  it('names a late, an empty and a cut feed and what to do', () => {
    if (!feed) throw new Error('The report has a feed');
    const of = (changes: Partial<typeof feed>) => complaints({ feeds: [{ ...feed, ...changes }] })[0];
    expect(of({ standing: 'late', lastGoodDay: day('2026-02-27') })).toMatch(
      /the sales of 2026-03-02 are late.*Import/,
    );
    expect(of({ standing: 'never', lastGoodDay: null })).toMatch(/no sales have ever come in/);
    expect(of({ quarantinedDay: day('2026-03-02') })).toMatch(/import accept amz-us 2026-03-02/);
    expect(of({ standing: 'waiting', lastGoodDay: day('2026-03-01') })).toBe(undefined);
  });

  it('shows each message that was given up or is unclear with its reason', () => {
    const found = complaints({
      queue: {
        counts: [],
        lateSince: null,
        troubled: [
          { ...delivery, state: 'failed' },
          { ...delivery, state: 'unclear', mayStand: true, lastError: 'time limit' },
        ],
      },
    });
    expect(found[0]).toMatch(
      /^alarm queue: message 1 \(card SW-1042, SW-1043 → slack\/group:team\): given up \(channel_not_found\).*resend 1/,
    );
    expect(found[1]).toMatch(/^warning queue: .*not known whether it arrived \(time limit\).*Look in the group/);
  });

  it('raises the alarm for stores that cannot be judged and for cases nobody in charge heard of', () => {
    const trouble = { storeId: 'amz-us', reason: 'RangeError: Not a day', since: at, attempts: 3, retryAt: at };
    expect(complaints({ storesInTrouble: [trouble] })[0]).toMatch(
      /^alarm cases: new sales of amz-us.*3 times.*Not a day/,
    );
    expect(complaints({ casesNobodyHeard: [1042] })[0]).toMatch(/^alarm cases: SW-1042.*no manager could be told/);
  });

  it('raises the alarm for overdue steps, messages, stuck jobs and cases put aside', () => {
    const found = complaints({
      overdue: { cases: 2, troubledCases: 1, troubledStores: 0, deliveries: 3, jobs: 1 },
      queue: { counts: [], lateSince: new Date(at.getTime() - 90 * 60_000), troubled: [] },
      casesInTrouble: [{ id: 1042, trouble: 'Not a calendar day' }],
    });
    expect(found.every((each) => each.startsWith('alarm'))).toBe(true);
    expect(found.join('\n')).toMatch(
      /2 cases.*\n.*SW-1042.*Not a calendar day.*\n.*3 messages.*1 h 30 min.*\n.*1 scheduled/s,
    );
  });

  it('lists what the policy file leaves open', () => {
    const found = complaints({
      policy: {
        withoutManager: ['meng'],
        unreachable: ['li'],
        storesWithoutOwner: ['amz-jp'],
        storesWithoutDataOwner: ['amz-us'],
      },
      unassignedSkus: [{ storeId: 'amz-us', skus: 12 }],
    });
    expect(found).toHaveLength(5);
    for (const name of ['meng', 'li', 'amz-jp', 'amz-us', 'amz-us 12']) expect(found.join('\n')).toContain(name);
  });

  it('says each kind of urgent call that did not work once, with the newest of them', () => {
    const call = {
      toId: 'chen',
      means: 'sms',
      caseIds: [1042],
      unclear: false,
      reason: 'no_quota (sms, feishu 230024)',
    };
    const found = complaints({
      urgent: [
        { ...call, means: 'sms' },
        { ...call, means: 'sms', caseIds: [1041] },
        { ...call, means: 'phone', unclear: true, reason: 'no answer' },
        { ...call, means: 'app', reason: 'something new' },
      ],
    });
    expect(found).toEqual([
      expect.stringMatching(/^warning queue: urgent text message not made, 2 .*SW-1042 → chen.*quota.*230024/),
      expect.stringMatching(/^warning queue: urgent phone call not made, 1 .*not made again by itself/),
      expect.stringMatching(/^warning queue: urgent notice in the app not made, 1 .*refused \(something new\)/),
    ]);
  });

  it('says how many calls of the month are used, and warns at four fifths of them', () => {
    const line = (calls: number, forms: number) =>
      findings(report({ calls: { platform: 'feishu', calls, forms } })).find(({ text }) => /this month/.test(text.en));
    expect(line(4_321, 100)).toMatchObject({
      level: 'ok',
      text: { en: expect.stringMatching(/this month 4321 calls of about 1,000,000 .*about 43 a form\.$/) },
    });
    expect(line(10, 0)?.text.en).not.toContain('a form');
    expect(line(800_000, 1)).toMatchObject({ level: 'warning', text: { en: expect.stringContaining('larger plan') } });
    expect(line(799_999, 1)?.level).toBe('ok');
  });

  it('shows hostile text from outside as harmless text', () => {
    const found = complaints({
      queue: {
        counts: [],
        lateSince: null,
        troubled: [{ ...delivery, state: 'failed', lastError: 'x\u202ey\n\u0007' }],
      },
    });
    expect(found[0]).not.toMatch(/\u202e|\n/);
  });
});
