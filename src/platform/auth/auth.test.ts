/** Set-up, sign-in, locking, sessions, rights and keys over HTTP. */
import { expect, test } from 'vitest';
import { type Client, testApp } from '../../../test/harness.ts';

const app = await testApp();
const admin = {
  userName: 'gly',
  displayName: '管理员',
  password: 'Zheng-Ce 2026',
  unitCode: 'A01',
  unitName: '示例市档案局',
  unitType: 'government',
};

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return String(answer.headers['set-cookie']).split(';')[0]!;
}

async function session(client: Client, cookie: string) {
  return (await client.get('/api/session', { cookie })).body;
}

test('first run creates the administrator once, and only with a strong password', async () => {
  expect((await app.anonymous.get('/api/session')).body.setupNeeded).toBe(true);
  const weak = await app.anonymous.post('/api/setup', { ...admin, password: 'short' });
  expect(weak).toMatchObject({
    status: 422,
    body: { code: 'platform.weakPassword', path: 'body.password' },
  });
  const both = await Promise.all([
    app.anonymous.post('/api/setup', admin),
    app.anonymous.post('/api/setup', { ...admin, userName: 'gly2', unitCode: 'A02' }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const done = both.find((answer) => answer.status === 200)!;
  const told = await session(app.anonymous, cookieOf(done));
  expect(told.account.systemAdministrator).toBe(true);
  expect(told.units.map((unit: { code: string }) => unit.code)).toContain(
    done.body.units.find((unit: { code: string }) => unit.code !== 'DW').code,
  );
});

test('sign-in by user name or staff number; five failures lock, parallel guesses do not pass', async () => {
  const sys = await app.as('sysAdmin');
  const created = await sys.post('/api/units/DW/accounts', {
    userName: 'Wang.Fang',
    displayName: '王芳',
    staffNo: '10086',
    roles: ['staff'],
    initialPassword: 'Chu-Shi 99',
  });
  expect(created).toMatchObject({ status: 200, body: { loginNames: ['10086', 'wang.fang'] } });
  const ok = await app.anonymous.post('/api/session', { login: '10086', password: 'Chu-Shi 99' });
  expect(ok).toMatchObject({ status: 200, body: { account: { mustChangePassword: true } } });
  const cookie = cookieOf(ok);
  const early = await app.anonymous.get('/api/units/DW/accounts', { cookie });
  expect(early).toMatchObject({ status: 403, body: { code: 'platform.changePassword' } });

  const guesses = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      app.anonymous.post('/api/session', { login: 'WANG.FANG', password: `guess-${n}` }),
    ),
  );
  expect(new Set(guesses.map((guess) => guess.status))).toEqual(new Set([401]));
  const right = await app.anonymous.post('/api/session', {
    login: '10086',
    password: 'Chu-Shi 99',
  });
  expect(right.status).toBe(401);
  const unlocked = await sys.post(`/api/units/DW/accounts/${created.body.id}/state`, {
    action: 'unlock',
  });
  expect(unlocked.body.locked).toBe(false);
  expect(
    (await app.anonymous.post('/api/session', { login: '10086', password: 'Chu-Shi 99' })).status,
  ).toBe(200);
});

test('changing the password ends other sessions; signing out everywhere ends all', async () => {
  const sys = await app.as('sysAdmin');
  await sys.post('/api/units/DW/accounts', {
    userName: 'lilei',
    displayName: '李雷',
    roles: ['itManager'],
    initialPassword: 'Chu-Shi 99',
  });
  const signIn = (password: string) =>
    app.anonymous.post('/api/session', { login: 'lilei', password });
  const first = cookieOf(await signIn('Chu-Shi 99'));
  const second = cookieOf(await signIn('Chu-Shi 99'));
  const change = (currentPassword: string, newPassword: string) =>
    app.anonymous.post(
      '/api/session/password',
      { currentPassword, newPassword },
      { cookie: first },
    );
  expect(await change('wrong', 'Xin-Mima 2026')).toMatchObject({
    body: { path: 'body.currentPassword' },
  });
  expect(await change('Chu-Shi 99', 'lilei-A1-lilei')).toMatchObject({
    body: { code: 'platform.weakPassword' },
  });
  expect((await change('Chu-Shi 99', 'Xin-Mima 2026')).status).toBe(200);
  expect((await session(app.anonymous, second)).account).toBeUndefined();
  expect((await session(app.anonymous, first)).account.userName).toBe('lilei');
  const third = cookieOf(await signIn('Xin-Mima 2026'));
  await app.http.inject({ method: 'DELETE', url: '/api/sessions', headers: { cookie: first } });
  expect((await session(app.anonymous, third)).account).toBeUndefined();
});

test('rights are asked on the server, for every role of the unit only', async () => {
  const manager = await app.as('itManager');
  expect(await manager.get('/api/units/DW/accounts')).toMatchObject({
    status: 403,
    body: { code: 'platform.forbidden', message: '您的角色没有这项权限' },
  });
  const english = await manager.get('/api/units/DW/accounts', { 'accept-language': 'en' });
  expect(english.body.message).toBe('Your role does not include this right');
  expect((await app.anonymous.get('/api/units/DW/accounts')).status).toBe(401);
  expect((await manager.get('/api/units/NIX/accounts')).status).toBe(404);
  const foreign = await manager.post(
    '/api/session/password',
    {},
    { origin: 'https://evil.example' },
  );
  expect(foreign).toMatchObject({ status: 403, body: { code: 'platform.crossOrigin' } });
});

test('the last administrator cannot be removed or disabled', async () => {
  const sys = await app.as('sysAdmin');
  const others = (await sys.get('/api/units/DW/accounts?limit=500')).body.items.filter(
    (account: { id: string; roles: string[] }) =>
      account.roles.includes('sysAdmin') && account.id !== sys.accountId,
  );
  for (const account of others) {
    expect(
      (await sys.put(`/api/units/DW/accounts/${account.id}/roles`, { roles: [] })).status,
    ).toBe(200);
  }
  for (const answer of [
    await sys.put(`/api/units/DW/accounts/${sys.accountId}/roles`, { roles: ['staff'] }),
    await sys.post(`/api/units/DW/accounts/${sys.accountId}/state`, { action: 'disable' }),
  ]) {
    expect(answer).toMatchObject({ status: 409, body: { code: 'platform.lastAdministrator' } });
  }
});

test('an API key works in its unit, shows its secret once, and stops when revoked', async () => {
  const sys = await app.as('sysAdmin');
  const made = await sys.post('/api/units/DW/api-keys', {
    name: '资产系统',
    role: 'sysAdmin',
    expiresOn: '2999-01-01',
  });
  expect(made).toMatchObject({ status: 422, body: { path: 'body.role' } });
  const key = await sys.post('/api/units/DW/api-keys', {
    name: '资产系统',
    role: 'inspector',
    expiresOn: '2999-01-01',
  });
  const bearer = { authorization: `Bearer ${key.body.key}` };
  expect((await app.anonymous.get('/api/units/DW/audit', bearer)).status).toBe(200);
  expect((await app.anonymous.get('/api/units/DW/accounts', bearer)).status).toBe(403);
  const elsewhere = (await sys.get('/api/session')).body.units.find(
    (u: { code: string }) => u.code !== 'DW',
  );
  expect((await app.anonymous.get(`/api/units/${elsewhere.code}/audit`, bearer)).status).toBe(403);
  const listed = await sys.get('/api/units/DW/api-keys');
  expect(JSON.stringify(listed.body)).not.toContain(key.body.key);
  await sys.delete(`/api/units/DW/api-keys/${key.body.id}`);
  expect((await app.anonymous.get('/api/units/DW/audit', bearer)).status).toBe(401);
});

test('every change is in the audit log, without secrets, and the log cannot be rewritten', async () => {
  const sys = await app.as('sysAdmin');
  const log = await sys.get('/api/units/DW/audit?limit=200');
  const actions = log.body.items.map((entry: { action: string }) => entry.action);
  for (const action of [
    'account.create',
    'account.changePassword',
    'account.setRoles',
    'apiKey.create',
  ]) {
    expect(actions).toContain(action);
  }
  expect(JSON.stringify(log.body)).not.toMatch(/Chu-Shi|Xin-Mima|zck_/);
  await expect(
    app.database.pool.query('update platform_audit set action = $1', ['x']),
  ).rejects.toThrow(/permission denied/);
  await expect(app.database.pool.query('delete from platform_audit')).rejects.toThrow(
    /permission denied/,
  );
});

test('health, OpenAPI and its page answer', async () => {
  expect((await app.anonymous.get('/healthz')).body).toEqual({ status: 'ok' });
  const document = (await app.anonymous.get('/api/openapi.json')).body;
  expect(document.openapi).toMatch(/^3\.1/);
  expect(document.paths['/api/units/{unit}/accounts'].get.parameters.length).toBeGreaterThan(3);
  expect((await app.anonymous.get('/api/docs')).payload.toString()).toContain(
    '/api/units/{unit}/api-keys',
  );
});
