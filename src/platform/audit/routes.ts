/** The audit log of a unit, newest first; installation-wide lines are shown to whoever may read them. */
import { sql } from 'kysely';
import { WHOLE_INSTALLATION } from '../auth/authenticate.ts';
import { tables } from '../db/database.ts';
import { keyset, likeAnywhere } from '../db/page.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import { type AuditEntry, listAudit } from './shapes.ts';

type AuditTables = { platformAudit: AuditEntry & { unitId: string } };

export function register(app: App): void {
  route(app, listAudit, ({ cx, query }) => {
    let select = tables<AuditTables>(cx.tx)
      .selectFrom('platformAudit as a')
      .select([
        'a.id',
        'a.at',
        'a.actorKind',
        'a.actorName',
        'a.action',
        'a.objectType',
        'a.objectId',
        'a.before',
        'a.after',
        'a.address',
      ])
      .where('a.unitId', 'in', [cx.unitId, WHOLE_INSTALLATION]);
    if (query.objectType) select = select.where('a.objectType', '=', query.objectType);
    if (query.objectId) select = select.where('a.objectId', '=', query.objectId);
    if (query.from) select = select.where(sql<boolean>`a.at >= ${`${query.from}T00:00:00+08:00`}`);
    if (query.to) {
      select = select.where(
        sql<boolean>`a.at < ${`${query.to}T00:00:00+08:00`}::timestamptz + interval '1 day'`,
      );
    }
    if (query.q) {
      const like = likeAnywhere(query.q);
      select = select.where(
        sql<boolean>`(a.actor_name ilike ${like} or a.action ilike ${like} or a.object_id = ${query.q})`,
      );
    }
    return keyset(select, {
      sort: query.sort,
      defaultSort: '-at',
      columns: { at: { expression: sql`a.at`, type: 'timestamptz' } },
      id: sql`a.id`,
      cursor: query.cursor,
      limit: query.limit,
    });
  });
}
