// `skuwatch feishu setup` as somebody at a terminal sees it, against the double of Feishu.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FeishuDouble, openFeishuDouble, secrets } from '../../doubles/feishu/open.ts';
import { askedScopes, callback, events } from '../../src/chat/feishu/app.ts';
import { withSettings } from '../../src/terminal/env-file.ts';
import type { TerminalIo } from '../../src/terminal/io.ts';
import { runTerminal } from '../../src/terminal/main.ts';
import { testFolder } from '../support/folder.ts';

const newFolder = testFolder();
let double: FeishuDouble;
let folder: string;

beforeEach(async () => {
  double = await openFeishuDouble({ scopes: [] });
  folder = newFolder();
  mkdirSync(folder, { recursive: true });
});

afterEach(() => double.close());

/** Somebody runs the set-up and does this once they are shown the link. */
async function setUp(line: readonly string[], act: () => void, columns = 200) {
  const said = { out: '', err: '' };
  const io: TerminalIo = {
    out: async (text) => {
      said.out += String(text);
    },
    err: (text) => {
      said.err += text;
      const [url] = /https:\/\/open\.feishu\.cn\/page\S+/.exec(text) ?? [];
      if (url === undefined) return;
      double.registration.opens(url);
      act();
    },
    isTty: true,
    resultIsTty: true,
    columns,
    env: { FEISHU_DOMAIN: double.url, LANG: 'zh_CN.UTF-8' },
    directory: folder,
  };
  return { code: await runTerminal(['feishu', 'setup', ...line], io), ...said };
}

const agrees = () => double.registration.agrees();
const declines = () => double.registration.declines();

describe('setting Feishu up at a terminal', () => {
  it('shows a code and its link, then the settings to keep, and what is next', async () => {
    const { code, out, err } = await setUp([], agrees);
    expect(code).toBe(0);
    expect(err).toMatch(/[▀▄█]{10}/);
    expect(err).toMatch(/用飞书扫码.*10 分钟/);
    expect(out).toBe(
      `FEISHU_APP_ID=${secrets.appId}\nFEISHU_APP_SECRET=${secrets.appSecret}\nFEISHU_DOMAIN=${double.url}\n`,
    );
    expect(err).toContain('npx skuwatch doctor');
    expect(err).not.toContain(secrets.appSecret);
  });

  it('shows the link alone where the code does not fit', async () => {
    const { err } = await setUp(['--lang', 'en'], agrees, 60);
    expect(err).not.toMatch(/[▀▄█]/);
    expect(err).toMatch(/Open this in a browser/);
  });

  it('writes the settings into a file that nobody else reads, and shows no secret', async () => {
    const file = path.join(folder, '.env');
    writeFileSync(file, 'POSTGRES_PASSWORD=x\nFEISHU_APP_ID=cli_old\n# kept\n', { mode: 0o644 });
    const { code, out, err } = await setUp(['--write', '.env'], agrees);
    expect(code).toBe(0);
    expect(out + err).not.toContain(secrets.appSecret);
    expect(readFileSync(file, 'utf8')).toBe(
      `POSTGRES_PASSWORD=x\nFEISHU_APP_ID=${secrets.appId}\nFEISHU_APP_SECRET=${secrets.appSecret}\nFEISHU_DOMAIN=${double.url}\n# kept\n`,
    );
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('says where the secret is to be found when the file cannot be written', async () => {
    const { code, err } = await setUp(['--write', 'nowhere/.env', '--lang', 'en'], agrees);
    expect(code).toBe(1);
    expect(err).toMatch(/[Tt]he app is created, but .*nowhere.* cannot be written\. Copy the app id and secret/);
  });

  it.each(['zh', 'en'])('falls back to the steps by hand, with the same lists (%s)', async (language) => {
    const { code, out, err } = await setUp(['--lang', language], declines);
    expect(code).toBe(1);
    expect(err).toMatch(/没有点同意|was declined/);
    for (const each of [...askedScopes, ...events.map(({ type }) => type), callback.type]) expect(out).toContain(each);
    expect(out).toContain(`${double.url}/app`);
  });

  it('gives the steps by hand at once where they are wanted', async () => {
    const { code, out } = await setUp(['--manual'], agrees);
    expect(code).toBe(0);
    expect(out).toContain('手动创建');
    expect(double.calls).toEqual([]);
  });

  it.each([['--nonsense'], ['extra']])('answers %s with how it is used', async (word) => {
    const { code, err } = await setUp([word], agrees);
    expect(code).toBe(2);
    expect(err).toContain('用法：skuwatch feishu setup');
  });

  it('refuses an address that would give the secret away', async () => {
    const { code, err } = await setUp(['--domain', 'http://feishu.example'], agrees);
    expect(code).toBe(1);
    expect(err).toContain('FEISHU_DOMAIN');
  });
});

describe('settings in the text of a file', () => {
  const settings = [
    ['A', '1'],
    ['B', '2'],
  ] as const;

  it.each([
    ['', 'A=1\nB=2\n'],
    ['X=1', 'X=1\nA=1\nB=2\n'],
    ['B=old\nX=1\nexport A=old\n', 'A=1\nB=2\nX=1\n'],
    ['# A=comment\nA = old\nA=older\n', '# A=comment\nA=1\nB=2\n'],
  ])('%j becomes %j', (before, after) => {
    expect(withSettings(before, settings)).toBe(after);
    expect(withSettings(after, settings)).toBe(after);
  });
});
