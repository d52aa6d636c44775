// Text from outside on its way into a spreadsheet: a cell that a spreadsheet program would run as a formula is made text.

/** First characters that start a formula or that a program drops before it looks for one; full-width forms included. */
const startsFormula = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/;

/**
 * The text with an apostrophe before it when a spreadsheet could take it for a formula (OWASP ASVS 5.0, 1.2.10).
 * Numbers do not belong here: write them as numbers, so that −5 stays −5.
 */
export function spreadsheetText(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}
