import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/policy/file/read.ts';

const whole = `team:
  name: Lumora
people:
  - id: wang
    name: 王芳
    manager: chen
    deputy: li
  - id: li
    name: 李强
    manager: chen
  - { id: chen, name: 陈敏, role: manager }
stores:
  - id: amz-us
    zone: America/Los_Angeles
    owner: wang
`;

/** Faults of a file as "line name: English text"; the file is the whole one with lines replaced or added. */
function faults(edit: (text: string) => string): string[] {
  const result = readPolicy(edit(whole), 'policy.yaml');
  return 'faults' in result ? result.faults.map(({ line, name, text }) => `${line} ${name}: ${text.en}`) : [];
}

function added(lines: string): string[] {
  return faults((text) => text + lines);
}

describe('a policy file', () => {
  it('that is right gives the policy with its defaults', () => {
    const result = readPolicy(whole, 'policy.yaml');
    expect('policy' in result && result.policy).toMatchObject({
      team: { zone: 'Asia/Shanghai', workingHours: { start: 540, end: 1080, breaks: [] } },
      groups: [{ id: 'team', platform: 'console' }],
      answering: { minAnswerMinutes: 60 },
    });
  });

  it('may leave managers to the directory of Feishu, for people whom Feishu can know', () => {
    const onFeishu = 'groups:\n  - { id: team, platform: feishu, channel: oc_1 }\n';
    const without = (person: string) => (text: string) =>
      text.replace('    name: 李强\n    manager: chen', `    name: 李强${person}`) + onFeishu;
    expect(faults(without('\n    feishu: ou_1'))).toEqual([]);
    expect(faults(without('\n    email: li@lumora.example'))).toEqual([]);
    expect(faults(without(''))).toEqual([expect.stringMatching(/^8 people\[li\].*no manager is named/)]);
    const onConsole = (text: string) => without('\n    email: li@lumora.example')(text).replace(onFeishu, '');
    expect(faults(onConsole)).toEqual([expect.stringMatching(/no manager is named/)]);
  });

  it('tells every fault at once, in the order of its lines, in both languages', () => {
    const text = whole
      .replace('name: Lumora', 'name: Lumora\n  zone: Mars/Olympus')
      .replace('manager: chen\n    deputy: li', 'manager: wang\n    deputy: nobody')
      .replace('owner: wang', 'owner: op-wang\n    currency: dollars\n    treshold: { up: 0.3 }');
    const result = readPolicy(text, 'policy.yaml');
    const found = 'faults' in result ? result.faults : [];
    expect(found.map(({ line, name }) => [line, name])).toEqual([
      [3, 'team.zone'],
      [7, 'people[wang].manager'],
      [7, 'people[wang].manager'],
      [8, 'people[wang].deputy'],
      [17, 'stores[amz-us].currency'],
      [18, 'stores[amz-us].treshold'],
    ]);
    for (const fault of found) {
      expect(fault.file).toBe('policy.yaml');
      expect(fault.text.zh).toMatch(/\p{Script=Han}/u);
      expect(fault.text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('keeps checking people and stores that are whole beside those that are not', () => {
    const found = faults((text) => text.replace('name: 李强', 'name: 5').replace('owner: wang', 'owner: zhao'));
    expect(found).toEqual([
      '9 people[li].name: write a text; put numbers in quotes, such as "123" (now 5)',
      '15 stores[amz-us].owner: there is no "zhao" under people; known are: wang, li, chen',
    ]);
  });

  it.each([
    ['an open bracket', 'team: {name: x\n', /a bracket or quote before it is not closed/],
    ['a bare colon', 'team: name: x\n', /^1 : This is not valid YAML/],
    ['a tab', 'team:\n\tname: x\n', /^2 : Indent with spaces/],
    ['a name that stands twice', 'team: { name: x }\nteam: { name: y }\n', /^2 : The same name stands here twice/],
    ['nothing in it', '', /^null : /],
    ['a list in it', '- a\n', /write "name: value" lines/],
  ])('with %s says where', (_, text, wanted) => {
    expect(faults(() => text).at(0)).toMatch(wanted);
  });
});

describe('the ways to a store', () => {
  const ways = (lines: string) => faults((text) => `${text}    transport: [${lines}]\n`);

  it('may be told for each store, with cost and cut-off', () => {
    const way = '{ mode: sea, fastestDays: 30, slowestDays: 45, costPerUnit: 0.6, cutOffWeekday: 3 }';
    expect(ways(way)).toEqual([]);
  });

  it('stand once each, and their slowest days are not fewer than their fastest', () => {
    expect(
      ways('{ mode: air, fastestDays: 9, slowestDays: 7 }, { mode: air, fastestDays: 9, slowestDays: 9 }'),
    ).toEqual([
      '16 stores[amz-us].transport[1].slowestDays: slowestDays must not be less than fastestDays',
      '16 stores[amz-us].transport[2].mode: this way of transport stands above already',
    ]);
  });

  it('are those that the plan knows', () => {
    expect(ways('{ mode: rail, fastestDays: 12, slowestDays: 20 }')).toEqual([
      '16 stores[amz-us].transport[1].mode: write one of: express, air, sea (now "rail")',
    ]);
  });
});

describe('what stands in a policy file', () => {
  it.each([
    [
      'a setting that does not exist',
      'detektion: {}\n',
      '16 detektion: there is no such setting; did you mean "detection"?',
    ],
    [
      'a setting unlike any other',
      'answering: { patience: 3 }\n',
      '16 answering.patience: there is no such setting; known here: minAnswerMinutes, returnMinutes, reminderMinutesBefore, maxRemindersPerDay',
    ],
    [
      'a number that is too small',
      'answering: { minAnswerMinutes: 1 }\n',
      '16 answering.minAnswerMinutes: write at least 5 (now 1)',
    ],
    [
      'a percentage that can be read in two ways',
      'detection: { threshold: { up: 1.5 } }\n',
      '16 detection.threshold.up: this can mean 1.5% or 150%: write it with the percent sign, 1.5% or 150% (now 1.5)',
    ],
    [
      'a threshold that is no percentage',
      'detection: { threshold: { up: high } }\n',
      '16 detection.threshold.up: write a percentage such as 20% (now "high")',
    ],
    [
      'a fall of more than everything',
      'detection: { threshold: { down: 100% } }\n',
      '16 detection.threshold.down: a threshold for falls is less than 100%: sales can fall to 0 at most, which is 100%, so nothing would ever be asked (now "100%")',
    ],
    [
      'a rise beyond all measure',
      'detection: { threshold: { up: 1001% } }\n',
      '16 detection.threshold.up: a threshold for rises is at most 1000% (now "1001%")',
    ],
    [
      'a share that is none',
      'detection: { minFeedShare: 170% }\n',
      '16 detection.minFeedShare: write a percentage up to 100%, such as 70% (now "170%")',
    ],
    [
      'a word that is not offered',
      'detection: { policy: harsh }\n',
      '16 detection.policy: write one of: literal, loose, balanced, strict (now "harsh")',
    ],
    [
      'a formula that is none',
      'inventory: { safety: { byClass: { A: guess } } }\n',
      '16 inventory.safety.byClass.A: write one of: service_level, buffer, simple (now "guess")',
    ],
    [
      'a limit in words',
      'inventory: { approval: { limit: { amount: 5000, currency: yuan } } }\n',
      '16 inventory.approval.limit.currency: write a currency such as "USD" (now "yuan")',
    ],
    [
      'tiers that alarm backwards',
      'inventory: { tiers: { B: { yellow: 4, orange: 5 } } }\n',
      '16 inventory.tiers.B: the days must not grow with the alarm: yellow ≥ orange ≥ red',
    ],
    [
      'a time that is none',
      'schedule: { digest: 9am }\n',
      '16 schedule.digest: write a time of day such as "09:00" (now "9am")',
    ],
    [
      'an escalation that is never',
      'escalation: { steps: [{ level: 1, at: sometime }] }\n',
      '16 escalation.steps[1].at: write deadline, or for instance { workdaysLater: 1, time: "11:00" } (now "sometime")',
    ],
    [
      'steps out of order',
      'escalation:\n  steps:\n    - { level: 1, at: { workdaysLater: 1, time: "11:00" } }\n    - { level: 2, at: deadline }\n',
      '19 escalation.steps[2]: steps must be in order of time: this one comes before the one above it',
    ],
    [
      'a table of a wiki',
      'bitable: { owners: "https://a.feishu.cn/wiki/basOwners?table=tblOwners" }\n',
      '16 bitable.owners: write the address of the table, such as "https://xxx.feishu.cn/base/bascn…?table=tbl…&view=vew…" (for one inside a wiki see docs/bitable.md) (now "https://a.feishu.cn/wiki/basOwners?table=tblOwners")',
    ],
    [
      'a table that is read and written',
      'bitable:\n  owners: "https://a.feishu.cn/base/basOwners?table=tblA&view=vewB"\n  cases: "https://a.feishu.cn/base/basOwners?table=tblA"\n',
      '17 bitable.owners: this table stands under "cases" as well: cases are recorded in a table of their own',
    ],
    ['more time to answer than a day has', 'answering: { minAnswerMinutes: 480 }\n', undefined],
  ])('%s is named with what to write', (_, lines, wanted) => {
    expect(added(lines)).toEqual(wanted === undefined ? [] : [wanted]);
  });

  it('knows a table of Feishu by its address', () => {
    const address = 'https://lumora.feishu.cn/base/bascnA1?table=tblB2&view=vewC3#x';
    const result = readPolicy(`${whole}bitable: { owners: "${address}" }\n`, 'policy.yaml');
    expect('policy' in result && result.policy.bitable).toEqual({
      owners: { appToken: 'bascnA1', tableId: 'tblB2', viewId: 'vewC3' },
    });
  });

  it('names the sources there are where a store’s sales are to come from another', () => {
    expect(added('    salesSource: amazon-orders\n')).toEqual([
      '16 stores[amz-us].salesSource: write one of: amazon-all-orders, daily-sales (now "amazon-orders")',
    ]);
  });

  it('must name the group of every store', () => {
    const group = 'groups:\n  - { id: eu, platform: feishu, channel: oc_1, stores: [amz-de] }\n';
    expect(added(group)).toEqual([
      "13 stores[amz-us].id: no group gets this store's forms: name it under the stores of a group",
      '17 groups[eu].stores[1]: there is no "amz-de" under stores; known are: amz-us',
    ]);
    expect(added('groups:\n  - { id: all, platform: slack }\n')).toEqual([
      "17 groups[all]: write channel: the platform's own id of the group or channel",
    ]);
  });

  it('must use every id, account and sales channel once', () => {
    const twice = whole
      .replace('- id: li', '- id: wang')
      .replace('name: 李强', 'name: 李强\n    slack: U1')
      .replace('role: manager }', 'role: manager, slack: u1 }')
      .concat('    salesChannel: Amazon.com\n  - { id: amz-us, zone: UTC, salesChannel: Amazon.com }\n');
    expect(faults(() => twice)).toEqual([
      '7 people[wang].deputy: there is no "li" under people; known are: wang, wang, chen',
      '8 people[wang].id: "wang" is taken: every id may stand only once',
      '12 people[chen].slack: this account already belongs to somebody else',
      '18 stores[amz-us].id: "amz-us" is taken: every id may stand only once',
      '18 stores[amz-us].salesChannel: another store has this salesChannel already: reports could not tell them apart',
    ]);
  });
});

it.each(['20%', '"20 %"', '20', '0.20', '0.2'])('a threshold of %s is one of 20 %%', (written) => {
  const result = readPolicy(`${whole}detection: { threshold: { up: ${written}, down: ${written} } }\n`, 'policy.yaml');
  expect('policy' in result && result.policy.detection.threshold).toEqual({ up: 0.2, down: 0.2 });
});

describe('the managers of a policy file', () => {
  it('must not go in a circle, which is told once', () => {
    const circle = (text: string) =>
      text
        .replace('role: manager }', 'role: manager, manager: zhao }')
        .replace('stores:', '  - { id: zhao, name: 赵磊, role: manager, manager: chen }\nstores:');
    expect(faults(circle)).toEqual([
      '11 people[chen].manager: the managers go in a circle: chen → zhao → chen; take one of them away',
    ]);
  });

  it('must not be operators, nor missing, nor all operators', () => {
    expect(faults((text) => text.replace(', role: manager', ''))).toEqual([
      '4 people: at least one person needs role: manager',
      '6 people[wang].manager: "chen" is an operator and cannot be a manager: give them role: manager',
      '10 people[li].manager: "chen" is an operator and cannot be a manager: give them role: manager',
      '11 people[chen]: no manager is named: nobody would hear when a form stays unanswered',
    ]);
  });

  it('and deputies must be somebody else', () => {
    expect(faults((text) => text.replace('deputy: li', 'deputy: wang'))).toEqual([
      '7 people[wang].deputy: a person cannot be their own deputy',
    ]);
  });
});

describe('the hours and holidays of a policy file', () => {
  const team = (lines: string) => faults((text) => text.replace('name: Lumora', `name: Lumora\n${lines}`));

  it.each([
    [
      'ends before it starts',
      '{ start: "18:00", end: "09:00" }',
      'team.workingHours.end: the end must be later than the start, within one day (up to 24:00)',
    ],
    [
      'pauses backwards',
      '{ breaks: [{ from: "13:00", to: "12:00" }] }',
      'team.workingHours.breaks[1]: the end must be later than the start, within one day (up to 24:00)',
    ],
    [
      'pauses at its end',
      '{ breaks: [{ from: "17:00", to: "18:00" }] }',
      'team.workingHours.breaks[1]: a break must lie inside the working hours, not at their start or end',
    ],
    [
      'pauses twice at once',
      '{ breaks: [{ from: "12:00", to: "13:00" }, { from: "12:30", to: "14:00" }] }',
      'team.workingHours.breaks[2]: this overlaps or touches another break',
    ],
    [
      'is too short to answer in',
      '{ start: "09:00", end: "09:30" }',
      'team.workingHours: a workday has 30 minutes only: minAnswerMinutes cannot be longer',
    ],
  ])('must make a workday: not one that %s', (_, hours, wanted) => {
    expect(team(`  workingHours: ${hours}`)).toEqual([`3 ${wanted}`]);
  });

  it.each([
    ['an unknown word', 'germany', /^3 team\.holidays: write china, none, or a country/],
    [
      'a country nobody knows',
      '{ country: XX }',
      /^3 team\.holidays\.country: there are no holidays for this; known are: AD, AE/,
    ],
    ['a country in small letters', '{ country: de }', /^3 team\.holidays/],
    [
      'a state of another country',
      '{ country: DE, state: TX }',
      /^3 team\.holidays\.state: there are no holidays for this; known are: BB, BE/,
    ],
    ['China as a country', '{ country: CN }', /^3 team\.holidays\.country: for China write holidays: china/],
  ])('must name a place that is known, not %s', (_, holidays, wanted) => {
    const found = team(`  holidays: ${holidays}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(wanted);
  });

  it('must not make one day both free and worked', () => {
    expect(team('  extraHolidays: [2026-10-09]\n  extraWorkdays: [2026-10-10, 2026-10-09]')).toEqual([
      '4 team.extraWorkdays[2]: a day cannot stand under extraHolidays and extraWorkdays at once',
    ]);
    expect(team('  extraHolidays: [2026-02-30]')).toEqual([
      '3 team.extraHolidays[1]: write a day such as 2026-10-01 (now "2026-02-30")',
    ]);
  });
});
