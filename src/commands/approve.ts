// `approve`: somebody in charge lets a proposal above the limit pass.

import { approveProposal } from '../cases/approve.ts';
import type { Reply } from '../messages/inbound.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { StoredCase } from '../store/cases.ts';
import { parseCaseNumber } from './args/numbers.ts';
import type { Command } from './command.ts';
import { done, expectNoMore } from './replies.ts';

export const approveCommand: Command = {
  name: 'approve',
  aliases: ['批准', '同意'],
  usage: { zh: 'approve 异常单编号', en: 'approve N' },
  summary: { zh: '批准超过限额的补货建议', en: 'approve a proposal above the limit' },
  example: { zh: 'approve 1042', en: 'approve 1042' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const [number, ...rest] = args;
    const caseId = parseCaseNumber(number);
    expectNoMore(rest);
    return isApproved(await approveProposal(ctx, { caseId }));
  },
};

/** That it was done. */
export function isApproved({ id }: StoredCase): Reply {
  return done({
    zh: `已批准 ${caseNumber(id)} 的补货建议，记录已发到群里。`,
    en: `The proposal of ${caseNumber(id)} is approved; the record is in the group.`,
  });
}
