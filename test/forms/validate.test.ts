import { describe, expect, it } from 'vitest';
import { type FormFacts, type FormKind, formKinds, wholeForm } from '../../src/forms/form.ts';
import { formFor } from '../../src/forms/index.ts';
import { validateAnswer } from '../../src/forms/validate.ts';
import { answer, facts } from './answers.ts';

function check(kind: FormKind, change: Record<string, string | undefined> = {}, known: Partial<FormFacts> = {}) {
  return validateAnswer(formFor(kind), answer(kind, change), { ...facts, ...known });
}

function wrongFields(...args: Parameters<typeof check>): string[] {
  const result = check(...args);
  return result.ok ? [] : Object.keys(result.errors);
}

function messageAt(field: string, ...args: Parameters<typeof check>): string | undefined {
  const result = check(...args);
  return result.ok ? undefined : result.errors[field]?.zh;
}

describe('a whole answer', () => {
  it.each(formKinds)('to the %s form is accepted as it was given', (kind) => {
    expect(check(kind)).toEqual({ ok: true, values: answer(kind) });
  });

  it.each(formKinds)('to the %s form misses everything when empty, in both languages', (kind) => {
    const result = validateAnswer(formFor(kind), {}, facts);
    const required = formFor(kind).fields.filter((field) => field.required && !field.when && !field.surgeOnly);
    expect(result.ok ? [] : Object.keys(result.errors).sort()).toEqual(required.map((field) => field.name).sort());
    for (const error of Object.values(result.ok ? {} : result.errors)) {
      expect(error.zh).toMatch(/\p{Script=Han}/u);
      expect(error.en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('the cause', () => {
  it('must be one of those of the direction', () => {
    expect(wrongFields('surge', { cause: 'lost_buy_box' })).toEqual(['cause']);
    expect(wrongFields('drop', { cause: 'deal' })).toEqual(['cause']);
  });

  it('needs ten characters of detail when it is another one', () => {
    expect(wrongFields('drop', { cause: 'other' })).toEqual(['detail']);
    expect(wrongFields('drop', { cause: 'other', detail: '物流商罢工三天了' })).toEqual(['detail']);
    expect(wrongFields('drop', { cause: 'other', detail: '物流商罢工三天了没发货' })).toEqual([]);
    expect(wrongFields('drop', { cause: 'other', detail: ' . . . . . . . . . . . . ' })).toEqual(['detail']);
    expect(wrongFields('drop', { cause: 'other', detail: '\u200D'.repeat(20) })).toEqual(['detail']);
  });

  it('may have a shorter detail otherwise', () => {
    expect(wrongFields('drop', { detail: '见工单' })).toEqual([]);
  });

  it('agrees with the nature about data errors', () => {
    expect(wrongFields('surge', { cause: 'data_error', nature: 'data_error' })).toEqual([]);
    expect(wrongFields('surge', { cause: 'data_error', nature: 'lasting' })).toEqual(['nature']);
    expect(wrongFields('surge', { cause: 'deal', nature: 'data_error' })).toEqual(['nature']);
  });
});

describe('the nature', () => {
  it('needs its last day when it is short-term', () => {
    expect(wrongFields('surge', { nature: 'short_term' })).toEqual(['until']);
    expect(wrongFields('surge', { nature: 'short_term', until: '2026-10-26' })).toEqual([]);
  });

  it('refuses a last day that is over, does not exist, or is years away', () => {
    for (const until of ['2026-10-25', '2026-02-30', '2029-01-01', '下周五', '10-30', '2026-13-01']) {
      expect(wrongFields('surge', { nature: 'short_term', until })).toEqual(['until']);
    }
  });

  it('reads days as people write them', () => {
    for (const until of ['2026/11/2', '2026.11.02', '2026年11月2日', '２０２６-１１-０２', ' 2026-11-2 ']) {
      const result = check('surge', { nature: 'short_term', until });
      expect(result.ok && result.values.until).toBe('2026-11-02');
    }
  });

  it('drops a day left over from another choice', () => {
    const result = check('surge', { nature: 'lasting', until: '2026-11-02' });
    expect(result.ok && 'until' in result.values).toBe(false);
  });
});

describe('the stock status', () => {
  it('reads units as people write them', () => {
    for (const [typed, kept] of [
      ['12', '12'],
      ['１２', '12'],
      ['12 件', '12'],
      ['1,390', '1390'],
      ['１，３９０件', '1390'],
      ['007', '7'],
      ['0', '0'],
      ['\u200b12 pcs', '12'],
    ]) {
      const result = check('surge', { available: typed });
      expect(result.ok && result.values.available).toBe(kept);
    }
  });

  it.each(['-3', '12.5', '1.234,5', 'NaN', '1e3', '12 箱', '十二', '0x10', '99999999999', '1,23'])(
    'refuses %s as a number of units',
    (typed) => {
      expect(wrongFields('surge', { available: typed })).toEqual(['available']);
    },
  );

  it('wants available and inbound stated, since unknown is not zero', () => {
    expect(wrongFields('surge', { available: '', inbound: ' ' })).toEqual(['available', 'inbound']);
  });

  it('wants all three ticks', () => {
    expect(wrongFields('surge', { unshippedCounted: '', receivingChecked: undefined, lockedChecked: 'no' })).toEqual([
      'unshippedCounted',
      'receivingChecked',
      'lockedChecked',
    ]);
  });
});

describe('the proposal', () => {
  const nothing = { action: 'none', quantity: undefined, transport: undefined, arriveBy: undefined };

  it('needs quantity, transport and day when something is to move', () => {
    expect(wrongFields('surge', { ...nothing, action: 'replenish' }, { suggestedUnits: null })).toEqual([
      'quantity',
      'transport',
      'arriveBy',
    ]);
    expect(wrongFields('surge', { ...nothing, action: 'expedite', quantity: '0' }, { suggestedUnits: null })).toContain(
      'quantity',
    );
  });

  it('needs a reason only beyond 30 % of the suggestion', () => {
    expect(wrongFields('surge', { quantity: '1300' })).toEqual([]);
    expect(wrongFields('surge', { quantity: '700' })).toEqual([]);
    expect(wrongFields('surge', { quantity: '1301' })).toEqual(['reason']);
    expect(wrongFields('surge', { quantity: '699' })).toEqual(['reason']);
    expect(messageAt('reason', 'surge', { quantity: '699' })).toContain('建议 1000 件，你填的是 699 件');
    expect(wrongFields('surge', { quantity: '699', reason: '先发一半试销' })).toEqual([]);
    expect(wrongFields('surge', { quantity: '699', reason: '试' })).toEqual(['reason']);
  });

  it('needs a reason when nothing is ordered although something is suggested, or the other way round', () => {
    expect(wrongFields('surge', nothing, { countdownDays: null })).toEqual(['reason']);
    expect(wrongFields('surge', { ...nothing, action: 'clear' })).toEqual(['reason']);
    expect(wrongFields('surge', { quantity: '1' }, { suggestedUnits: 0 })).toEqual(['reason']);
    expect(wrongFields('surge', nothing, { suggestedUnits: 0, countdownDays: 90, nextArrivalInDays: 33 })).toEqual([]);
  });

  it.each([
    ['before the next arrival', { countdownDays: 12.4, nextArrivalInDays: 33 }, ['reason']],
    ['on the day of the next arrival', { countdownDays: 33, nextArrivalInDays: 33 }, []],
    ['soon, with nothing on its way', { countdownDays: 44.9, nextArrivalInDays: null }, ['reason']],
    ['in a long time, with nothing on its way', { countdownDays: 45, nextArrivalInDays: null }, []],
    ['at an unknown time', { countdownDays: null, nextArrivalInDays: null }, []],
  ])('asks why nothing is ordered when stock runs out %s', (_, known, wrong) => {
    expect(wrongFields('drop', nothing, { suggestedUnits: null, ...known })).toEqual(wrong);
  });

  it('drops what was typed for another action', () => {
    const result = check('surge', { action: 'none', reason: '等活动结束再看' });
    expect(result.ok && Object.keys(result.values)).not.toContain('quantity');
    expect(result.ok && result.values.reason).toBe('等活动结束再看');
  });
});

describe('a surge of three times the baseline', () => {
  it('wants the three self-checks ticked', () => {
    expect(wrongFields('surge', {}, { surge: true })).toEqual(['checkDepth', 'checkCause', 'checkSupply']);
    const ticked = { checkDepth: 'yes', checkCause: 'on', checkSupply: 'true' };
    const result = check('surge', ticked, { surge: true });
    expect(result.ok && result.values).toMatchObject({ checkDepth: 'yes', checkCause: 'yes', checkSupply: 'yes' });
  });

  it('is not asked about below that', () => {
    const result = check('surge', { checkDepth: 'yes' });
    expect(result.ok && 'checkDepth' in result.values).toBe(false);
  });
});

describe('the other forms', () => {
  it('ask when a SKU is back, unless it is discontinued', () => {
    expect(wrongFields('out_of_stock', { backOn: undefined })).toEqual(['backOn']);
    expect(wrongFields('out_of_stock', { cause: 'discontinued', backOn: undefined })).toEqual([]);
  });

  it('ask what happens to goods on their way when replenishment ends', () => {
    expect(wrongFields('exit_signal', { decision: 'clearance', onOrderPlan: undefined })).toEqual([
      'onOrderPlan',
      'clearBy',
    ]);
    expect(wrongFields('exit_signal', { decision: 'keep', onOrderPlan: undefined })).toEqual(['reason']);
    expect(wrongFields('exit_signal', { decision: 'keep', reason: '下月还有活动' })).toEqual([]);
  });

  it('ask the manager what is being done about the whole shop', () => {
    expect(wrongFields('store_wide', { measures: '无' })).toEqual(['measures']);
  });
});

describe('what was not asked', () => {
  it('is refused as out of date', () => {
    expect(wrongFields('surge', { shoeSize: '43' })).toEqual([wholeForm]);
    expect(wrongFields('surge', { shoeSize: '' })).toEqual([]);
  });

  it('does no harm under a built-in property name', () => {
    const raw = JSON.parse(JSON.stringify(answer('surge')).replace('{', '{"__proto__":"x","constructor":"y",'));
    const result = validateAnswer(formFor('surge'), raw, facts);
    expect(result.ok ? [] : Object.keys(result.errors)).toEqual([wholeForm]);
  });
});

describe('texts', () => {
  it('keep their line breaks and lose invisible characters', () => {
    const result = check('surge', { detail: '  第一行\r\n第二行\u200b\ufeff\t完 ' });
    expect(result.ok && result.values.detail).toBe('第一行\n第二行 完');
  });

  it.each([
    ['a NUL', 'abc\u0000def'],
    ['an escape', 'abc\u001b[31m'],
    ['a reversed reading direction', 'abc\u202edef'],
    ['half a character', 'abc\ud800'],
  ])('are refused with %s', (_, detail) => {
    expect(wrongFields('surge', { detail })).toEqual(['detail']);
  });

  it('have a longest length, counted in characters', () => {
    expect(wrongFields('surge', { detail: '😀'.repeat(1000) })).toEqual([]);
    expect(wrongFields('surge', { detail: '字'.repeat(1001) })).toEqual(['detail']);
    expect(wrongFields('surge', { detail: 'x'.repeat(100_000) })).toEqual(['detail']);
  });
});
