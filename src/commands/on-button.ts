// What a click on a card means.

import type { EventOf } from '../chat/receive.ts';
import type { Reply } from '../chat/inbound.ts';
import { acknowledge } from '../cases/acknowledge.ts';
import { requireCase } from '../cases/apply.ts';
import { caseNumber } from '../cases/model/anomaly-case.ts';
import { formOutdated } from '../cases/refusals.ts';
import { requireCaseRight } from '../cases/rights.ts';
import { loadCaseView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import { caseCard } from './case-card.ts';
import { formReply } from './form-reply.ts';
import { retiredButton } from './refusals.ts';

/** Carries a click out as the person of `ctx`. Throws UserError for a round that is over or somebody else's case. */
export async function onButton(ctx: Context, event: EventOf<'button'>, language: Language): Promise<Reply> {
  switch (event.action) {
    case 'acknowledge': {
      const stored = await acknowledge(ctx, { caseId: event.caseId });
      const number = caseNumber(stored.id);
      return { type: 'done', text: { zh: `已认领 ${number}，截止时间不变。`, en: `${number} is yours; the deadline stays.` } };
    }
    case 'answer':
    case 'same_cause': {
      const stored = await requireCase(ctx, event.caseId);
      if (stored.round !== event.round) throw formOutdated(stored.id);
      await requireCaseRight(ctx, 'answer', stored);
      return formReply(ctx, stored.id, language);
    }
    case 'open': {
      const view = await loadCaseView(ctx, event.caseId);
      return view ? { type: 'message', message: caseCard(ctx, view, language) } : retiredButton;
    }
    default:
      return retiredButton;
  }
}
