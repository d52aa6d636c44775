import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFiles } from '../../src/ingest/import-files.ts';
import type { FileReport } from '../../src/ingest/report.ts';
import type { UploadedFile } from '../../src/web/deps.ts';
import { testDatabase } from '../support/db.ts';
import { consoleWorld, type Visitor } from './web-world.ts';

const database = testDatabase();
const origin = 'http://127.0.0.1:8080';

let spoolFolder: string;
beforeEach(async () => {
  spoolFolder = await mkdtemp(join(tmpdir(), 'skuwatch-test-spool-'));
});
afterEach(() => rm(spoolFolder, { recursive: true, force: true }));

function report(file: string, overrides: Partial<FileReport> = {}): FileReport {
  return {
    file,
    format: 'canonical-sales',
    status: 'accepted',
    code: null,
    codes: [],
    rowsIn: 2,
    rowsKept: 2,
    rowsRefused: 0,
    encoding: 'utf-8',
    encodingSamples: [],
    stores: ['amz-us'],
    days: [],
    asOf: '2026-03-03T02:30:00.000Z',
    issues: [],
    message: { zh: '已导入 2 行', en: '2 rows imported' },
    batchId: 1,
    ...overrides,
  };
}

const badDate: FileReport['issues'][number] = {
  code: 'INVALID_DATE',
  line: 17,
  column: 'date',
  found: '<b>2026-13-02</b>',
  message: { zh: '日期不存在', en: 'No such date' },
};

/** A console whose import remembers what it was handed. */
function importWorld(answer: (file: UploadedFile) => Partial<FileReport> = () => ({})) {
  const taken: { by: string; name: string; text: string }[] = [];
  const importFiles = async (by: string, files: readonly UploadedFile[]) => {
    for (const file of files) taken.push({ by, name: file.name, text: await readFile(file.path, 'utf8') });
    return files.map((file) => report(file.name, answer(file)));
  };
  return { taken, world: consoleWorld(database.db, { deps: { importFiles, spoolFolder } }) };
}

async function upload(
  visitor: Visitor,
  files: Record<string, string>,
  { token = visitor.token, tokenFirst = true } = {},
) {
  const form = new FormData();
  if (tokenFirst) form.append('token', token);
  for (const [name, text] of Object.entries(files)) form.append('files', new File([text], name));
  if (!tokenFirst) form.append('token', token);
  const body = new Response(form);
  const type = body.headers.get('content-type') ?? '';
  return visitor.send('/import', {
    method: 'POST',
    headers: { origin, 'content-type': type },
    body: await body.arrayBuffer(),
  });
}

test('a day whose newer report lacks orders waits with two buttons, which send the command', async () => {
  const { world } = importWorld();
  const at = world.clock.now();
  const lines = (order: string) =>
    `amazon-order-id\tpurchase-date\torder-status\tsales-channel\tsku\tquantity\n${order}\t2026-03-01T20:00:00+00:00\tShipped\tAmazon.com\tLAMP\t3\n`;
  for (const [i, order] of ['a-1', 'a-2'].entries()) {
    const name = `by-order-date_2026-03-01_2026-03-01_${i}.txt`;
    const asOf = new Date(at.getTime() - (2 - i) * 60_000);
    await importFiles(world.ctx, { uploads: [{ name, bytes: new TextEncoder().encode(lines(order)) }], asOf });
  }
  const visitor = await world.signedIn('zhang');
  const page = await visitor.get('/import');
  expect(page.text).toContain('1 单（3 件）');
  await visitor.post('/import/days', { decision: 'take', store: 'amz-us', day: '2026-03-01' });
  await visitor.post('/import/days', { decision: 'burn', store: 'amz-us', day: '2026-03-01' });
  const typed = world.core.heard.map((event) => (event.type === 'command' ? event.text : event.type));
  expect(typed).toEqual(['import take amz-us 2026-03-01']);
});

describe('an upload', () => {
  test('hands each file on as it is, for the person who sent it, and shows what became of it', async () => {
    const { taken, world } = importWorld((file) =>
      file.name === 'bad.csv'
        ? {
            status: 'partial',
            rowsRefused: 1,
            issues: [badDate],
          }
        : {},
    );
    const visitor = await world.signedIn('li');
    await visitor.get('/import');
    const page = await upload(visitor, { 'good.csv': 'a,b\n1,2\n', 'bad.csv': '库存\n' });
    expect(taken).toEqual([
      { by: 'li', name: 'good.csv', text: 'a,b\n1,2\n' },
      { by: 'li', name: 'bad.csv', text: '库存\n' },
    ]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('2 rows imported');
    expect(page.text).toContain('partly accepted');
    expect(page.text).toContain('No such date');
    expect(page.text).toContain('&lt;b&gt;2026-13-02&lt;/b&gt;');
  });

  test.each([
    ['without a token', { token: '' }],
    ['with a wrong token', { token: 'A'.repeat(43) }],
    ['with the token after the files', { tokenFirst: false }],
  ])('%s is refused, and no file is kept or taken in', async (_name, options) => {
    const { taken, world } = importWorld();
    const visitor = await world.signedIn('li');
    await visitor.get('/import');
    const page = await upload(visitor, { 'a.csv': 'x' }, options);
    // With the token last the upload is somebody's own, but its files came before anybody knew that.
    expect([403, 422]).toContain(page.status);
    expect(taken).toEqual([]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  test('that names a path keeps only the name, and writes nowhere but into its own folder', async () => {
    const { taken, world } = importWorld();
    const visitor = await world.signedIn('li');
    await visitor.get('/import');
    await upload(visitor, { '../../etc/passwd': 'x', 'C:\\Users\\li\\销量.csv': 'y' });
    expect(taken.map(({ name }) => name)).toEqual(['passwd', '销量.csv']);
  });

  test('that breaks off imports nothing and says so', async () => {
    const { taken, world } = importWorld();
    const visitor = await world.signedIn('li');
    await visitor.get('/import');
    const boundary = 'x-boundary';
    const start = `--${boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n${visitor.token}\r\n--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nhalf a fi`;
    const page = await visitor.send('/import', {
      method: 'POST',
      headers: { origin, 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: start,
    });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('broke off')]);
    expect(taken).toEqual([]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  test('without a file says to choose one', async () => {
    const { taken, world } = importWorld();
    const visitor = await world.signedIn('li');
    await visitor.get('/import');
    const page = await upload(visitor, {});
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Choose one or more files')]);
    expect(taken).toEqual([]);
  });

  test('leaves nothing on disk, also when taking it in fails', async () => {
    const importFiles = async () => Promise.reject(new Error('disk full'));
    const visitor = await consoleWorld(database.db, { deps: { importFiles, spoolFolder } }).signedIn('li');
    await visitor.get('/import');
    expect((await upload(visitor, { 'a.csv': 'x' })).status).toBe(500);
    expect(await readdir(spoolFolder)).toEqual([]);
  });
});

test('a console that cannot take files in says how else to bring them', async () => {
  const page = await (await consoleWorld(database.db).signedIn('li')).get('/import');
  expect(page.text).toContain('skuwatch import');
  expect(page.text).not.toContain('type="file"');
});
