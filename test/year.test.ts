/**
 * A whole year over HTTP, every step by the role that owns it: plan → demand of five departments → selection → purchase
 * plan → contract → delivery → installs → inspection → rectification → training → assessment → statistics → annual
 * summary → closing. At its end the clock asks for nothing more.
 */
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../src/base/ids.ts';
import { periodOf } from '../src/reporting/closings/rules.ts';
import { type Client, testApp } from './harness.ts';
import { drawn, type Name, type Office, office, ok, url } from './office.ts';

let world: Office;
let finance: Client;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));
/** What a later step needs of an earlier one. */
const made: Record<string, string> = {};

beforeAll(async () => {
  world = await office(await testApp());
  finance = await world.anew('吴会计', ['staff', 'financeOfficer']);
  // The whole year is asked for, whenever the test runs.
  const parameters = { leadDays: 30, since: `${year}-01-01`, due: {} };
  await ok((await world.as('钱主管')).put(url('clock/parameters'), parameters));
});

const get = async (path: string, who: Name = '钱主管') => ok((await world.as(who)).get(url(path)));
const post = async (path: string, body: object = {}, who: Name = '钱主管') =>
  ok((await world.as(who)).post(url(path), body));
const duty = async (key: string) => {
  const { lines } = await get(`clock?year=${year}`);
  return lines.find((line: { duty: string }) => line.duty === key)?.state;
};

test('the annual plan is approved', async () => {
  const { content } = await get(`plan-template?year=${year}`);
  const tasks = content.tasks.map(({ personName: _, ...task }: { personName: string }) => ({
    ...task,
    personId: world.person('钱主管'),
  }));
  const words = { goals: '全面正版', measures: '分工', schedule: '按季', inspection: '年内一次' };
  const { id } = await post('plans', { ...words, tasks, year });
  await post(`plans/${id}/submit`);
  await post(`plans/${id}/decide`, { approve: true, opinion: '同意' }, '孙局长');
  expect(await duty('plan')).toBe('done');
});

test('five departments ask, by whoever is there', async () => {
  const round = await post('demand-rounds', { planYear: year, dueOn: `${year}-12-31` });
  expect(round.asked).toBe(5);
  const asking: [Name, string, number][] = [
    ['王主任', '办公室', 2],
    ['周科长', '财务科', 1],
    ['赵工', '信息中心', 1],
    ['陈副局长', '局领导', 1],
    ['何人事', '人事科', 1],
  ];
  for (const [who, department, requestedQuantity] of asking) {
    const line = { softwareType: 'commercial', softwareName: '庚制图', purpose: '绘图' };
    const { id } = await post(
      'demands',
      {
        departmentId: world.department(department),
        roundId: round.id,
        lines: [{ ...line, category: 'engineering', requestedQuantity }],
      },
      who,
    );
    const { state } = await post(`demands/${id}/submit`, {}, who);
    if (state === 'submitted') await post(`demands/${id}/forward`, { opinion: '没有负责人' });
    await post(`demands/${id}/it-review`, { approve: true });
  }
  await post(`demand-rounds/${round.id}/close`);
  expect(await duty('demand')).toBe('done');
});

test('selected after a trial', async () => {
  const { items } = await get(`demand-groups?year=${year}`);
  expect(items).toMatchObject([{ softwareName: '庚制图', quantity: 6 }]);
  const { id } = await post('selections', {
    planYear: year,
    softwareName: '庚制图',
    category: 'engineering',
    lineIds: items[0].lineIds,
  });
  const { candidates } = await post(`selections/${id}/candidates`, {
    softwareType: 'commercial',
    softwareName: '庚制图',
    softwareVersion: '3',
    licenseType: 'device',
    origin: 'domestic',
    unitPriceFen: 80_000,
    compatibilityScore: 90,
    securityScore: 90,
    afterSalesScore: 90,
  });
  const candidateId = candidates[0].id;
  const trial = { triedOn: today, result: 'passed', words: '正常' };
  await post(`selections/${id}/candidates/${candidateId}/trials`, trial, '赵工');
  await post(`selections/${id}/decide`, { candidateId, reason: '适用' });
});

