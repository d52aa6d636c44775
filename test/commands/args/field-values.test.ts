import { describe, expect, it } from 'vitest';
import { parseFieldValues } from '../../../src/commands/args/field-values.ts';
import { surgeForm } from '../../../src/forms/sales-change.ts';

const { fields } = surgeForm;

describe('field=value', () => {
  it('takes fields and choices by name or by label in either language', () => {
    expect(
      parseFieldValues(['cause=advertising', '影响多久=一次性', 'DETAIL=Big order', 'unshippedCounted=是'], fields),
    ).toEqual({ cause: 'advertising', nature: 'one_off', detail: 'Big order', unshippedCounted: 'yes' });
  });

  it('takes full-width equals signs and empty values', () => {
    expect(parseFieldValues(['cause＝other', 'reason='], fields)).toEqual({ cause: 'other', reason: '' });
  });

  it('keeps equals signs inside a value', () => {
    expect(parseFieldValues(['detail=a=b'], fields)).toEqual({ detail: 'a=b' });
  });

  it('names the nearest field and the choices there are', () => {
    expect(() => parseFieldValues(['caus=other'], fields)).toThrow(/Did you mean cause\?/);
    expect(() => parseFieldValues(['nature=forever'], fields)).toThrow(/one_off, short_term, lasting, data_error/);
    expect(() => parseFieldValues(['just words'], fields)).toThrow(/field=value/);
  });
});
