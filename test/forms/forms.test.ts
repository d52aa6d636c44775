import { describe, expect, it } from 'vitest';
import { type Field, formKinds } from '../../src/forms/form.ts';
import { askedFields, formFor, visibleFields } from '../../src/forms/index.ts';
import { prefill } from '../../src/forms/prefill.ts';
import { day } from '../../src/lib/day.ts';
import { natures } from '../../src/model/anomaly-case.ts';

const allTexts = (fields: readonly Field[]) =>
  fields.flatMap((field) => [
    field.label,
    ...(field.hint ? [field.hint] : []),
    ...(field.kind === 'choice' ? field.options.map((each) => each.label) : []),
  ]);

describe.each(formKinds)('the %s form', (kind) => {
  const form = formFor(kind);

  it('is known under its own kind and names each field once', () => {
    expect(form.kind).toBe(kind);
    const names = form.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a title for every part it uses, and no other', () => {
    expect(new Set(form.parts.map((each) => each.part))).toEqual(new Set(form.fields.map((field) => field.part)));
  });

  it('says everything in Chinese and in English', () => {
    for (const text of [form.title, ...form.parts.map((each) => each.title), ...allTexts(form.fields)]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text.en.trim()).not.toBe('');
    }
  });

  it('makes fields depend only on options of an earlier choice', () => {
    form.fields.forEach((field, index) => {
      for (const condition of [field.when, field.requiredWhen].filter((each) => each !== undefined)) {
        const controlling = form.fields.slice(0, index).find((each) => each.name === condition.field);
        const offered = controlling?.kind === 'choice' ? controlling.options.map((each) => each.value) : [];
        expect(offered).toEqual(expect.arrayContaining([...condition.is]));
      }
    });
  });

  it('offers each option once', () => {
    for (const field of form.fields) {
      if (field.kind !== 'choice') continue;
      expect(new Set(field.options.map((each) => each.value)).size).toBe(field.options.length);
      expect(new Set(field.options.map((each) => each.label.zh)).size).toBe(field.options.length);
    }
  });

  it('offers exactly the natures that cases understand, where it asks for one', () => {
    for (const field of form.fields) {
      if (field.name !== 'nature' || field.kind !== 'choice') continue;
      expect(field.options.map((each) => each.value)).toEqual([...natures]);
    }
  });
});

describe('the causes', () => {
  const causesOf = (kind: 'surge' | 'drop') =>
    formFor(kind).fields.flatMap((field) =>
      field.name === 'cause' && field.kind === 'choice' ? field.options.map((each) => each.value) : [],
    );

  it('are the eleven of a rise and the eleven of a fall', () => {
    expect(causesOf('surge')).toHaveLength(11);
    expect(causesOf('drop')).toHaveLength(11);
    expect(causesOf('surge').filter((each) => causesOf('drop').includes(each))).toEqual(['data_error', 'other']);
  });
});

describe('the fields of a form', () => {
  it('show the self-checks only for a surge', () => {
    const names = (surge: boolean) => askedFields(formFor('surge'), { surge }).map((field) => field.name);
    expect(names(true).filter((name) => !names(false).includes(name))).toEqual([
      'checkDepth',
      'checkCause',
      'checkSupply',
    ]);
  });

  it('show what depends on a choice once it is made', () => {
    const { fields } = formFor('drop');
    const shown = (values: Record<string, string>) => visibleFields(fields, values).map((field) => field.name);
    expect(shown({})).not.toContain('until');
    expect(shown({ nature: 'short_term' })).toContain('until');
    expect(shown({ action: 'expedite' })).toEqual(expect.arrayContaining(['quantity', 'transport', 'arriveBy']));
    expect(shown({ action: 'clear' })).not.toContain('quantity');
  });
});

describe('a form arrives', () => {
  const stock = {
    available: 180,
    reservedCustomer: 42,
    reservedTransfer: null,
    reservedProcessing: 0,
    inbound: 600,
    onOrder: null,
    arrivals: [{ sellableOn: day('2026-12-20') }, { sellableOn: day('2026-11-28') }],
  };

  it('with the stock that is known and the suggestion', () => {
    const suggestion = { units: 1390, transport: 'air', arriveBy: day('2026-11-15') } as const;
    expect(prefill('surge', { stock, suggestion })).toEqual({
      available: '180',
      reservedCustomer: '42',
      reservedProcessing: '0',
      inbound: '600',
      nextArrivalOn: '2026-11-28',
      action: 'replenish',
      quantity: '1390',
      transport: 'air',
      arriveBy: '2026-11-15',
    });
  });

  it('with nothing to order when nothing is suggested, and without an action when nothing is known', () => {
    expect(prefill('drop', { stock, suggestion: { units: 0, transport: null, arriveBy: null } }).action).toBe('none');
    expect(prefill('drop', { stock, suggestion: null })).not.toHaveProperty('action');
  });

  it('with oversold stock as nothing to sell', () => {
    expect(prefill('drop', { stock: { ...stock, available: -3 }, suggestion: null }).available).toBe('0');
  });

  it('with only the fields it has', () => {
    expect(prefill('store_wide', { stock, suggestion: null })).toEqual({});
    expect(
      prefill('exit_signal', { stock, suggestion: { units: 5, transport: 'sea', arriveBy: null } }),
    ).not.toHaveProperty('quantity');
  });
});
