/** The command line as an operator runs it: another process on the same database. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/harness.ts';

let app: TestApp;
let url = '';

beforeAll(async () => {
  app = await testApp();
  const { host, port, user, password, database } = app.database.owner;
  const login = `${user}:${encodeURIComponent(String(password))}`;
  url = `postgresql://${login}@localhost:${port}/${database}?host=${encodeURIComponent(host!)}`;
});

function zhengce(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: url },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.once('exit', (code) => done({ code, out, err })));
}

test('an API key made here works in its unit and role', async () => {
  const made = await zhengce('api-key', 'create', '--role', 'itManager', '--unit', 'DW');
  expect(made).toMatchObject({ code: 0, err: '' });
  const headers = { authorization: `Bearer ${made.out.trim()}` };
  expect((await app.anonymous.get('/api/units/DW/jobs', headers)).status).toBe(200);
  expect((await app.anonymous.get('/api/units/DW/accounts', headers)).status).toBe(403);
});

test('the ledger is proved whole, and a changed count is found out and rebuilt', async () => {
  expect(await zhengce('ledger', 'verify')).toMatchObject({
    code: 0,
    out: 'DW 测试单位：一致，0 条流水，0 个在册安装\n',
  });
  await app.database.write((tx) =>
    sql`insert into ledgers_count (unit_id, software_id, installed)
      values (${app.unitId}, ${app.unitId}, 3)`.execute(tx),
  );
  expect(await zhengce('ledger', 'verify', '--unit', 'DW')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/不一致.*\n {2}安装数量与流水不符.*记为 3，应为 0/),
  });
  expect(await zhengce('ledger', 'rebuild', '--unit', 'DW')).toMatchObject({ code: 0 });
  expect(await zhengce('ledger', 'verify')).toMatchObject({ code: 0 });
});

test('a forgotten password is replaced by one that must be changed', async () => {
  const setUp = await app.anonymous.post('/api/setup', {
    userName: 'Wang',
    displayName: '王管',
    password: 'First-Password-1',
    unitCode: 'EW',
    unitName: '另一单位',
    unitType: 'government',
  });
  expect(setUp.status).toBe(200);
  const reset = await zhengce('account', 'reset-password', '--user', 'WANG');
  expect(reset.code).toBe(0);
  const signIn = (password: string) =>
    app.anonymous.post('/api/session', { login: 'wang', password });
  expect((await signIn('First-Password-1')).status).toBe(401);
  expect((await signIn(reset.out.trim())).status).toBe(200);
});

test.each([
  [['api-key', 'create', '--role', 'itManager'], '缺少 --unit'],
  [['api-key', 'create', '--role', 'boss', '--unit', 'DW'], '没有角色“boss”'],
  [['api-key', 'create', '--role', 'sysAdmin', '--unit', 'DW'], 'API 密钥不能使用该角色'],
  [
    ['api-key', 'create', '--role', 'itManager', '--unit', 'DW', '--expires', '2026-02-30'],
    '--expires',
  ],
  [['ledger', 'verify', '--unit', 'NONE'], '没有单位“NONE”'],
  [['ledger', 'verify', '--unknown', 'x'], '--unknown'],
  [['account', 'reset-password', '--user', 'nobody'], '没有账号“nobody”'],
])('%j is refused in one line', async (args, reason) => {
  const { code, out, err } = await zhengce(...(args as string[]));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(reason);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('without a command it says what there is', async () => {
  expect(await zhengce()).toMatchObject({ code: 0, out: expect.stringContaining('ledger verify') });
  expect(await zhengce('nonsense')).toMatchObject({
    code: 1,
    err: expect.stringContaining('api-key create'),
  });
});
