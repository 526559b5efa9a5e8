/** 责任追究 over HTTP: from a finding to closing, who sees what, and who may not decide. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { suggestionsOf } from './rules.ts';

let world: Office;
const day = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const year = Number(day(0).slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
});

async function finding(computerNo: string, kind: string, softwareName: string): Promise<string> {
  const id = newId();
  const { database, unitId } = world.app;
  await database.write((tx) =>
    sql`insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
      software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at)
      values (${unitId}, ${id}, ${id}, ${kind}, 'open', true, ${world.device(computerNo)}, ${softwareName},
        '1', '', 'other', '{}'::jsonb, now(), now())`.execute(tx),
  );
  return id;
}
const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`cases/${id}/${action}`), body);
const get = async (who: Name, id: string) => ok((await world.as(who)).get(url(`cases/${id}`)));
const sees = async (who: Name, id: string) =>
  (await (await world.as(who)).get(url(`cases/${id}`))).status;
const open = async (change: object = {}, who: Name = '钱主管') =>
  ok(
    (await world.as(who)).post(url('cases'), {
      title: '私自安装软件',
      personId: world.person('张三'),
      facts: '检查时发现',
      rules: ['WH-1.1'],
      ...change,
    }),
  );

describe('the system proposes', () => {
  test.each([
    [
      'a private install',
      { personId: 'p', departmentId: 'd', pirated: false, rules: ['WH-1.1'] },
      ['person noAward', 'person bonusCut'],
    ],
    [
      'pirated software',
      { personId: 'p', departmentId: 'd', pirated: true, rules: ['ZR-4'] },
      ['person noAward', 'person bonusCut', 'department noAward'],
    ],
    [
      'a department',
      { personId: null, departmentId: 'd', pirated: true, rules: ['ZR-4'] },
      ['department noAward'],
    ],
  ])('%s', (_title, facts, expected) => {
    expect(suggestionsOf(facts as never, 2026).map((one) => `${one.subject} ${one.kind}`)).toEqual(
      expected,
    );
  });
});

test('from a finding through statement, proposal, decision, appeal and rectification to the end', async () => {
  const ids = [
    await finding('C1', 'risk', 'KMS激活'),
    await finding('C2', 'notRecorded', '某绘图软件'),
  ];
  const manager = await world.as('钱主管');
  const decision = { action: 'openCase', reason: '检查发现私自安装激活工具' };
  expect((await ok(manager.post(url('findings/decide'), { findingIds: ids, decision }))).done).toBe(
    2,
  );
  const list = await ok(manager.get(url('cases')));
  // Both computers are 张三's: one case.
  expect(list.items).toHaveLength(1);
  const { id } = list.items[0];
  const opened = await get('钱主管', id);
  expect(opened).toMatchObject({
    personName: '张三',
    departmentName: '办公室',
    pirated: true,
    state: 'opened',
  });
  expect(opened.findings.map((one: { softwareName: string }) => one.softwareName).sort()).toEqual([
    'KMS激活',
    '某绘图软件',
  ]);
  expect(opened.suggested).toHaveLength(3);

  expect(await sees('张三', id)).toBe(404);
  await ok(act('钱主管', id, 'request-statement', { dueOn: day(7) }));
  expect((await get('张三', id)).may).toEqual(['giveStatement']);
  await ok(act('张三', id, 'statement', { statement: '不知道是盗版' }));
  await ok(act('王主任', id, 'respond', { response: '情况属实' }));
  const proposal = opened.suggested.map(({ reason: _, ...one }: { reason: string }) => one);
  await ok(act('何人事', id, 'propose', { proposal }));
  // The person concerned sees what is proposed only when it is decided.
  expect(await get('张三', id)).toMatchObject({ suggested: [], proposal: [], consequences: [] });
  const answers = await Promise.all([
    act('孙局长', id, 'decide', { result: 'decide', consequences: proposal, opinion: '同意' }),
    act('孙局长', id, 'decide', { result: 'dismiss', opinion: '再议' }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  if (answers[0].status !== 200) return;
  expect((await get('张三', id)).consequences).toHaveLength(3);
  await ok(act('张三', id, 'appeal', { appeal: '奖金处理过重' }));
  await ok(
    act('孙局长', id, 'redecide', {
      consequences: proposal.slice(0, 1),
      opinion: '改为只取消评优',
    }),
  );
  expect(await refused(act('张三', id, 'appeal', { appeal: '再次' }))).toBe(
    '403 responsibility.notYours',
  );
  await ok(act('钱主管', id, 'rectify', { rectification: '卸载并重新学习规定', dueOn: day(10) }));
  const closed = await ok(act('钱主管', id, 'close', { note: '已卸载' }));
  expect(closed.state).toBe('closed');
  expect(closed.steps.map((step: { action: string }) => step.action)).toEqual([
    'create',
    'requestStatement',
    'giveStatement',
    'respond',
    'propose',
    'decide',
    'appeal',
    'redecide',
    'rectify',
    'close',
  ]);
  const consequences = await ok((await world.as('何人事')).get(url(`consequences?year=${year}`)));
  expect(consequences.items).toMatchObject([{ subjectName: '张三', kind: 'noAward', year }]);
});

test('a finding and its case come together or not at all', async () => {
  const good = await finding('C3', 'notRecorded', '甲');
  const nobodys = await finding('C5', 'notRecorded', '乙');
  const { database, unitId } = world.app;
  await database.write((tx) =>
    sql`update ledgers_assignment set to_on = from_on + 1 where unit_id = ${unitId} and device_id = ${world.device('C5')}`.execute(
      tx,
    ),
  );
  const manager = await world.as('钱主管');
  const decision = { action: 'openCase', reason: '立案' };
  const answer = await manager.post(url('findings/decide'), {
    findingIds: [good, nobodys],
    decision,
  });
  expect([answer.status, answer.body.code]).toEqual([409, 'responsibility.nobody']);
  expect((await ok(manager.get(url(`findings/${good}`)))).state).toBe('open');
  expect((await ok(manager.get(url(`cases?person=${world.person('李四')}`)))).items).toEqual([]);
});

test('dismissed: the findings wait to be handled again', async () => {
  const id = await finding('C4', 'freeNotListed', '丙');
  const manager = await world.as('钱主管');
  const decision = { action: 'openCase', reason: '立案' };
  await ok(manager.post(url('findings/decide'), { findingIds: [id], decision }));
  const [{ id: caseId }] = (await ok(manager.get(url(`cases?person=${world.person('吴会计')}`))))
    .items;
  await ok(act('孙局长', caseId, 'decide', { result: 'dismiss', opinion: '工作需要，补办手续' }));
  const { rows } = await world.app.database.pool.query(
    `select state from reconciliation_finding where id = $1`,
    [id],
  );
  expect(['open', 'resolved']).toContain(rows[0].state);
});

describe('who may not', () => {
  test('nobody works on his own case; the opener does not decide; late appeals are refused', async () => {
    const own = await open({ personId: world.person('钱主管') }, '冯主管');
    await ok(act('冯主管', own.id, 'request-statement', { dueOn: day(3) }));
    expect((await get('钱主管', own.id)).may).toEqual(['giveStatement']);
    expect(await refused(act('钱主管', own.id, 'record-statement', { statement: '无' }))).toBe(
      '403 responsibility.notYours',
    );

    const head = await world.anew('孙局长', ['staff', 'committeeHead', 'itManager']);
    const made = await ok(
      head.post(url('cases'), {
        title: '某事',
        personId: world.person('李四'),
        facts: '事实',
        rules: ['ZR-3'],
      }),
    );
    expect(
      await refused(
        head.post(url(`cases/${made.id}/decide`), { result: 'dismiss', opinion: '算了' }),
      ),
    ).toBe('403 responsibility.notYours');

    const one = await open();
    await ok(act('钱主管', one.id, 'request-statement', { dueOn: day(3) }));
    await ok(act('张三', one.id, 'statement', { statement: '承认' }));
    await ok(
      act('何人事', one.id, 'propose', {
        proposal: [{ subject: 'person', kind: 'noAward', year }],
      }),
    );
    await ok(
      act('孙局长', one.id, 'decide', { result: 'decide', consequences: [], opinion: '批评教育' }),
    );
    await world.app.database.pool.query(
      `update responsibility_case set decided_on = decided_on - 16 where id = $1`,
      [one.id],
    );
    expect(await refused(act('张三', one.id, 'appeal', { appeal: '不服' }))).toBe(
      '403 responsibility.notYours',
    );
  });

  test('others see only what concerns them', async () => {
    const one = await open();
    await ok(act('钱主管', one.id, 'request-statement', { dueOn: day(3) }));
    expect(
      await Promise.all(
        (['张三', '王主任', '何人事', '徐检查', '陈副局长'] as const).map((who) =>
          sees(who, one.id),
        ),
      ),
    ).toEqual([200, 200, 200, 200, 200]);
    expect(
      await Promise.all((['李四', '周科长', '吴会计'] as const).map((who) => sees(who, one.id))),
    ).toEqual([404, 404, 404]);
    expect(await refused((await world.as('赵工')).get(url(`cases/${one.id}`)))).toBe(
      '404 responsibility.noCase',
    );
    expect(await refused(act('钱主管', one.id, 'record-statement', {}))).toBe(
      '422 responsibility.statementDue',
    );
  });
});
