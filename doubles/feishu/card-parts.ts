// Texts, options, icons and behaviours of Feishu's card JSON 2.0 with their limits, as schemas. No elements, no cards.
// From the pages "card-json-v2-structure" and "card-json-v2-components". Unknown properties are faults: Feishu answers 200621.

import { z } from 'zod';

/** The two languages in which everything a person reads must exist. */
export const languages = ['zh_cn', 'en_us'] as const;

/** A text in both languages, beside the one that stands in `content`. */
const bothLanguages = z.strictObject({ zh_cn: z.string().min(1), en_us: z.string().min(1) });

/** Markup may be empty in none of its languages. */
export const wording = { content: z.string().min(1), i18n_content: bothLanguages.optional() };

const look = {
  text_size: z.string().optional(),
  text_color: z.string().optional(),
  text_align: z.enum(['left', 'center', 'right']).optional(),
  lines: z.int().min(1).optional(),
};

/** Nothing in it is markup. */
export function plainText(max?: number) {
  const tag = z.literal('plain_text');
  const short = z.string().max(max ?? Number.POSITIVE_INFINITY);
  const both = z.strictObject({ zh_cn: short.min(1), en_us: short.min(1) });
  return z.strictObject({ tag, content: short, i18n_content: both.optional(), ...look });
}

const larkMarkup = z.strictObject({ tag: z.literal('lark_md'), ...wording, ...look });

export const anyText = z.discriminatedUnion('tag', [plainText(), larkMarkup]);

/** What a panel may be headed with. */
export const panelTitle = z.discriminatedUnion('tag', [
  plainText(),
  z.strictObject({ tag: z.literal('markdown'), ...wording, ...look }),
]);

export const icon = z.discriminatedUnion('tag', [
  z.strictObject({
    tag: z.literal('standard_icon'),
    token: z.string().min(1),
    color: z.string().optional(),
    size: z.string().optional(),
  }),
  z.strictObject({ tag: z.literal('custom_icon'), img_key: z.string().min(1), size: z.string().optional() }),
]);

/** Asked before something is done. */
export const confirm = z.strictObject({ title: plainText(), text: plainText() });

export const behaviour = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('callback'), value: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    type: z.literal('open_url'),
    default_url: z.url({ protocol: /^https?$/ }),
    pc_url: z.string().optional(),
    ios_url: z.string().optional(),
    android_url: z.string().optional(),
  }),
]);

export const option = z.strictObject({ text: plainText(), value: z.string().min(1), icon: icon.optional() });

/** Any element may have these. */
export const base = {
  element_id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,19}$/, 'letters, digits, underscores; begins with a letter; at most 20')
    .optional(),
  margin: z.string().optional(),
};

/** How what is inside a container is laid out. */
export const layout = {
  direction: z.enum(['vertical', 'horizontal']).optional(),
  padding: z.string().optional(),
  horizontal_spacing: z.string().optional(),
  vertical_spacing: z.string().optional(),
  horizontal_align: z.enum(['left', 'center', 'right']).optional(),
  vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
};
