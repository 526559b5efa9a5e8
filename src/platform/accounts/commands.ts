/** Opens accounts for people (they sign and apply with them), hands out initial passwords once, and ends them on leaving. */
import type { Readable } from 'node:stream';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit, auditMany } from '../audit/audit.ts';
import { WHOLE_INSTALLATION } from '../auth/authenticate.ts';
import { hashPassword } from '../auth/passwords.ts';
import { sealer } from '../auth/sealing.ts';
import { activeAdministrators } from '../auth/store.ts';
import type { CommandContext } from '../db/context.ts';
import { lockNamed } from '../db/database.ts';
import type { Directory, PersonForAccount } from '../http/app.ts';
import { findJob } from '../jobs/store.ts';
import { notify } from '../notices/notify.ts';
import { streamSheet } from '../sheets/index.ts';
import { initialPassword, loginOf } from './rules.ts';
import type { OpeningFacts } from './shapes.ts';
import * as store from './store.ts';

/** People in service without an account, in the directory's order. */
export async function peopleWithoutAccount(
  cx: CommandContext,
  directory: Directory,
  departmentIds?: readonly string[],
): Promise<PersonForAccount[]> {
  const people = await directory.peopleForAccounts(cx.tx, cx.unitId, { departmentIds });
  const having = await store.peopleWithAccount(cx.tx, cx.unitId);
  return people.filter((person) => !having.has(person.id));
}

export async function openingFacts(
  cx: CommandContext,
  directory: Directory,
): Promise<OpeningFacts> {
  const people = await peopleWithoutAccount(cx, directory);
  const departments = new Map<string, { id: string; path: string; without: number }>();
  for (const { departmentId, departmentPath } of people) {
    if (departmentId === null) continue;
    const known = departments.get(departmentId);
    if (known) known.without++;
    else departments.set(departmentId, { id: departmentId, path: departmentPath, without: 1 });
  }
  const lists = await store.waitingLists(cx.tx, cx.unitId);
  return {
    without: people.length,
    departments: [...departments.values()],
    lists: lists.map(({ startedBy, ...list }) => ({
      ...list,
      mine: startedBy === cx.actor.id,
      expiresAt: new Date(Date.parse(list.startedAt) + store.KEPT_HOURS * 3_600_000).toISOString(),
    })),
  };
}

/** A person the account may be tied to: in service, and without another account here. */
export async function requirePerson(
  cx: CommandContext,
  directory: Directory,
  personId: string | null | undefined,
  accountId?: string,
): Promise<void> {
  if (!personId) return;
  await lockNamed(cx.tx, cx.unitId, 'platform.accountsOfPeople');
  const path = 'body.personId';
  const [person] = await directory.peopleForAccounts(cx.tx, cx.unitId, { personIds: [personId] });
  if (!person) {
    throw refuse('platform.personNotHere', '所选人员不在本单位或已离职，请重新选择', {}, { path });
  }
  const owner = await store.accountOfPerson(cx.tx, cx.unitId, personId);
  if (owner !== undefined && owner !== accountId) {
    throw refuse(
      'platform.personHasAccount',
      '{{name}}在本单位已有账号，一人只有一个账号',
      { name: person.name },
      { path, status: 409 },
    );
  }
}

export type Opened = { opened: number; taken: PersonForAccount[] };

type Ready = { person: PersonForAccount; login: string; password: string; passwordHash: string };

/** The slow part, outside any transaction: a password and its hash for each. */
export function prepareAccounts(
  people: readonly { person: PersonForAccount; login: string }[],
): Promise<Ready[]> {
  return Promise.all(
    people.map(async ({ person, login }) => {
      const password = initialPassword(login);
      return { person, login, password, passwordHash: await hashPassword(password) };
    }),
  );
}

/** One portion of a bulk opening; who got an account meanwhile is passed over, whose login is taken is named. */
export async function saveAccounts(
  cx: CommandContext,
  jobId: string,
  ready: readonly Ready[],
): Promise<Opened> {
  await lockNamed(cx.tx, cx.unitId, 'platform.accountsOfPeople');
  const ids = ready.map((one) => one.person.id);
  const having = await store.peopleWithAccount(cx.tx, cx.unitId, ids);
  const wanted = ready.filter((one) => !having.has(one.person.id));
  if (wanted.length === 0) return { opened: 0, taken: [] };
  const accounts = wanted.map(({ person, login, password, passwordHash }) => {
    const id = newId();
    const line: PasswordLine = {
      departmentPath: person.departmentPath,
      name: person.name,
      staffNo: person.staffNo,
      login,
      password,
    };
    return {
      id,
      personId: person.id,
      login,
      name: person.name,
      passwordHash,
      roles: person.headsDepartment ? ['staff', 'deptHead'] : ['staff'],
      sealed: sealer().seal(JSON.stringify(line), sealContext(cx.unitId, id)),
    };
  });
  const by = { jobId, id: cx.actor.id, name: cx.actor.name, at: cx.now };
  const made = await store.insertAccounts(cx.tx, cx.unitId, accounts, by);
  await auditMany(
    cx,
    accounts
      .filter((account) => made.has(account.id))
      .map(({ id, personId, login, name, roles }) => ({
        action: 'account.create',
        objectType: 'account',
        objectId: id,
        after: { userName: login, displayName: name, personId, roles },
      })),
  );
  const taken = wanted.filter((_, at) => !made.has(accounts[at]!.id)).map((one) => one.person);
  return { opened: made.size, taken };
}

