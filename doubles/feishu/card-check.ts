// Whether Feishu would take a card (JSON 2.0), and whether it keeps the project's own rules for cards. Pure.
// What Feishu counts as a level of nesting and how it measures 30 KB is not documented; both are read strictly here.

import { z } from 'zod';
import { isJson, type Json, part, parts, word } from '../shared/json.ts';
import { isContainer, isField, schemaOf } from './card-elements.ts';
import { anyText, icon, languages, layout, plainText } from './card-parts.ts';

/** What the tenant has that a card may point to. */
export interface Known {
  image: (key: string) => boolean;
  person: (openId: string) => boolean;
}

/** Of the card as it stands in a request: as a text within JSON, every quote escaped. */
export const mostCardBytes = 30 * 1024;
const mostElements = 200;
const mostLevels = 5;
const mostTables = 5;

/** How many bytes a card takes within a request. */
export function cardBytes(card: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(card) ?? ''));
}

/** What is wrong with a card, one text each; empty when it is fit to be sent. */
export function checkCard(card: unknown, known: Known): string[] {
  if (!isJson(card)) return ['card: no object'];
  const { error } = cardSchema.safeParse(card);
  const everything = allTagged([card.header, card.body]);
  const placed = parts(part(card, 'body'), 'elements').flatMap((each, i) =>
    place(each, { path: `body.elements.${i}`, levels: 0, form: undefined, parent: 'body' }),
  );
  return [
    ...faults(error, 'card'),
    ...(cardBytes(card) > mostCardBytes ? [`card: ${cardBytes(card)} bytes, over ${mostCardBytes}`] : []),
    ...(everything.length > mostElements ? [`card: ${everything.length} elements, over ${mostElements}`] : []),
    ...placed.flatMap(elementFaults),
    ...placed.filter(({ element }) => element.tag === 'form').flatMap(formFaults),
    ...twice(
      everything.map((each) => each.element_id),
      'element_id',
    ),
    ...twice(
      placed.map(({ element }) => element.name),
      'name',
    ),
    ...tableFaults(everything),
    ...everything.flatMap((each) => pointerFaults(each, known)),
  ];
}

/** An element with the place in which it stands. */
interface Placed {
  element: Json;
  path: string;
  /** How many containers are around it. */
  levels: number;
  form: string | undefined;
  parent: string;
}

const summary = z.strictObject({
  content: z.string(),
  i18n_content: z.strictObject({ zh_cn: z.string().min(1), en_us: z.string().min(1) }).optional(),
});

const cardSchema = z.strictObject({
  schema: z.literal('2.0'),
  config: z.strictObject({
    update_multi: z.literal(true),
    // A forwarded card must not react: its reader was not asked.
    enable_forward_interaction: z.literal(false).optional(),
    enable_forward: z.boolean().optional(),
    width_mode: z.enum(['default', 'compact', 'fill']).optional(),
    locales: z.array(z.enum(languages)).optional(),
    use_custom_translation: z.boolean().optional(),
    summary: summary.optional(),
    style: z.record(z.string(), z.unknown()).optional(),
  }),
  header: z
    .strictObject({
      title: anyText,
      subtitle: anyText.optional(),
      template: z.string().optional(),
      icon: icon.optional(),
      padding: z.string().optional(),
      text_tag_list: z
        .array(
          z.strictObject({
            tag: z.literal('text_tag'),
            element_id: z.string().optional(),
            text: plainText(),
            color: z.string().optional(),
          }),
        )
        .max(3)
        .optional(),
    })
    .optional(),
  body: z.strictObject({ ...layout, elements: z.array(z.unknown()).min(1) }),
});

/** The element and all within it. */
function place(element: Json, at: Omit<Placed, 'element'>): Placed[] {
  const tag = word(element, 'tag');
  const inside = {
    levels: at.levels + (isContainer(tag) ? 1 : 0),
    form: tag === 'form' ? word(element, 'name') : at.form,
    parent: tag,
  };
  const within = (key: 'elements' | 'columns') =>
    parts(element, key).flatMap((each, i) => place(each, { ...inside, path: `${at.path}.${key}.${i}` }));
  return [{ element, ...at }, ...within('elements'), ...within('columns')];
}

function elementFaults(placed: Placed): string[] {
  const { element, path } = placed;
  const tag = word(element, 'tag');
  const schema = schemaOf(tag);
  if (!schema) return [`${path}: no element is called ${tag}`];
  const { error } = schema.safeParse(element);
  return [
    ...faults(error, path),
    ...placeFaults(placed, tag),
    ...fieldFaults(placed, tag),
    ...buttonFaults(placed, tag),
  ];
}

function placeFaults({ path, parent, levels, form }: Placed, tag: string): string[] {
  return [
    ...(tag === 'form' && parent !== 'body' ? [`${path}: a form stands directly in the body`] : []),
    ...(tag === 'table' && parent !== 'body' ? [`${path}: a table stands directly in the body`] : []),
    ...((tag === 'column') !== (parent === 'column_set')
      ? [`${path}: columns stand in column sets, and nothing else does`]
      : []),
    ...(tag === 'multi_select_static' && form === undefined ? [`${path}: choosing several is for forms`] : []),
    ...(isContainer(tag) && levels >= mostLevels
      ? [`${path}: more than ${mostLevels} containers within each other`]
      : []),
  ];
}

