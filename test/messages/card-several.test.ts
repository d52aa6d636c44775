// One case among several, as a row.

import { expect, test } from 'vitest';
import { caseRow } from '../../src/messages/card-several.ts';
import type { Inline } from '../../src/messages/message.ts';
import type { CaseView } from '../../src/messages/views.ts';
import { caseView, deviation, people, stock, team } from '../support/view-builders.ts';

function detailOf(view: CaseView): string {
  const row = caseRow(view, { common: view.answerDueAt, store: false, team, language: 'en' });
  const words = (piece: Inline) => (typeof piece === 'string' ? piece : '');
  return row.type === 'row' ? row.detail.map(words).join('') : '';
}

test('the small print joins evidence, stock and state', () => {
  const view = caseView({ acknowledgedBy: people.wang, status: 'acknowledged' });
  expect(detailOf(view)).toMatch(/^\S.* · stock for .* · 王芳 is on it/);
});

test('the small print begins with the state where nothing else is known', () => {
  const days = [deviation({ evidence: null })];
  const view = caseView({
    acknowledgedBy: people.wang,
    status: 'acknowledged',
    days,
    stock: stock({ countdownDays: null }),
  });
  expect(detailOf(view)).toMatch(/^王芳/);
});