test('planned, approved by three, in the budget, contracted, delivered', async () => {
  const plan = await post('purchase-plans', { planYear: year, kind: 'annual' });
  expect(plan.lines).toMatchObject([{ shortage: 6, plannedQuantity: 6, amountFen: 480_000 }]);
  const [line] = plan.lines;
  const lines = [{ ...line, fundSource: '年度经费' }];
  await ok((await world.as('钱主管')).put(url(`purchase-plans/${plan.id}`), { lines }));
  await post(`purchase-plans/${plan.id}/submit`);
  await ok(finance.post(url(`purchase-plans/${plan.id}/finance-review`), { approve: true }));
  await post(`purchase-plans/${plan.id}/decide`, { decision: 'approve' }, '孙局长');
  const budget = { inBudgetOn: today, budgetDocument: '财预〔1〕号' };
  await ok(finance.post(url(`purchase-plans/${plan.id}/budget`), budget));
  expect([await duty('purchasePlan'), await duty('budget')]).toEqual(['done', 'done']);

  const contract = await post('contracts', {
    contractNo: 'HT-1',
    title: '制图软件',
    supplier: '某公司',
    purchaseMethod: 'inquiry',
    lines: [
      {
        softwareName: '庚制图',
        softwareVersion: '3',
        category: 'engineering',
        origin: 'domestic',
        licenseType: 'device',
        quantity: 6,
        perpetual: true,
        unitPriceFen: 80_000,
        compatibility: '支持现有系统',
        afterSales: '一年服务',
        planLineId: plan.lines[0].id,
      },
    ],
  });
  await post(`contracts/${contract.id}/sign`, { signedOn: today });
  const received = await post(`contracts/${contract.id}/receive`, {
    requestKey: newId(),
    receivedOn: today,
    lines: [{ contractLineId: contract.lines[0].id, quantity: 6 }],
  });
  expect(received.state).toBe('received');
  made.software = received.receipts[0].lines[0].softwareId;
  const executed = await get(`purchase-plans/${plan.id}`);
  expect(executed.lines[0]).toMatchObject({ contractedFen: 480_000, receivedFen: 480_000 });
  expect(executed.outsidePlan).toEqual([]);
});

test('installed by a campaign, signed by both sides, on form 9', async () => {
  const { id } = await post('campaigns', {
    title: '安装制图软件',
    kind: 'install',
    softwareId: made.software,
    version: '3',
    reason: '年度配置',
    technicianPersonId: world.person('赵工'),
    scope: {
      departmentIds: [],
      deviceTypes: [],
      withSoftwareId: null,
      computerNos: ['C1', 'C4'],
      excludeComputerNos: [],
    },
  });
  await post(`campaigns/${id}/notify`);
  await post(`campaigns/${id}/execute`);
  const { items } = await get(`orders?originId=${id}`);
  const orderIds = items.map((order: { id: string }) => order.id);
  const performed = { orderIds, performedOn: today, signature: drawn('赵工') };
  await post('orders/perform-many', performed, '赵工');
  await ok((await world.as('钱主管')).put(url('order-settings'), { bulkConfirmation: true }));
  for (const who of ['王主任', '周科长'] as const) {
    await post('orders/confirm-many', { orderIds, signature: drawn(who) }, who);
  }
  const { sheets } = await get(`forms/9?software=${made.software}&format=json`);
  expect(sheets[0].events).toHaveLength(2);
});

test('inspected by somebody else, told each department, put right, looked at again', async () => {
  const { id } = await post('inspections', {
    year,
    title: '年度全面检查',
    kind: 'full',
    periodFrom: today,
    periodTo: today,
    inspectors: [world.person('赵工'), world.person('徐检查')],
  });
  await post(`inspections/${id}/draw`);
  await post(`inspections/${id}/start`);
  const { items } = await get(`inspections/${id}/sheets?limit=100`, '赵工');
  for (const one of items) {
    const path = `inspections/${id}/sheets/${one.deviceId}`;
    const { version, items: asked } = await get(path, '赵工');
    const answers = asked.map(({ key }: { key: string }, at: number) => ({
      key,
      verdict: one.computerNo === 'C1' && at === 0 ? 'fail' : 'pass',
      note: one.computerNo === 'C1' && at === 0 ? '没有授权凭据' : '',
    }));
    await ok((await world.as('赵工')).put(url(path), { version, state: 'done', answers }));
  }
  await post(`inspections/${id}/conclude`);
  await post(`inspections/${id}/notify`, { dueOn: today, conclusion: '总体良好，一处须整改' });
  expect(await duty('inspection')).toBe('done');
  const found = await get(`inspection-problems?inspection=${id}`, '王主任');
  expect(found.items).toHaveLength(1);
  const problem = `inspection-problems/${found.items[0].id}`;
  await post(`${problem}/respond`, { response: '已补办授权凭据' }, '王主任');
  await post(`${problem}/review`, { pass: true, opinion: '已核实' }, '徐检查');
  await post(`inspections/${id}/close`, { opinion: '全部整改' });
});

