// A form in a modal: what is asked follows what was chosen, what was typed comes back whole, no error stays unseen.

import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderErrors } from '../../../../src/chat/slack/render/errors.ts';
import { renderModal, type Typed } from '../../../../src/chat/slack/render/modal.ts';
import { type FilledView, readModal } from '../../../../src/chat/slack/render/read-modal.ts';
import { formKinds, type RawValues, wholeForm } from '../../../../src/forms/form.ts';
import { formFor } from '../../../../src/forms/index.ts';
import { returnForm } from '../../../../src/forms/return-answer.ts';
import { validateAnswer } from '../../../../src/forms/validate.ts';
import { languages } from '../../../../src/lib/language.ts';
import type { FormBlock } from '../../../../src/messages/message.ts';
import { exampleSlackNames as names } from '../../../support/cards/slack/names.ts';
import { exampleFormMessage, exampleForms } from '../../../support/example-forms.ts';

const surge = exampleForms['form-surge'] ?? fail();
const drop = exampleForms['form-drop-same-cause'] ?? fail();

function opened(example = surge, typed?: Typed): ModalView {
  return renderModal(exampleFormMessage(example, 'en'), names, 'en', typed) ?? fail();
}

function inputs(view: ModalView): InputBlock[] {
  return (view.blocks as KnownBlock[]).filter((block): block is InputBlock => block.type === 'input');
}

function blockIds(view: ModalView): string[] {
  return inputs(view).map((input) => input.block_id ?? '');
}

function typed(values: RawValues, alsoCaseIds: readonly number[] = []): Typed {
  return { values, alsoCaseIds };
}

describe('the fields of a modal', () => {
  test('arrive filled in, numbers as text so that "１２ 件" can be typed', () => {
    const available = inputs(opened()).find(({ block_id: id }) => id === 'field:available');
    expect(available?.element).toMatchObject({ type: 'plain_text_input', initial_value: '180' });
    const action = inputs(opened()).find(({ block_id: id }) => id === 'field:action');
    expect(action?.element).toMatchObject({ type: 'radio_buttons', initial_option: { value: 'replenish' } });
    const until = inputs(opened()).find(({ block_id: id }) => id === 'field:nextArrivalOn');
    expect(until?.element).toMatchObject({ type: 'datepicker', initial_date: '2026-12-02' });
  });

  test('appear and vanish as their conditions say, and keep their names', () => {
    const before = blockIds(opened());
    const after = blockIds(opened(surge, typed({ ...surge.case.prefill, nature: 'short_term', action: 'none' })));
    expect(after.filter((id) => !before.includes(id))).toEqual(['field:until']);
    expect(before.filter((id) => !after.includes(id))).toEqual(['field:quantity', 'field:transport', 'field:arriveBy']);
  });

  test('that others depend on tell when they change; the others stay quiet', () => {
    const telling = inputs(opened()).filter((input) => input.dispatch_action);
    expect(telling.map(({ block_id: id }) => id)).toEqual(['field:cause', 'field:nature', 'field:action']);
  });

  test('become required when their condition holds', () => {
    const detail = (values: RawValues) =>
      inputs(opened(surge, typed(values))).find(({ block_id: id }) => id === 'field:detail');
    expect(detail({ cause: 'deal' })).toMatchObject({ optional: true });
    expect(detail({ cause: 'deal' })?.element).not.toHaveProperty('min_length');
    expect(detail({ cause: 'other' })).toMatchObject({ optional: false, element: { min_length: 10 } });
  });

  test('offer the other cases of the same cause, ticked as they were', () => {
    const also = inputs(opened(drop, typed({}, [1046]))).find(({ block_id: id }) => id === 'also');
    expect(also?.element).toMatchObject({ initial_options: [{ value: '1046' }] });
    expect(blockIds(opened())).not.toContain('also');
  });

  test.each([...formKinds.map(formFor), returnForm])('of the form $kind lose no word of their labels', (form) => {
    for (const language of languages) {
      const block: FormBlock = { type: 'form', caseId: 1, round: 1, form, fields: form.fields, values: {}, errors: {} };
      const message = { tone: 'plain' as const, title: 'x', blocks: [block] };
      const view = renderModal(message, names, language) ?? fail();
      expect(view.title.text).toBe(form.title[language]);
      expect(JSON.stringify(inputs(view))).not.toContain('…');
    }
  });
});

