// A form inside a card: everything is asked, what is filled in comes back whole, what is wrong stands where it belongs.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formValueOf, heldBack } from '../../../../doubles/feishu/form-filling.ts';
import type { CardElement, FeishuCard } from '../../../../src/chat/feishu/render/elements.ts';
import { type CardAction, readAction } from '../../../../src/chat/feishu/render/read-action.ts';
import type { Field, RawValues } from '../../../../src/forms/form.ts';
import { askedFields, formFor } from '../../../../src/forms/index.ts';
import { validateAnswer } from '../../../../src/forms/validate.ts';
import type { Language } from '../../../../src/lib/language.ts';
import { compose } from '../../../../src/messages/index.ts';
import type { Block, FormBlock, Message } from '../../../../src/messages/message.ts';
import { exampleCard, exampleFeishuCards } from '../../../support/cards/feishu/examples.ts';
import { exampleFormMessage, exampleForms } from '../../../support/example-forms.ts';
import { exampleCases } from '../../../support/example-views.ts';
import { team } from '../../../support/view-builders.ts';
import { problemsOf, readAs } from './reading.ts';

const surge = example('form-surge');

/** The form's message in both languages, with other values, errors or cases in its form. */
function cardOf(change: Partial<FormBlock> = {}, form = surge): FeishuCard {
  const message = (language: Language): Message => {
    const said = exampleFormMessage(form, language);
    const blocks = said.blocks.map((block): Block => (block.type === 'form' ? { ...block, ...change } : block));
    return { ...said, blocks };
  };
  return exampleCard({ zh: message('zh'), en: message('en') });
}

/** What comes back when somebody fills these fields in and sends the form. */
function submitted(card: FeishuCard, filled: Record<string, string | string[] | boolean> = {}, index = 0) {
  const form = readAs(card, 'zh').forms[index];
  const value = form?.submit?.value;
  if (!form || !value) throw new Error('There is no form');
  const prefix = form.name.replace(/form$/, '');
  const named = Object.fromEntries(Object.entries(filled).map(([name, each]) => [prefix + name, each]));
  const values = formValueOf(form, named, {
    emptyFields: 'left out',
    cardsInAnswers: 'taken',
    repeatedUuid: 'the message',
  });
  const action = readAction({ value, form_value: values });
  if (action?.kind !== 'form') throw new Error('This is no form');
  return { action, heldBack: heldBack(form, values) };
}

