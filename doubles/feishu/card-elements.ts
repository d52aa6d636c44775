// Which elements of card JSON 2.0 there are and what each may hold. What is inside containers is checked by `card-check.ts`.

import { z } from 'zod';
import {
  anyText,
  base,
  behaviour,
  confirm,
  icon,
  layout,
  option,
  panelTitle,
  plainText,
  wording,
} from './card-parts.ts';

const children = z.array(z.unknown());
const align = z.enum(['left', 'center', 'right']).optional();
const person = z.strictObject({ value: z.string().min(1) });
const styles = [
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
] as const;

/** What a person can fill in. */
const field = {
  ...base,
  name: z.string().min(1).optional(),
  required: z.boolean().optional(),
  placeholder: plainText(100).optional(),
  width: z.string().optional(),
  disabled: z.boolean().optional(),
  behaviors: z.array(behaviour).optional(),
  confirm: confirm.optional(),
};
const choice = { ...field, type: z.enum(['default', 'text']).optional() };

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'yyyy-MM-dd');

const schemas = {
  markdown: z.strictObject({
    ...base,
    tag: z.literal('markdown'),
    ...wording,
    text_size: z.string().optional(),
    text_align: align,
    icon: icon.optional(),
  }),
  div: z.strictObject({
    ...base,
    tag: z.literal('div'),
    text: anyText.optional(),
    fields: z.array(z.strictObject({ is_short: z.boolean(), text: anyText })).optional(),
    icon: icon.optional(),
    width: z.string().optional(),
  }),
  hr: z.strictObject({ ...base, tag: z.literal('hr') }),
  img: z.strictObject({
    ...base,
    tag: z.literal('img'),
    img_key: z.string().min(1),
    i18n_img_key: z.strictObject({ zh_cn: z.string().min(1), en_us: z.string().min(1) }).optional(),
    alt: plainText(),
    title: plainText().optional(),
    scale_type: z.enum(['crop_center', 'crop_top', 'fit_horizontal']).optional(),
    size: z.string().optional(),
    corner_radius: z.string().optional(),
    transparent: z.boolean().optional(),
    preview: z.boolean().optional(),
  }),
  person: z.strictObject({
    ...base,
    tag: z.literal('person'),
    user_id: z.string().min(1),
    size: z.string().optional(),
    show_avatar: z.boolean().optional(),
    show_name: z.boolean().optional(),
    style: z.enum(['normal', 'capsule']).optional(),
  }),
  table: z.strictObject({
    ...base,
    tag: z.literal('table'),
    page_size: z.int().min(1).max(10).optional(),
    row_height: z.string().optional(),
    freeze_first_column: z.boolean().optional(),
    header_style: z.record(z.string(), z.unknown()).optional(),
    columns: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          display_name: z.string().optional(),
          data_type: z.enum(['text', 'lark_md', 'options', 'number', 'persons', 'date', 'markdown']).optional(),
          width: z.string().optional(),
          horizontal_align: align,
          vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
          format: z.record(z.string(), z.unknown()).optional(),
          date_format: z.string().optional(),
        }),
      )
      .min(1)
      .max(50),
    rows: z.array(z.record(z.string(), z.unknown())),
  }),
  column_set: z.strictObject({
    ...base,
    tag: z.literal('column_set'),
    columns: children.min(1),
    flex_mode: z.enum(['none', 'stretch', 'flow', 'bisect', 'trisect']).optional(),
    horizontal_spacing: z.string().optional(),
    horizontal_align: align,
    background_style: z.string().optional(),
  }),
  column: z.strictObject({
    ...base,
    ...layout,
    tag: z.literal('column'),
    elements: children.optional(),
    width: z.string().optional(),
    weight: z.int().min(1).max(5).optional(),
    background_style: z.string().optional(),
  }),
  collapsible_panel: z.strictObject({
    ...base,
    ...layout,
    tag: z.literal('collapsible_panel'),
    elements: children,
    expanded: z.boolean().optional(),
    background_color: z.string().optional(),
    border: z.strictObject({ color: z.string().optional(), corner_radius: z.string().optional() }).optional(),
    header: z.strictObject({
      title: panelTitle,
      background_color: z.string().optional(),
      width: z.enum(['fill', 'auto', 'auto_when_fold']).optional(),
      vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
      padding: z.string().optional(),
      icon: icon.optional(),
      icon_position: z.enum(['left', 'right', 'follow_text']).optional(),
      icon_expanded_angle: z.union([z.literal(-180), z.literal(-90), z.literal(90), z.literal(180)]).optional(),
    }),
  }),
  interactive_container: z.strictObject({
    ...base,
    ...layout,
    tag: z.literal('interactive_container'),
    elements: children,
    behaviors: z.array(behaviour).min(1),
    width: z.string().optional(),
    height: z.string().optional(),
    background_style: z.string().optional(),
    has_border: z.boolean().optional(),
    border_color: z.string().optional(),
    corner_radius: z.string().optional(),
    disabled: z.boolean().optional(),
    confirm: confirm.optional(),
  }),
  form: z.strictObject({
    ...base,
    ...layout,
    tag: z.literal('form'),
    name: z.string().min(1),
    elements: children.min(1),
  }),
  button: z.strictObject({
    ...base,
    tag: z.literal('button'),
    text: plainText(100),
    type: z.enum(styles).optional(),
    size: z.enum(['tiny', 'small', 'medium', 'large']).optional(),
    width: z.string().optional(),
    icon: icon.optional(),
    hover_tips: plainText().optional(),
    disabled: z.boolean().optional(),
    disabled_tips: plainText().optional(),
    confirm: confirm.optional(),
    behaviors: z.array(behaviour).min(1).optional(),
    name: z.string().min(1).optional(),
    form_action_type: z.enum(['submit', 'reset']).optional(),
  }),
  input: z.strictObject({
    ...field,
    tag: z.literal('input'),
    label: plainText().optional(),
    label_position: z.enum(['top', 'left']).optional(),
    default_value: z.string().optional(),
    i18n_default_value: z.strictObject({ zh_cn: z.string(), en_us: z.string() }).optional(),
    input_type: z.enum(['text', 'multiline_text', 'password']).optional(),
    rows: z.int().min(1).optional(),
    auto_resize: z.boolean().optional(),
    max_rows: z.int().min(1).optional(),
    max_length: z.int().min(1).max(1000).optional(),
    show_icon: z.boolean().optional(),
    disabled_tips: plainText().optional(),
  }),
  select_static: z.strictObject({
    ...choice,
    tag: z.literal('select_static'),
    options: z.array(option).min(1),
    initial_option: z.string().optional(),
    initial_index: z.int().min(0).optional(),
  }),
  multi_select_static: z.strictObject({
    ...choice,
    tag: z.literal('multi_select_static'),
    options: z.array(option).min(1),
    selected_values: z.array(z.string()).optional(),
  }),
  select_person: z.strictObject({
    ...choice,
    tag: z.literal('select_person'),
    options: z.array(person).optional(),
    initial_option: z.string().optional(),
  }),
  date_picker: z.strictObject({ ...field, tag: z.literal('date_picker'), initial_date: date.optional() }),
  checker: z.strictObject({
    ...base,
    tag: z.literal('checker'),
    name: z.string().min(1).optional(),
    checked: z.boolean().optional(),
    text: anyText.optional(),
    overall_checkable: z.boolean().optional(),
    checked_style: z.record(z.string(), z.unknown()).optional(),
    padding: z.string().optional(),
    disabled: z.boolean().optional(),
    behaviors: z.array(behaviour).optional(),
    confirm: confirm.optional(),
  }),
} as const;

/** The schema of an element; undefined for a tag that does not exist or that nobody in the double could use. */
export function schemaOf(tag: string): z.ZodType | undefined {
  return new Map<string, z.ZodType>(Object.entries(schemas)).get(tag);
}

const containers = new Set(['form', 'column_set', 'column', 'collapsible_panel', 'interactive_container']);
const fields = new Set(['input', 'select_static', 'multi_select_static', 'select_person', 'date_picker', 'checker']);

export function isContainer(tag: string): boolean {
  return containers.has(tag);
}

/** Whether people enter something in it. */
export function isField(tag: string): boolean {
  return fields.has(tag);
}
