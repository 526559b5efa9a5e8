/** Inbox, preferences, and what waits to be sent. */
import { sql } from 'kysely';
import type { CommandContext } from '../db/context.ts';
import { type Tx, tables } from '../db/database.ts';
import { keyset } from '../db/page.ts';
import type { Page } from '../http/endpoint.ts';
import type { MailMode, NoticeKind, WebhookKind } from './shapes.ts';

type NoticeRow = {
  id: string;
  kind: NoticeKind;
  sentence: string;
  params: Record<string, string | number>;
  link: string;
  createdAt: string;
  readAt: string | null;
};
type Tables = {
  platformNotice: NoticeRow & { unitId: string; accountId: string | null; personId: string | null };
};

const mine = (cx: CommandContext) => sql<boolean>`(n.account_id = ${accountOf(cx)}::uuid
  or n.person_id = ${cx.actor.personId ?? null}::uuid)`;
const accountOf = (cx: CommandContext) => (cx.actor.kind === 'account' ? cx.actor.id : null);

export async function listNotices(
  cx: CommandContext,
  query: {
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    unread?: boolean | undefined;
    kind?: NoticeKind | undefined;
  },
): Promise<Page<NoticeRow>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('platformNotice as n')
    .where('n.unitId', '=', cx.unitId)
    .where(mine(cx))
    .select(['n.id', 'n.kind', 'n.sentence', 'n.params', 'n.link', 'n.createdAt', 'n.readAt']);
  if (query.unread) select = select.where('n.readAt', 'is', null);
  if (query.kind) select = select.where('n.kind', '=', query.kind);
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-createdAt',
    columns: { createdAt: { expression: sql`n.created_at`, type: 'timestamptz' } },
    id: sql`n.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export async function unreadCount(cx: CommandContext): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform_notice n
    where n.unit_id = ${cx.unitId} and n.read_at is null and ${mine(cx)}`.execute(cx.tx);
  return rows[0]!.n;
}

export async function markRead(
  cx: CommandContext,
  ids: readonly string[] | undefined,
): Promise<number> {
  const { rows } =
    await sql`update platform_notice n set read_at = ${cx.now.toISOString()}::timestamptz
    where n.unit_id = ${cx.unitId} and n.read_at is null and ${mine(cx)}
      and (${ids === undefined} or n.id = any(${[...(ids ?? [])]}::uuid[])) returning 1`.execute(
      cx.tx,
    );
  return rows.length;
}

/** What was told before a day is old news: read, and never mailed. */
export async function settleOld(cx: CommandContext, before: string): Promise<void> {
  await sql`update platform_notice set read_at = created_at,
      collected_at = coalesce(collected_at, created_at)
    where unit_id = ${cx.unitId} and read_at is null
      and created_at < ${before}::date at time zone 'Asia/Shanghai'`.execute(cx.tx);
}

