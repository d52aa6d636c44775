// Whether Slack would take a list of blocks or a view: no emulator checks the limits, so the double does. Pure.

import { z } from 'zod';
import { blockSchemas } from './block-kit-blocks.ts';
import { name, plainText } from './block-kit-parts.ts';

/** Where blocks stand. */
export type Surface = keyof typeof blockSchemas;

/** Characters of all blocks of one message together; undocumented, measured in slackapi/bolt-js#2509. */
const mostInMessage = 13_000;
const mostBytesInView = 250_000;

type Part = Record<string, unknown>;

/** What Slack would refuse in these blocks, one text each; empty when it would take them. */
export function checkBlocks(blocks: unknown, where: Surface): string[] {
  const { error } = blockSchemas[where].safeParse(blocks);
  const parts = allParts(blocks);
  return [
    ...faults(error, 'blocks'),
    ...twice(parts, 'block_id'),
    ...(Array.isArray(blocks) ? blocks.flatMap((block) => twice(allParts(block), 'action_id')) : []),
    ...parts.flatMap(choiceFaults),
    ...parts.flatMap(lengthFaults),
    ...(where === 'message' ? messageFaults(parts) : []),
  ];
}

/** What Slack would refuse in a view that is opened, pushed, updated or published. */
export function checkView(view: unknown): string[] {
  const { error } = viewSchema.safeParse(view);
  const { type, blocks, submit } = isPart(view) ? view : {};
  const hasInput = allParts(blocks).some((part) => part.type === 'input');
  const size = Buffer.byteLength(JSON.stringify(view) ?? '');
  return [
    ...faults(error, 'view'),
    ...checkBlocks(blocks, type === 'home' ? 'home' : 'modal'),
    ...(type === 'modal' && hasInput && !submit ? ['view.submit: is required when there is an input'] : []),
    ...(size > mostBytesInView ? [`view: ${size} bytes, view_too_large`] : []),
  ];
}

const viewBase = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: name.optional(),
  external_id: name.optional(),
};
const viewSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...viewBase, type: z.literal('home') }),
  z.strictObject({
    ...viewBase,
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
]);

function faults(error: z.ZodError | undefined, root: string): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${[root, ...path.map(String)].join('.')}: ${message}`);
}

function messageFaults(parts: readonly Part[]): string[] {
  const total = parts.reduce((sum, { text }) => sum + (typeof text === 'string' ? text.length : 0), 0);
  const tables = parts.filter(({ type }) => type === 'table').length;
  return [
    ...(total > mostInMessage ? [`blocks: ${total} characters together, msg_blocks_too_long`] : []),
    ...(tables > 1 ? ['blocks: only one table in a message'] : []),
  ];
}

function twice(parts: readonly Part[], key: 'block_id' | 'action_id'): string[] {
  const seen = parts.map((part) => part[key]).filter((id) => id !== undefined);
  return seen.filter((id, i) => seen.indexOf(id) !== i).map((id) => `${key} ${String(id)} stands twice`);
}

/** What is chosen at first must be on offer, word for word; no value may be on offer twice. */
function choiceFaults(part: Part): string[] {
  if (part.options === undefined && part.option_groups === undefined) return [];
  if (part.label !== undefined) return [];
  const groups = Array.isArray(part.option_groups) ? part.option_groups : [];
  const offered = [part.options, ...groups.map((group) => (isPart(group) ? group.options : []))].flat().filter(isPart);
  const initial = [part.initial_option, part.initial_options].flat().filter(isPart);
  const values = offered.map(({ value }) => value);
  const both = part.options !== undefined && part.option_groups !== undefined;
  return [
    ...(both ? [`${nameOf(part)}: options and option_groups together`] : []),
    ...values.filter((value, i) => values.indexOf(value) !== i).map((value) => `${nameOf(part)}: ${value} twice`),
    ...initial
      .filter((chosen) => !offered.some((option) => same(option, chosen)))
      .map(({ value }) => `${nameOf(part)}: the initial option ${String(value)} is not on offer`),
  ];
}

function lengthFaults(part: Part): string[] {
  const { type, min_length: min, max_length: max, initial_value: initial } = part;
  if (type !== 'plain_text_input') return [];
  const tooLong = typeof initial === 'string' && typeof max === 'number' && initial.length > max;
  const crossed = typeof min === 'number' && typeof max === 'number' && min > max;
  return [
    ...(tooLong ? [`${nameOf(part)}: the initial value is longer than max_length`] : []),
    ...(crossed ? [`${nameOf(part)}: min_length is above max_length`] : []),
  ];
}

function nameOf(part: Part): string {
  return String(part.action_id ?? part.type);
}

function same(a: Part, b: Part): boolean {
  return a.value === b.value && isPart(a.text) && isPart(b.text) && a.text.text === b.text.text;
}

/** Every object within, itself included. */
function allParts(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(allParts);
  return isPart(value) ? [value, ...Object.values(value).flatMap(allParts)] : [];
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
