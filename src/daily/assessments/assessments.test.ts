/** The yearly assessment over HTTP: points from the records and by hand, frozen, a veto that people may override, approved by another, own results only for the rest. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import {
  computedFor,
  DEFAULT_SCHEME,
  type DepartmentFacts,
  gradeByPoints,
  proposedGrade,
  schemeProblem,
  totalOf,
} from './rules.ts';
import type { AssessmentRecord, Source } from './shapes.ts';
import { assessmentFacts } from './store.facts.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
  const { database, unitId } = world.app;
  const lines = [
    {
      kind: 'install',
      softwareId: world.software('S1'),
      deviceId: world.device('C1'),
      version: '12',
      occurredOn: today,
    },
  ];
  const body = { idempotencyKey: newId(), reason: '已有安装', lines };
  await ok((await world.as('钱主管')).post(url('entries'), body));
  await database.write(async (tx) => {
    // Not on C1: an entry has its computer compared again in the background.
    const finding = (state: string, decision: object | null, resolved: string | null) =>
      sql`insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
        software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at,
        resolved_at, decision)
        values (${unitId}, ${newId()}, ${newId()}, 'risk', ${state}, true, ${world.device('C3')}, '某软件',
        '1', '', 'other', '{}'::jsonb, now(), now(), ${resolved}::timestamptz,
        ${decision === null ? null : JSON.stringify(decision)}::jsonb)`.execute(tx);
    await finding('open', null, null);
    await finding('ordered', { action: 'orderRemoval', dueOn: addDays(today, -1) }, null);
    await finding('resolved', { action: 'orderRemoval', dueOn: today }, `${today}T00:00:00+08:00`);
    // Two problems of an inspection: one put right in time, one past its day.
    const inspection = newId();
    await sql`insert into daily_inspection (unit_id, id, inspection_no, year, title, kind, period_from,
        period_to, inspectors, department_ids, device_types, plan, state, seed, draws, started_on, notified_on, created_at,
        updated_at)
      values (${unitId}, ${inspection}, 'JC-1', ${year}, '检查', 'full', ${today}, ${today}, '{}', '{}', '{}',
        '', 'notified', 's', 1, ${today}, ${today}, now(), now())`.execute(tx);
    const problem = (no: number, state: string, dueOn: string, respondedOn: string | null) =>
      sql`insert into daily_inspection_problem (unit_id, id, inspection_id, problem_no, source, kind,
        content, department_id, measure, due_on, state, responded_on, created_at, updated_at)
        values (${unitId}, ${newId()}, ${inspection}, ${no}, 'manual', 'other', '问题',
        ${world.department('财务科')}, '整改', ${dueOn}, ${state}, ${respondedOn}, now(), now())`.execute(
        tx,
      );
    await problem(1, 'passed', today, today);
    await problem(2, 'open', addDays(today, -1), null);
    await sql`insert into responsibility_case (unit_id, id, case_no, title, person_id, person_name,
        department_id, department_name, facts, rules, pirated, state, opened_by_id, opened_by,
        decided_on, created_at, updated_at)
      values (${unitId}, ${newId()}, 'ZR-1', '私自安装', ${world.person('张三')}, '张三',
        ${world.department('办公室')}, '办公室', '事实', '{WH-1.1}', false, 'decided', 'x', 'x', ${today},
        now(), now())`.execute(tx);
  });
});

const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`assessments/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管'): Promise<AssessmentRecord> =>
  ok((await world.as(who)).get(url(`assessments/${id}`)));
const of = (record: AssessmentRecord, name: string) =>
  record.results.find((one) => one.departmentName === name)!;
const score = (record: AssessmentRecord, name: string, key: string) =>
  of(record, name).scores.find((one) => one.key === key)!;
const give = async (who: Name, id: string, name: string, scores: object[]) =>
  (await world.as(who)).put(url(`assessments/${id}/departments/${world.department(name)}/scores`), {
    scores,
  });
const decide = async (id: string, name: string, grade: string | null, reason = '') =>
  (await world.as('钱主管')).put(
    url(`assessments/${id}/departments/${world.department(name)}/grade`),
    { grade, reason },
  );

const NOTHING: DepartmentFacts = {
  departmentId: 'd',
  departmentName: '某处',
  staff: 0,
  computers: 0,
  pledgesSigned: 0,
  findings: 0,
  overdue: 0,
  installed: 0,
  genuine: 0,
  rectificationDue: 0,
  rectifiedInTime: 0,
  classes: 0,
  trained: 0,
  asked: 0,
  answeredInTime: 0,
  answeredLate: 0,
  cases: [],
};
const oneCase = { caseId: 'c', caseNo: '1', title: '', against: true };

test.each<[Source, Partial<DepartmentFacts>, number | null]>([
  ['pledges', {}, 10],
  ['pledges', { staff: 3, pledgesSigned: 2 }, 6.7],
  ['findings', { computers: 10, findings: 2, overdue: 1 }, 7],
  ['findings', { computers: 1, findings: 5 }, 0],
  ['genuineRate', {}, 10],
  ['genuineRate', { computers: 2 }, null],
  ['genuineRate', { computers: 2, installed: 6, genuine: 3 }, 5],
  ['rectification', {}, 10],
  ['rectification', { rectificationDue: 4, rectifiedInTime: 3 }, 7.5],
  ['training', { staff: 5 }, null],
  ['training', { staff: 5, classes: 1, trained: 4 }, 8],
  ['demand', {}, 10],
  ['demand', { asked: 2, answeredInTime: 1, answeredLate: 1 }, 7.5],
  ['cases', { cases: [oneCase] }, 5],
  ['cases', { cases: [oneCase, oneCase, oneCase] }, 0],
  ['hand', {}, null],
])('%s of %o comes to %s of 10 points', (source, facts, points) => {
  const criterion = { key: 'k', label: '指标', points: 10, source };
  expect(computedFor(criterion, { ...NOTHING, ...facts }).points).toBe(points);
});

test('grades follow the thresholds; a veto leaves neither 优秀 nor 合格', () => {
  expect(
    [90, 89.9, 75, 60, 59.9, null].map((total) => gradeByPoints(total, DEFAULT_SCHEME)),
  ).toEqual(['excellent', 'qualified', 'qualified', 'basic', 'failed', null]);
  expect(
    (['excellent', 'qualified', 'basic', 'failed'] as const).map((grade) =>
      proposedGrade(grade, true),
    ),
  ).toEqual(['basic', 'basic', 'basic', 'failed']);
  expect([totalOf([1.1, 2.2]), totalOf([1, null])]).toEqual([3.3, null]);
  expect(schemeProblem(DEFAULT_SCHEME)).toBeUndefined();
  const high = { ...DEFAULT_SCHEME.thresholds, excellent: 101 };
  expect(schemeProblem({ ...DEFAULT_SCHEME, thresholds: high })?.path).toBe(
    'body.thresholds.excellent',
  );
});

test('from collecting to reporting', async () => {
  const manager = await world.as('钱主管');
  const both = await Promise.all([
    manager.post(url('assessments'), { year }),
    manager.post(url('assessments'), { year }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const { id } = both.find((answer) => answer.status === 200)!.body;
  const collecting = await get(id);
  // 办公室: four computers, one order past its day, one kept; one case decided.
  expect(
    ['pledges', 'genuineRate', 'findings', 'rectification', 'cases', 'training'].map(
      (key) => score(collecting, '办公室', key).points,
    ),
  ).toEqual([0, 25, 5, 5, 5, null]);
  expect(score(collecting, '财务科', 'rectification').points).toBe(5);
  expect(score(collecting, '办公室', 'findings').working).toContain('未处理的问题 2 个');
  expect(of(collecting, '办公室').vetoes).toMatchObject([{ caseNo: 'ZR-1' }]);
  // Others see nothing of it yet.
  expect(await refused((await world.as('王主任')).get(url(`assessments/${id}`)))).toBe(
    '404 daily.noAssessment',
  );
  expect((await ok((await world.as('张三')).get(url('assessments')))).items).toEqual([]);

  expect(await refused(act('钱主管', id, 'draft'))).toBe('409 daily.unscored');
  expect((await give('钱主管', id, '办公室', [{ key: 'training', points: 8 }])).body).toMatchObject(
    {
      code: 'daily.score',
      path: 'body.scores.0',
    },
  );
  expect(
    (await give('钱主管', id, '办公室', [{ key: 'training', points: 11, note: '好' }])).status,
  ).toBe(422);
  expect(
    await refused(give('张三', id, '办公室', [{ key: 'training', points: 8, note: '好' }])),
  ).toBe('403 platform.forbidden');
  const names = collecting.results.map((one) => one.departmentName);
  for (const name of names) {
    const open = of(collecting, name).scores.filter((one) => one.points === null);
    const full = (key: string) => collecting.scheme.criteria.find((one) => one.key === key)!.points;
    const scores = open.map(({ key }) => ({ key, points: full(key), note: '情况良好' }));
    // Pledges on paper, not yet uploaded: what the system computed may be replaced, with a note.
    await ok(
      give('陈副局长', id, name, [...scores, { key: 'pledges', points: 15, note: '纸质已签' }]),
    );
  }
  await ok(act('钱主管', id, 'draft'));
  const drafted = await get(id);
  // 15 + 25 + 5 + 5 + 10 + 5 + 5 + 5
  expect(of(drafted, '办公室')).toMatchObject({
    total: 75,
    byPoints: 'qualified',
    proposed: 'basic',
    grade: 'basic',
  });
  expect(of(drafted, '财务科')).toMatchObject({ proposed: 'excellent', vetoes: [] });
  // Frozen: later records change nothing.
  await world.app.database.write((tx) =>
    sql`update reconciliation_finding set state = 'resolved', resolved_at = now()`.execute(tx),
  );
  expect(of(await get(id), '办公室').total).toBe(75);
  expect(
    await refused(give('钱主管', id, '办公室', [{ key: 'pledges', points: 1, note: 'x' }])),
  ).toBe('409 daily.assessmentFixed');
  expect(await refused(decide(id, '办公室', 'qualified'))).toBe('422 daily.gradeReason');
  await ok(decide(id, '办公室', 'qualified', '主动报告并及时改正'));
  await ok(act('钱主管', id, 'submit'));
  expect(await refused(decide(id, '办公室', 'failed', 'x'))).toBe('409 daily.assessmentFixed');

  const alsoHead = await world.anew('陈副局长', ['staff', 'committeeHead']);
  expect(await refused(alsoHead.post(url(`assessments/${id}/decide`), { approve: true }))).toBe(
    '403 daily.ownAssessment',
  );
  await ok(act('孙局长', id, 'decide', { approve: false, opinion: '再议' }));
  await ok(act('钱主管', id, 'recollect', { reason: '补充情况' }));
  expect(score(await get(id), '办公室', 'findings').points).toBe(20);
  await ok(act('钱主管', id, 'draft'));
  await ok(act('钱主管', id, 'submit'));
  const presses = await Promise.all(
    [...Array(4)].map(() => act('孙局长', id, 'decide', { approve: true })),
  );
  expect(presses.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);

  // A department sees its own result, its head is told.
  const head = await get(id, '王主任');
  expect(head).toMatchObject({ whole: false, steps: [], may: [] });
  expect(head.results.map((one) => [one.departmentName, one.grade])).toEqual([
    ['办公室', 'qualified'],
  ]);
  expect((await get(id, '吴会计')).results.map((one) => one.departmentName)).toEqual(['财务科']);
  const told = await ok((await world.as('王主任')).get(url('notices')));
  expect(told.items[0].text).toBe(`${year}年度软件正版化工作考核评议 已审定，请查看本部门的结果`);
  expect(await refused((await world.app.as('assetOfficer')).get(url(`assessments/${id}`)))).toBe(
    '403 platform.forbidden',
  );
  const facts = await world.app.database.read((tx) =>
    assessmentFacts({ tx, unitId: world.app.unitId } as never, year),
  );
  expect(facts).toMatchObject({
    id,
    grades: [
      { grade: 'excellent', count: names.length - 1 },
      { grade: 'qualified', count: 1 },
    ],
  });
  const { lines } = await ok(manager.get(url(`clock?year=${year}`)));
  const duty = lines.find((one: { duty: string }) => one.duty === 'assessment');
  if (duty) expect(duty).toMatchObject({ state: 'done', evidence: '年度考核评议已审定' });

  expect(
    (await act('钱主管', id, 'report', { reportedOn: addDays(today, 1), reportedTo: '市版权局' }))
      .body.path,
  ).toBe('body.reportedOn');
  await ok(act('钱主管', id, 'report', { reportedOn: today, reportedTo: '市版权局' }));
  const departmentId = world.department('财务科');
  const fix = { departmentId, grade: 'qualified', reason: '漏计一件' };
  await ok(act('钱主管', id, 'correct', fix));
  expect(await refused(act('钱主管', id, 'correct', fix))).toBe('422 daily.sameGrade');
  expect(of(await get(id), '财务科')).toMatchObject({ grade: 'qualified', reason: '漏计一件' });
  const { status } = await (await world.as('孙局长')).get(url(`assessments/${id}/export`));
  expect(status).toBe(200);
});

test('a unit sets its own criteria and thresholds', async () => {
  const member = await world.app.as('committeeMember');
  const scheme = await ok(member.get(url('assessment-scheme')));
  const wrong = { ...scheme, thresholds: { excellent: 80, qualified: 85, basic: 60 } };
  expect((await member.put(url('assessment-scheme'), wrong)).body.path).toBe(
    'body.thresholds.qualified',
  );
  const criteria = [{ key: 'a', label: '综合评分', points: 100, source: 'hand' }];
  await ok(member.put(url('assessment-scheme'), { ...scheme, criteria }));
  const { id } = await ok(member.post(url('assessments'), { year: year - 1 }));
  expect((await get(id)).scheme.criteria).toEqual(criteria);
  // The one that was drafted keeps the scheme it was drafted with.
  const { items } = await ok(member.get(url('assessments')));
  expect((await get(items[0].id)).scheme.criteria).toHaveLength(8);
});