describe('a form', () => {
  test.each(Object.keys(exampleForms))('%s asks every field once, whatever it depends on', (name) => {
    const card = exampleFeishuCards.get(name) ?? cardOf();
    const block = exampleFormMessage(example(name), 'zh').blocks.find((each) => each.type === 'form');
    const asked = readAs(card, 'zh').forms[0]?.fields.map((field) => field.name.replace(/^f\d+_\d+_/, ''));
    expect(asked?.filter((each) => each !== 'also_cases').sort()).toEqual(
      block?.fields.map((each) => each.name).sort(),
    );
  });

  test('arrives filled in, and comes back as it arrived when nobody touches it', () => {
    const { action } = submitted(cardOf());
    const kept = Object.fromEntries(Object.entries(action.values).filter(([, value]) => value !== ''));
    expect(kept).toEqual(surge.case.prefill);
    expect(action).toMatchObject({
      caseId: 1042,
      round: 1,
      formKind: 'surge',
      messageKey: 'card:1042:post@feishu/group:oc_team',
      alsoCaseIds: [],
    });
  });

  test('is understood as people fill it in: labels chosen, days with their zone, numbers as they are typed', () => {
    const filled = {
      cause: '平台活动（秒杀、大促、优惠券）',
      nature: 'short_term',
      until: '2026-12-01',
      available: '１８０ 件',
      quantity: '912件',
      unshippedCounted: true,
      receivingChecked: true,
      lockedChecked: true,
      checkDepth: true,
      checkCause: true,
      checkSupply: true,
    };
    const { action, heldBack: held } = submitted(cardOf(), filled);
    expect(held).toEqual({});
    expect(action.values).toMatchObject({
      cause: 'deal',
      until: '2026-12-01',
      available: '１８０ 件',
      checkDepth: 'yes',
    });
    const { facts } = surge.case;
    expect(validateAnswer(formFor('surge'), action.values, facts)).toMatchObject({
      ok: true,
      values: { available: '180', quantity: '912', until: '2026-12-01', lockedChecked: 'yes' },
    });
  });

  test('is held back by Feishu itself only for what is always needed and in sight', () => {
    expect(Object.keys(submitted(cardOf()).heldBack).map((name) => name.replace(/^f\d+_\d+_/, ''))).toEqual([
      'cause',
      'nature',
    ]);
  });

  test('says when a field that depends on another has to be filled in', () => {
    const text = readAs(cardOf(), 'zh').text;
    expect(text).toContain('选“短期（到某天为止）”时必填。');
    expect(text).toContain('选“补货”或“加急在途”时必填。');
    const outOfStock = exampleFeishuCards.get('form-out-of-stock');
    expect(readAs(outOfStock ?? cardOf(), 'en').text).toMatch(/Needed unless it is “.+” or “.+”\./);
  });

  test('folds what arrived filled in behind its values, and only that', () => {
    const panels = panelsOf(cardOf());
    expect(panels.map(({ expanded }) => expanded)).toEqual([false, false]);
    expect(panels.map(titleOf)).toEqual([
      '库存状态（已预填）：可售库存 180 · 在途库存 400，要改点这里',
      '补货建议（已预填）：补货 · 数量 900 · 空运 · 最晚可售日期 2026-12-08，要改点这里',
    ]);
    expect(panelsOf(cardOf({ values: {} }))).toEqual([]);
    const { inbound: _, ...incomplete } = surge.case.prefill ?? {};
    expect(
      panelsOf(cardOf({ values: incomplete }))
        .map(titleOf)
        .join(),
    ).not.toContain('库存状态');
  });
});

describe('fields that depend on another', () => {
  const none = { ...surge.case.prefill, action: 'none', quantity: '', transport: '', arriveBy: '' };

  test('are folded behind their condition once something else is chosen', () => {
    const panels = panelsOf(cardOf({ values: none }));
    expect(panels.map(titleOf).at(-1)).toBe('数量 · 运输方式 · 最晚可售日期：选“补货”或“加急在途”时必填。');
    expect(panels.at(-1)?.expanded).toBe(false);
    expect(readAs(cardOf({ values: none }), 'zh').forms[0]?.fields.map(({ name }) => name)).toContain(
      'f1042_1_quantity',
    );
  });

  test('are unfolded where something is wrong with them', () => {
    const errors = { quantity: { zh: '请填写件数。', en: 'Write the units.' } };
    expect(panelsOf(cardOf({ values: none, errors })).at(-1)?.expanded).toBe(true);
  });
});