function fieldFaults({ element, path, form }: Placed, tag: string): string[] {
  if (!isField(tag)) return [];
  const values = parts(element, 'options').map(({ value }) => value);
  const chosen = [element.initial_option, element.selected_values].flat().filter((value) => value !== undefined);
  const longest = typeof element.max_length === 'number' ? element.max_length : 1000;
  return [
    ...(form !== undefined && element.name === undefined ? [`${path}: a field in a form needs a name`] : []),
    ...(form === undefined && element.required !== undefined ? [`${path}: required is for fields in forms`] : []),
    ...twice(values, `${path}: option`),
    ...(tag === 'select_person' && values.length === 0
      ? []
      : chosen.filter((value) => !values.includes(value)).map((value) => `${path}: ${String(value)} is not on offer`)),
    ...(word(element, 'default_value').length > longest
      ? [`${path}: what it begins with is longer than ${longest}`]
      : []),
    ...(tag === 'date_picker' && element.initial_date === undefined && element.placeholder === undefined
      ? [`${path}: a date needs a placeholder or a first value`]
      : []),
  ];
}

function buttonFaults({ element, path, form }: Placed, tag: string): string[] {
  if (tag !== 'button') return [];
  const says = parts(element, 'behaviors').some(({ type }) => type === 'callback');
  if (form === undefined) {
    const strange = element.form_action_type !== undefined ? [`${path}: form_action_type is for buttons in forms`] : [];
    return element.behaviors === undefined && element.disabled !== true
      ? [...strange, `${path}: does nothing`]
      : strange;
  }
  return [
    ...(element.form_action_type === undefined ? [`${path}: a button in a form submits or resets it`] : []),
    ...(element.name === undefined ? [`${path}: a button in a form needs a name`] : []),
    ...(element.form_action_type === 'submit' && !says ? [`${path}: a submit without a value says not what for`] : []),
  ];
}

function formFaults({ element, path }: Placed): string[] {
  const submits = allTagged(element.elements).filter(({ form_action_type: type }) => type === 'submit');
  return submits.length === 0 ? [`${path}: nothing submits the form`] : [];
}

/** Tables of markup count as well; the limit is for each language. */
function tableFaults(everything: readonly Json[]): string[] {
  const tables = everything.filter(({ tag }) => tag === 'table').length;
  const inLanguage = [undefined, ...languages].map((language) =>
    everything.reduce((sum, each) => {
      const source = language === undefined ? word(each, 'content') : word(part(each, 'i18n_content'), language);
      return sum + (each.tag === 'plain_text' ? 0 : (source.match(/^\s*\|?[ :]*-{3,}[-| :]*$/gm) ?? []).length);
    }, tables),
  );
  const most = Math.max(...inLanguage);
  return most > mostTables ? [`card: ${most} tables, over ${mostTables}`] : [];
}

/** Pictures that were uploaded, and people who exist; an at may call everybody. */
function pointerFaults(element: Json, known: Known): string[] {
  const pictures = [element.img_key, ...Object.values(part(element, 'i18n_img_key'))].filter(
    (key) => key !== undefined,
  );
  const people = element.tag === 'person' ? [word(element, 'user_id')] : [];
  const offered = element.tag === 'select_person' ? parts(element, 'options').map((each) => word(each, 'value')) : [];
  const markup = element.tag === 'markdown' || element.tag === 'lark_md' ? markupOf(element) : [];
  const shown = markup.flatMap((source) => [...source.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(([, key]) => key ?? ''));
  const called = markup.flatMap((source) =>
    [...source.matchAll(/<at\b([^>]*)>/g)].flatMap(([, who]) => calledIn(who ?? '')),
  );
  return [
    ...[...pictures, ...shown].filter((key) => !known.image(String(key))).map((key) => `no picture ${String(key)}`),
    ...[...people, ...offered, ...called.filter((id) => id !== 'all')]
      .filter((id) => !known.person(id))
      .map((id) => `nobody is called ${id}`),
  ];
}

function markupOf(element: Json): string[] {
  return [element.content, ...Object.values(part(element, 'i18n_content'))].filter((each) => typeof each === 'string');
}

/** The people in `id=ou_x`, `ids=a,b` or `email=…`. */
function calledIn(attributes: string): string[] {
  const found = /\b(?:id|ids|email)\s*=\s*["']?([^"'\s>]+)/.exec(attributes)?.[1];
  return found === undefined ? ['(an at without an id)'] : found.split(',');
}

/** Everything with a tag, texts included, but for what the app itself keeps in behaviours. */
function allTagged(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(allTagged);
  if (!isJson(value)) return [];
  const within = Object.entries(value).flatMap(([key, each]) => (key === 'behaviors' ? [] : allTagged(each)));
  return typeof value.tag === 'string' ? [value, ...within] : within;
}

function twice(values: readonly unknown[], what: string): string[] {
  const given = values.filter((value) => value !== undefined);
  return given.filter((value, i) => given.indexOf(value) !== i).map((value) => `${what} ${String(value)} stands twice`);
}

function faults(error: z.ZodError | undefined, root: string): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${[root, ...path.map(String)].join('.')}: ${message}`);
}
