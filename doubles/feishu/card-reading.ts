// A card as a person with a language of their own reads it: words, pictures, what is alive, buttons, and forms with
// their fields as they stand before anything is filled in. Pure.

import { isJson, type Json, part, parts, word } from '../shared/json.ts';
import { isField } from './card-elements.ts';
import { type Displayed, displayMarkup, displayPlain, type NameOf, together } from './card-markup.ts';

export type Locale = 'zh_cn' | 'en_us';

export interface SeenButton {
  name: string;
  label: string;
  /** What is handed back when it is pressed; undefined when it only opens an address. */
  value: Json | undefined;
  url: string;
  disabled: boolean;
}

export interface SeenField {
  name: string;
  tag: string;
  /** Its own label, or the text right before it. */
  label: string;
  /** All texts between the field before (or the beginning of the form) and this one. */
  above: string[];
  required: boolean;
  placeholder: string;
  /** What it holds when nobody touches it: a text, the values chosen, or a date. */
  value: string | string[] | boolean;
  options: { value: string; label: string }[];
  maxLength: number | undefined;
  disabled: boolean;
}

export interface SeenForm {
  name: string;
  /** Everything displayed in it, fields with their labels and values included. */
  text: string;
  fields: SeenField[];
  submit: SeenButton | undefined;
}

export interface SeenCard {
  title: string;
  /** Everything displayed, line by line, title first; also what is folded away at first. */
  text: string;
  live: string[];
  /** Keys of the pictures, each with what stands for it. */
  pictures: { key: string; alt: string }[];
  /** Those outside of forms. */
  buttons: SeenButton[];
  forms: SeenForm[];
  raw: Json;
}

export function readCard(card: Json, { locale, nameOf }: { locale: Locale; nameOf: NameOf }): SeenCard {
  const reader = new Reader(locale, nameOf);
  const header = part(card, 'header');
  const titles = [reader.text(header.title), reader.text(header.subtitle)];
  const tags = parts(header, 'text_tag_list').map((tag) => reader.text(tag.text));
  const elements = parts(part(card, 'body'), 'elements');
  const shown = together([...titles, ...tags, ...elements.map((each) => reader.element(each))]);
  const loose = elements.filter(({ tag }) => tag !== 'form').flatMap(inOrder);
  return {
    title: titles[0]?.text ?? '',
    text: shown.text,
    live: shown.live,
    pictures: [
      ...elements
        .flatMap(inOrder)
        .filter(({ tag }) => tag === 'img')
        .map((img) => ({
          key: word(part(img, 'i18n_img_key'), locale) || word(img, 'img_key'),
          alt: reader.text(img.alt).text,
        })),
      ...shown.pictures.map((key) => ({ key, alt: '' })),
    ],
    buttons: loose.filter(({ tag }) => tag === 'button').map((button) => reader.button(button)),
    forms: elements.filter(({ tag }) => tag === 'form').map((form) => reader.form(form)),
    raw: card,
  };
}

/** The element and all within it, in the order in which they are read. */
function inOrder(element: Json): Json[] {
  return [element, ...parts(element, 'elements').flatMap(inOrder), ...parts(element, 'columns').flatMap(inOrder)];
}

const nothing: Displayed = { text: '', live: [], pictures: [] };

class Reader {
  private readonly locale: Locale;
  private readonly nameOf: NameOf;

  constructor(locale: Locale, nameOf: NameOf) {
    this.locale = locale;
    this.nameOf = nameOf;
  }

  /** A text object or an element that is a text. */
  text(value: unknown): Displayed {
    if (!isJson(value)) return nothing;
    const source = word(part(value, 'i18n_content'), this.locale) || word(value, 'content');
    return value.tag === 'plain_text' ? displayPlain(source) : displayMarkup(source, this.nameOf);
  }