describe('a refused form', () => {
  const typed: RawValues = {
    ...surge.case.prefill,
    cause: 'other',
    detail: '不清楚',
    inbound: '4 箱',
    quantity: '200',
  };
  const result = validateAnswer(formFor('surge'), typed, surge.case.facts);
  const errors = result.ok ? {} : result.errors;

  test('keeps what was typed and says in red at every field what is wrong', () => {
    const card = cardOf({ values: typed, errors });
    expect(Object.keys(errors)).toEqual(
      expect.arrayContaining(['nature', 'detail', 'inbound', 'checkDepth', 'reason']),
    );
    expect(submitted(card).action.values).toMatchObject({
      cause: 'other',
      detail: '不清楚',
      inbound: '4 箱',
      quantity: '200',
    });
    const [form] = readAs(card, 'zh').forms;
    for (const [name, error] of Object.entries(errors)) {
      const field = form?.fields.find((each) => each.name.endsWith(`_${name}`));
      if (field?.tag === 'checker') expect(form?.text).toContain(error.zh);
      else expect(field?.above.join('\n')).toContain(error.zh);
    }
    expect(JSON.stringify(card)).toContain(`<font color='red'>${errors.nature?.zh}</font>`);
    expect(problemsOf(card)).toEqual([]);
  });

  test('is unfolded where something is wrong', () => {
    const inStock = { inbound: { zh: '请填整数。', en: 'Write whole units.' } };
    expect(panelsOf(cardOf({ values: typed, errors: inStock })).map(({ expanded }) => expanded)).toEqual([true, false]);
  });

  test('says at its head what is wrong with it as a whole', () => {
    const text = readAs(cardOf({ errors: { _form: { zh: '表单已更新。', en: 'The form has changed.' } } }), 'en')
      .forms[0]?.text;
    expect(text?.startsWith('The form has changed.')).toBe(true);
  });
});

describe('other cases with the same cause', () => {
  const also = [
    { caseId: 1043, label: 'SW-1043 · LAMP', checked: true },
    { caseId: 1044, label: 'SW-1044 · <at id=all></at>', checked: false },
  ];

  test('are chosen along', () => {
    expect(submitted(cardOf({ also })).action.alsoCaseIds).toEqual([1043]);
    expect(submitted(cardOf({ also }), { also_cases: ['1043', '1044'] }).action.alsoCaseIds).toEqual([1043, 1044]);
    expect(submitted(cardOf({ also }), { also_cases: [] }).action.alsoCaseIds).toEqual([]);
  });
});

describe('a card of several cases', () => {
  const count = 5;
  const cases = Array.from({ length: count }, (_, i) => ({
    ...surge.case,
    caseId: 1050 + i,
    number: `SW-${1050 + i}`,
    sku: `SKU-${i}`,
  }));
  const several = (language: Language) => compose({ kind: 'card', team, cases }, language, { forms: 'in-message' });

  test('has as many forms under their rows as it can hold, and a button for each of the others', () => {
    const card = exampleCard({ zh: several('zh'), en: several('en') });
    expect(problemsOf(card)).toEqual([]);
    const { forms, buttons } = readAs(card, 'zh');
    expect(forms.length).toBeGreaterThanOrEqual(1);
    const answering = buttons.filter(({ value }) => value?.do === 'answer');
    expect(forms.length + answering.length).toBe(count);
    const inForms = forms.map(({ submit }) => submit?.value?.case);
    expect(answering.map(({ value }) => value?.case).filter((each) => inForms.includes(each))).toEqual([]);
    expect(card.body.elements.findIndex(({ tag }) => tag === 'form')).toBeGreaterThan(0);
  });

  test('reads each form by itself', () => {
    const card = exampleFeishuCards.get('card-several') ?? cardOf();
    const actions = readAs(card, 'zh').forms.map((_, i) => submitted(card, { detail: `text ${i}` }, i).action);
    expect(actions.map(({ caseId, values }) => [caseId, values.detail])).toEqual([
      [1042, 'text 0'],
      [1043, 'text 1'],
    ]);
  });

  test('keeps the form that was refused, open, whatever else has to go', () => {
    const refused = (language: Language): Message => {
      const said = several(language);
      const blocks = said.blocks.map((block): Block => {
        if (block.type !== 'form' || block.caseId !== 1054) return block;
        return { ...block, errors: { cause: { zh: '请选择一项。', en: 'Choose one.' } } };
      });
      return { ...said, blocks };
    };
    const card = exampleCard({ zh: refused('zh'), en: refused('en') });
    const { forms } = readAs(card, 'zh');
    expect(forms.map(({ submit }) => submit?.value?.case)).toContain(1054);
    expect(JSON.stringify(card)).toContain('请选择一项。');
  });

  test('offers the common cause in its forms, so that no button needs to', () => {
    const actions = readAs(exampleCard({ zh: several('zh'), en: several('en') }), 'zh').buttons.map(
      ({ value }) => value?.do,
    );
    expect(actions).not.toContain('same_cause');
  });
});

