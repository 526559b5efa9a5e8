/** Nobody decides about his own application (附件10): neither as head, nor as substitute, nor as manager. */
import { beforeAll, expect, test } from 'vitest';
import { dateInChina } from '../src/base/dates.ts';
import { testApp } from './harness.ts';
import { type Name, type Office, office, ok, url } from './office.ts';

const today = dateInChina(new Date());
let world: Office;
let serial = 0;
let nextComputer = 3;

beforeAll(async () => {
  world = await office(await testApp(), ['王主任', '李四', '钱主管', '张三', '张三', '张三']);
});

const as = (name: Name) => world.as(name);

async function submitted(who: Name, computerNo: string): Promise<string> {
  const made = await ok(
    (await as(who)).post(url('applications'), {
      idempotencyKey: `own-application-${serial++}`,
      submit: true,
      application: {
        deviceId: world.device(computerNo),
        kind: 'install',
        toSoftwareId: world.software('S4'),
        reason: '工作需要',
      },
    }),
  );
  return made.id;
}
const dept = async (who: Name, id: string) =>
  (await (await as(who)).post(url(`applications/${id}/dept-review`), opinionOf('approve'))).status;
const it = async (who: Name, id: string) =>
  (await (await as(who)).post(url(`applications/${id}/it-review`), opinionOf('approve'))).status;
const name = async (who: Name, id: string, reviewer: Name) =>
  ok(
    (await as(who)).post(url(`applications/${id}/reassign`), {
      personId: world.person(reviewer),
      reason: '没有其他负责人',
    }),
  );
const opinionOf = (result: string) => ({ result, opinion: '已核对' });

test('a head’s goes to whom the information department names', async () => {
  const id = await submitted('王主任', 'C1');
  expect(await dept('王主任', id)).toBe(403);
  await name('钱主管', id, '周科长');
  expect(await dept('王主任', id)).toBe(403);
  expect(await dept('周科长', id)).toBe(200);
  expect(await it('钱主管', id)).toBe(200);
});

test('a substitute reviews for the absent head, but not his own', async () => {
  const delegation = await ok(
    (await as('王主任')).post(url('delegations'), {
      toPersonId: world.person('李四'),
      fromOn: today,
      toOn: today,
      reason: '出差',
    }),
  );
  const own = await submitted('李四', 'C2');
  expect(await dept('李四', own)).toBe(403);
  const others = await submitted('张三', `C${++nextComputer}`);
  expect(await dept('李四', others)).toBe(200);
  const record = await ok((await as('张三')).get(url(`applications/${others}`)));
  expect(record.deptReview).toMatchObject({ onBehalfOf: '王主任' });
  const later = await submitted('张三', `C${++nextComputer}`);
  await ok(
    (await as('王主任')).post(url(`delegations/${delegation.id}/revoke`), { reason: '提前返回' }),
  );
  expect(await dept('李四', later)).toBe(403);
  expect(await dept('王主任', own)).toBe(200);
});

test('a manager’s is approved by another manager', async () => {
  const id = await submitted('钱主管', 'C3');
  await name('冯主管', id, '王主任');
  expect(await dept('王主任', id)).toBe(200);
  expect(await it('钱主管', id)).toBe(403);
  expect(await it('冯主管', id)).toBe(200);
});
