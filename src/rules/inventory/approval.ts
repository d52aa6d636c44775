// Which proposals a manager must approve. Pure.

/** Money of a proposal, or why it is not known. */
export type ProposalCost = { amount: number; currency: string } | null;

/**
 * Does a proposal wait for the manager? It does when its cost is known and above the limit, in the limit's currency.
 * An unknown cost, or one in another currency, is never guessed: it needs no approval, and the card says so.
 */
export function needsApproval(cost: ProposalCost, limit: { amount: number; currency: string }): boolean {
  return cost !== null && cost.currency === limit.currency && cost.amount > limit.amount;
}