describe('what comes back', () => {
  const value = { v: 1, do: 'submit', case: 7, round: 2, form: 'drop', key: 'card:7' };

  test('is read field by field, whatever else stands in it', () => {
    const form = {
      f7_2_cause: 'other',
      f7_2_until: '2024-04-01 +0800',
      f7_2_checkDepth: true,
      f7_2_checkCause: false,
      f7_2_quantity: 12,
      f7_2_detail: null,
      f7_2_also_cases: ['8', 'x', '9'],
      f7_1_cause: 'of another round',
      f8_2_cause: 'of another case',
      strange: 'x',
    };
    expect(readAction({ value, form_value: form })).toEqual({
      kind: 'form',
      formKind: 'drop',
      caseId: 7,
      round: 2,
      messageKey: 'card:7',
      values: { cause: 'other', until: '2024-04-01', checkDepth: 'yes', checkCause: '', quantity: '12', detail: '' },
      alsoCaseIds: [8, 9],
    } satisfies CardAction);
  });

  test('is nothing of ours without what was meant', () => {
    for (const each of [undefined, null, 'x', {}, { ...value, v: 2 }, { ...value, case: '7' }, { ...value, do: 1 }]) {
      expect(readAction({ value: each, form_value: {} })).toBeUndefined();
    }
    expect(readAction({ value: { v: 1, do: 'open', case: 7, round: 1 } })).toEqual({
      kind: 'button',
      action: 'open',
      caseId: 7,
      round: 1,
    });
  });

  test('of any form, filled in anyhow, is what was filled in', () => {
    const kinds = fc.constantFrom(
      'surge' as const,
      'drop' as const,
      'store_wide' as const,
      'out_of_stock' as const,
      'exit_signal' as const,
    );
    const words = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(kinds, fc.infiniteStream(words), fc.infiniteStream(fc.nat(100)), (kind, texts, picks) => {
        const asked = askedFields(formFor(kind), { surge: true });
        const expected: Record<string, string> = {};
        const filled: Record<string, string | boolean> = {};
        for (const field of asked) {
          const value = anyValue(field, texts, picks);
          filled[field.name] = value;
          expected[field.name] = value === true ? 'yes' : value === false ? '' : value;
        }
        const form = {
          case: { ...exampleCases.surge, formKind: kind, facts: { ...exampleCases.surge.facts, surge: true } },
        };
        const { action } = submitted(cardOf({}, form), filled);
        for (const [name, value] of Object.entries(expected))
          expect([name, action.values[name] ?? '']).toEqual([name, value]);
      }),
      { numRuns: 60 },
    );
  });
});

function anyValue(field: Field, texts: fc.Stream<string>, picks: fc.Stream<number>): string | boolean {
  const pick = picks.next().value ?? 0;
  switch (field.kind) {
    case 'tick':
      return pick % 2 === 0;
    case 'choice':
      return field.options[pick % field.options.length]?.value ?? '';
    case 'day':
      return pick % 3 === 0 ? '' : `2026-12-${String((pick % 28) + 1).padStart(2, '0')}`;
    case 'whole_number':
    case 'text':
      return texts.next().value ?? '';
  }
}

function example(name: string) {
  const found = exampleForms[name];
  if (!found) throw new Error(`There is no example ${name}`);
  return found;
}

function panelsOf({ body }: FeishuCard): CardElement[] {
  const inForm = body.elements.flatMap(({ tag, elements }) => (tag === 'form' ? (elements as CardElement[]) : []));
  return inForm.filter(({ tag }) => tag === 'collapsible_panel');
}

function titleOf({ header }: CardElement): string {
  return (header as { title: { content: string } }).title.content;
}
