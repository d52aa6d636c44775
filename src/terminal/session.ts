// A terminal's access to the installation: configuration, store and the person who acts, for the length of one command.

import { parsePerson } from '../commands/args/people.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { consoleUrl } from '../lib/console-url.ts';
import type { Language } from '../lib/language.ts';
import { jsonLog, type Log, silentLog } from '../lib/log.ts';
import type { Person, Policy } from '../policy/policy.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Store } from '../store/open.ts';
import type { TerminalIo } from './io.ts';

export interface Session {
  ctx: Context;
  config: Config;
  store: Store;
  person: Person;
  language: Language;
}

/** Opens the store, runs `work` as the person and closes the store again, whatever happens. */
export async function withSession<T>(
  options: { io: TerminalIo; config: Config; person: Person; language: Language },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { io, config, person, language } = options;
  const log = terminalLog(io, config.logLevel);
  const store = await open(config, log);
  try {
    await migrate(store, { log });
    const ctx: Context = {
      db: store.db,
      clock: store.clock,
      policy: config.policy,
      actor: { kind: 'person', personId: person.id, role: person.role },
      log,
      inTransaction: false,
      wake: () => {},
    };
    return await work({ ctx, config, store, person, language });
  } finally {
    await store.close();
  }
}

/** Whom a terminal acts for: the person named, else the first admin, manager or person of the policy file. */
export function actingPerson(policy: Policy, named: string | undefined): Person {
  if (named !== undefined) return parsePerson(named, policy, undefined);
  const { people } = policy;
  const person =
    people.find((each) => each.role === 'admin') ?? people.find((each) => each.role === 'manager') ?? people[0];
  if (!person) throw new Error('The policy file names nobody');
  return person;
}

/** Log lines are for services: a person at a terminal sees them only on request. */
export function terminalLog(io: TerminalIo, level: string): Log {
  const asked = level === 'debug' || level === 'trace';
  return asked ? jsonLog(level, { write: (line: string) => io.err(line) }) : silentLog;
}

async function open(config: Config, log: Log): Promise<Store> {
  try {
    return await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'FOLDER_IN_USE') throw error;
    throw new UserError('SERVICE_RUNNING', { folder: config.dataDir, console: consoleUrl(config) });
  }
}
