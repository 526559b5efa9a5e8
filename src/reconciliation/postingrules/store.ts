/** Posting rules in the database. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { PostingCondition, PostingRule } from './shapes.ts';

export type PostingRow = Omit<PostingRule, 'mayDecide'> & { proposedById: string };

export async function postingRules(
  tx: Tx,
  unitId: string,
  filter: { id?: string; state?: PostingRule['state'] } = {},
): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    select id, name, condition, state, reason, proposed_by_id, proposed_by, proposed_at, decided_by,
      decided_at, opinion, posted
    from reconciliation_posting_rule
    where unit_id = ${unitId} ${filter.id ? sql`and id = ${filter.id}` : sql``}
      ${filter.state ? sql`and state = ${filter.state}` : sql``}
    order by proposed_at desc, id limit 500
  `.execute(tx);
  return rows;
}

export async function insertRule(
  tx: Tx,
  unitId: string,
  rule: {
    id: string;
    name: string;
    condition: PostingCondition;
    reason: string;
    proposedById: string;
    proposedBy: string;
    proposedAt: string;
  },
): Promise<void> {
  await sql`
    insert into reconciliation_posting_rule (unit_id, id, name, condition, state, reason,
      proposed_by_id, proposed_by, proposed_at)
    values (${unitId}, ${rule.id}, ${rule.name}, ${JSON.stringify(rule.condition)}::jsonb,
      'proposed', ${rule.reason}, ${rule.proposedById}, ${rule.proposedBy}, ${rule.proposedAt})
  `.execute(tx);
}

/** Moves a rule on, only from the state it is expected in; false when somebody else was first. */
export async function decideRule(
  tx: Tx,
  unitId: string,
  decision: {
    id: string;
    from: PostingRule['state'];
    to: PostingRule['state'];
    byId: string;
    by: string;
    at: string;
    opinion: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    update reconciliation_posting_rule set state = ${decision.to}, decided_by_id = ${decision.byId},
      decided_by = ${decision.by}, decided_at = ${decision.at}, opinion = ${decision.opinion}
    where unit_id = ${unitId} and id = ${decision.id} and state = ${decision.from} returning 1
  `.execute(tx);
  return rows.length > 0;
}

export async function addPosted(tx: Tx, unitId: string, id: string, count: number): Promise<void> {
  await sql`update reconciliation_posting_rule set posted = posted + ${count}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}
