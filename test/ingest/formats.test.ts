// Each kind of file is one record: nothing outside the folder of formats knows a kind by its id.

import { describe, expect, it } from 'vitest';
import { formats, recognise } from '../../src/ingest/formats/index.ts';
import { FileFault } from '../../src/ingest/issues.ts';
import { sourceFiles } from '../support/source-files.ts';

/**
 * What lies below the importer and speaks of a source by its name: the setting that says which source of sales holds for a
 * store, and the reads that prefer Amazon's own stock report to a plain table of the same moment.
 */
const below = ['src/policy/policy.ts', 'src/store/stock.ts', 'src/export/tables.ts'];

/** Ids that are words of other things too: stock, owners. Those are looked for in the importer alone. */
const isPlainWord = (id: string) => !id.includes('-');

describe('a report format', () => {
  it('is named by its id in its own file only', () => {
    const others = sourceFiles('src').filter(
      ({ file }) => !file.startsWith('src/ingest/formats/') && !below.includes(file),
    );
    const named = formats.flatMap(({ id }) =>
      others
        .filter(({ file }) => !isPlainWord(id) || file.startsWith('src/ingest/'))
        .filter(({ text }) => text.includes(`'${id}'`))
        .map(({ file }) => `${file}: ${id}`),
    );
    expect(named).toEqual([]);
  });

  it('is named in the sentence that says what can be imported', () => {
    const refusal = caught(() => recognise([{ delimiter: ',', header: ['colour', 'weight'] }]));
    expect(refusal.code).toBe('UNKNOWN_FORMAT');
    const [facts] = refusal.facts;
    for (const { name } of formats) {
      expect(facts?.readable?.en).toContain(name.en);
      expect(facts?.readable?.zh).toContain(name.zh);
    }
  });
});

function caught(work: () => unknown): FileFault {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error;
  }
  throw new Error('Nothing was refused');
}
