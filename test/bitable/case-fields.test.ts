// A case as a row of the shared record, in both languages.

import { describe, expect, it } from 'vitest';
import { caseFields, type RecordedCase, recordColumns } from '../../src/bitable/model/case-fields.ts';

const answered: RecordedCase = {
  caseId: 1042,
  storeName: 'Amazon US',
  sku: 'LM-LAMP-S',
  direction: 'up',
  deviation: 0.853_21,
  status: 'answered',
  resolution: null,
  answer: {
    revision: 1,
    round: 1,
    by: { id: 'li', name: '李娜' },
    at: '2026-03-03T08:20:00.000Z',
    late: true,
    formKind: 'surge',
    values: {
      cause: 'advertising',
      nature: 'one_off',
      action: 'replenish',
      quantity: '500',
      transport: 'air',
      arriveBy: '2026-03-25',
      reason: '工厂有现货',
    },
  },
  isLate: true,
  link: 'https://skuwatch.lumora.example/cases/1042',
};

describe('the row of a case', () => {
  it('in Chinese', () => {
    expect(caseFields(answered, 'zh')).toMatchInlineSnapshot(`
      {
        "SKU": "LM-LAMP-S",
        "偏差": 0.8532,
        "原因": "广告加大投放",
        "店铺": "Amazon US",
        "异常单": "SW-1042",
        "性质": "一次性",
        "状态": "已答复",
        "答复人": "李娜",
        "答复时间": 1772526000000,
        "补货建议": "怎么做：补货；数量：500 件；运输方式：空运；最晚可售日期：3月25日（周三）；理由：工厂有现货",
        "逾期": true,
        "链接": {
          "link": "https://skuwatch.lumora.example/cases/1042",
          "text": "SW-1042",
        },
      }
    `);
  });

  it('in English', () => {
    expect(caseFields(answered, 'en')).toMatchInlineSnapshot(`
      {
        "Answered at": 1772526000000,
        "Answered by": "李娜",
        "Case": "SW-1042",
        "Cause": "More advertising",
        "Deviation": 0.8532,
        "Late": true,
        "Link": {
          "link": "https://skuwatch.lumora.example/cases/1042",
          "text": "SW-1042",
        },
        "Nature": "one-off",
        "Proposal": "Action: Replenish; Quantity: 500 units; Transport: Air; Sellable by: Wed 25 Mar; Reason: 工厂有现货",
        "SKU": "LM-LAMP-S",
        "Status": "answered",
        "Store": "Amazon US",
      }
    `);
  });

  it('closed without an answer says so, and has no moment; without a console, no link', () => {
    const closed: RecordedCase = {
      ...answered,
      sku: null,
      status: 'closed',
      resolution: 'no_answer',
      answer: null,
      link: undefined,
    };
    expect(caseFields(closed, 'en')).toEqual({
      Case: 'SW-1042',
      Store: 'Amazon US',
      SKU: '',
      Deviation: 0.8532,
      Status: 'closed: no answer',
      Cause: '',
      Nature: '',
      Proposal: '',
      'Answered by': '',
      Late: true,
    });
  });

  it('has a column of its own name for everything, in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const names = Object.values(recordColumns).map((name) => name[language]);
      expect(new Set(names).size).toBe(names.length);
      expect(Object.keys(caseFields(answered, language))).toEqual(names);
    }
  });
});
