import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { silentLog } from '../../src/lib/log.ts';
import { lockFolder } from '../../src/store/folder-lock.ts';
import { startChild } from '../support/child.ts';
import { testFolder } from '../support/folder.ts';

const newFolder = testFolder();

test('a second holder is refused in both languages, naming the folder and what to do', async () => {
  const folder = newFolder();
  const first = await lockFolder(folder, silentLog);
  const refusal = await lockFolder(folder, silentLog).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal).toMatchObject({
    code: 'FOLDER_IN_USE',
    text: { zh: expect.stringContaining(folder), en: expect.stringContaining('stop that service') },
  });
  await first.release();
});

test('a released folder can be taken again', async () => {
  const folder = newFolder();
  await (await lockFolder(folder, silentLog)).release();
  await (await lockFolder(folder, silentLog)).release();
  expect(readdirSync(path.join(folder, 'lock'))).toEqual([]);
});

test('a folder reached by another name is the same folder', async () => {
  const folder = newFolder();
  mkdirSync(folder);
  const alias = newFolder();
  symlinkSync(folder, alias);
  const lock = await lockFolder(folder, silentLog);
  await expect(lockFolder(alias, silentLog)).rejects.toThrow('in use');
  await lock.release();
});

test('of eight that want the folder at the same moment exactly one gets it, ten times in a row', async () => {
  const folder = newFolder();
  for (let round = 0; round < 10; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, silentLog)));
    const locks = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(locks).toHaveLength(1);
    await Promise.all(locks.map((lock) => lock.release()));
  }
});

test('a path too long for a socket is locked on this machine instead', async () => {
  const folder = path.join(newFolder(), 'a'.repeat(120));
  const lock = await lockFolder(folder, silentLog);
  await expect(lockFolder(folder, silentLog)).rejects.toThrow('in use');
  await lock.release();
});

test('a process is refused while another holds the folder, also while that one is stopped, and gets it after its death', async () => {
  const folder = newFolder();
  const holder = startChild('store/processes/hold-folder.ts', [folder]);
  expect(await holder.next()).toEqual({ opened: true });

  const refused = startChild('store/processes/hold-folder.ts', [folder]);
  expect(await refused.next()).toEqual({ opened: false, code: 'FOLDER_IN_USE' });
  expect(await refused.ended()).toBe(0);

  holder.kill('SIGSTOP');
  await expect(lockFolder(folder, silentLog)).rejects.toThrow('in use');

  holder.kill('SIGKILL');
  expect(await holder.ended()).toBe('SIGKILL');
  await (await lockFolder(folder, silentLog)).release();
});
