// How far the knowledge of one chat platform reaches: what a new one has to touch, and what is loaded for one nobody uses.

import { expect, it } from 'vitest';
import { importsOf, sourceFiles, withoutComments } from '../support/source-files.ts';

/** What a new platform adds a line to, beside its own folder. */
const lists = ['src/chat/index.ts', 'src/policy/platforms.ts'];

/** Files that are about Feishu itself, which a new platform does not touch. */
const aboutFeishu: Readonly<Record<string, string>> = {
  'src/terminal/feishu.ts': 'makes the app by a QR code',
  'src/terminal/feishu-guide.ts': 'makes the app by hand',
  'src/terminal/main.ts': 'the same as a word of the terminal',
  'src/terminal/help.ts': 'the same in the help',
  'src/platforms.ts': 'opens its tables',
  'src/commands/import-tables.ts': 'reads its tables',
  'src/doctor/bitables.ts': 'how its tables are doing',
  'src/messages/bitable-notice.ts': 'trouble with its tables',
  'src/policy/bitable-policy.ts': 'where its tables are',
  'src/error-table.ts': 'its tables cannot be read without it',
  'src/doctor/urgent-findings.ts': 'its reasons for refusing to call somebody’s attention',
  'src/doctor/managers.ts': 'its directory’s reasons for naming no manager',
};

const outside = sourceFiles('src').filter(({ file }) => !/^src\/(chat\/(slack|feishu|console)|bitable)\//.test(file));

it('a platform is named in its folder and in the two lists of platforms', () => {
  const naming = outside.filter(({ text }) => /slack|feishu|lark|飞书/i.test(withoutComments(text)));
  expect(naming.map(({ file }) => file).sort()).toEqual([...lists, ...Object.keys(aboutFeishu)].sort());
});

it('the console is decided upon by its name on its own pages and in the demo’s cast alone', () => {
  const naming = outside.filter(({ text }) => /(?:===|!==|platform:) 'console'/.test(withoutComments(text)));
  expect(naming.map(({ file }) => file)).toEqual([
    'src/demo/people.ts',
    // The group of a team that names none.
    'src/policy/policy.ts',
    'src/web/pages/feed.tsx',
    'src/web/replies.tsx',
  ]);
});

it('starting the program loads no SDK of a platform', () => {
  const byName = new Map(sourceFiles('src').map((source) => [source.file, source]));
  const loaded = new Set(['src/cli.ts']);
  // A set hands out what is added while it is walked through.
  for (const file of loaded) {
    const source = byName.get(file);
    if (source)
      for (const { target, isDynamic, typesOnly } of importsOf(source))
        if (!typesOnly && !isDynamic) loaded.add(target);
  }
  expect(loaded).toContain('src/chat/slack/platform.ts');
  expect([...loaded].filter((target) => /^@(slack|larksuiteoapi)\//.test(target))).toEqual([]);
});
