// The console's upload as an import: files that lie on disk already, brought by a person.

import { actingAs, type Context } from '../context.ts';
import { importFiles } from './import-files.ts';
import type { FileReport } from './report.ts';

/** Takes uploaded files in, acting for the person who sent them. */
export function uploadImporter(
  ctx: Context,
): (personId: string, files: readonly { name: string; path: string }[]) => Promise<FileReport[]> {
  return (personId, files) => {
    const role = ctx.policy.people.find((person) => person.id === personId)?.role ?? 'operator';
    return importFiles(actingAs(ctx, { kind: 'person', personId, role }), { uploads: files });
  };
}
