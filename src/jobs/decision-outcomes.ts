// Every morning: what came of the decisions whose lead time is over.

import { tellOutcomes } from '../cases/decision-outcomes.ts';
import type { Context } from '../context.ts';

export async function decisionOutcomes(ctx: Context): Promise<string> {
  return `${await tellOutcomes(ctx)} outcomes`;
}
