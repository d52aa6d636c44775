// `assign`: hands a case to somebody else, or makes somebody the owner of a SKU.

import { reassign } from '../cases/reassign.ts';
import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { clean } from '../messages/clean.ts';
import { lastingMoment } from '../messages/format.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { actorName } from '../policy/actor.ts';
import { findCase } from '../store/cases.ts';
import { skusByCode } from '../store/reads/sku-codes.ts';
import { setOwner } from '../team/set-owner.ts';
import { looksLikeCaseNumber, parseCaseNumber } from './args/numbers.ts';
import { parsePerson } from './args/people.ts';
import { requireSku } from './args/skus.ts';
import type { Command } from './command.ts';
import { malformed, missing, quoted } from './malformed.ts';
import { done, expectNoMore } from './replies.ts';

export const assignCommand: Command = {
  name: 'assign',
  aliases: ['转派', '指派', '分配', '转交'],
  usage: { zh: 'assign 异常单编号|商品编码 @人员', en: 'assign N|CODE @USER' },
  summary: { zh: '转派异常单，或指定商品的负责人', en: 'hand a case over, or name the owner of a SKU' },
  example: { zh: 'assign LM-LAMP-S @li', en: 'assign LM-LAMP-S @li' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const [what, who, ...rest] = args;
    if (what === undefined) throw missing({ zh: '异常单编号或商品编码', en: 'case number or SKU' });
    const found = (await namesCase(ctx, what)) ? undefined : await requireSku(ctx, what);
    const person = parsePerson(who, ctx.policy, actorName(ctx.actor));
    expectNoMore(rest);
    if (found) {
      const { storeId, sku } = found.row;
      await setOwner(ctx, { storeId, sku, ownerId: person.id });
      const item = clean(`${storeId}/${sku}`, 60);
      return done({
        zh: `${item} 现由 ${person.name} 负责。已发出的异常单不变，需要转交请写 assign 单号 @${person.id}。`,
        en: `${person.name} is now the owner of ${item}. Cases already posted stay; hand one over with assign N @${person.id}.`,
      });
    }
    const stored = await reassign(ctx, { caseId: parseCaseNumber(what), toId: person.id });
    const due = stored.answerDueAt?.toISOString();
    const team = teamView(ctx);
    return done({
      zh: `${caseNumber(stored.id)} 已转给 ${person.name}。${due ? `截止时间不变：${lastingMoment(due, team, 'zh')}。` : ''}`,
      en: `${caseNumber(stored.id)} is handed to ${person.name}.${due ? ` The answer is still due ${lastingMoment(due, team, 'en')}.` : ''}`,
    });
  },
};

/** A bare number is a case; where there is none of that number, it may be a SKU of digits. */
async function namesCase(ctx: Context, word: string): Promise<boolean> {
  if (!looksLikeCaseNumber(word)) return false;
  if (!/^\d+$/.test(word.normalize('NFKC'))) return true;
  const isCase = (await findCase(ctx.db, parseCaseNumber(word))) !== undefined;
  const isSku = (await skusByCode(ctx.db, word.normalize('NFKC'))).length > 0;
  if (isCase && isSku) throw eitherOf(word);
  return isCase || !isSku;
}

function eitherOf(word: string) {
  return malformed({
    zh: `${quoted(word)}既是异常单也是商品编码：异常单请写 SW-${word}，商品请带上店铺（店铺/${word}）。`,
    en: `${quoted(word)} is a case and a SKU: write SW-${word} for the case, STORE/${word} for the SKU.`,
  });
}
