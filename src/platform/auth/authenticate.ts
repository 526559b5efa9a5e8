/** Who asks, in which unit, with which roles — asked once per request, before anything else is read. */
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { dateInChina } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import type { Actor } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import type { App, Directory } from '../http/app.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { hashToken } from './passwords.ts';
import { ROLES, type Role, type Scope, widestScope } from './permissions.ts';

export const SESSION_COOKIE = 'zhengce_session';
/** Grants under this id hold for the whole installation. */
export const WHOLE_INSTALLATION = '00000000-0000-0000-0000-000000000000';
export const SESSION_IDLE_HOURS = 8;

export type Caller = {
  actor: Actor;
  unitId: string;
  scope: Scope;
  accountId?: string;
  sessionHash?: Buffer;
};

const NOBODY: Caller = {
  actor: { kind: 'system', id: 'anonymous', name: '未登录', roles: [] },
  unitId: WHOLE_INSTALLATION,
  scope: 'own',
};

type SessionRow = {
  tokenHash: Buffer;
  accountId: string;
  displayName: string;
  mustChangePassword: boolean;
  stale: boolean;
};

/** Throws 401 without a valid session or key, 403 without the permission, 404 for an unknown unit. */
export async function authenticate(
  app: App,
  request: FastifyRequest,
  endpoint: Endpoint,
): Promise<Caller> {
  requireSameOrigin(request);
  if (endpoint.permission === 'public') return NOBODY;
  const unitCode = (request.params as { unit?: string }).unit;
  const found = await app.database.read(async (tx) => {
    const unit = unitCode ? await app.directory.unitByCode(tx, unitCode) : undefined;
    const key = bearerKey(request);
    const caller = key
      ? await callerByKey(tx, key)
      : await callerBySession(app, tx, request, unit?.id, endpoint);
    return { unit, ...caller };
  });
  if (unitCode && !found.unit) {
    throw refuse('platform.unknownUnit', '没有单位“{{code}}”', { code: unitCode }, { status: 404 });
  }
  if (found.stale && found.caller.sessionHash) await touch(app, found.caller.sessionHash);
  return withPermission(found.caller, found.unit?.id, endpoint);
}

function withPermission(caller: Caller, unitId: string | undefined, endpoint: Endpoint): Caller {
  if (unitId && caller.actor.kind === 'apiKey' && caller.unitId !== unitId) throw forbidden();
  const placed = { ...caller, unitId: unitId ?? caller.unitId };
  if (endpoint.permission === 'signedIn') return { ...placed, scope: 'all' };
  const scope = widestScope(caller.actor.roles, endpoint.permission as never);
  if (!scope) throw forbidden();
  return { ...placed, scope };
}

function forbidden() {
  return refuse('platform.forbidden', '您的角色没有这项权限', {}, { status: 403 });
}

function signInNeeded() {
  return refuse('platform.signInNeeded', '请先登录', {}, { status: 401 });
}

/** A browser names its origin on every request that changes something; another site's is refused. */
function requireSameOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined) return;
  let host: string | undefined;
  try {
    host = new URL(origin).host;
  } catch {
    host = undefined;
  }
  if (host !== request.host) {
    throw refuse('platform.crossOrigin', '拒绝来自其他网站的请求', {}, { status: 403 });
  }
}

