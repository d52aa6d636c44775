// Whether the tables that a policy file names go together: each is for one thing.

import type { Bilingual } from '../../lib/language.ts';
import { tableUses } from '../bitable-policy.ts';
import { policySchema } from '../policy.ts';
import type { PathFault } from './fault.ts';

/** The record of cases is written: nothing may be read from its table. */
export function checkBitable(raw: Record<string, unknown>): PathFault[] {
  const places = policySchema.shape.bitable.safeParse(raw.bitable).data;
  const record = places?.cases;
  if (!record) return [];
  return tableUses
    .filter((use) => use !== 'cases')
    .filter((use) => places[use]?.appToken === record.appToken && places[use].tableId === record.tableId)
    .map((use) => ({ path: ['bitable', use], text: sameTableText }));
}

const sameTableText: Bilingual = {
  zh: '这张表也写在 cases 里：记录异常单要用单独的一张表',
  en: 'this table stands under "cases" as well: cases are recorded in a table of their own',
};
