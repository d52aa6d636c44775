// A message, modal or Home tab as a person reads it: words, pictures, files, buttons, fields, and what in it is alive. Pure.

import { isJson, type Json, part, parts, word } from '../shared/json.ts';
import { inputsOf } from './inputs.ts';
import { type Displayed, displayMarkup, displayPlain, type Names } from './mrkdwn.ts';

export interface SeenButton {
  label: string;
  actionId: string;
  value: string;
  url: string;
}

export interface SeenMessage {
  ts: string;
  /** Everything displayed, line by line. */
  text: string;
  /** The words of the notification, which also screen readers read. */
  notification: string;
  /** Links and mentions; each as often as it stands there, those of the notification only when the blocks lack them. */
  live: string[];
  buttons: SeenButton[];
  pictures: string[];
  files: string[];
  isEdited: boolean;
  replies: SeenMessage[];
  raw: Json;
}

export interface SeenView {
  id: string;
  title: string;
  text: string;
  live: string[];
  buttons: SeenButton[];
  /** block_id → the label of the field. */
  fields: Record<string, string>;
  raw: Json;
}

export function seenMessage(message: Json, names: Names, replies: Json[] = []): SeenMessage {
  const blocks = parts(message, 'blocks');
  const said = displayMarkup(word(message, 'text'), names, { links: blocks.length === 0 && message.parse !== 'none' });
  const shown = blocks.length > 0 ? together(blocks.map((block) => seenBlock(block, names))) : said;
  const files = parts(message, 'files').map((file) => word(file, 'title') || word(file, 'name'));
  return {
    ts: word(message, 'ts'),
    text: [shown.text, ...files].join('\n'),
    notification: said.text,
    live: [...shown.live, ...said.live.filter((each) => !shown.live.includes(each))],
    buttons: blocks.flatMap(buttonsOf),
    pictures: picturesOf(blocks),
    files,
    isEdited: isJson(message.edited),
    replies: replies.map((reply) => seenMessage(reply, names)),
    raw: message,
  };
}

export function seenView(view: Json, names: Names): SeenView {
  const blocks = parts(view, 'blocks');
  const shown = together(blocks.map((block) => seenBlock(block, names)));
  const title = word(part(view, 'title'), 'text');
  const fields = inputsOf(view).map((block) => [word(block, 'block_id'), word(part(block, 'label'), 'text')]);
  return {
    id: word(view, 'id'),
    title,
    text: [title, shown.text].filter((line) => line !== '').join('\n'),
    live: shown.live,
    buttons: blocks.flatMap(buttonsOf),
    fields: Object.fromEntries(fields),
    raw: view,
  };
}

function picturesOf(blocks: Json[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'image') return [word(block, 'alt_text')];
    const elements = [...parts(block, 'elements'), part(block, 'accessory')];
    return elements.filter(({ type }) => type === 'image').map((element) => word(element, 'alt_text'));
  });
}

function buttonsOf(block: Json): SeenButton[] {
  return [...parts(block, 'elements'), part(block, 'accessory')]
    .filter(({ type }) => type === 'button')
    .map((button) => ({
      label: word(part(button, 'text'), 'text'),
      actionId: word(button, 'action_id'),
      value: word(button, 'value'),
      url: word(button, 'url'),
    }));
}

function seenBlock(block: Json, names: Names): Displayed {
  const text = (value: unknown) => seenText(value, names);
  switch (block.type) {
    case 'section':
      return together([text(block.text), ...parts(block, 'fields').map(text), text(part(block, 'accessory').text)]);
    case 'header':
      return text(block.text);
    case 'context':
      return together(parts(block, 'elements').map((each) => (each.type === 'image' ? nothing : text(each))));
    case 'actions':
      return together(parts(block, 'elements').map((each) => text(each.text)));
    case 'image':
      return text(block.title);
    case 'input':
      return seenInput(block, names);
    case 'rich_text':
      return together(parts(block, 'elements').map((each) => seenRichText(each, names)));
    case 'table':
      return together((Array.isArray(block.rows) ? block.rows : []).map((row) => seenRow(row, names)));
    case 'markdown':
      return { text: word(block, 'text'), live: word(block, 'text').match(/\]\([^)]+\)|<[^>]+>/g) ?? [] };
    default:
      return nothing;
  }
}

const nothing: Displayed = { text: '', live: [] };

function seenText(value: unknown, names: Names): Displayed {
  if (!isJson(value)) return nothing;
  const source = word(value, 'text');
  if (value.type === 'mrkdwn') return displayMarkup(source, names, { links: value.verbatim !== true });
  return displayPlain(source, { shortCodes: value.emoji !== false });
}

function seenInput(block: Json, names: Names): Displayed {
  const element = part(block, 'element');
  const chosen = [element.initial_option, ...parts(element, 'initial_options')].filter(isJson);
  const typed = [word(element, 'initial_value'), word(element, 'initial_date')].filter((each) => each !== '');
  return together([
    seenText(block.label, names),
    seenText(block.hint, names),
    { text: typed.join('\n'), live: [] },
    ...chosen.map((each) => seenText(each.text, names)),
  ]);
}

function seenRow(row: unknown, names: Names): Displayed {
  const cells = (Array.isArray(row) ? row.filter(isJson) : []).map((cell) =>
    cell.type === 'rich_text' ? seenBlock(cell, names) : displayPlain(word(cell, 'text'), { shortCodes: false }),
  );
  return together(cells, ' | ');
}

/** A section, list, quote or preformatted part: what is text in it is nothing but text. */
function seenRichText(of: Json, names: Names): Displayed {
  if (of.type === 'rich_text_list') return together(parts(of, 'elements').map((each) => seenRichText(each, names)));
  return together(
    parts(of, 'elements').map((run): Displayed => {
      switch (run.type) {
        case 'text':
          return displayPlain(word(run, 'text'), { shortCodes: false });
        case 'link':
          return { text: word(run, 'text') || word(run, 'url'), live: [`link ${word(run, 'url')}`] };
        case 'user':
          return { text: `@${names.user(word(run, 'user_id'))}`, live: [`mention ${word(run, 'user_id')}`] };
        case 'broadcast':
          return { text: `@${word(run, 'range')}`, live: [`mention ${word(run, 'range')}`] };
        default:
          return { text: `⟪${word(run, 'name')}⟫`, live: [] };
      }
    }),
    '',
  );
}

function together(shown: Displayed[], between = '\n'): Displayed {
  return {
    text: shown
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(between),
    live: shown.flatMap(({ live }) => live),
  };
}