export async function preferencesOf(
  tx: Tx,
  unitId: string,
  personIds: readonly string[],
): Promise<Map<string, MailMode>> {
  const { rows } = await sql<{ key: string; mode: MailMode }>`
    select person_id || '/' || kind as key, mode from platform_notice_preference
    where unit_id = ${unitId} and person_id = any(${[...personIds]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.key, row.mode]));
}

export async function savePreferences(
  cx: CommandContext,
  personId: string,
  modes: Partial<Record<NoticeKind, MailMode>>,
): Promise<void> {
  const rows = Object.entries(modes).map(([kind, mode]) => ({ kind, mode }));
  await sql`
    insert into platform_notice_preference (unit_id, person_id, kind, mode)
    select ${cx.unitId}, ${personId}, r.kind, r.mode
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (kind text, mode text)
    on conflict (unit_id, person_id, kind) do update set mode = excluded.mode
  `.execute(cx.tx);
}

export type HookRow = {
  id: string;
  name: string;
  kind: WebhookKind;
  url: Buffer;
  secret: Buffer | null;
  noticeKinds: NoticeKind[];
  enabled: boolean;
  lastError: string | null;
  lastSentAt: string | null;
};

export async function webhooksOf(tx: Tx, unitId: string, id?: string): Promise<HookRow[]> {
  const { rows } = await sql<HookRow>`
    select w.id, w.name, w.kind, w.url, w.secret, w.notice_kinds, w.enabled,
      (select m.error from platform_webhook_message m where m.unit_id = w.unit_id and m.webhook_id = w.id
        order by m.id desc limit 1) as last_error,
      (select max(m.sent_at) from platform_webhook_message m where m.unit_id = w.unit_id
        and m.webhook_id = w.id) as last_sent_at
    from platform_webhook w where w.unit_id = ${unitId} and (${id ?? null}::uuid is null or w.id = ${id ?? null}::uuid)
    order by w.id
  `.execute(tx);
  return rows;
}

export async function insertWebhook(
  cx: CommandContext,
  row: Pick<HookRow, 'id' | 'name' | 'kind' | 'url' | 'secret' | 'noticeKinds' | 'enabled'>,
): Promise<void> {
  await sql`insert into platform_webhook (unit_id, id, name, kind, url, secret, notice_kinds, enabled, created_at)
    values (${cx.unitId}, ${row.id}, ${row.name}, ${row.kind}, ${row.url}, ${row.secret},
      ${row.noticeKinds}::text[], ${row.enabled}, ${cx.now.toISOString()}::timestamptz)`.execute(
    cx.tx,
  );
}

export async function deleteWebhook(cx: CommandContext, id: string): Promise<boolean> {
  const { rows } = await sql`delete from platform_webhook
    where unit_id = ${cx.unitId} and id = ${id} returning 1`.execute(cx.tx);
  return rows.length > 0;
}

export type Failure = { personId: string | null; name: string | null; at: string; error: string };

export async function failures(tx: Tx, unitId: string): Promise<Failure[]> {
  const { rows } = await sql<Failure>`
    (select person_id, null as name, coalesce(sent_at, due_at) as at, error from platform_mail
      where unit_id = ${unitId} and error is not null and state in ('waiting', 'failed') order by id desc limit 20)
    union all
    (select null, w.name, m.due_at, m.error from platform_webhook_message m
      join platform_webhook w on w.unit_id = m.unit_id and w.id = m.webhook_id
      where m.unit_id = ${unitId} and m.error is not null and m.state in ('waiting', 'failed')
      order by m.id desc limit 20)
    order by at desc
  `.execute(tx);
  return rows;
}

export type Fresh = NoticeRow & {
  unitId: string;
  personId: string | null;
  objectId: string | null;
};

/** The next notices nobody has looked at for sending, locked; other servers take others. */
export async function takeFresh(tx: Tx, limit: number, now: Date): Promise<Fresh[]> {
  const { rows } = await sql<Fresh>`
    update platform_notice n set collected_at = ${now.toISOString()}::timestamptz
    from (select unit_id, id from platform_notice where collected_at is null
      order by unit_id, id limit ${limit} for update skip locked) f
    where n.unit_id = f.unit_id and n.id = f.id
    returning n.unit_id, n.id, n.kind, n.sentence, n.params, n.link, n.created_at, n.read_at,
      n.person_id, n.object_id
  `.execute(tx);
  return rows;
}

/** Puts notices into the person's waiting mail, or begins one; an earlier day wins. */
export async function intoMails(
  tx: Tx,
  unitId: string,
  rows: readonly { id: string; personId: string; mailId: string; dueAt: Date }[],
  now: Date,
): Promise<void> {
  const first = [...Map.groupBy(rows, (row) => row.personId)].map(([personId, own]) => ({
    id: own[0]!.mailId,
    person_id: personId,
    due_at: new Date(Math.min(...own.map((row) => row.dueAt.getTime()))).toISOString(),
  }));
  await sql`
    insert into platform_mail (unit_id, id, person_id, state, due_at, created_at)
    select ${unitId}, r.id, r.person_id, 'waiting', r.due_at, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(first)}::jsonb) as r (id uuid, person_id uuid, due_at timestamptz)
    on conflict (unit_id, person_id) where state = 'waiting' and attempts = 0
      do update set due_at = least(platform_mail.due_at, excluded.due_at)
  `.execute(tx);
  await sql`
    update platform_notice n set mail_id = m.id from platform_mail m
    where n.unit_id = ${unitId} and n.id = any(${rows.map((row) => row.id)}::uuid[])
      and m.unit_id = n.unit_id and m.person_id = n.person_id and m.state = 'waiting' and m.attempts = 0
  `.execute(tx);
}

export type DueMail = {
  unitId: string;
  id: string;
  personId: string;
  attempts: number;
  createdAt: string;
};

export async function takeDueMail(tx: Tx, now: Date): Promise<DueMail | undefined> {
  const { rows } = await sql<DueMail>`
    select unit_id, id, person_id, attempts, created_at from platform_mail
    where state = 'waiting' and due_at <= ${now.toISOString()}::timestamptz
    order by due_at limit 1 for update skip locked
  `.execute(tx);
  return rows[0];
}

export async function noticesOfMail(tx: Tx, mail: DueMail): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, kind, sentence, params, link, created_at, read_at from platform_notice
    where unit_id = ${mail.unitId} and mail_id = ${mail.id} order by id limit 200
  `.execute(tx);
  return rows;
}

