// The console over a real database, with a scripted core behind it: tests decide what a command, click or form is answered.

import type { Hono } from 'hono';
import type { Context } from '../../src/context.ts';
import type { RawValues } from '../../src/forms/form.ts';
import { formFor } from '../../src/forms/index.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { type Log, silentLog } from '../../src/lib/log.ts';
import type { Inbound, Reply } from '../../src/messages/inbound.ts';
import type { FormBlock } from '../../src/messages/message.ts';
import { type Policy, policySchema } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import type { WebConfig, WebDeps, WebEnv } from '../../src/web/deps.ts';
import { createWeb } from '../../src/web/server.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';

/** A small team: Li sells, Zhang leads, Chen runs it; one shop in California. */
export const testPolicy: Policy = policySchema.parse({
  team: { name: 'Lumen', zone: 'Asia/Shanghai', language: 'en' },
  people: [
    { id: 'li', name: 'Li Na', role: 'operator', manager: 'zhang' },
    { id: 'zhang', name: 'Zhang Wei', role: 'manager', manager: 'chen', language: 'zh' },
    { id: 'chen', name: 'Chen Jie', role: 'admin' },
  ],
  groups: [{ id: 'team', platform: 'console', name: 'Team' }],
  stores: [{ id: 'amz-us', name: 'Amazon US', platform: 'amazon', zone: 'America/Los_Angeles', owner: 'zhang' }],
});

export function testContext(db: Db, clock: Clock, options: { policy?: Policy; log?: Log } = {}): Context {
  return {
    db,
    clock,
    policy: options.policy ?? testPolicy,
    actor: { kind: 'system', job: 'test' },
    log: options.log ?? silentLog,
    inTransaction: false,
    wake: () => undefined,
  };
}

/** Takes every event, remembers it, and answers what the test said it would. */
export interface ScriptedCore {
  handle: (event: Inbound) => Promise<Reply>;
  heard: Inbound[];
  answerWith(...replies: Reply[]): void;
}

function scriptedCore(): ScriptedCore {
  const heard: Inbound[] = [];
  const replies: Reply[] = [];
  return {
    heard,
    answerWith: (...next) => replies.push(...next),
    handle: async (event) => {
      heard.push(event);
      return replies.shift() ?? { type: 'done', text: { zh: '好的', en: 'Done as asked' } };
    },
  };
}

export interface ConsoleWorld {
  app: Hono<WebEnv>;
  clock: ManualClock;
  core: ScriptedCore;
  ctx: Context;
  /** Somebody with a browser that nobody knows yet. */
  visitor(overrides?: Partial<VisitorOptions>): Visitor;
  /** Somebody who chose, or was given, an identity. */
  signedIn(personId: string): Promise<Visitor>;
}

export interface WorldOptions {
  config?: Partial<WebConfig>;
  deps?: Partial<WebDeps>;
  policy?: Policy;
  log?: Log;
}

export function consoleWorld(db: Db, options: WorldOptions = {}): ConsoleWorld {
  const clock = manualClock('2026-03-03T10:30:00+08:00');
  const core = scriptedCore();
  const ctx = testContext(db, clock, options);
  const config = { host: '127.0.0.1', port: 8080, examplePolicy: false, ...options.config };
  const { app } = createWeb({ ctx, handle: core.handle, config, ...options.deps });
  const address = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  const visitor = (overrides: Partial<VisitorOptions> = {}) => new Visitor(app, { address, ...overrides });
  return {
    app,
    clock,
    core,
    ctx,
    visitor,
    signedIn: async (personId) => {
      const person = visitor();
      await person.get('/who');
      await person.post('/who', { person: personId });
      return person;
    },
  };
}

interface VisitorOptions {
  /** What stands in the address bar. */
  address: string;
  remoteAddress: string;
}

export interface Page {
  status: number;
  text: string;
  headers: Headers;
  /** Where it sends the browser; undefined when it does not. */
  location: string | undefined;
}

/** A browser without a screen: keeps cookies, states its origin, sends back the token of the page it last saw. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  token = '';
  private readonly app: Hono<WebEnv>;
  private readonly options: VisitorOptions;

  constructor(app: Hono<WebEnv>, options: Partial<VisitorOptions> & { address: string }) {
    this.app = app;
    this.options = { remoteAddress: '127.0.0.1', ...options };
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    const page = await this.send(path, { headers });
    this.token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? this.token;
    return page;
  }

  /** Submits a form as the console's own pages do; headers set to "" are left out. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const origin = new URL(this.options.address).origin;
    const type = 'application/x-www-form-urlencoded';
    return this.send(path, {
      method: 'POST',
      headers: { origin, 'content-type': type, ...headers },
      body: new URLSearchParams({ token: this.token, ...fields }).toString(),
    });
  }

  async send(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Page> {
    const headers = new Headers({ host: new URL(this.options.address).host });
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    for (const [name, value] of Object.entries(init.headers ?? {})) {
      if (value === '') headers.delete(name);
      else headers.set(name, value);
    }
    const incoming = { socket: { remoteAddress: this.options.remoteAddress } };
    const request = new Request(new URL(path, this.options.address), { ...init, headers });
    const response = await this.app.fetch(request, { incoming } as WebEnv['Bindings']);
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location') ?? undefined,
    };
  }

  private keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** What the core answers to somebody who wants to answer a case: its form. */
export function formReply(caseId: number, values: RawValues = {}, also: FormBlock['also'] = []): Reply {
  const form = formFor('surge');
  const block: FormBlock = { type: 'form', caseId, round: 1, form, fields: form.fields, values, errors: {}, also };
  return { type: 'form', message: { tone: 'warning', title: 'Why sales rose', blocks: [block] } };
}
