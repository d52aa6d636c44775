// The workspace of the examples: everybody but Chen Xi is in it, every picture is uploaded.

import type { SlackNames } from '../../../../src/chat/slack/render/names.ts';
import { people } from '../../view-builders.ts';

const { chen: _, ...members } = people;

export const slackPeople: ReadonlyMap<string, string> = new Map(
  Object.values(members).map(({ id, name }) => [`U0${id.toUpperCase()}`, name]),
);

export const exampleSlackNames: SlackNames = {
  mention: (personId) => (personId in members ? `U0${personId.toUpperCase()}` : undefined),
  url: (path) => `https://skuwatch.example.com${path}`,
  image: (attachmentId) => ({ slackFileId: `F-${attachmentId}` }),
};
