// Texts, options and elements of Slack's Block Kit with their limits, as schemas. No blocks, no messages.
// Limits: the JSDoc of @slack/types and docs.slack.dev/reference/block-kit. Unknown properties are faults: Slack refuses them.

import { z } from 'zod';

/** At least one character; Slack counts what is sent, escapes included. */
export function plainText(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
}

export function markup(max: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), markup(max)]);
}

/** A block_id, action_id or other name. */
export const name = z.string().min(1).max(255);

const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const style = z.enum(['primary', 'danger']).optional();
const placeholder = plainText(150).optional();
const base = { action_id: name.optional() };
const focusable = { ...base, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };

function option(text: ReturnType<typeof plainText> | ReturnType<typeof anyText>) {
  return z.strictObject({ text, value: z.string().min(1).max(75), description: plainText(75).optional() });
}

const plainOption = option(plainText(75));
const richOption = option(anyText(75));
const group = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) });
const choices = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(group).min(1).max(100).optional(),
};

/** The picture itself comes from an address or from a file that was uploaded, never both. */
export const picture = {
  image_url: z.url().max(3000).optional(),
  slack_file: z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ url: z.url() })]).optional(),
  alt_text: z.string().min(1).max(2000),
};

export function hasOnePicture(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...picture })
  .refine(hasOnePicture, 'needs either image_url or slack_file');

const button = z.strictObject({
  ...base,
  type: z.literal('button'),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.url().max(3000).optional(),
  style,
  accessibility_label: z.string().max(75).optional(),
  confirm: confirm.optional(),
});
const overflow = z.strictObject({
  ...base,
  type: z.literal('overflow'),
  confirm: confirm.optional(),
  options: z
    .array(plainOption.extend({ url: z.url().max(3000).optional() }))
    .min(1)
    .max(5),
});
const staticSelect = z.strictObject({
  ...focusable,
  ...choices,
  type: z.literal('static_select'),
  placeholder,
  initial_option: plainOption.optional(),
});
const multiStaticSelect = z.strictObject({
  ...focusable,
  ...choices,
  type: z.literal('multi_static_select'),
  placeholder,
  initial_options: z.array(plainOption).min(1).optional(),
  max_selected_items: z.number().int().min(1).optional(),
});
const externalSelect = z.strictObject({
  ...focusable,
  type: z.literal('external_select'),
  placeholder,
  initial_option: plainOption.optional(),
  min_query_length: z.number().int().min(0).optional(),
});
const usersSelect = z.strictObject({
  ...focusable,
  type: z.literal('users_select'),
  placeholder,
  initial_user: z.string().optional(),
});
const radioButtons = z.strictObject({
  ...focusable,
  type: z.literal('radio_buttons'),
  options: z.array(richOption).min(1).max(10),
  initial_option: richOption.optional(),
});
const checkboxes = z.strictObject({
  ...focusable,
  type: z.literal('checkboxes'),
  options: z.array(richOption).min(1).max(10),
  initial_options: z.array(richOption).min(1).optional(),
});
const datepicker = z.strictObject({
  ...focusable,
  type: z.literal('datepicker'),
  placeholder,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  ...focusable,
  type: z.literal('timepicker'),
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const typed = {
  ...base,
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.string()).min(1).max(2) }).optional(),
};
const length = z.number().int().min(0).max(3000).optional();
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();
const plainTextInput = z.strictObject({
  ...typed,
  type: z.literal('plain_text_input'),
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: length,
  max_length: length,
});
const numberInput = z.strictObject({
  ...typed,
  type: z.literal('number_input'),
  is_decimal_allowed: z.boolean(),
  initial_value: decimal,
  min_value: decimal,
  max_value: decimal,
});
const emailInput = z.strictObject({
  ...typed,
  type: z.literal('email_text_input'),
  initial_value: z.string().optional(),
});

const selects = [staticSelect, multiStaticSelect, externalSelect, usersSelect] as const;
const pickers = [radioButtons, checkboxes, datepicker, timepicker] as const;

export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...selects, ...pickers]);
export const actionElement = z.discriminatedUnion('type', [button, overflow, ...selects, ...pickers]);
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  emailInput,
  ...selects,
  ...pickers,
]);
