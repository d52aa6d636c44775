// What Feishu allows at most in one card (JSON 2.0). From its documentation; `bytes` stays below the documented 30 KB,
// because the request around the card counts too and style tags are said to count more than they look.

export const feishuLimits = {
  /** The card as it travels: a JSON text within a JSON text, in UTF-8. */
  bytes: 28_000,
  /** Everything in the body that has a tag, texts of options included; the title is one more. */
  elements: 198,
  title: 200,
  /** Plain and marked text, in UTF-16 units before it is escaped. */
  text: 3000,
  buttonText: 60,
  /** Names, titles of panels, labels of options. */
  label: 100,
  options: 100,
  inputLength: 1000,
} as const;
