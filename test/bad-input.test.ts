/** Hostile and mistaken requests that no single slice owns: a clear refusal in the caller's language, nothing torn. */
import { expect, test } from 'vitest';
import { testApp } from './harness.ts';

const app = await testApp();
const unit = '/api/units/DW';

test('an export that cannot be ordered so is refused before the file begins', async () => {
  const manager = await app.as('itManager');
  for (const list of ['people', 'software', 'devices', 'findings']) {
    const answer = await manager.get(`${unit}/${list}/export?sort=';--`);
    expect([list, answer.status, answer.body.code]).toEqual([list, 422, 'platform.unknownSort']);
    expect(answer.body.message).toContain("不能按“';--”排序");
    expect((await manager.get(`${unit}/${list}/export`)).status, list).toBe(200);
  }
});

test('wrong types are named by field, in Chinese and in English', async () => {
  const manager = await app.as('itManager');
  const chinese = await manager.post(`${unit}/devices`, {
    deviceType: 'desktop',
    acquiredOn: '2026-02-30',
  });
  expect(chinese).toMatchObject({ status: 422, body: { path: 'body.acquiredOn' } });
  expect(chinese.body.message).toMatch(/日期应为/);
  const english = await manager.post(
    `${unit}/devices`,
    { deviceType: 'desktop', acquiredOn: '2026-02-30' },
    { 'accept-language': 'en' },
  );
  expect(english.body.message).toMatch(/date must be YYYY-MM-DD/);
  const missing = await manager.post(`${unit}/people`, {});
  expect(missing.body.issues[0].message).not.toMatch(/undefined|string/);
});

test('a formula in a name stays a name, out and in again', async () => {
  const manager = await app.as(['itManager', 'hrOfficer']);
  const name = `=cmd|' /C calc'!A0`;
  const made = await manager.post(`${unit}/people`, { staffNo: 'F1', name });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const file = (await manager.get(`${unit}/people/export`)).payload;
  const again = await manager.upload(`${unit}/people/import?commit=true`, {
    name: '人员.xlsx',
    content: file,
  });
  expect(again.body.counts).toMatchObject({ create: 0, update: 0, reject: 0, unchanged: 1 });
  const people = (await manager.get(`${unit}/people`)).body.items;
  expect(people.map((person: { name: string }) => person.name)).toEqual([name]);
});

test('what is no sheet is refused with a reason, and nothing is half-imported', async () => {
  const manager = await app.as(['itManager', 'hrOfficer']);
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]);
  for (const [name, content] of [
    ['人员.xlsx', zip],
    ['人员.xlsx', '<html><table><tr><td>工号</td></tr></table></html>'],
    ['../../etc/人员.csv', ''],
    ['人员.exe', Buffer.from('MZ\u0090\u0000')],
  ] as const) {
    const answer = await manager.upload(`${unit}/people/import?commit=true`, { name, content });
    expect(answer.status, name).toBeGreaterThanOrEqual(400);
    expect(answer.status, name).toBeLessThan(500);
    expect(answer.body.message).toMatch(/[\u4e00-\u9fff]/);
  }
  const wrong = await manager.upload(`${unit}/people/import`, {
    name: '别的.csv',
    content: '颜色,大小\n红,1\n合计,2\n',
  });
  expect(wrong.status === 200 ? wrong.body.counts.create : 0).toBe(0);
  expect((await manager.get(`${unit}/people`)).body.items).toHaveLength(1);
});

test('who asks too often is told so, and it is nobody’s fault', async () => {
  const tries = [...Array(61)].map(() =>
    app.anonymous.post('/api/session', { login: 'nobody', password: 'x' }),
  );
  const answers = await Promise.all(tries);
  const last = answers.find((answer) => answer.status === 429);
  expect(last?.body).toMatchObject({ code: 'platform.tooMany' });
  expect(answers.some((answer) => answer.status >= 500)).toBe(false);
}, 60_000);