type PasswordLine = {
  departmentPath: string;
  name: string;
  staffNo: string;
  login: string;
  password: string;
};

/** Binds the sealed line to its account: copied to another row it does not open. */
function sealContext(unitId: string, accountId: string): string {
  return `initial-password/${unitId}/${accountId}`;
}

export { loginOf };

/** The list, once, for whoever started the job. */
export async function fetchInitialPasswords(cx: CommandContext, jobId: string): Promise<Readable> {
  const job = await findJob(cx.tx, { unitId: cx.unitId, id: jobId });
  if (job?.state === 'queued' || job?.state === 'running') {
    throw refuse('platform.openingRuns', '账号还在开通中，完成后再下载名单', {}, { status: 409 });
  }
  const rows = await store.takeList(cx.tx, cx.unitId, jobId, cx.actor.id);
  if (rows.length === 0) {
    throw refuse(
      'platform.noPasswordList',
      '没有可下载的初始密码名单：名单只能由开通的人下载一次，24 小时后作废。需要时请逐个重置密码',
      {},
      { status: 404 },
    );
  }
  const lines = rows
    .map(
      (row) =>
        JSON.parse(
          sealer().open(row.sealed, sealContext(cx.unitId, row.accountId)),
        ) as PasswordLine,
    )
    .sort((left, right) =>
      `${left.departmentPath}\0${left.staffNo}`.localeCompare(
        `${right.departmentPath}\0${right.staffNo}`,
        'zh',
      ),
    );
  await audit(cx, {
    action: 'account.fetchInitial',
    objectType: 'job',
    objectId: jobId,
    after: { accounts: lines.length },
  });
  return streamSheet({
    sheetName: '初始密码',
    columns: [
      { title: '部门', width: 30 },
      { title: '姓名' },
      { title: '工号' },
      { title: '登录名', width: 20 },
      { title: '初始密码', width: 20 },
    ],
    rows: lines.map((line) => [
      line.departmentPath,
      line.name,
      line.staffNo,
      line.login,
      line.password,
    ]),
  });
}

/**
 * Who left has no business here any more: the roles in the unit end, and the account with its sessions when it has none
 * elsewhere. Only the last administrator of the installation keeps that one right, or nobody could let others in.
 */
export async function peopleLeft(cx: CommandContext, personIds: readonly string[]): Promise<void> {
  const found = await store.lockedAccountsOf(cx.tx, cx.unitId, WHOLE_INSTALLATION, personIds);
  if (found.length === 0) return;
  const leaving = new Set(found.filter((one) => one.administrator).map((one) => one.accountId));
  const administrators = leaving.size > 0 ? await activeAdministrators(cx.tx) : [];
  const last = administrators.length > 0 && administrators.every((id) => leaving.has(id));
  const kept = last ? administrators[0] : undefined;
  const ids = found.map((one) => one.accountId);
  await store.takeRoles(cx.tx, [cx.unitId], ids);
  await store.takeRoles(
    cx.tx,
    [WHOLE_INSTALLATION],
    [...leaving].filter((id) => id !== kept),
  );
  const ended = found.filter((one) => !one.elsewhere && one.accountId !== kept);
  await store.disableAccounts(
    cx.tx,
    ended.map((one) => one.accountId),
  );
  const disabled = new Set(ended.map((one) => one.accountId));
  await auditMany(
    cx,
    found.map((one) => ({
      action: 'account.leave',
      objectType: 'account',
      objectId: one.accountId,
      before: { roles: one.roles, personId: one.personId },
      after: { roles: [], disabled: disabled.has(one.accountId) },
    })),
  );
}

/** A leaving taken back gives nothing back by itself: the administrator decides anew what the person may do. */
export async function peopleReturned(
  cx: CommandContext,
  people: readonly { id: string; name: string }[],
): Promise<void> {
  await notify(
    cx,
    people.map((person) => ({
      to: [{ role: 'sysAdmin' as const }],
      kind: 'system' as const,
      sentence: '{{name}}的离职已撤销；如需登录，请在“账号与角色”中启用账号、重新授予角色',
      params: { name: person.name },
      link: `/accounts?q=${encodeURIComponent(person.name)}`,
      objectType: 'person',
      objectId: person.id,
    })),
  );
}
