// A folder of the calling test file, gone at its end.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Call outside the tests; gives the name of a new folder each time the result is called. */
export function testFolder(): () => string {
  let root = '';
  let count = 0;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'skuwatch-folder-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => path.join(root, String(++count));
}
