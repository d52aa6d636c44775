// What stands in the fields of a modal when a person sends it, and what Slack itself holds back before the app hears of it. Pure.

import { isJson, type Json, part, parts, word } from '../shared/json.ts';

/** block_id → what was typed or chosen (the value of the option; "" clears). What is left out stays as it opened. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** `view.state` of a modal. */
export function stateOf(view: Json, filled: Filled): Json {
  const values: Record<string, Json> = {};
  for (const block of inputsOf(view)) {
    const element = part(block, 'element');
    const id = word(block, 'block_id');
    values[id] = { [word(element, 'action_id')]: enteredIn(element, filled[id]) };
  }
  const unknown = Object.keys(filled).filter((id) => filled[id] !== '' && !(id in values));
  if (unknown.length > 0)
    throw new Error(`No fields are called ${unknown.join(', ')}: ${Object.keys(values).join(', ')}`);
  return { values };
}

/** block_id → why Slack does not let the form go. */
export function heldBack(view: Json, state: Json): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of inputsOf(view)) {
    const id = word(block, 'block_id');
    const element = part(block, 'element');
    const value = part(part(part(state, 'values'), id), word(element, 'action_id'));
    const fault = faultOf(block, element, value);
    if (fault !== undefined) faults[id] = fault;
  }
  return faults;
}

export function inputsOf(view: Json): Json[] {
  return parts(view, 'blocks').filter(({ type }) => type === 'input');
}

function enteredIn(element: Json, filled: string | readonly string[] | undefined): Json {
  const type = word(element, 'type');
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return {
        type,
        selected_option: filled === undefined ? (element.initial_option ?? null) : option(element, filled),
      };
    case 'checkboxes':
    case 'multi_static_select': {
      const chosen = filled === undefined ? parts(element, 'initial_options') : options(element, filled);
      return { type, selected_options: chosen };
    }
    case 'datepicker':
      return { type, selected_date: filled === undefined ? (element.initial_date ?? null) : filled || null };
    case 'users_select':
      return { type, selected_user: filled === undefined ? (element.initial_user ?? null) : filled || null };
    default:
      return { type, value: filled === undefined ? (element.initial_value ?? null) : filled || null };
  }
}

function option(element: Json, filled: string | readonly string[]): Json | null {
  return filled === '' ? null : (options(element, filled)[0] ?? null);
}

function options(element: Json, filled: string | readonly string[]): Json[] {
  const offered = [
    ...parts(element, 'options'),
    ...parts(element, 'option_groups').flatMap((each) => parts(each, 'options')),
  ];
  return [filled]
    .flat()
    .filter((value) => value !== '')
    .map((value) => {
      const found = offered.find((each) => each.value === value);
      if (!found) throw new Error(`${value} is not on offer: ${offered.map((each) => each.value).join(', ')}`);
      return found;
    });
}

function faultOf(block: Json, element: Json, value: Json): string | undefined {
  const typed = word(value, 'value');
  const chosen = [value.selected_option, value.selected_date, value.selected_user].some((each) => isJson(each) || each);
  const isEmpty = typed === '' && !chosen && parts(value, 'selected_options').length === 0;
  if (isEmpty) return block.optional === true ? undefined : 'required';
  if (typeof element.min_length === 'number' && typed.length < element.min_length) return 'too short';
  if (typeof element.max_length === 'number' && typed.length > element.max_length) return 'too long';
  if (element.type !== 'number_input') return undefined;
  const number = Number(typed);
  if (Number.isNaN(number) || (element.is_decimal_allowed !== true && !Number.isInteger(number))) return 'no number';
  if (element.min_value !== undefined && number < Number(element.min_value)) return 'too small';
  if (element.max_value !== undefined && number > Number(element.max_value)) return 'too large';
  return undefined;
}
