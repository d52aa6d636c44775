// The lists of the guides, and the file to import, are those that the set-up asks for. `npm run golden` writes them.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentedScopes } from '../../../doubles/feishu/scopes.ts';
import { adviceFor } from '../../../src/chat/feishu/advice.ts';
import { callback, events, type Permission, permissions, permissionsToImport } from '../../../src/chat/feishu/app.ts';
import type { Desk } from '../../../src/chat/feishu/listeners/desk.ts';
import { listenersOf } from '../../../src/chat/feishu/listeners/index.ts';
import { feishuPath } from '../../../src/chat/feishu/settings.ts';
import { findCommand } from '../../../src/commands/find-command.ts';
import { commands } from '../../../src/commands/index.ts';
import type { Language } from '../../../src/lib/language.ts';

const kinds: Readonly<Record<Permission['kind'], Record<Language, string>>> = {
  needed: { zh: '必需', en: 'needed' },
  useful: { zh: '建议', en: 'useful' },
  extra: { zh: '按需', en: 'on demand' },
};
const heads = {
  permissions: {
    zh: ['权限', '', '用途'],
    en: ['Permission', '', 'Why'],
  },
  events: {
    zh: ['', '类型', '名称'],
    en: ['', 'Type', 'Name'],
  },
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function listsIn(language: Language): Record<keyof typeof heads, string> {
  const [event, callBack] = language === 'zh' ? ['事件', '回调'] : ['event', 'callback'];
  return {
    permissions: table(
      heads.permissions[language],
      permissions.map(({ scope, kind, why }) => [`\`${scope}\``, kinds[kind][language], why[language]]),
    ),
    events: table(heads.events[language], [
      ...events.map(({ type, name }) => [event ?? '', `\`${type}\``, name[language]]),
      [callBack ?? '', `\`${callback.type}\``, callback.name[language]],
    ]),
  };
}

describe.each([
  ['zh', 'setup-feishu.zh-CN.md'],
  ['en', 'setup-feishu.md'],
] as const)('the guide in %s', (language, name) => {
  const file = new URL(`../../../docs/${name}`, import.meta.url);

  it.each(['permissions', 'events'] as const)('lists the %s that the set-up asks for', (which) => {
    const place = new RegExp(`(<!-- ${which}: npm run golden -->\n)([\\s\\S]*?)(<!-- /${which} -->)`);
    const wanted = `\n${listsIn(language)[which]}\n\n`;
    if (process.env.GOLDEN === 'rewrite') {
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(place, (_, before, __, after) => before + wanted + after),
      );
    }
    expect(place.exec(readFileSync(file, 'utf8'))?.[2]).toBe(wanted);
  });

  it('names the address, and menu entries that are commands', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`${feishuPath}\``);
    const entries = [...text.matchAll(/^\| [^|`]+ \| `(\w+)` \|$/gm)].map(([, entry = '']) => entry);
    expect(entries.length).toBeGreaterThan(2);
    for (const entry of entries) expect(findCommand(commands, [entry])).toHaveProperty('command');
  });

  it('explains no code that the program has no advice for', () => {
    const unknown = adviceFor('0')[language].replace('0', '');
    const codes = [...readFileSync(file, 'utf8').matchAll(/^\| ((?:\d{5,}[、, ]*)+)/gm)].flatMap(
      ([, list = '']) => list.match(/\d{5,}/g) ?? [],
    );
    expect(codes.length).toBeGreaterThan(12);
    expect(codes.filter((code) => adviceFor(code)[language].replace(code, '') === unknown)).toEqual([]);
  });
});

describe('the file to import', () => {
  it('stands in examples as the program makes it', () => {
    const file = new URL('../../../examples/feishu-permissions.json', import.meta.url);
    if (process.env.GOLDEN === 'rewrite') writeFileSync(file, permissionsToImport());
    expect(readFileSync(file, 'utf8')).toBe(permissionsToImport());
  });
});

describe('the list of events', () => {
  it('is what the bot listens to', () => {
    const heard = Object.keys(listenersOf({} as Desk)).sort();
    expect(heard).toEqual([...events.map(({ type }) => type), callback.type].sort());
  });
});

describe('the list of permissions', () => {
  it('names each once, and gives it a reason in both languages', () => {
    const scopes = permissions.map(({ scope }) => scope);
    expect(new Set(scopes).size).toBe(scopes.length);
    for (const { why } of permissions) expect([why.zh, why.en].every((words) => words.length > 3)).toBe(true);
  });

  it('covers all that the tests’ Feishu ever asks for', () => {
    const listed: readonly string[] = permissions.map(({ scope }) => scope);
    expect(documentedScopes.filter((scope) => !listed.includes(scope))).toEqual([]);
  });
});
