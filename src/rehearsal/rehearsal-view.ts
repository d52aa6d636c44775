// A rehearsal with the names that people know, fit for messages and pages.

import { personView, storeName } from '../cases/display-names.ts';
import type { RehearsalView } from '../messages/rehearsal-view.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { DetectionPolicy, Policy } from '../policy/policy.ts';
import type { Rehearsal } from './model/rehearsal.ts';

/** Names everything, and keeps the first `episodes` of the episodes. */
export function rehearsalView(policy: Policy, of: Rehearsal, { episodes }: { episodes: number }): RehearsalView {
  const asked = (by: DetectionPolicy) => of.episodes.filter(({ askedBy }) => askedBy.includes(by)).length;
  return {
    from: of.from,
    through: of.through,
    days: of.days,
    judgedDays: of.judgedDays,
    inForce: of.inForce === 'mixed' ? 'in_force' : of.inForce,
    policies: of.policies.map(({ operators, ...figures }) => ({
      ...figures,
      operators: operators.map(({ personId, ...each }) => ({
        ...each,
        who: personId === null ? null : personView(policy, personId),
      })),
    })),
    loudest: of.loudest.map((each) => ({ ...each, storeName: storeName(policy, each.storeId) })),
    episodes: of.episodes.slice(0, episodes).map(({ pastCase, moneyAtStake: _, ...each }) => ({
      ...each,
      storeName: storeName(policy, each.storeId),
      pastCase: pastCase && { ...pastCase, number: caseNumber(pastCase.id) },
    })),
    allEpisodes: of.episodes.length,
    asked: { literal: asked('literal'), loose: asked('loose'), balanced: asked('balanced'), strict: asked('strict') },
    literalOnly: of.literalOnly,
    cap: policy.detection.maxFormsPerOperatorDay,
  };
}
