// Reads a file once in the usual way of writing dates and numbers; when its rows show that another way holds, once more in
// that one. What can be read both ways is asked about.

import { type DateOrder, decideDateOrder } from './dates.ts';
import type { Work } from './file-input.ts';
import type { Recognised } from './formats/index.ts';
import type { Inspection } from './inspect.ts';
import { FileFault, issueLog } from './issues.ts';
import { decideNumberStyle, type NumberStyle, type Sample } from './numbers.ts';
import { type ReadResult, readRows } from './read-rows.ts';
import type { KnownCodes } from './sku-code.ts';
import type { Stage } from './staging.ts';
import type { StoreFinder } from './stores.ts';

export interface ReadingParts {
  inspection: Inspection;
  recognised: Recognised;
  stores: StoreFinder;
  knownCodes: (storeId: string) => KnownCodes;
  stage: Stage;
  clear: () => Promise<void>;
  onPart: (rowsIn: number, bytes: number) => Promise<void>;
}

/** Stages the rows and leaves in `work.log` what the decisive reading found. Throws FileFault. */
export async function readByConvention(work: Work, parts: ReadingParts): Promise<ReadResult> {
  const { options } = work.input;
  const read = async (dateOrder: DateOrder, numberStyle: NumberStyle) => {
    work.log = issueLog(work.input.label);
    const { ctx, input, now, log } = work;
    const result = await readRows({
      path: input.path,
      fileName: input.name,
      policy: ctx.policy,
      now,
      log,
      dateOrder,
      numberStyle,
      ...parts,
    });
    return { result, dateOrder, numberStyle };
  };
  const first = await read(options.dates ?? 'dmy', options.numbers ?? 'dot');
  const order = options.dates ?? orderOf(first.result);
  const style = options.numbers ?? styleOf(first.result);
  if (order === first.dateOrder && style === first.numberStyle) return first.result;
  await parts.clear();
  return (await read(order, style)).result;
}

function orderOf({ dateEvidence }: ReadResult): DateOrder {
  const decided = decideDateOrder(dateEvidence);
  if ('order' in decided) return decided.order;
  throw ambiguous('AMBIGUOUS_DATE', 'date', decided.ambiguous, dateReadings);
}

function styleOf({ numberEvidence }: ReadResult): NumberStyle {
  const decided = decideNumberStyle(numberEvidence);
  if ('style' in decided) return decided.style;
  throw ambiguous('AMBIGUOUS_NUMBER', undefined, decided.ambiguous, numberReadings);
}

function ambiguous(
  code: 'AMBIGUOUS_DATE' | 'AMBIGUOUS_NUMBER',
  column: string | undefined,
  samples: readonly Sample[],
  readings: (text: string) => string,
): FileFault {
  const [first, second] = samples;
  return new FileFault(code, {
    line: first?.line,
    column,
    found: first?.text,
    expected: second ? `${second.line}: ${second.text}` : readings(first?.text ?? ''),
  });
}

function dateReadings(text: string): string {
  const [a = '', b = '', year = ''] = text.split(/[-/.]/);
  return `dmy = ${year}-${b.padStart(2, '0')}-${a.padStart(2, '0')}, mdy = ${year}-${a.padStart(2, '0')}-${b.padStart(2, '0')}`;
}

function numberReadings(text: string): string {
  return `dot = ${text}, comma = ${text.replaceAll('.', '')}`;
}
