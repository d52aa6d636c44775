// What a rendering needs to know of the workspace, and the shape of what comes back from a click: the border between
// the pure renderings in this folder and the adapter around it. No look-ups here: the adapter brings the answers along.

/** Who and what a message speaks of, as Slack knows it. Every answer may be missing; words then stand in its place. */
export interface SlackNames {
  /** The Slack user id of a person of the policy file. */
  mention(personId: string): string | undefined;
  /** The address of a page of the console; undefined when people cannot reach it from Slack. */
  url(path: string): string | undefined;
  /** An uploaded picture that an image block may show; undefined when it is not uploaded (yet). */
  image(attachmentId: string): { slackFileId: string } | undefined;
}

/** Value of a button, as JSON. Says what was meant, never who may: the core checks that. */
export interface ButtonValue {
  /** Case. */
  c: number;
  /** Round. */
  r: number;
}

/** The one command people type; everything else is a word behind it. */
export const slashCommand = '/skuwatch';

/** Buttons of messages, modals and the home tab are named "skw:<action>". */
export const actionPrefix = 'skw:';

/** `callback_id` of a form's modal. */
export const formCallbackId = 'form';

/** `private_metadata` of a form's modal, as JSON: ids only, and nothing in it is trusted. */
export interface ModalIds extends ButtonValue {
  /** Kind of the form. */
  f: string;
}
