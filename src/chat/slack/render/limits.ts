// What Slack allows at most, in UTF-16 units where it is a length. From the documentation of Block Kit and of the types;
// `blockCharacters` is nowhere documented: about 13,000 were measured, rich text counts with its frame (bolt-js 2509, 2867).

export const slackLimits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** The blocks of a message as JSON. */
  blockCharacters: 12_000,
  header: 150,
  sectionText: 3000,
  actions: 25,
  buttonText: 75,
  altText: 2000,
  label: 2000,
  optionText: 75,
  selectOptions: 100,
  checkboxes: 10,
  inputLength: 3000,
  modalTitle: 24,
  /** `chat.update` refuses more; notifications and screen readers use it. */
  fallbackText: 4000,
} as const;
