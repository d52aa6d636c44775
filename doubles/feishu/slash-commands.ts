// application/v7/app_slash_commands: the commands that a client offers after a slash. At most 100, each name once.
// The shape of the list, the codes and what a name may hold are known from other people's programs only.

import { isJson, type Json, part, word } from '../shared/json.ts';
import { type Answer, refusal, success } from './answers.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';

const most = 100;
const path = 'application/v7/app_slash_commands';
const read = ['application:app_slash_command:read'];
const write = ['application:app_slash_command:write'];

export interface SlashCommand {
  command_id: string;
  command: string;
  description: Json;
}

export class SlashCommands {
  /** What the tenant's clients offer. */
  all: SlashCommand[] = [];
  /** False for a tenant to which the ability has not come yet. */
  areKnown = true;
  private count = 0;

  add(command: string, description: Json): SlashCommand {
    this.count += 1;
    const added = { command_id: `cmd_${this.count}`, command, description };
    this.all.push(added);
    return added;
  }
}

export const slashRoutes: readonly Route[] = [
  {
    is: `GET ${path}`,
    scopes: read,
    carryOut: (_, behind) => allowed(behind) ?? success({ items: behind.slashCommands.all }),
  },
  { is: `POST ${path}`, scopes: write, carryOut: (call, behind) => allowed(behind) ?? create(call, behind) },
  {
    is: `PATCH ${path}/:command_id`,
    scopes: write,
    carryOut: (call, behind) => allowed(behind) ?? change(call, behind),
  },
  {
    is: `DELETE ${path}/:command_id`,
    scopes: write,
    carryOut: (call, behind) => allowed(behind) ?? remove(call, behind),
  },
];

function allowed({ slashCommands }: Behind): Answer | undefined {
  return slashCommands.areKnown ? undefined : { status: 404, body: { code: 99991401, msg: 'not found' } };
}

function create({ body }: Call, { slashCommands, problems }: Behind): Answer {
  const command = word(body, 'command');
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(command)) return refusal(40000001, 'invalid command');
  if (slashCommands.all.some((each) => each.command === command)) return refusal(40000000, 'command already exists');
  if (slashCommands.all.length >= most) return refusal(40000002, 'too many commands');
  problems.push(...wordFaults(part(body, 'description')));
  return success({ ...slashCommands.add(command, part(body, 'description')) });
}

function change({ params, body }: Call, { slashCommands, problems }: Behind): Answer {
  const found = slashCommands.all.find((each) => each.command_id === params.command_id);
  if (!found) return refusal(40000003, 'command not found');
  if (isJson(body.description)) {
    problems.push(...wordFaults(body.description));
    found.description = body.description;
  }
  if (word(body, 'command') !== '') found.command = word(body, 'command');
  return success({ ...found });
}

function remove({ params }: Call, { slashCommands }: Behind): Answer {
  if (!slashCommands.all.some((each) => each.command_id === params.command_id))
    return refusal(40000003, 'command not found');
  slashCommands.all = slashCommands.all.filter((each) => each.command_id !== params.command_id);
  return success();
}

function wordFaults(description: Json): string[] {
  const { zh_cn, en_us } = part(description, 'i18n');
  const isWhole =
    typeof description.default_value === 'string' && typeof zh_cn === 'string' && typeof en_us === 'string';
  return isWhole ? [] : ['a command is described in both languages'];
}
