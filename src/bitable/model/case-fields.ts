// A case as one row of the team's shared record: what stands in each column. Pure.

import { formFor } from '../../forms/index.ts';
import type { Bilingual, Language } from '../../lib/language.ts';
import { answerFacts } from '../../messages/answer-lines.ts';
import { causeText } from '../../messages/choice-words.ts';
import { clean } from '../../messages/clean.ts';
import type { AnswerView } from '../../messages/views.ts';
import { natureWords, resolutionWords, statusWords } from '../../messages/words.ts';
import { type CaseStatus, caseNumber, type Nature, type Resolution } from '../../model/anomaly-case.ts';
import type { Direction } from '../../rules/verdict.ts';

/** What the record says of a case. */
export interface RecordedCase {
  caseId: number;
  storeName: string;
  sku: string | null;
  direction: Direction;
  /** (units − baseline) ÷ baseline of its last day: a fraction. */
  deviation: number;
  status: CaseStatus;
  resolution: Resolution | null;
  /** The newest answer; null where it was closed without one. */
  answer: AnswerView | null;
  isLate: boolean;
  /** The case on the console; undefined where people cannot reach it. */
  link: string | undefined;
}

/** The columns of the record, in their order, and the type that each must have in Feishu. */
export const recordColumns = {
  number: { zh: '异常单', en: 'Case' },
  store: { zh: '店铺', en: 'Store' },
  sku: { zh: 'SKU', en: 'SKU' },
  deviation: { zh: '偏差', en: 'Deviation' },
  status: { zh: '状态', en: 'Status' },
  cause: { zh: '原因', en: 'Cause' },
  nature: { zh: '性质', en: 'Nature' },
  proposal: { zh: '补货建议', en: 'Proposal' },
  answeredBy: { zh: '答复人', en: 'Answered by' },
  answeredAt: { zh: '答复时间', en: 'Answered at' },
  late: { zh: '逾期', en: 'Late' },
  link: { zh: '链接', en: 'Link' },
} as const satisfies Record<string, Bilingual>;

/** What may be written into a field: text, number or moment in ms, tick, link. */
export type FieldValue = string | number | boolean | { text: string; link: string };

/** The row of a case, columns by their names in the team's language. An empty text empties its field. */
export function caseFields(of: RecordedCase, language: Language): Record<string, FieldValue> {
  const { answer } = of;
  const number = caseNumber(of.caseId);
  const values: Record<keyof typeof recordColumns, FieldValue | undefined> = {
    number,
    store: of.storeName,
    sku: of.sku ?? '',
    deviation: Math.round(of.deviation * 10_000) / 10_000,
    status: statusText(of, language),
    cause: answer?.values.cause ? causeText(answer.values.cause, of.direction, language) : '',
    nature: answer?.values.nature ? natureText(answer.values.nature, language) : '',
    proposal: answer ? proposalText(answer, language) : '',
    answeredBy: answer?.by.name ?? '',
    answeredAt: answer ? Date.parse(answer.at) : undefined,
    late: of.isLate,
    link: of.link === undefined ? undefined : { text: number, link: of.link },
  };
  const columns = Object.keys(recordColumns).filter(isColumn);
  return Object.fromEntries(
    columns.flatMap((key) => (values[key] === undefined ? [] : [[recordColumns[key][language], values[key]]])),
  );
}

function isColumn(key: string): key is keyof typeof recordColumns {
  return Object.hasOwn(recordColumns, key);
}

/** "closed: recovered" */
function statusText({ status, resolution }: RecordedCase, language: Language): string {
  const word = statusWords[status][language];
  if (resolution === null) return word;
  return `${word}${language === 'zh' ? '：' : ': '}${resolutionWords[resolution][language]}`;
}

function natureText(nature: string, language: Language): string {
  return isNature(nature) ? natureWords[nature][language] : clean(nature, 40);
}

function isNature(text: string): text is Nature {
  return Object.hasOwn(natureWords, text);
}

/** "Action: Replenish; Quantity: 500 units; …" */
function proposalText(answer: AnswerView, language: Language): string {
  const [colon, between] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const facts = answerFacts(answer, formFor(answer.formKind), ['proposal'], language);
  return facts.map(({ label, value }) => `${label}${colon}${value}`).join(between);
}
