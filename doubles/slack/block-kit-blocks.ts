// The blocks of Slack's Block Kit that this project may use, as schemas. A block that is not here is a fault.

import { z } from 'zod';
import {
  accessory,
  actionElement,
  anyText,
  hasOnePicture,
  imageElement,
  inputElement,
  markup,
  name,
  picture,
  plainText,
} from './block-kit-parts.ts';

const base = { block_id: name.optional() };

const section = z
  .strictObject({
    ...base,
    type: z.literal('section'),
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'needs text or fields');

const header = z.strictObject({ ...base, type: z.literal('header'), text: plainText(150) });
const divider = z.strictObject({ ...base, type: z.literal('divider') });
const context = z.strictObject({
  ...base,
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [plainText(3000), markup(3000), imageElement]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  ...base,
  type: z.literal('actions'),
  elements: z.array(actionElement).min(1).max(25),
});
const image = z
  .strictObject({ ...base, type: z.literal('image'), ...picture, title: plainText(2000).optional() })
  .refine(hasOnePicture, 'needs either image_url or slack_file');
const input = z.strictObject({
  ...base,
  type: z.literal('input'),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

const textStyle = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();
const run = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: textStyle }),
  z.strictObject({ type: z.literal('link'), url: z.url().max(3000), text: z.string().optional(), style: textStyle }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().min(1), style: textStyle }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style: textStyle }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().min(1), style: textStyle }),
]);
const runs = z.array(run).min(1);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: runs });
const border = z.union([z.literal(0), z.literal(1)]).optional();
const richText = z.strictObject({
  ...base,
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        richSection,
        z.strictObject({ type: z.literal('rich_text_quote'), elements: runs, border }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: runs, border }),
        z.strictObject({
          type: z.literal('rich_text_list'),
          elements: z.array(richSection).min(1),
          style: z.enum(['bullet', 'ordered']),
          indent: z.number().int().min(0).max(8).optional(),
          offset: z.number().int().min(0).optional(),
          border,
        }),
      ]),
    )
    .min(1),
});

const cell = z.union([
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
]);
const table = z.strictObject({
  ...base,
  type: z.literal('table'),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});
const markdown = z.strictObject({ ...base, type: z.literal('markdown'), text: z.string().min(1).max(12_000) });

const everywhere = [section, header, divider, context, actions, image, input, richText] as const;
const inViews = z.array(z.discriminatedUnion('type', [...everywhere])).max(100);

export const blockSchemas = {
  message: z.array(z.discriminatedUnion('type', [...everywhere, table, markdown])).max(50),
  modal: inViews,
  home: inViews,
};
