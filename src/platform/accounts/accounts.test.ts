/** Accounts of people: many at once with a list that is given out once; and none left for who has gone. */

import { beforeAll, expect, test } from 'vitest';
import { type Client, testApp, testContext } from '../../../test/harness.ts';
import { dateInChina } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { createDepartment, createPerson } from '../../organisation/index.ts';
import { NewPerson } from '../../organisation/people/shapes.ts';
import { passwordWeakness } from '../auth/passwords.ts';
import { readSheets } from '../sheets/index.ts';
import { initialPassword, loginOf } from './rules.ts';

const app = await testApp();
const today = dateInChina(new Date());
const url = '/api/units/DW/account-openings';
const people: Record<string, string> = {};
let administrator: Client;
let departmentId: string;

beforeAll(async () => {
  administrator = await app.as('sysAdmin');
  await app.database.write(async (tx) => {
    const cx = testContext(tx, app.unitId);
    const add = async (staffNo: string, name: string, department: string | null) => {
      const input = NewPerson.parse({ staffNo, name, departmentId: department });
      people[staffNo] = (await createPerson(cx, input)).id;
    };
    await add('1001', '处长', null);
    const { id } = await createDepartment(cx, {
      code: undefined,
      name: '办公室',
      parentId: null,
      headPersonId: people['1001']!,
      functions: [],
    });
    departmentId = id;
    for (const no of ['1002', '1003', '1004']) await add(no, `人员${no}`, id);
    await add('2/7', '怪号', id);
    await add('3001', '他人', null);
  });
});

async function finished(jobId: string) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { body } = await administrator.get(`/api/units/DW/jobs/${jobId}`);
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job does not end');
}

async function fetched(jobId: string, client = administrator) {
  return client.post(`${url}/${jobId}/passwords`);
}

async function rowsOf(payload: Buffer): Promise<string[][]> {
  const { sheets } = await readSheets(payload, { fileName: 'list.xlsx' });
  return sheets[0]!.rows.map((row) => row.map((cell) => String(cell ?? '')));
}

test('a login is the prefix and the staff number, when that can be one', () => {
  expect(loginOf('', '1001')).toBe('1001');
  expect(loginOf('bgt-', '1')).toBe('bgt-1');
  expect(loginOf('', '１００１')).toBe('1001');
  for (const bad of ['1', '2/7', 'a b', '', 'x'.repeat(61)])
    expect(loginOf('', bad)).toBeUndefined();
});

test('an initial password is strong and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, () => initialPassword('1001')));
  expect(made.size).toBe(200);
  for (const password of made) {
    expect(passwordWeakness(password, '1001')).toBeUndefined();
    expect(password).not.toMatch(/[0O1lI]/);
  }
});

test('accounts are opened for who has none; the list is given once, to whoever opened them', async () => {
  const before = (await administrator.get(url)).body;
  expect(before).toMatchObject({ without: 6, lists: [] });
  expect(before.departments).toEqual([{ id: departmentId, path: '办公室', without: 4 }]);
  // One login is taken by somebody else already, whatever its case.
  await app.database.pool.query(`insert into platform_login_name values ('1004', $1)`, [
    administrator.accountId,
  ]);
  const { body } = await administrator.post(url, { departmentIds: [departmentId] });
  const job = await finished(body.jobId);
  expect(job).toMatchObject({
    state: 'done',
    done: 3,
    result: {
      opened: 2,
      skipped: [
        { staffNo: '2/7', reason: 'badNumber' },
        { staffNo: '1004', reason: 'taken' },
      ],
    },
  });
  expect(JSON.stringify(job)).not.toMatch(/password/i);

  const facts = (await administrator.get(url)).body;
  expect(facts.lists).toMatchObject([{ jobId: body.jobId, count: 2, mine: true }]);
  const other = await app.as('sysAdmin');
  expect((await other.get(url)).body.lists).toMatchObject([{ mine: false }]);
  expect((await fetched(body.jobId, other)).body.code).toBe('platform.noPasswordList');

  const twice = await Promise.all([fetched(body.jobId), fetched(body.jobId)]);
  expect(twice.map((one) => one.status).sort()).toEqual([200, 404]);
  const list = twice.find((one) => one.status === 200)!;
  expect(list.headers['cache-control']).toBe('no-store');
  const [head, ...rows] = await rowsOf(list.payload);
  expect(head).toEqual(['部门', '姓名', '工号', '登录名', '初始密码']);
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['办公室', '人员1002', '1002', '1002'],
    ['办公室', '人员1003', '1003', '1003'],
  ]);
  await expectNoSecrets(rows.map((row) => row[4]!));

  const signedIn = await app.anonymous.post('/api/session', {
    login: '1002',
    password: rows[0]![4],
  });
  expect(signedIn.body.account).toMatchObject({
    displayName: '人员1002',
    mustChangePassword: true,
  });
  expect(signedIn.body.units[0].roles).toEqual(['staff']);
});

