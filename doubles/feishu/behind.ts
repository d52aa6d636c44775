// Everything that stands behind the open platform's front: what its APIs and the people in the tenant work on.

import type { Clock } from '../../src/lib/clock.ts';
import type { Answer } from './answers.ts';
import type { Bases } from './bases.ts';
import type { Call } from './calls.ts';
import type { Known } from './card-check.ts';
import type { Media } from './media.ts';
import type { Messages } from './messages.ts';
import type { Rates } from './rates.ts';
import type { Scopes } from './scopes.ts';
import type { SlashCommands } from './slash-commands.ts';
import type { Tenant } from './tenant.ts';
import type { Tokens } from './tokens.ts';
import type { UrgentQuota } from './urgent.ts';

export interface Behind {
  clock: Clock;
  appId: string;
  tenant: Tenant;
  messages: Messages;
  media: Media;
  urgentQuota: UrgentQuota;
  slashCommands: SlashCommands;
  bases: Bases;
  scopes: Scopes;
  tokens: Tokens;
  rates: Rates;
  /** Types of the events and callbacks that the app's settings in the console name. */
  subscribed: Set<string>;
  /** How they reach the app, as the console says. */
  subscription: 'websocket' | 'webhook';
  /** What only a real tenant can tell; a test may try either. */
  unknowns: Unknowns;
  /** What the app may not do although Feishu might let it pass; a test fails over each. */
  problems: string[];
}

export interface Unknowns {
  /** What a uuid that was used within the hour gets: the message it stands for, or a refusal. */
  repeatedUuid: 'the message' | 'refused';
  /** What becomes of a card in the answer to a callback. */
  cardsInAnswers: 'taken' | 'ignored' | 'refused';
  /** How fields that nobody filled in come in a form: as they are when empty, or not at all. */
  emptyFields: 'empty' | 'left out';
}

/** One API: who may call it and what it does. */
export interface Route {
  /** Method and path, with ":id" and the like where the API has a name for something. */
  is: string;
  /** One of them is enough; none when everybody may. */
  scopes: readonly string[];
  /** Without a token. */
  isOpen?: boolean;
  carryOut: (call: Call, behind: Behind) => Answer | Promise<Answer>;
}

/** What cards may point to. */
export function knownIn({ media, tenant }: Behind): Known {
  return { image: (key) => media.image(key) !== undefined, person: (openId) => tenant.person(openId) !== undefined };
}
