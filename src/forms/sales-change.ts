// The two most common forms: sales of one SKU went up, or down.

import { causesDown, causesUp } from './causes.ts';
import { actionOptions, causeFields, partTitles, proposalFields, stockFields, surgeChecks } from './fields.ts';
import type { Form } from './form.ts';

const { none, replenish, expedite, slowSales, clear } = actionOptions;
const actions = [none, replenish, expedite, slowSales, clear];

export const surgeForm: Form = {
  kind: 'surge',
  version: 2,
  title: { zh: '销量上涨说明', en: 'Why sales rose' },
  parts: [partTitles.cause, partTitles.checks, partTitles.stock, partTitles.proposal],
  fields: [...causeFields(causesUp), ...surgeChecks, ...stockFields, ...proposalFields(actions)],
};

export const dropForm: Form = {
  kind: 'drop',
  version: 2,
  title: { zh: '销量下跌说明', en: 'Why sales fell' },
  parts: [partTitles.cause, partTitles.stock, partTitles.proposal],
  fields: [...causeFields(causesDown), ...stockFields, ...proposalFields(actions)],
};
