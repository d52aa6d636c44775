// The table of error codes: its two languages agree, its codes are used, and docs/errors.md is made from it
// (`npm run golden` rewrites the page).

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorTexts, errorGroups, errorTable } from '../src/error-table.ts';
import { ConfigError, UserError } from '../src/errors.ts';
import type { Language } from '../src/lib/language.ts';
import { sourceFiles } from './support/source-files.ts';

const page = 'docs/errors.md';

describe('the table of error codes', () => {
  it.each(Object.entries(errorTable))('%s leaves the same names open in both languages', (_, { what, next }) => {
    const names = (language: Language) =>
      [...new Set(`${what[language]}${next[language]}`.match(/\{\w+\}/g))].sort().join();
    expect(names('zh')).toBe(names('en'));
  });

  it('has each code in one group, and no code that nothing throws', () => {
    const codes = Object.values(errorGroups).flatMap((errors) => Object.keys(errors));
    expect(codes).toEqual(Object.keys(errorTable));
    const source = sourceFiles('src').filter(({ file }) => file !== 'src/error-table.ts');
    expect(codes.filter((code) => !source.some(({ text }) => text.includes(`'${code}'`)))).toEqual([]);
  });

  it(`is written out in ${page}; "npm run golden" brings the page up to date`, () => {
    if (process.env.GOLDEN === 'rewrite') writeFileSync(page, errorsPage());
    expect(readFileSync(page, 'utf8')).toBe(errorsPage());
  });
});

describe('a UserError', () => {
  it('fills in texts, numbers, lists and bilingual texts', () => {
    const { text } = new UserError('SKU_MISTYPED', { word: '“LAMP”', near: ['LAMP-S', 'LAMP-M'] });
    expect(text).toEqual({
      zh: '没有商品“LAMP”。是不是：LAMP-S、LAMP-M？',
      en: 'There is no SKU “LAMP”. Did you mean LAMP-S, LAMP-M?',
    });
    const role = { zh: '主管', en: 'manager' };
    expect(new UserError('ROLE_NEEDED', { command: 'silence', role }).message).toBe(
      'ROLE_NEEDED: "silence" needs the role manager. Ask somebody who has it to do it.',
    );
  });

  it('leaves braces in what is filled in alone', () => {
    expect(new UserError('FILE_NOT_FOUND', { path: '{reason}.csv' }).text.en).toContain(
      'no file or folder {reason}.csv',
    );
  });

  it('of the configuration names every fault with its place', () => {
    const error = new ConfigError([
      { file: 'policy.yaml', line: 3, name: 'stores[amz-us].zone', text: { zh: '缺少这一项', en: 'this is missing' } },
      { file: null, line: null, name: 'PORT', text: { zh: '请写数字', en: 'write a number' } },
    ]);
    expect(error.text.en.split('\n')).toEqual([
      'The configuration has 2 fault(s). Correct them and start again:',
      '  policy.yaml line 3 stores[amz-us].zone: this is missing',
      '  PORT: write a number',
    ]);
  });
});

const titles: Readonly<Record<keyof typeof errorGroups, string>> = {
  rights: 'Rights · 权限',
  cases: 'Cases and forms · 异常单和表单',
  commands: 'Commands · 指令',
  files: 'Import and export · 导入和导出',
  operation: 'Installation and operation · 安装和运行',
  demo: 'The demo · 演示',
};

/** The page: each code with its two texts, in the order of the table. */
function errorsPage(): string {
  const groups = Object.entries(errorGroups).map(([group, errors]) => {
    const codes = Object.entries<ErrorTexts>(errors).map(
      ([code, { what, next }]) =>
        `### ${code}\n\n- ${shown(what.zh)} ${shown(next.zh)}\n- ${shown(what.en)} ${shown(next.en)}\n`,
    );
    return [`## ${titles[group as keyof typeof titles]}\n`, ...codes].join('\n');
  });
  return `${intro}\n${groups.join('\n')}`;
}

/** Line breaks inside a text are those of a terminal. */
function shown(text: string): string {
  return text
    .trim()
    .replaceAll('\n', ' ')
    .replaceAll(/\{\w+\}/g, '`$&`');
}

const intro = `# Error codes · 错误代码

What Skuwatch says when it refuses something, code by code, and what to do next. Names in \`{braces}\` are filled in when it
happens. The page is made from \`src/error-table.ts\`. What can be wrong with an imported file is said in the report of the
import, with its line.

Skuwatch 拒绝操作时给出的每个代码、含义和处理办法；\`{花括号}\` 里的内容在出现时填入。
`;
