// What the documents say of the repository is there: paths, links, scripts, the index of decisions.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/ingest/formats/index.ts';

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...['docs', 'doubles'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
  ),
].sort();

/** Made by the program or by a person: a fresh clone has none of them. */
const madeLater = ['data', 'node_modules'];

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('names only paths that exist', () => {
    expect(pathsIn(text).filter((named) => !isThere(document, named))).toEqual([]);
  });

  it('links only to files that exist', () => {
    expect(linksIn(text).filter((target) => !existsSync(path.join(path.dirname(document), target)))).toEqual([]);
  });

  it('calls only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const called = [...text.matchAll(/\bnpm run ([\w:-]+)|\bnpm (start|test)\b/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const rows = readFileSync('CONTRIBUTING.md', 'utf8')
    .split('## Where to add things')[1]
    ?.split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (You want|---)/.test(line));

  it('says where to add things', () => {
    expect(rows?.length).toBeGreaterThan(10);
  });

  it.each(rows ?? [])('%s', (row) => {
    const named = pathsIn(row).filter((name) => name.includes('/'));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(name))).toEqual([]);
  });
});

describe('docs/how-it-works.md', () => {
  it('has every folder of the program on its map', () => {
    const text = readFileSync('docs/how-it-works.md', 'utf8');
    const folders = readdirSync('src', { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(folders.filter(({ name }) => !text.includes(`| \`src/${name}\` |`)).map(({ name }) => name)).toEqual([]);
  });
});

describe('docs/file-formats.md', () => {
  const text = readFileSync('docs/file-formats.md', 'utf8');
  const own = [
    'daily-sales',
    'order-lines',
    'inventory',
    'inbound',
    'purchases',
    'lead-times',
    'items',
    'owners',
    'forecast',
  ];

  it('names every column of our own formats, and its first Chinese name', () => {
    const columns = formats.filter(({ id }) => own.includes(id)).flatMap((format) => format.columns);
    const names = columns.flatMap((column) => [
      column.names[0] ?? '',
      ...column.names.filter((name) => /^[^\w]+$/u.test(name)).slice(0, 1),
    ]);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
    expect(formats.filter(({ id }) => !own.includes(id)).map(({ id }) => id)).toEqual([
      'amazon-all-orders',
      'amazon-fba-stock',
    ]);
  });
});

describe.each(['docs/decisions', 'docs/behaviour'])('%s/README.md', (folder) => {
  it('lists every page of its folder', () => {
    const linked = linksIn(readFileSync(`${folder}/README.md`, 'utf8')).filter((target) => !target.includes('/'));
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(linked.sort()).toEqual(pages.sort());
  });
});

describe('every decision', () => {
  it.each(readdirSync('docs/decisions').filter((name) => name !== 'README.md'))('%s has its date', (name) => {
    expect(readFileSync(`docs/decisions/${name}`, 'utf8')).toMatch(/^# .+\n\n\d{4}-\d\d-\d\d\b/);
  });
});

describe('these checks find', () => {
  it('a path in backticks, and leave alone what only looks like one', () => {
    const text =
      'In `src/rules/judge.ts`, `lib/` and `README.md`; not `POST /demo/clock`, `/healthz`, `amz-us` or `text/csv`.';
    expect(pathsIn(text)).toEqual(['src/rules/judge.ts', 'lib/', 'README.md']);
    expect(isThere('docs/how-it-works.md', 'src/rules/judge.ts')).toBe(true);
    expect(isThere('docs/how-it-works.md', 'rules/judge.ts')).toBe(true);
    expect(isThere('docs/how-it-works.md', 'src/rules/gone.ts')).toBe(false);
    expect(isThere('docs/how-it-works.md', 'src/rules/*.ts')).toBe(true);
    expect(isThere('docs/how-it-works.md', 'src/rules/*.sql')).toBe(false);
  });

  it('links into the repository', () => {
    expect(linksIn('[a](docs/a.md#part) ![b](b.png) [c](https://example.com/c)')).toEqual(['docs/a.md', 'b.png']);
  });
});

const mediaTypes = /^(text|application|image)\/[\w.+-]+$/;

/** What stands in backticks and has a slash in it, or is a document's name. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, inside = '']) => inside)
    .filter((token) => /^[\w.][\w@.*-]*\/[\w@.*/-]*$/.test(token) || /^[\w-]+\.md$/.test(token))
    .filter((token) => !mediaTypes.test(token));
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** As written from the root, from `src` or from beside the document; a star stands for any part of the last name. */
function isThere(document: string, named: string): boolean {
  if (madeLater.some((each) => named.replace(/^\.\//, '').startsWith(each))) return true;
  return ['.', 'src', path.dirname(document)].some((from) => matches(path.join(from, named)));
}

function matches(wanted: string): boolean {
  if (!wanted.includes('*')) return existsSync(wanted);
  const folder = path.dirname(wanted);
  const [before = '', after = ''] = path.basename(wanted).split('*');
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(before) && name.endsWith(after));
}