/** Neither audit, jobs nor notices say a password; the sealed rows are gone. */
async function expectNoSecrets(passwords: string[]) {
  const { pool } = app.database;
  for (const table of ['platform_audit', 'platform_job', 'platform_notice']) {
    const { rows } = await pool.query(`select t::text as line from ${table} t`);
    const all = rows.map((row) => row.line).join('\n');
    for (const password of passwords) expect(all.includes(password), table).toBe(false);
  }
  const { rows } = await pool.query(`select count(*)::int as n from platform_initial_password`);
  expect(rows[0].n).toBe(0);
}

test('a head of a department gets that role too; two jobs at once open nothing twice', async () => {
  const jobs = await Promise.all([1, 2].map(() => administrator.post(url, { prefix: 'dw-' })));
  const results = await Promise.all(jobs.map((one) => finished(one.body.jobId)));
  const opened = results.map((job) => job.result.opened);
  expect(opened[0] + opened[1]).toBe(3);
  const { rows } = await app.database.pool.query(
    `select a.user_name, array_agg(g.role order by g.role) as roles from platform_account a
     join platform_role_grant g on g.account_id = a.id where a.user_name like 'dw-%' group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { user_name: 'dw-1001', roles: ['deptHead', 'staff'] },
    { user_name: 'dw-1004', roles: ['staff'] },
    { user_name: 'dw-3001', roles: ['staff'] },
  ]);
  expect((await administrator.get(url)).body.without).toBe(1);
});

test('a list nobody fetched within a day is none', async () => {
  const { rows } = await app.database.pool.query(
    `update platform_initial_password set created_at = now() - interval '25 hours' returning job_id`,
  );
  expect(rows.length).toBe(3);
  expect((await administrator.get(url)).body.lists).toEqual([]);
  expect((await fetched(rows[0].job_id)).status).toBe(404);
});

test('an account is tied to one person in service, and no person to two accounts', async () => {
  const create = (personId: string, userName: string) =>
    administrator.post('/api/units/DW/accounts', {
      userName,
      displayName: '试',
      personId,
      roles: ['itTechnician'],
      initialPassword: 'Zwei+Drei=5',
    });
  expect((await create(newId(), 'someone')).body).toMatchObject({
    code: 'platform.personNotHere',
    path: 'body.personId',
  });
  expect((await create(people['1002']!, 'second')).body.code).toBe('platform.personHasAccount');
  const made = await create(people['2/7']!, 'guaihao');
  expect(made.body.roles).toEqual(['itTechnician', 'staff']);
  const listed = await administrator.get('/api/units/DW/accounts?q=guaihao');
  expect(listed.body.items[0]).toMatchObject({ personName: '怪号 2/7', personId: people['2/7'] });
  const found = await administrator.get(
    `/api/units/DW/account-people?q=${encodeURIComponent('怪')}`,
  );
  expect(found.body.items).toMatchObject([{ staffNo: '2/7', hasAccount: true }]);
});

test('who leaves loses the roles here, and the account when there is nothing elsewhere', async () => {
  const hr = await app.as('hrOfficer');
  const stays = await app.as('itManager', { personId: people['3001']! });
  const gone = await app.as(['staff', 'itTechnician'], { personId: people['1003']! });
  const elsewhere = newId();
  await app.database.pool.query(
    `insert into platform_role_grant (unit_id, account_id, role, granted_by) values ($1, $2, 'staff', 'test')`,
    [elsewhere, stays.accountId],
  );
  for (const no of ['1003', '3001']) {
    const left = await hr.patch(`/api/units/DW/people/${people[no]}`, { leftOn: today });
    expect(left.status).toBe(200);
  }
  expect((await gone.get('/api/units/DW/people')).status).toBe(401);
  expect((await stays.get('/api/units/DW/people')).status).toBe(403);
  const { rows } = await app.database.pool.query(
    `select a.id, a.disabled, array(select g.unit_id::text from platform_role_grant g
       where g.account_id = a.id) as units from platform_account a where a.id = any($1)`,
    [[gone.accountId, stays.accountId]],
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: gone.accountId, disabled: true, units: [] },
      { id: stays.accountId, disabled: false, units: [elsewhere] },
    ]),
  );
  const log = await app.database.pool.query(
    `select before, after from platform_audit where action = 'account.leave' and object_id = $1`,
    [gone.accountId],
  );
  expect(log.rows).toMatchObject([
    { before: { roles: ['itTechnician', 'staff'] }, after: { roles: [], disabled: true } },
  ]);
  const back = await hr.patch(`/api/units/DW/people/${people['1003']}`, { leftOn: null });
  expect(back.status).toBe(200);
  const told = await app.database.pool.query(
    `select account_id, sentence from platform_notice where object_id = $1`,
    [people['1003']],
  );
  expect(told.rows.map((row) => row.account_id)).toContain(administrator.accountId);
});

test('the last administrator who leaves can still let others in', async () => {
  await app.database.pool.query(
    `update platform_account set disabled = true where id in (select account_id from platform_role_grant where role = 'sysAdmin')`,
  );
  const last = await app.as(['sysAdmin', 'hrOfficer'], { personId: people['1002']! });
  await last.patch(`/api/units/DW/people/${people['1002']}`, { leftOn: today });
  const session = (await last.get('/api/session')).body;
  expect(session.units[0].roles).toEqual(['sysAdmin']);
  expect((await last.get('/api/units/DW/accounts')).status).toBe(200);
});
