// The small world that the program is held against: who has which case, in which round, and who may do what to it.
// Written from the rule book; shares no code with the program.

/** What a person is told, as far as the model goes: "done", "field_errors", or the code of a refusal. */
export type ReportRequest = string;

type Values = Readonly<Record<string, unknown>>;

export interface ModelCase {
  id: number;
  round: number;
  status: 'open' | 'acknowledged' | 'answered' | 'closed';
  assignee: string | null;
  answeredBy: string | null;
  /** What each answer said, in order; never changed. */
  answers: Values[];
}

export class Model {
  readonly cases = new Map<number, ModelCase>();
  /** Who is away on which days. */
  readonly leaves: { person: string; from: string; to: string }[] = [];
  /** SKUs about which nothing new is asked through that day. */
  readonly silences: { sku: string; to: string }[] = [];

  /** A case, newest first; for an even `nth` one in a status that fits, where there is any. */
  pick(nth: number, fits: readonly ModelCase['status'][]): ModelCase | undefined {
    const all = [...this.cases.values()].sort((a, b) => b.id - a.id);
    const fitting = nth % 2 === 0 ? all.filter(({ status }) => fits.includes(status)) : [];
    const from = fitting.length > 0 ? fitting : all;
    return from[nth % Math.max(1, from.length)];
  }

  isAway(person: string | null, day: string): boolean {
    return this.leaves.some((leave) => leave.person === person && leave.from <= day && day <= leave.to);
  }

  /** Who is asked about a SKU of the shop: Li, else Wang who stands in for her, else Chen. */
  askedOn(day: string): string | null {
    return ['li', 'wang', 'chen'].find((person) => !this.isAway(person, day)) ?? null;
  }

  /** Who has a case once the program wants to speak to its assignee. */
  holderOn(day: string, assignee: string | null): string | null {
    if (assignee !== null && !this.isAway(assignee, day)) return assignee;
    return this.askedOn(day) ?? assignee;
  }

  /** Whom silence is reported to; null when nobody is left. */
  hears(day: string, assignee: string | null, level: number): string | null {
    const hasManager = assignee === 'li' || assignee === 'wang';
    return level === 1 && hasManager && !this.isAway('chen', day) ? 'chen' : null;
  }

  acknowledge(of: ModelCase, person: string): ReportRequest {
    if (!mayAnswer(of, person)) return 'NOT_ALLOWED';
    if (of.status === 'closed') return 'CASE_CLOSED';
    if (of.status === 'answered') return 'ALREADY_ANSWERED';
    if (of.status === 'acknowledged') return 'ALREADY_ACKNOWLEDGED';
    of.status = 'acknowledged';
    return 'done';
  }

  answer(of: ModelCase, person: string, given: { round: number; whole: boolean; values: Values }): ReportRequest {
    if (!mayAnswer(of, person)) return 'NOT_ALLOWED';
    if (given.round !== of.round) return 'FORM_OUTDATED';
    if (!given.whole) return 'field_errors';
    if (of.status === 'closed') return 'CASE_CLOSED';
    if (of.status === 'answered' && of.answeredBy !== person) return 'ALREADY_ANSWERED';
    if (of.status !== 'answered') of.answeredBy = person;
    of.status = 'answered';
    of.answers.push(given.values);
    return 'done';
  }

  returnAnswer(of: ModelCase, person: string, day: string): ReportRequest {
    if (!mayOversee(of, person) || of.assignee === person) return 'NOT_ALLOWED';
    if (of.status === 'closed') return 'CASE_CLOSED';
    if (of.status !== 'answered') return 'NOT_ANSWERED';
    Object.assign(of, { status: 'open', round: of.round + 1, answeredBy: null });
    of.assignee = this.holderOn(day, of.assignee);
    return 'done';
  }

  reassign(of: ModelCase, person: string, to: string): ReportRequest {
    if (!mayAnswer(of, person)) return 'NOT_ALLOWED';
    const refused = notOwed(of);
    if (!refused) of.assignee = to;
    return refused ?? 'done';
  }

  snooze(of: ModelCase, person: string): ReportRequest {
    if (!mayOversee(of, person) && !(of.assignee === 'chen' && person === 'chen')) return 'NOT_ALLOWED';
    return notOwed(of) ?? 'done';
  }
}

function notOwed({ status }: ModelCase): ReportRequest | undefined {
  if (status === 'closed') return 'CASE_CLOSED';
  return status === 'answered' ? 'NOTHING_DUE' : undefined;
}

/** Whoever has it, who stands in for them, and who is above them; the manager where nobody has it. */
function mayAnswer({ assignee }: ModelCase, person: string): boolean {
  if (person === assignee) return true;
  if (person === 'wang') return assignee === 'li';
  return person === 'chen' && assignee !== 'zoe';
}

function mayOversee({ assignee }: ModelCase, person: string): boolean {
  return person === 'chen' && (assignee === null || assignee === 'li' || assignee === 'wang');
}
