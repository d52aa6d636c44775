// The tenant of the examples: everybody but Chen Xi is in it.

import type { FeishuNames } from '../../../../src/chat/feishu/render/names.ts';
import { people } from '../../view-builders.ts';

const { chen: _, ...members } = people;

/** open_id → name. */
export const feishuPeople: ReadonlyMap<string, string> = new Map(
  Object.values(members).map(({ id, name }) => [`ou_${id}`, name]),
);

export const exampleFeishuNames: FeishuNames = {
  mention: (personId) => (personId in members ? `ou_${personId}` : undefined),
  botName: 'Skuwatch',
};