test('trained and told about', async () => {
  const facts = { title: '正版软件培训', heldOn: today, place: '会议室' };
  const { id } = await post('trainings', { ...facts, kind: 'class' });
  await post(`trainings/${id}/attendance`, { departmentIds: [world.department('办公室')] });
  await post(`trainings/${id}/hold`);
  await post(`trainings/${id}/record`, { words: '讲解规定' });
  const poster = await post('trainings', { ...facts, kind: 'publicity', form: 'poster' });
  await post(`trainings/${poster.id}/hold`, { words: '张贴', reach: 50 });
  await post(`trainings/${poster.id}/record`);
  expect([await duty('training'), await duty('publicity')]).toEqual(['done', 'done']);
});

test('the registers of the half-year are closed', async () => {
  const { id } = await post('closings', { period: periodOf(today) });
  await expect
    .poll(async () => (await get(`closings/${id}`)).state, { timeout: 30_000 })
    .toBe('generated');
  await post(`closings/${id}/review`, { opinion: '已核对' });
  await post(`closings/${id}/sign`, { signature: drawn('钱主管') });
  const { lines } = await get(`clock?year=${year}`);
  const closing = lines.find(
    (line: { duty: string; period: string }) =>
      line.duty === 'closing' && line.period === periodOf(today),
  );
  expect(closing.state).toBe('done');
});

test('departments are assessed, by hand where no record answers', async () => {
  const assessment = await post('assessments', { year });
  for (const result of assessment.results) {
    const open = result.scores.filter((score: { points: number | null }) => score.points === null);
    if (open.length === 0) continue;
    const scores = open.map(({ key }: { key: string }) => ({ key, points: 5, note: '现场了解' }));
    const path = `assessments/${assessment.id}/departments/${result.departmentId}/scores`;
    await ok((await world.as('钱主管')).put(url(path), { scores }));
  }
  await post(`assessments/${assessment.id}/draft`);
  await post(`assessments/${assessment.id}/submit`);
  await post(`assessments/${assessment.id}/decide`, { approve: true }, '孙局长');
  expect(await duty('assessment')).toBe('done');
});

test('form 5 counts it, the annual summary tells it, the head approves both', async () => {
  const statistics = await post('statistics', { year });
  const of = (key: string) =>
    statistics.rows.find((row: { key: string }) => row.key === key)?.value;
  expect(statistics.rows.length).toBeGreaterThan(20);
  expect([of('trainings'), of('inspections')]).toEqual([1, 1]);
  await post(`statistics/${statistics.id}/submit`);
  await post(`statistics/${statistics.id}/decide`, { approve: true }, '孙局长');

  const summary = await post('summaries', { year });
  const words = JSON.stringify(summary);
  for (const said of [
    '应填报部门 5 个，已填报 5 个',
    '计划金额 4,800.00 元',
    '发现问题 1 个，已整改 1 个',
    '3 人次参加',
  ]) {
    expect(words).toContain(said);
  }
  await post(`summaries/${summary.id}/submit`);
  await post(`summaries/${summary.id}/decide`, { approve: true }, '孙局长');
  expect(await duty('summary')).toBe('done');
});

test('at its end the clock asks for nothing more', async () => {
  const { lines } = await get(`clock?year=${year}`);
  const open = lines.filter((line: { state: string }) => line.state !== 'done');
  // The other half's registers; this half's are closed.
  expect(open.map((line: { duty: string }) => line.duty)).toEqual(['closing']);
});
