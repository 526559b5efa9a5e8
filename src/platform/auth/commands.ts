/** Set-up, sign-in, accounts and keys. Every change writes its audit line in the same transaction. */
import { newId } from '../../base/ids.ts';
import { createListeners } from '../../base/listeners.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import type { CommandContext } from '../db/context.ts';
import { type Database, lockNamed, type Tx } from '../db/database.ts';
import type { Directory } from '../http/app.ts';
import { WHOLE_INSTALLATION } from './authenticate.ts';
import { hashPassword, hashToken, newToken, requireStrong, verifyPassword } from './passwords.ts';
import { ROLES, type Role } from './permissions.ts';
import type { Account, ApiKey } from './shapes.ts';
import * as store from './store.ts';

/** Heard in the transaction that creates the first administrator. */
export const accountSetUp = createListeners<[Tx, string]>();

export const LOCK_AFTER = { attempts: 5, minutes: 15 } as const;
const SESSION_HOURS = 7 * 24;

type Admin = { userName: string; displayName: string; password: string };
type FirstUnit = { code: string; name: string; type: string; alsoItManager: boolean };

/** Creates the first administrator; refused as soon as any account exists. The unit is optional (start-up by password). */
export async function setUp(
  cx: CommandContext,
  directory: Directory,
  admin: Admin,
  unit?: FirstUnit,
): Promise<string> {
  await lockNamed(cx.tx, WHOLE_INSTALLATION, 'setup');
  if ((await store.accountCount(cx.tx)) > 0) {
    throw refuse('platform.alreadySetUp', '系统已完成首次设置，请登录', {}, { status: 409 });
  }
  requireStrong(admin.password, admin.userName, 'body.password');
  const accountId = newId();
  const actor = { kind: 'account', id: accountId, name: admin.displayName, roles: [] } as const;
  const own: CommandContext = { ...cx, actor: { ...actor, roles: ['sysAdmin'] } };
  await store.insertAccount(
    cx.tx,
    {
      id: accountId,
      userName: admin.userName,
      displayName: admin.displayName,
      passwordHash: await hashPassword(admin.password),
    },
    { mustChangePassword: false, loginNames: [admin.userName] },
  );
  const unitId = unit ? await directory.createUnit(cx.tx, own.actor, unit) : WHOLE_INSTALLATION;
  const roles: Role[] = unit?.alsoItManager ? ['sysAdmin', 'itManager'] : ['sysAdmin'];
  await store.replaceRoles(cx.tx, { unitId, accountId, roles, personId: null, by: 'setup' });
  await audit(
    { ...own, unitId },
    {
      action: 'account.setUp',
      objectType: 'account',
      objectId: accountId,
      after: { userName: admin.userName, roles },
    },
  );
  await accountSetUp.tell(cx.tx, accountId);
  return accountId;
}

/** Checks login and password; the same answer for unknown, wrong, locked and disabled. Counts before it checks. */
export async function checkCredentials(
  database: Database,
  login: string,
  password: string,
): Promise<string> {
  const found = await database.write((tx) => store.countAttempt(tx, login, LOCK_AFTER));
  const fits = await verifyPassword(password, found?.passwordHash);
  if (!found || !fits || found.disabled) {
    throw refuse(
      'platform.signInFailed',
      '用户名或密码不对；连续 {{attempts}} 次不对将锁定 {{minutes}} 分钟',
      LOCK_AFTER,
      { status: 401, path: 'body.password' },
    );
  }
  await database.write((tx) => store.clearAttempts(tx, found.id));
  return found.id;
}

/**
 * The signed-in person's own password, asked again as a signature. Counted like a sign-in before it is checked, so that
 * an open screen is no place to guess.
 */
export async function confirmOwnPassword(
  database: Database,
  accountId: string,
  password: string,
  path: string,
): Promise<void> {
  const account = await database.read((tx) => store.credentialsOf(tx, accountId));
  const found =
    account && (await database.write((tx) => store.countAttempt(tx, account.userName, LOCK_AFTER)));
  const fits = await verifyPassword(password, found?.passwordHash);
  if (!found || !fits || found.disabled) {
    throw refuse(
      'platform.passwordNotConfirmed',
      '密码不对，没有签字；连续 {{attempts}} 次不对将锁定 {{minutes}} 分钟',
      LOCK_AFTER,
      { path },
    );
  }
  await database.write((tx) => store.clearAttempts(tx, found.id));
}

/** Opens a session and returns its token, which is stored only as a hash. */
export async function openSession(
  tx: Tx,
  session: { accountId: string; address: string; userAgent: string },
): Promise<{ token: string; maxAgeSeconds: number }> {
  const token = newToken();
  await store.insertSession(tx, { ...session, tokenHash: hashToken(token), hours: SESSION_HOURS });
  return { token, maxAgeSeconds: SESSION_HOURS * 3600 };
}

export async function changePassword(
  cx: CommandContext,
  accountId: string,
  change: { currentPassword: string; newPassword: string; keepSession: Buffer | undefined },
): Promise<void> {
  const account = await store.credentialsOf(cx.tx, accountId);
  if (!account || !(await verifyPassword(change.currentPassword, account.passwordHash))) {
    throw refuse(
      'platform.wrongPassword',
      '现有密码不对',
      {},
      { path: 'body.currentPassword', status: 422 },
    );
  }
  requireStrong(change.newPassword, account.userName, 'body.newPassword');
  if (change.newPassword === change.currentPassword) {
    throw refuse(
      'platform.samePassword',
      '新密码不能与现有密码相同',
      {},
      { path: 'body.newPassword' },
    );
  }
  await store.updatePassword(cx.tx, accountId, await hashPassword(change.newPassword), false);
  await store.deleteSessions(cx.tx, accountId, change.keepSession);
  await audit(cx, { action: 'account.changePassword', objectType: 'account', objectId: accountId });
}

