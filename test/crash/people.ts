// What the owners do in the crash test: each acts once on their case, at their time, on one of the chats.

import type postgres from 'postgres';
import type { Inbound } from '../../src/messages/inbound.ts';
import type { ChatUnderTest, Double } from './chats/chat.ts';
import { plannedSkus, wholeAnswer } from './plan.ts';

const hourMs = 3_600_000;
const nextMorning = new Date('2026-03-04T10:00+08:00');

interface OpenCase {
  id: number;
  sku: string;
  round: number;
  status: string;
  asked_at: Date;
}

export interface RunningChat {
  chat: ChatUnderTest;
  double: Double;
}

export class People {
  private readonly sql: postgres.Sql;
  private readonly chats: readonly RunningChat[];
  private readonly done = new Set<string>();
  private now = new Date(0);
  private questions = 0;

  constructor(sql: postgres.Sql, chats: readonly RunningChat[]) {
    this.sql = sql;
    this.chats = chats;
  }

  /** Does what is due by `now`, and asks what is going on until so many questions have been asked; call it again and again. */
  async act(now: Date, { questions }: { questions: number }): Promise<void> {
    this.now = now;
    const cases = await this.sql<
      OpenCase[]
    >`select id::int, sku, round, status, asked_at from anomaly_cases order by id`;
    for (const one of cases) await this.actOn(one);
    if (this.questions < questions) await this.ask();
  }

  async leave(): Promise<void> {
    await this.sql.end();
  }

  private async ask(): Promise<void> {
    this.questions += 1;
    const event = { type: 'command', personId: 'li', language: undefined, text: 'status' } as const;
    await this.send(this.questions, { ...event, eventId: `command-${this.questions}` });
  }

  private async actOn({ id: caseId, sku, round, status, asked_at: askedAt }: OpenCase): Promise<void> {
    const planned = plannedSkus.find((each) => each.sku === sku);
    if (!planned) return;
    const { ownerId: personId, behaviour } = planned;
    const who = { personId, language: undefined, caseId, round };
    const form = { ...who, type: 'form', values: wholeAnswer, alsoCaseIds: [] } as const;
    const after = (hours: number) => new Date(askedAt.getTime() + hours * hourMs);
    switch (behaviour) {
      case 'answers':
        return this.at(after(1), caseId, form);
      case 'acknowledges_and_answers':
        await this.at(after(0.5), caseId, { ...who, type: 'button', action: 'acknowledge' });
        if (status !== 'open') await this.at(after(2), caseId, form);
        return;
      case 'answers_next_morning':
        return this.at(nextMorning, caseId, form);
      case 'never_answers':
      case 'is_restated':
        return;
    }
  }

  private async at(moment: Date, caseId: number, event: Unaddressed): Promise<void> {
    const eventId = `${event.type}-${caseId}`;
    if (moment > this.now || this.done.has(eventId)) return;
    this.done.add(eventId);
    await this.send(caseId, { ...event, eventId });
  }

  private async send(nth: number, event: Unaddressed & { eventId: string }): Promise<void> {
    const on = this.chats[nth % this.chats.length];
    if (on) await on.double.say({ ...event, platform: on.chat.platform });
  }
}

type Unaddressed = Inbound extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'platform' | 'eventId'>
    : never
  : never;