describe('reading a modal', () => {
  test('gives back what was typed, whatever it was', () => {
    const { fields } = formFor('surge');
    const values = fc.record(
      Object.fromEntries(
        fields.map((field) => {
          if (field.kind === 'choice') return [field.name, fc.constantFrom(...field.options.map(({ value }) => value))];
          if (field.kind === 'tick') return [field.name, fc.constantFrom('yes', '')];
          if (field.kind === 'day') return [field.name, fc.constant('2026-12-24')];
          return [field.name, fc.string({ unit: 'grapheme', maxLength: 30 })];
        }),
      ),
    );
    fc.assert(
      fc.property(values, fc.subarray([1044, 1045, 1046]), (given, also) => {
        const view = opened({ ...surge, also: drop.also ?? [] }, typed(given, also));
        const read = readModal(submitted(view));
        expect(read).toMatchObject({ caseId: 1042, round: 1, formKind: 'surge', alsoCaseIds: also });
        const shown = Object.entries(given).filter(
          ([name, value]) => blockIds(view).includes(`field:${name}`) || value === 'yes',
        );
        expect(read?.values).toMatchObject(Object.fromEntries(shown));
        // Once more from there: Slack is sent the same fields again.
        expect(blockIds(opened(surge, typed(read?.values ?? {}))).filter((id) => id !== 'also')).toEqual(
          blockIds(view).filter((id) => id !== 'also'),
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each(['', 'null', '{}', '{"c":"1","r":1,"f":"surge"}', '{"c":1.5,"r":1,"f":"x"}', '[', '7'])(
    'whose ids are %j gives nothing',
    (metadata) => {
      expect(readModal({ private_metadata: metadata, state: { values: {} } })).toBeUndefined();
    },
  );

  test('leaves out what is no answer', () => {
    const values = {
      'field:cause': { x: { selected_option: null } },
      'field:quantity': { x: { value: null } },
      also: { x: { selected_options: [{ value: '12' }, { value: '1; drop' }, { value: '-3' }] } },
      strange: { x: { value: 'y' } },
      empty: {},
    };
    const read = readModal({ private_metadata: '{"c":1,"r":2,"f":"drop"}', state: { values } });
    expect(read).toEqual({
      caseId: 1,
      round: 2,
      formKind: 'drop',
      values: { cause: '', quantity: '' },
      alsoCaseIds: [12],
    });
  });
});

describe('errors', () => {
  const { fields } = formFor('surge');
  const frame = { fields, language: 'en' } as const;

  test('of an empty form stand at input blocks that are shown, every one of them', () => {
    const result = validateAnswer(formFor('surge'), {}, surge.case.facts);
    const errors = result.ok ? {} : result.errors;
    const view = opened(surge, typed(Object.fromEntries(fields.map(({ name }) => [name, '']))));
    const answer = renderErrors(errors, view, frame);
    expect(Object.keys(answer.errors).filter((id) => !blockIds(view).includes(id))).toEqual([]);
    for (const error of Object.values(errors)) expect(Object.values(answer.errors).join(' ')).toContain(error.en);
  });

  test('of ticks in a group name the ticks', () => {
    const tick = { en: 'Check this, then tick it.', zh: '请核对后勾选。' };
    const answer = renderErrors({ checkDepth: tick, checkSupply: tick }, opened(), frame);
    expect(answer.errors).toEqual({ 'ticks:checkDepth': 'Stock depth; Supply: Check this, then tick it.' });
  });

  test('of the whole form and of hidden fields stand at the first input, with the name of the field', () => {
    const errors = {
      [wholeForm]: { en: 'This form is out of date.', zh: '表单已过期。' },
      until: { en: 'Write a day.', zh: '请填写日期。' },
      cause: { en: 'Choose one.', zh: '请选择。' },
    };
    expect(renderErrors(errors, opened(), frame).errors).toEqual({
      'field:cause': 'This form is out of date. Until: Write a day. Choose one.',
    });
  });
});

test('a message without a form makes no modal', () => {
  expect(renderModal({ tone: 'plain', title: 'x', blocks: [] }, names, 'en')).toBeUndefined();
});

/** What Slack sends when somebody submits the view without touching it. */
function submitted(view: ModalView): FilledView {
  const values = inputs(view).map(({ block_id: id = '', element }) => [
    id,
    { [element.action_id ?? '']: state(element) },
  ]);
  return { private_metadata: view.private_metadata ?? '', state: { values: Object.fromEntries(values) } };
}

function state(element: InputBlock['element']) {
  switch (element.type) {
    case 'plain_text_input':
      return { value: element.initial_value ?? null };
    case 'datepicker':
      return { selected_date: element.initial_date ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: element.initial_option ?? null };
    case 'checkboxes':
      return { selected_options: element.initial_options ?? [] };
    default:
      return fail();
  }
}

function fail(): never {
  throw new Error('The example is not as this test needs it');
}
