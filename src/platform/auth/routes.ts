/** Binds sign-in, set-up, accounts and keys. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../base/refusal.ts';
import { requirePerson } from '../accounts/commands.ts';
import { systemContext } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import {
  grantsOf,
  positionIn,
  SESSION_COOKIE,
  sessionOf,
  WHOLE_INSTALLATION,
} from './authenticate.ts';
import * as commands from './commands.ts';
import { hashToken } from './passwords.ts';
import { permissionsOf } from './permissions.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerSession(app);
  registerAccounts(app);
  registerKeys(app);
}

function registerSession(app: App): void {
  route(app, shapes.getSession, ({ cx, request }) => sessionInfo(app, cx.tx, request));
  route(
    app,
    shapes.setup,
    async ({ body, request, reply }) => {
      requireSetupCode(app, body.setupCode);
      const accountId = await app.database.write((tx) =>
        commands.setUp(systemContext(tx, WHOLE_INSTALLATION, 'setup'), app.directory, body, {
          code: body.unitCode,
          name: body.unitName,
          type: body.unitType,
          alsoItManager: body.alsoItManager,
        }),
      );
      if (body.loadSample) await app.services.sample.load();
      return enter(app, accountId, request, reply);
    },
    { ownTransactions: true, ratePerMinute: 10 },
  );
  route(
    app,
    shapes.signIn,
    async ({ body, request, reply }) => {
      const accountId = await commands.checkCredentials(app.database, body.login, body.password);
      return enter(app, accountId, request, reply);
    },
    { ownTransactions: true, ratePerMinute: 60 },
  );
  route(app, shapes.signOut, async ({ cx, caller, reply }) => {
    if (caller.sessionHash) await store.deleteSession(cx.tx, caller.sessionHash);
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
  });
  route(app, shapes.signOutEverywhere, async ({ cx, caller, reply }) => {
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return { ended: await store.deleteSessions(cx.tx, caller.accountId ?? '') };
  });
  route(app, shapes.changePassword, async ({ cx, body, caller, request }) => {
    if (!caller.accountId) throw refuse('platform.forbidden', '您的角色没有这项权限');
    await commands.changePassword(cx, caller.accountId, {
      ...body,
      keepSession: caller.sessionHash,
    });
    return sessionInfo(app, cx.tx, request);
  });
}

function registerAccounts(app: App): void {
  route(app, shapes.listAccounts, async ({ cx, query }) => {
    const found = await store.listAccounts(cx.tx, cx.unitId, query);
    const personIds = found.items.flatMap((account) => account.personId ?? []);
    const people = await app.directory.peopleForAccounts(cx.tx, cx.unitId, { personIds });
    const names = new Map(people.map((person) => [person.id, `${person.name} ${person.staffNo}`]));
    const items = found.items.map((account) => ({
      ...account,
      personName: names.get(account.personId ?? '') ?? null,
    }));
    return { ...found, items };
  });
  route(app, shapes.createAccount, async ({ cx, body }) => {
    await requirePerson(cx, app.directory, body.personId);
    return commands.createAccount(cx, body);
  });
  route(app, shapes.setRoles, async ({ cx, params, body }) => {
    await requirePerson(cx, app.directory, body.personId, params.account);
    return commands.setRoles(cx, params.account, body);
  });
  route(app, shapes.resetPassword, ({ cx, params, body }) =>
    commands.resetPassword(cx, params.account, body.newPassword),
  );
  route(app, shapes.setAccountState, ({ cx, params, body }) =>
    commands.setAccountState(cx, params.account, body.action),
  );
}

function registerKeys(app: App): void {
  route(app, shapes.listApiKeys, async ({ cx }) => ({
    items: await store.listApiKeys(cx.tx, cx.unitId),
  }));
  route(app, shapes.createApiKey, ({ cx, body }) => commands.createApiKey(cx, body));
  route(app, shapes.revokeApiKey, ({ cx, params }) => commands.revokeApiKey(cx, params.key));
}

function requireSetupCode(app: App, given: string | undefined): void {
  if (app.setupCode === undefined) return;
  if (!timingSafeEqual(hashToken(given ?? ''), hashToken(app.setupCode))) {
    throw refuse(
      'platform.setupCode',
      '设置码不对，请查看服务器启动时显示的设置码',
      {},
      { path: 'body.setupCode', status: 403 },
    );
  }
}

/** Opens the session, sets the cookie and answers with what the page needs. */
async function enter(app: App, accountId: string, request: FastifyRequest, reply: FastifyReply) {
  const { token, maxAgeSeconds } = await app.database.write((tx) =>
    commands.openSession(tx, {
      accountId,
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
    }),
  );
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: maxAgeSeconds,
  });
  request.cookies[SESSION_COOKIE] = token;
  return app.database.read((tx) => sessionInfo(app, tx, request));
}

async function sessionInfo(app: App, tx: Tx, request: FastifyRequest): Promise<shapes.SessionInfo> {
  const session = await sessionOf(tx, request);
  if (!session) {
    const setupNeeded = (await store.accountCount(tx)) === 0;
    return { setupNeeded, setupCodeNeeded: setupNeeded && app.setupCode !== undefined, units: [] };
  }
  const credentials = await store.credentialsOf(tx, session.accountId);
  const grants = await grantsOf(tx, session.accountId);
  const everywhere = grants.filter((g) => g.unitId === WHOLE_INSTALLATION).map((g) => g.role);
  const units = everywhere.includes('sysAdmin')
    ? await app.directory.allUnits(tx)
    : await app.directory.unitsByIds(tx, [...new Set(grants.map((g) => g.unitId))]);
  const places: shapes.SessionInfo['units'] = [];
  for (const unit of units) {
    const { roles } = await positionIn(app.directory, tx, grants, unit.id);
    // Whoever has left a unit is no longer told that it exists.
    if (roles.length === 0) continue;
    places.push({ code: unit.code, name: unit.name, roles, permissions: permissionsOf(roles) });
  }
  return {
    setupNeeded: false,
    setupCodeNeeded: false,
    account: {
      id: session.accountId,
      userName: credentials?.userName ?? '',
      displayName: session.displayName,
      mustChangePassword: session.mustChangePassword,
      systemAdministrator: everywhere.includes('sysAdmin'),
    },
    units: places,
  };
}
