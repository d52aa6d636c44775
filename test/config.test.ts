import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Environment, readConfig, readPolicyFile } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const small = `team: { name: Lumora }
people:
  - { id: chen, name: 陈敏, role: manager }
stores:
  - { id: amz-us, zone: America/Los_Angeles }
`;

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'skuwatch-config-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function read(env: Environment = {}) {
  return readConfig({ env, directory });
}

/** The names of all faults, and the text that people read. */
function faultsOf(env: Environment): { names: string[]; text: string } {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { names: error.faults.map((each) => each.name), text: `${error.text.zh}\n${error.text.en}` };
  }
  return { names: [], text: '' };
}

describe('the policy file', () => {
  it('is the example when there is no other, and says so', () => {
    expect(read()).toMatchObject({ examplePolicy: true, port: 8080, host: '127.0.0.1', databaseUrl: undefined });
  });

  it('is policy.yaml in the working folder when it exists', () => {
    const path = write('policy.yaml', small);
    expect(read()).toMatchObject({ examplePolicy: false, policyFile: path, policy: { team: { name: 'Lumora' } } });
  });

  it('is the one that SKUWATCH_CONFIG names, before any other', () => {
    write('policy.yaml', 'broken: [');
    write('team.yaml', small);
    expect(read({ SKUWATCH_CONFIG: 'team.yaml' }).policyFile).toBe(join(directory, 'team.yaml'));
  });

  it('must exist when it is named', () => {
    const { names, text } = faultsOf({ SKUWATCH_CONFIG: 'missing.yaml' });
    expect(names).toEqual(['SKUWATCH_CONFIG']);
    expect(text).toContain('missing.yaml');
    expect(() => readPolicyFile('missing.yaml', directory)).toThrow(ConfigError);
  });

  it('of the example holds the people and stores of the sample reports', () => {
    const { policy } = read();
    expect(policy.people.map((each) => each.id)).toEqual(expect.arrayContaining(['op-wang', 'op-li']));
    expect(policy.stores.map(({ id, zone, currency, salesChannel }) => [id, zone, currency, salesChannel])).toEqual([
      ['amz-us', 'America/Los_Angeles', 'USD', 'Amazon.com'],
      ['amz-de', 'Europe/Berlin', 'EUR', 'Amazon.de'],
      ['amz-jp', 'Asia/Tokyo', 'JPY', 'Amazon.co.jp'],
      ['shopify-main', 'America/New_York', 'USD', undefined],
      ['tts-us', 'America/Los_Angeles', 'USD', undefined],
    ]);
  });

  it('of the example stays right when the settings it only mentions are put in force', () => {
    const mentioned =
      /^( *)# ((?:- id| {2}platform| {2}channel| {2}stores|extraHolidays|extraWorkdays|holidaysKnownUntil|language|email|slack|feishu|threshold): )/gm;
    const everything = readFileSync(read().policyFile, 'utf8').replaceAll(mentioned, '$1$2');
    const { team, people, groups, stores } = readPolicyFile(write('all.yaml', everything));
    expect(team).toMatchObject({ extraHolidays: ['2026-12-24'], holidaysKnownUntil: '2027-12-31' });
    expect(people[0]).toMatchObject({ slack: 'U01ABCDEF', feishu: 'ou_0123456789', email: 'wang.fang@example.com' });
    expect(groups[1]).toMatchObject({ id: 'us-team', stores: ['amz-us', 'tts-us', 'shopify-main'] });
    expect(stores[0]?.threshold).toEqual({ up: 0.3, down: 0.2 });
  });
});

