// The two messages of a home tab, as their commands compose them: the open forms of a person, and the day in numbers.

import { openFormsMessage } from '../../src/commands/mine.ts';
import { statusMessage } from '../../src/commands/status.ts';
import { addDays } from '../../src/lib/day.ts';
import type { Language } from '../../src/lib/language.ts';
import type { Message } from '../../src/messages/message.ts';
import { caseView, fallingCase, friday, team, thursday } from './view-builders.ts';

export function exampleHome(language: Language): Message[] {
  const feed = { lastGoodDay: thursday, expectedDay: thursday, expectedBy: null, standing: 'in' as const };
  const none = { quarantinedDay: null, lateStock: null, lastGoodAsOf: null };
  const report = {
    at: new Date(team.now),
    day: friday,
    forms: { asked: 6, answered: 3, open: 4, overdue: 1, acknowledged: 2, snoozed: 0, escalated: 1 },
    tiers: { red: 2, orange: 1, yellow: 5 },
    feeds: [
      { ...feed, ...none, storeId: 'amz-us', storeName: 'Amazon US' },
      {
        ...feed,
        ...none,
        storeId: 'amz-de',
        storeName: 'Amazon DE',
        standing: 'late' as const,
        lastGoodDay: addDays(thursday, -1),
      },
    ],
  };
  const urgent = [fallingCase({ overdue: true, answerDueAt: '2026-11-19T10:00:00.000Z' }), caseView()];
  return [openFormsMessage({ urgent, count: 2, overdue: 1 }, team, language), statusMessage(report, team, language)];
}
