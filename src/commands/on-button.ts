// What a click on a card means.

import { acknowledge } from '../cases/acknowledge.ts';
import { requireCase } from '../cases/apply-event.ts';
import { approveProposal } from '../cases/approve.ts';
import { caseNotFound, formOutdated } from '../cases/refusals.ts';
import { requireAnswered } from '../cases/return-answer.ts';
import { requireCaseRight } from '../cases/rights.ts';
import { loadCaseView, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Language } from '../lib/language.ts';
import { caseCard } from '../messages/card.ts';
import { formMessage, returnMessage } from '../messages/form-message.ts';
import type { Reply } from '../messages/inbound.ts';
import type { CaseView } from '../messages/views.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { alsoOf } from './also.ts';
import { isApproved } from './approve.ts';
import type { EventOf } from './receive.ts';

/** Carries a click out as the person of `ctx`. Throws UserError for a round that is over or somebody else's case. */
export async function onButton(ctx: Context, event: EventOf<'button'>, language: Language): Promise<Reply> {
  switch (event.action) {
    case 'acknowledge': {
      const stored = await acknowledge(ctx, { caseId: event.caseId });
      const number = caseNumber(stored.id);
      return {
        type: 'done',
        text: { zh: `已认领 ${number}，截止时间不变。`, en: `${number} is yours; the deadline stays.` },
      };
    }
    case 'answer':
    case 'same_cause': {
      const stored = await requireCase(ctx, event.caseId);
      if (stored.round !== event.round) throw formOutdated(stored.id);
      await requireCaseRight(ctx, 'answer', stored);
      const view = await requireView(ctx, stored.id);
      const also = await alsoOf(ctx, view, { stored, checked: event.action === 'same_cause' });
      return { type: 'form', message: formMessage(view, teamView(ctx), { language, also }) };
    }
    case 'approve':
      return isApproved(await approveProposal(ctx, { caseId: event.caseId, round: event.round }));
    case 'return': {
      const stored = await requireCase(ctx, event.caseId);
      await requireCaseRight(ctx, 'return', stored);
      requireAnswered(stored, event.round);
      return { type: 'form', message: returnMessage(await requireView(ctx, stored.id), teamView(ctx), language) };
    }
    case 'open':
      return { type: 'message', message: caseCard(await requireView(ctx, event.caseId), teamView(ctx), language) };
    default:
      // A button of an older version of the program, on a card that is still in the group.
      throw new UserError('BUTTON_RETIRED');
  }
}

async function requireView(ctx: Context, caseId: number): Promise<CaseView> {
  const view = await loadCaseView(ctx, caseId);
  if (!view) throw caseNotFound(caseNumber(caseId));
  return view;
}