  element(element: Json): Displayed {
    const tag = word(element, 'tag');
    if (isField(tag)) return this.fieldText(this.field(element, []));
    switch (tag) {
      case 'markdown':
        return this.text(element);
      case 'div':
        return together([this.text(element.text), ...parts(element, 'fields').map((each) => this.text(each.text))]);
      case 'img':
        return this.text(element.title);
      case 'button':
        return this.text(element.text);
      case 'person':
        return {
          ...nothing,
          text: this.nameOf(word(element, 'user_id')),
          live: [`person ${word(element, 'user_id')}`],
        };
      case 'table':
        return this.table(element);
      case 'collapsible_panel':
        return together([this.text(part(element, 'header').title), ...this.children(element)]);
      default:
        return together(this.children(element));
    }
  }

  button(button: Json): SeenButton {
    const behaviours = parts(button, 'behaviors');
    const callback = behaviours.find(({ type }) => type === 'callback');
    const opens = behaviours.find(({ type }) => type === 'open_url');
    return {
      name: word(button, 'name'),
      label: this.text(button.text).text,
      value: callback && part(callback, 'value'),
      url: word(opens, 'default_url'),
      disabled: button.disabled === true,
    };
  }

  form(form: Json): SeenForm {
    const fields: SeenField[] = [];
    let above: string[] = [];
    for (const element of inOrder(form).slice(1)) {
      if (isField(word(element, 'tag'))) {
        fields.push(this.field(element, above));
        above = [];
      } else if (element.tag === 'markdown' || element.tag === 'div') above.push(this.element(element).text);
    }
    const submit = inOrder(form).find(({ form_action_type: type }) => type === 'submit');
    const text = together(this.children(form)).text;
    return { name: word(form, 'name'), text, fields, submit: submit && this.button(submit) };
  }

  private field(element: Json, above: string[]): SeenField {
    const own = this.text(element.label ?? element.text).text;
    const options = parts(element, 'options').map((option) => ({
      value: word(option, 'value'),
      label: isJson(option.text) ? this.text(option.text).text : this.nameOf(word(option, 'value')),
    }));
    return {
      name: word(element, 'name'),
      tag: word(element, 'tag'),
      label: own || (above.at(-1) ?? ''),
      above,
      required: element.required === true,
      placeholder: this.text(element.placeholder).text,
      value: this.valueOf(element, options),
      options,
      maxLength: typeof element.max_length === 'number' ? element.max_length : undefined,
      disabled: element.disabled === true,
    };
  }

  private valueOf(element: Json, options: SeenField['options']): SeenField['value'] {
    switch (element.tag) {
      case 'checker':
        return element.checked === true;
      case 'multi_select_static':
        return Array.isArray(element.selected_values) ? element.selected_values.map(String) : [];
      case 'date_picker':
        return word(element, 'initial_date');
      case 'input':
        return word(part(element, 'i18n_default_value'), this.locale) || word(element, 'default_value');
      default: {
        const index = typeof element.initial_index === 'number' ? element.initial_index : 0;
        return word(element, 'initial_option') || (options[index - 1]?.value ?? '');
      }
    }
  }

  /** A field as it stands there: label, then what it holds, or the placeholder. */
  private fieldText(field: SeenField): Displayed {
    const chosen = [field.value].flat().filter((value) => typeof value === 'string' && value !== '');
    const held = chosen.map((value) => field.options.find((option) => option.value === value)?.label ?? String(value));
    return {
      ...nothing,
      text: [field.label, held.join('、') || field.placeholder].filter((line) => line !== '').join('\n'),
    };
  }

  private table(table: Json): Displayed {
    const columns = parts(table, 'columns');
    const heading = columns.map((column) => word(column, 'display_name') || word(column, 'name')).join(' | ');
    const rows = parts(table, 'rows').map((row) =>
      together(
        columns.map((column) => {
          const cell = row[word(column, 'name')];
          const isMarkup = column.data_type === 'markdown' || column.data_type === 'lark_md';
          return isMarkup ? displayMarkup(String(cell ?? ''), this.nameOf) : { ...nothing, text: String(cell ?? '') };
        }),
        ' | ',
      ),
    );
    return together([{ ...nothing, text: heading }, ...rows]);
  }

  private children(element: Json): Displayed[] {
    return [...parts(element, 'elements'), ...parts(element, 'columns')].map((each) => this.element(each));
  }
}