function bearerKey(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(zck_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
}

async function callerByKey(tx: Tx, key: string): Promise<{ caller: Caller; stale: boolean }> {
  const { rows } = await sql<{ unitId: string; id: string; name: string; role: string }>`
    select unit_id, id, name, role from platform_api_key
    where key_hash = ${hashToken(key)} and revoked_at is null and expires_at > now()
  `.execute(tx);
  const row = rows[0];
  if (!row || !(row.role in ROLES)) {
    throw refuse('platform.badApiKey', 'API 密钥无效、已过期或已撤销', {}, { status: 401 });
  }
  const actor: Actor = { kind: 'apiKey', id: row.id, name: row.name, roles: [row.role as Role] };
  return { caller: { actor, unitId: row.unitId, scope: 'own' }, stale: false };
}

async function callerBySession(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  unitId: string | undefined,
  endpoint: Endpoint,
): Promise<{ caller: Caller; stale: boolean }> {
  const session = await sessionOf(tx, request);
  if (!session) throw signInNeeded();
  if (session.mustChangePassword && endpoint.permission !== 'signedIn') {
    throw refuse('platform.changePassword', '请先修改初始密码', {}, { status: 403 });
  }
  const grants = await grantsOf(tx, session.accountId);
  const position = await positionIn(app.directory, tx, grants, unitId ?? WHOLE_INSTALLATION);
  const actor: Actor = {
    kind: 'account',
    id: session.accountId,
    name: session.displayName,
    ...position,
  };
  const caller: Caller = {
    actor,
    unitId: unitId ?? WHOLE_INSTALLATION,
    scope: 'own',
    accountId: session.accountId,
    sessionHash: session.tokenHash,
  };
  return { caller, stale: session.stale };
}

/** The live session of a request's cookie, if any. */
export async function sessionOf(tx: Tx, request: FastifyRequest): Promise<SessionRow | undefined> {
  const token = request.cookies[SESSION_COOKIE];
  if (!token || token.length > 100) return undefined;
  const { rows } = await sql<SessionRow>`
    select s.token_hash, s.account_id, a.display_name, a.must_change_password,
      s.last_seen_at < now() - interval '5 minutes' as stale
    from platform_session s join platform_account a on a.id = s.account_id
    where s.token_hash = ${hashToken(token)} and s.expires_at > now() and not a.disabled
      and s.last_seen_at > now() - make_interval(hours => ${SESSION_IDLE_HOURS})
  `.execute(tx);
  return rows[0];
}

async function touch(app: App, tokenHash: Buffer): Promise<void> {
  await app.database.write((tx) =>
    sql`update platform_session set last_seen_at = now() where token_hash = ${tokenHash}`.execute(
      tx,
    ),
  );
}

export type Grant = { unitId: string; role: string; personId: string | null };

export async function grantsOf(tx: Tx, accountId: string): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select unit_id, role, person_id from platform_role_grant where account_id = ${accountId}
  `.execute(tx);
  return rows;
}

/**
 * What grants amount to in a unit today, for server and page alike. Who is tied to a person works there and is 工作人员
 * (ZR-3); who heads a department, or stands in for a head who is away, is 使用部门负责人 of just those departments; who has
 * left has nothing here any more.
 */
export async function positionIn(
  directory: Directory,
  tx: Tx,
  grants: readonly Grant[],
  unitId: string,
  today: string = dateInChina(new Date()),
): Promise<{ roles: Role[]; personId: string | undefined; departmentIds: string[] }> {
  const everywhere = grants.filter((grant) => grant.unitId === WHOLE_INSTALLATION);
  const here = unitId === WHOLE_INSTALLATION ? [] : grants.filter((one) => one.unitId === unitId);
  const personId = here.find((grant) => grant.personId)?.personId ?? undefined;
  const standing = personId ? await directory.standingOf(tx, unitId, personId, today) : undefined;
  if (standing?.left)
    return { roles: knownRoles(everywhere), personId: undefined, departmentIds: [] };
  const roles = new Set(knownRoles([...here, ...everywhere]));
  if (!standing) return { roles: [...roles], personId, departmentIds: [] };
  roles.add('staff');
  const departmentIds = new Set(
    roles.has('deptHead') || !standing.headsDepartment ? standing.departmentIds : [],
  );
  const standsIn = standing.standsInFor.length > 0;
  if (standsIn && !roles.has('deptHead')) departmentIds.clear();
  for (const id of [...standing.headedIds, ...standing.standsInIds]) departmentIds.add(id);
  if (standing.headsDepartment || standsIn) roles.add('deptHead');
  return { roles: [...roles], personId, departmentIds: [...departmentIds] };
}

function knownRoles(grants: readonly Grant[]): Role[] {
  return [...new Set(grants.map((grant) => grant.role))].filter(
    (role): role is Role => role in ROLES,
  );
}