export type SendState = {
  state: 'sent' | 'failed' | 'dropped' | 'waiting';
  error: string | null;
  dueAt?: Date;
};

export async function settleMail(tx: Tx, mail: DueMail, end: SendState, now: Date): Promise<void> {
  await sql`update platform_mail set state = ${end.state}, error = ${end.error}, attempts = attempts + 1,
    due_at = coalesce(${end.dueAt?.toISOString() ?? null}::timestamptz, due_at),
    sent_at = case when ${end.state} = 'sent' then ${now.toISOString()}::timestamptz end
    where unit_id = ${mail.unitId} and id = ${mail.id}`.execute(tx);
}

export async function insertMessages(
  tx: Tx,
  unitId: string,
  rows: readonly { id: string; webhookId: string; body: unknown }[],
  now: Date,
): Promise<void> {
  const given = rows.map((row) => ({ id: row.id, webhook_id: row.webhookId, body: row.body }));
  await sql`insert into platform_webhook_message (unit_id, id, webhook_id, body, state, due_at, created_at)
    select ${unitId}, r.id, r.webhook_id, r.body, 'waiting', ${now.toISOString()}::timestamptz,
      ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (id uuid, webhook_id uuid, body jsonb)`.execute(
    tx,
  );
}

export type DueMessage = {
  unitId: string;
  id: string;
  webhookId: string;
  body: unknown;
  attempts: number;
  createdAt: string;
};

export async function takeDueMessage(tx: Tx, now: Date): Promise<DueMessage | undefined> {
  const { rows } = await sql<DueMessage>`
    select unit_id, id, webhook_id, body, attempts, created_at from platform_webhook_message
    where state = 'waiting' and due_at <= ${now.toISOString()}::timestamptz
    order by due_at limit 1 for update skip locked
  `.execute(tx);
  return rows[0];
}

export async function settleMessage(
  tx: Tx,
  message: DueMessage,
  end: SendState,
  now: Date,
): Promise<void> {
  await sql`update platform_webhook_message set state = ${end.state}, error = ${end.error},
    attempts = attempts + 1, due_at = coalesce(${end.dueAt?.toISOString() ?? null}::timestamptz, due_at),
    sent_at = case when ${end.state} = 'sent' then ${now.toISOString()}::timestamptz end
    where unit_id = ${message.unitId} and id = ${message.id}`.execute(tx);
}