export async function createAccount(
  cx: CommandContext,
  input: {
    userName: string;
    displayName: string;
    staffNo?: string | undefined;
    personId?: string | undefined;
    roles: Role[];
    initialPassword: string;
  },
): Promise<Account> {
  requireStrong(input.initialPassword, input.userName, 'body.initialPassword');
  const id = newId();
  const loginNames = [input.userName, ...(input.staffNo ? [input.staffNo] : [])];
  await store.insertAccount(
    cx.tx,
    {
      id,
      userName: input.userName,
      displayName: input.displayName,
      passwordHash: await hashPassword(input.initialPassword),
    },
    { mustChangePassword: true, loginNames },
  );
  await store.replaceRoles(cx.tx, {
    unitId: cx.unitId,
    accountId: id,
    roles: input.roles,
    personId: input.personId ?? null,
    by: cx.actor.name,
  });
  const { initialPassword: _, ...after } = input;
  await audit(cx, { action: 'account.create', objectType: 'account', objectId: id, after });
  return accountOf(cx, id);
}

export async function setRoles(
  cx: CommandContext,
  accountId: string,
  input: { roles: Role[]; personId?: string | null | undefined },
): Promise<Account> {
  const before = await accountOf(cx, accountId);
  await keepOneAdministrator(cx, accountId, input.roles.includes('sysAdmin'));
  const personId = input.personId === undefined ? before.personId : input.personId;
  await store.replaceRoles(cx.tx, {
    unitId: cx.unitId,
    accountId,
    roles: input.roles,
    personId,
    by: cx.actor.name,
  });
  const after = await accountOf(cx, accountId);
  await audit(cx, {
    action: 'account.setRoles',
    objectType: 'account',
    objectId: accountId,
    before: { roles: before.roles, personId: before.personId },
    after: { roles: after.roles, personId: after.personId },
  });
  return after;
}

async function keepOneAdministrator(cx: CommandContext, accountId: string, stays: boolean) {
  if (stays) return;
  const administrators = await store.activeAdministrators(cx.tx);
  if (administrators.length === 1 && administrators[0] === accountId) {
    throw refuse(
      'platform.lastAdministrator',
      '这是最后一个可用的系统管理员，不能停用或取消其角色',
      {},
      { status: 409 },
    );
  }
}

export async function resetPassword(
  cx: CommandContext,
  accountId: string,
  newPassword: string,
): Promise<Account> {
  const account = await accountOf(cx, accountId);
  requireStrong(newPassword, account.userName, 'body.newPassword');
  await store.updatePassword(cx.tx, accountId, await hashPassword(newPassword), true);
  await store.deleteSessions(cx.tx, accountId);
  await audit(cx, { action: 'account.resetPassword', objectType: 'account', objectId: accountId });
  return accountOf(cx, accountId);
}

export async function setAccountState(
  cx: CommandContext,
  accountId: string,
  action: 'disable' | 'enable' | 'unlock',
): Promise<Account> {
  const before = await accountOf(cx, accountId);
  if (action === 'unlock') await store.clearAttempts(cx.tx, accountId);
  else {
    await keepOneAdministrator(cx, accountId, action === 'enable');
    await store.setDisabled(cx.tx, accountId, action === 'disable');
    if (action === 'disable') await store.deleteSessions(cx.tx, accountId);
  }
  await audit(cx, {
    action: `account.${action}`,
    objectType: 'account',
    objectId: accountId,
    before: { disabled: before.disabled, locked: before.locked },
  });
  return accountOf(cx, accountId);
}

async function accountOf(cx: CommandContext, accountId: string): Promise<Account> {
  const found = await store.listAccounts(cx.tx, cx.unitId, { limit: 1 }, accountId);
  if (!found.items[0]) {
    throw refuse('platform.unknownAccount', '没有这个账号', {}, { status: 404 });
  }
  return found.items[0];
}

/** Creates a key; the clear text is returned once and stored only as a hash. */
export async function createApiKey(
  cx: CommandContext,
  input: { name: string; role: Role; expiresOn: string },
): Promise<ApiKey & { key: string }> {
  if (!(input.role in ROLES) || input.role === 'sysAdmin') {
    throw refuse('platform.keyRole', 'API 密钥不能使用该角色', {}, { path: 'body.role' });
  }
  if (input.expiresOn <= cx.today) {
    throw refuse('platform.keyExpiry', '到期日须晚于今天', {}, { path: 'body.expiresOn' });
  }
  const key = `zck_${newToken()}`;
  const id = newId();
  await store.insertApiKey(cx.tx, {
    unitId: cx.unitId,
    id,
    name: input.name,
    role: input.role,
    prefix: key.slice(0, 10),
    keyHash: hashToken(key),
    expiresAt: `${input.expiresOn}T23:59:59+08:00`,
    createdBy: cx.actor.name,
  });
  await audit(cx, { action: 'apiKey.create', objectType: 'apiKey', objectId: id, after: input });
  const [created] = await store.listApiKeys(cx.tx, cx.unitId, id);
  return { ...created!, key };
}

export async function revokeApiKey(cx: CommandContext, id: string): Promise<void> {
  if (!(await store.revokeApiKey(cx.tx, cx.unitId, id))) {
    throw refuse('platform.unknownApiKey', '没有这个 API 密钥，或已撤销', {}, { status: 404 });
  }
  await audit(cx, { action: 'apiKey.revoke', objectType: 'apiKey', objectId: id });
}