describe('the environment', () => {
  it('sets what it names, relative paths from the working folder', () => {
    const config = read({
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE_URL: 'postgres://u:p@db:5432/skuwatch',
      SKUWATCH_DATA: 'elsewhere',
      SKUWATCH_PUBLIC_URL: 'https://skuwatch.example.com/',
      LOG_LEVEL: 'debug',
      SKUWATCH_HEARTBEAT_URL: 'https://hc.example.com/ping/1',
      METRICS_TOKEN: 'abcdefghijklmnop',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      databaseUrl: 'postgres://u:p@db:5432/skuwatch',
      dataDir: join(directory, 'elsewhere'),
      publicUrl: 'https://skuwatch.example.com',
      logLevel: 'debug',
      heartbeatUrl: 'https://hc.example.com/ping/1',
      metricsToken: 'abcdefghijklmnop',
    });
  });

  it('counts an empty value as none', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', SKUWATCH_CONFIG: '' })).toMatchObject({
      port: 8080,
      examplePolicy: true,
    });
  });

  it('gives secrets from a file, without the line break at its end', () => {
    write('url', 'postgres://u:p@db/skuwatch\n');
    expect(read({ DATABASE_URL_FILE: 'url' }).databaseUrl).toBe('postgres://u:p@db/skuwatch');
    expect(faultsOf({ DATABASE_URL_FILE: 'url', DATABASE_URL: 'postgres://x/y' }).names).toEqual(['DATABASE_URL_FILE']);
    write('empty', '\n');
    expect(faultsOf({ DATABASE_URL_FILE: 'empty' }).names).toEqual(['DATABASE_URL_FILE']);
    expect(faultsOf({ DATABASE_URL_FILE: 'missing' }).names).toEqual(['DATABASE_URL_FILE']);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '80 80'],
    ['PORT', '-1'],
    ['HOST', 'http://x'],
    ['DATABASE_URL', 'mysql://u:p@db/x'],
    ['SKUWATCH_PUBLIC_URL', 'skuwatch.example.com'],
    ['SKUWATCH_PUBLIC_URL', 'https://example.com/skuwatch'],
    ['SKUWATCH_PUBLIC_URL', 'ftp://example.com'],
    ['SKUWATCH_HEARTBEAT_URL', 'file:///etc/passwd'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
    ['SLACK_BOT_TOKEN', 'xoxp-somebody'],
    ['SLACK_APP_TOKEN', 'xoxb-the-other-one'],
    ['SLACK_SIGNING_SECRET', 'short'],
    ['SLACK_API_URL', 'http://slack.example.com/api/'],
    ['SLACK_API_URL', 'http://127.0.0.1.example.com/api/'],
    ['FEISHU_APP_ID', 'cli_short'],
    ['FEISHU_APP_SECRET', 'short'],
    ['FEISHU_DOMAIN', 'http://open.feishu.cn'],
    ['FEISHU_DOMAIN', 'feishu.cn'],
    ['FEISHU_ENCRYPT_KEY', 'short'],
    ['FEISHU_VERIFICATION_TOKEN', 'with a space'],
    ['FEISHU_CARD_REPAIR', 'maybe'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(faultsOf({ [name]: value }).names).toEqual([name]);
  });

  it('asks about a name that is nearly one of ours, and leaves others alone', () => {
    expect(faultsOf({ SKUWATCH_CONFG: 'x' }).text).toContain('SKUWATCH_CONFIG');
    expect(faultsOf({ SKUWATCH_TEST_SERVER: 'x', PORTS: '1' }).names).toEqual([]);
  });

  it('and the policy file have their faults told together', () => {
    write('policy.yaml', small.replace('America/Los_Angeles', 'America/Los_Angles'));
    const { names, text } = faultsOf({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(names).toEqual(['PORT', 'LOG_LEVEL', 'stores[amz-us].zone']);
    expect(text).toContain('policy.yaml 第 5 行 stores[amz-us].zone：写时区名称');
    expect(text).toContain('policy.yaml line 5 stores[amz-us].zone: write a time zone');
  });

  it('never has its secrets shown, whether they are right or wrong', () => {
    const wrong = faultsOf({
      DATABASE_URL: 'mysql://user:hunter2@db/x',
      SKUWATCH_HEARTBEAT_URL: 'hunter2',
      METRICS_TOKEN: 'hunter2',
    });
    expect(wrong.names).toHaveLength(3);
    expect(wrong.text).not.toContain('hunter2');
    const { settings } = read({ DATABASE_URL: 'postgres://user:hunter2@db/x', METRICS_TOKEN: 'hunter2hunter2hunter2' });
    expect(JSON.stringify(settings)).not.toContain('hunter2');
    expect(settings.find((each) => each.name === 'DATABASE_URL')).toEqual({
      name: 'DATABASE_URL',
      value: { zh: '已设置', en: 'set' },
      from: 'environment',
    });
  });
});

describe('Slack', () => {
  const onSlack = `${small}groups: [{ id: team, platform: slack, channel: C0123456789 }]\n`;
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-hunter2', SLACK_APP_TOKEN: 'xapp-hunter2' };

  it('is off without a bot token', () => {
    expect(read().slack).toBeUndefined();
  });

  it('is on with one, over Socket Mode where there is an app token', () => {
    write('policy.yaml', onSlack);
    const apiUrl = 'https://slack.com/api/';
    const socket = { kind: 'socket', appToken: 'xapp-hunter2' };
    expect(read({ ...tokens, SLACK_SIGNING_SECRET: 'both-are-set' }).slack).toEqual({
      botToken: 'xoxb-hunter2',
      apiUrl,
      transport: socket,
    });
    const { SLACK_BOT_TOKEN } = tokens;
    expect(read({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: 'a-signing-secret' }).slack?.transport).toEqual({
      kind: 'http',
      signingSecret: 'a-signing-secret',
    });
  });

  it.each([
    'https://proxy.example.com/slack',
    'http://127.0.0.1:9100/api/',
    'http://localhost:9100/api',
    'http://[::1]:1/',
  ])('may be reached at %s', (url) => {
    write('policy.yaml', onSlack);
    expect(read({ ...tokens, SLACK_API_URL: url }).slack?.apiUrl).toBe(url.endsWith('/') ? url : `${url}/`);
  });

  it('set by halves is told by the name of what is missing', () => {
    write('policy.yaml', onSlack);
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-hunter2' }).names).toEqual(['SLACK_APP_TOKEN']);
    expect(faultsOf({ SLACK_APP_TOKEN: 'xapp-hunter2' }).names).toEqual(['SLACK_BOT_TOKEN', 'groups[team].platform']);
    expect(faultsOf({}).names).toEqual(['groups[team].platform']);
    write('policy.yaml', small);
    expect(faultsOf(tokens).names).toEqual(['SLACK_BOT_TOKEN']);
    expect(faultsOf(tokens).text).not.toContain('hunter2');
  });
});

describe('Feishu', () => {
  const onFeishu = `${small}groups: [{ id: team, platform: feishu, channel: oc_0123456789 }]\n`;
  const FEISHU_APP_ID = 'cli_a1b2c3d4e5f60718';
  const app = { FEISHU_APP_ID, FEISHU_APP_SECRET: 'hunter2hunter2' };
  const pushes = { FEISHU_ENCRYPT_KEY: 'hunter2-key', FEISHU_VERIFICATION_TOKEN: 'hunter2-token' };

  it('is off without an app id', () => {
    expect(read().feishu).toBeUndefined();
  });

  it('is on with one: over a long connection, or by pushes where both of their secrets are set', () => {
    write('policy.yaml', onFeishu);
    expect(read(app).feishu).toEqual({
      appId: FEISHU_APP_ID,
      appSecret: 'hunter2hunter2',
      domain: 'https://open.feishu.cn',
      transport: { kind: 'long-connection' },
      repairCards: true,
    });
    expect(read({ ...app, ...pushes, FEISHU_CARD_REPAIR: 'off' }).feishu).toMatchObject({
      transport: { kind: 'webhook', encryptKey: 'hunter2-key', verificationToken: 'hunter2-token' },
      repairCards: false,
    });
  });

  it.each([
    ['feishu', 'https://open.feishu.cn'],
    ['Lark', 'https://open.larksuite.com'],
    ['https://open.example.com/', 'https://open.example.com'],
    ['http://127.0.0.1:9100', 'http://127.0.0.1:9100'],
  ])('is found at %s: %s', (domain, url) => {
    write('policy.yaml', onFeishu);
    expect(read({ ...app, FEISHU_DOMAIN: domain }).feishu?.domain).toBe(url);
  });

  it('set by halves is told by the name of what is missing', () => {
    write('policy.yaml', onFeishu);
    const { FEISHU_ENCRYPT_KEY, FEISHU_VERIFICATION_TOKEN } = pushes;
    expect(faultsOf({ FEISHU_APP_ID }).names).toEqual(['FEISHU_APP_SECRET']);
    expect(faultsOf({ ...app, FEISHU_ENCRYPT_KEY }).names).toEqual(['FEISHU_VERIFICATION_TOKEN']);
    expect(faultsOf({ ...app, FEISHU_VERIFICATION_TOKEN }).names).toEqual(['FEISHU_ENCRYPT_KEY']);
    expect(faultsOf(pushes).names).toEqual(['FEISHU_APP_ID', 'groups[team].platform']);
    expect(faultsOf({}).names).toEqual(['groups[team].platform']);
    write('policy.yaml', small);
    expect(faultsOf({ ...app, ...pushes }).names).toEqual(['FEISHU_APP_ID']);
    expect(faultsOf({ ...app, FEISHU_ENCRYPT_KEY }).text).not.toContain('hunter2');
  });

  it('may be there for its tables alone, which need it', () => {
    write('policy.yaml', `${small}bitable: { owners: "https://a.feishu.cn/base/basOwners?table=tblOwners" }\n`);
    expect(faultsOf({}).names).toEqual(['bitable.owners']);
    expect(read(app).feishu).toMatchObject({ appId: FEISHU_APP_ID });
  });
});
