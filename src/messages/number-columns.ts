// Which columns of a table are numbers, for whoever sets them flush right. Pure.

/**
 * One answer for each column. Codes are no numbers, though they may be all digits: the first column names the row, and
 * one called "SKU" names something else.
 */
export function numberColumns(columns: readonly string[], rows: readonly (readonly string[])[]): boolean[] {
  return columns.map(
    (column, i) => i > 0 && column !== 'SKU' && rows.length > 0 && rows.every((row) => isNumber(row[i] ?? '')),
  );
}

/** Numbers, shares, odds and the dash for "unknown". */
function isNumber(cell: string): boolean {
  return /^([–-]|[+−±-]?[\d,]+(\.\d+)?( ?%)?|<?1\/[\d,]+)$/.test(cell);
}
