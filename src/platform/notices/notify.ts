/**
 * Tells people what concerns them: one row per recipient in the command's own transaction. E-mail and webhooks follow
 * from these rows at their own pace; a notice that is rolled back is never sent.
 */
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { RefusalParams } from '../../base/refusal.ts';
import { WHOLE_INSTALLATION } from '../auth/authenticate.ts';
import type { Role } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';
import type { NoticeKind } from './shapes.ts';

/** A person, everybody with a role in the unit, or one account. */
export type Recipient = { personId: string } | { role: Role } | { accountId: string };

export type NoticeDraft = {
  to: readonly Recipient[];
  kind: NoticeKind;
  /** Chinese sentence, also the key of its English: '您的申请 {{no}} 已由{{by}}同意'. */
  sentence: string;
  params?: RefusalParams;
  /** Where it leads, relative to the unit: `/applications/…`. */
  link: string;
  objectType?: string;
  objectId?: string;
};

/** The one who acts is not told of his own act, and nobody is told the same twice in one call. */
export async function notify(cx: CommandContext, drafts: readonly NoticeDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.flatMap((draft, at) =>
    draft.to.map((to) => ({
      at,
      person_id: 'personId' in to ? to.personId : null,
      account_id: 'accountId' in to ? to.accountId : null,
      role: 'role' in to ? to.role : null,
    })),
  );
  const recipients = await resolve(cx, rows);
  const written = recipients
    .filter((one) => one.accountId !== cx.actor.id && !isSelf(cx, one.personId))
    .map((one) => {
      const draft = drafts[one.at]!;
      return {
        id: newId(),
        account_id: one.accountId,
        person_id: one.personId,
        kind: draft.kind,
        sentence: draft.sentence,
        params: draft.params ?? {},
        link: draft.link,
        object_type: draft.objectType ?? null,
        object_id: draft.objectId ?? null,
      };
    });
  if (written.length === 0) return;
  await sql`
    insert into platform_notice (unit_id, id, account_id, person_id, kind, sentence, params, link,
      object_type, object_id, created_at)
    select ${cx.unitId}, r.id, r.account_id, r.person_id, r.kind, r.sentence, r.params, r.link,
      r.object_type, r.object_id, ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as r (id uuid, account_id uuid, person_id uuid, kind text, sentence text, params jsonb,
        link text, object_type text, object_id uuid)
  `.execute(cx.tx);
}

function isSelf(cx: CommandContext, personId: string | null): boolean {
  return personId !== null && personId === cx.actor.personId;
}

type Asked = {
  at: number;
  person_id: string | null;
  account_id: string | null;
  role: string | null;
};

/** Roles become accounts; a person is told as a person, an account without one as an account. */
async function resolve(
  cx: CommandContext,
  rows: readonly Asked[],
): Promise<{ at: number; accountId: string | null; personId: string | null }[]> {
  const { rows: found } = await sql<{
    at: number;
    accountId: string | null;
    personId: string | null;
  }>`
    with asked as (
      select r.at, r.person_id, r.account_id, r.role from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (at integer, person_id uuid, account_id uuid, role text)
    ), told as (
      select at, person_id, account_id from asked where role is null
      union
      select a.at, g.person_id, case when g.person_id is null then g.account_id end
      -- Administrators hold their role for the whole installation.
      from asked a join platform_role_grant g on g.role = a.role
        and g.unit_id in (${cx.unitId}, ${WHOLE_INSTALLATION})
      join platform_account c on c.id = g.account_id and not c.disabled
    )
    select distinct at, person_id, account_id from told
    where person_id is not null or account_id is not null order by at
  `.execute(cx.tx);
  return found;
}
