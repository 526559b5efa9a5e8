/** From granted demand over selection to the purchase plan in the budget, over HTTP. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/harness.ts';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';

let world: Office;
let finance: Client;
const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
  finance = await world.anew('吴会计', ['staff', 'financeOfficer']);
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);

/** Granted demand of a department, filled in by its head. */
async function demand(head: Name, department: string, lines: [string, number, string?][]) {
  const { id } = await ok(
    post(head, 'demands', {
      departmentId: world.department(department),
      planYear: year,
      lines: lines.map(([softwareName, requestedQuantity, softwareType = 'commercial']) => ({
        softwareType,
        softwareName,
        requestedQuantity,
        category: 'office',
        purpose: `${department}办公`,
      })),
    }),
  );
  await ok(post(head, `demands/${id}/submit`));
  await ok(post('钱主管', `demands/${id}/it-review`, { approve: true }));
}
const candidate = (softwareName: string, softwareVersion: string, more: object = {}) => ({
  softwareType: 'commercial',
  softwareName,
  softwareVersion,
  licenseType: 'device',
  compatibilityScore: 90,
  securityScore: 80,
  afterSalesScore: 70,
  ...more,
});
async function groups() {
  const { items } = await ok((await world.as('钱主管')).get(url(`demand-groups?year=${year}`)));
  return items as {
    softwareName: string;
    quantity: number;
    lineIds: string[];
    departments: string[];
  }[];
}
async function select(name: string, candidates: object[], choose = 0) {
  const group = (await groups()).find((one) => one.softwareName === name)!;
  const made = await ok(
    post('钱主管', 'selections', {
      planYear: year,
      softwareName: name,
      category: 'office',
      lineIds: group.lineIds,
    }),
  );
  let record = made;
  for (const one of candidates) {
    record = await ok(post('钱主管', `selections/${made.id}/candidates`, one));
  }
  const chosen = record.candidates[choose];
  const trial = { triedOn: `${year}-01-01`, result: 'passed', words: '两台试用正常' };
  await ok(post('赵工', `selections/${made.id}/candidates/${chosen.id}/trials`, trial));
  return { id: made.id, chosen: chosen.id, record };
}

test('equal demand of departments is one selection; candidates stand side by side', async () => {
  await demand('王主任', '办公室', [
    ['甲办公', 2],
    ['戊翻译', 5, 'free'],
    ['乙绘图', 4],
    ['己排版', 30],
  ]);
  await demand('周科长', '财务科', [
    ['甲 办公', 3],
    ['己排版', 20],
  ]);
  expect(
    (await groups()).map((one) => [one.softwareName, one.quantity, one.departments.length]),
  ).toEqual([
    ['己排版', 50, 2],
    ['甲 办公', 5, 2],
    ['戊翻译', 5, 1],
    ['乙绘图', 4, 1],
  ]);
  const group = (await groups())[1]!;
  const body = {
    planYear: year,
    softwareName: '办公软件',
    category: 'office',
    lineIds: group.lineIds,
  };
  const both = await Promise.all([
    post('钱主管', 'selections', body),
    post('冯主管', 'selections', body),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const { id } = both.find((answer) => answer.status === 200)!.body;
  await ok(
    post(
      '钱主管',
      `selections/${id}/candidates`,
      candidate('甲办公', '12', { unitPriceFen: 50_000 }),
    ),
  );
  const dear = { unitPriceFen: 100_000, securityScore: 100, compatibilityScore: null };
  const record = await ok(
    post('钱主管', `selections/${id}/candidates`, candidate('新办公', '3', dear)),
  );
  expect(
    record.candidates.map((one: { priceScore: number; total: number | null }) => [
      one.priceScore,
      one.total,
    ]),
  ).toEqual([
    [100, 86.5],
    [50, null],
  ]);
  const [known, fresh] = record.candidates;
  const choose = (candidateId: string, reason = '性价比高') =>
    post('钱主管', `selections/${id}/decide`, { candidateId, reason });
  expect(await refused(choose(fresh.id))).toBe('422 configuration.notChoosable');
  const complete = candidate('新办公', '3', { unitPriceFen: 100_000 });
  await ok(
    (await world.as('钱主管')).put(url(`selections/${id}/candidates/${fresh.id}`), complete),
  );
  // Not tried: refused; what the unit uses already has been tried.
  expect((await choose(fresh.id)).body.message).toContain('试用');
  expect((await choose(known.id, '')).status).toBe(422);
  const answers = await Promise.all([choose(known.id), choose(known.id)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(await refused(post('钱主管', `selections/${id}/candidates`, complete))).toBe(
    '409 configuration.selectionDecided',
  );
});

test('free software that is chosen stands on 附件6; free for persons is refused', async () => {
  const free = { softwareType: 'free', licenseType: null, publisher: '某社区', source: '官网' };
  const { id, chosen } = await select('戊翻译', [
    candidate('戊翻译', '2.0', { ...free, freeScope: 'personalOnly' }),
  ]);
  const decide = () =>
    post('钱主管', `selections/${id}/decide`, { candidateId: chosen, reason: '够用' });
  expect((await decide()).body.message).toContain('不是对单位免费');
  await ok(
    (await world.as('钱主管')).put(
      url(`selections/${id}/candidates/${chosen}`),
      candidate('戊翻译', '2.0', { ...free, freeScope: 'openSource' }),
    ),
  );
  await ok(decide());
  const list = await ok((await world.as('张三')).get(url('free-list')));
  const listed = list.items.find((one: { softwareName: string }) => one.softwareName === '戊翻译');
  expect(listed).toMatchObject({ departmentNames: ['办公室'], reason: '办公室办公' });
});

test('the plan shows gaps with their working, a site licence where it pays, and stock', async () => {
  const drawing = await select('乙绘图', [candidate('乙绘图', '6', { unitPriceFen: 200_000 })]);
  await ok(
    post('钱主管', `selections/${drawing.id}/decide`, {
      candidateId: drawing.chosen,
      reason: '专业',
    }),
  );
  const site = { unitPriceFen: 100_000, sitePriceFen: 3_000_000, usageYears: 3 };
  const layout = await select('己排版', [candidate('己排版', '1', site)]);
  await ok(
    post('钱主管', `selections/${layout.id}/decide`, {
      candidateId: layout.chosen,
      reason: '适用',
    }),
  );
  const both = await Promise.all([
    post('钱主管', 'purchase-plans', { planYear: year, kind: 'annual' }),
    post('冯主管', 'purchase-plans', { planYear: year, kind: 'annual' }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const plan = both.find((answer) => answer.status === 200)!.body;
  const by = (name: string) =>
    plan.lines.find((one: { softwareName: string }) => one.softwareName === name);
  // 甲办公 12: five asked, S1 has three left; S2's usable versions begin with 13.
  expect(by('甲办公')).toMatchObject({ demandQuantity: 5, shortage: 2, plannedQuantity: 2 });
  expect(
    by('甲办公').working.lines.map((one: { softwareNo: string; reason: string }) => [
      one.softwareNo,
      one.reason,
    ]),
  ).toEqual([
    ['S1', 'counted'],
    ['S2', 'version'],
  ]);
  // Its only licence is for version 5.
  expect(by('乙绘图')).toMatchObject({ shortage: 4, plannedQuantity: 4 });
  expect(by('己排版')).toMatchObject({
    licenseType: 'site',
    plannedQuantity: null,
    amountFen: 3_000_000,
  });
  expect(by('己排版').working.site).toMatchObject({ breakEven: 30, savesFen: 2_000_000 });
});

test('three opinions of three people, then the budget; corrections cost nothing more', async () => {
  const { items } = await ok((await world.as('钱主管')).get(url('purchase-plans')));
  const id = items[0].id;
  const path = (action: string) => `purchase-plans/${id}/${action}`;
  const get = async () => ok((await world.as('钱主管')).get(url(`purchase-plans/${id}`)));
  const manager = await world.as('钱主管');
  const { lines } = await get();
  const save = (change: (line: Record<string, unknown>) => object) =>
    manager.put(url(`purchase-plans/${id}`), {
      lines: lines.map((line: Record<string, unknown>) => ({ ...line, ...change(line) })),
    });
  // Office software above 600 yuan has to be explained.
  expect((await post('钱主管', path('submit'))).body.message).toContain('说明');
  const explained = (line: Record<string, unknown>) => ({
    justification: line.softwareName === '甲办公' ? '' : '专业需要',
  });
  await ok(save(explained));
  await ok(post('钱主管', path('submit'), { opinion: '请审核' }));
  expect(await refused(save(explained))).toBe('409 configuration.purchasePlanSent');
  expect(await refused(finance.post(url(path('finance-review')), { approve: true }))).toBe(
    '409 configuration.unfunded',
  );
  await ok(finance.post(url(path('finance-review')), { approve: false, opinion: '补资金来源' }));
  await ok(
    save((line) => ({ ...explained(line), fundSource: '年度信息化经费', budgetItem: '软件购置' })),
  );
  await ok(post('钱主管', path('submit')));
  const writer = await world.anew('钱主管', [
    'staff',
    'itManager',
    'financeOfficer',
    'committeeHead',
  ]);
  expect(await refused(writer.post(url(path('finance-review')), { approve: true }))).toBe(
    '403 configuration.ownPurchasePlan',
  );
  expect(await refused(post('孙局长', path('decide'), { decision: 'approve' }))).toBe(
    '409 workflow.moved',
  );
  await ok(finance.post(url(path('finance-review')), { approve: true, opinion: '经费可保障' }));
  const bothHats = await world.anew('吴会计', ['staff', 'financeOfficer', 'committeeHead']);
  expect(await refused(bothHats.post(url(path('decide')), { decision: 'approve' }))).toBe(
    '403 configuration.reviewedBefore',
  );
  const decided = await Promise.all([
    post('孙局长', path('decide'), { decision: 'approve', opinion: '同意' }),
    post('孙局长', path('decide'), { decision: 'approve', opinion: '同意' }),
  ]);
  expect(decided.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const early = { inBudgetOn: `${year - 1}-01-01`, budgetDocument: '财预〔1〕号' };
  expect((await finance.post(url(path('budget')), early)).body.path).toBe('body.inBudgetOn');
  const today = (await get()).approvedOn;
  await ok(finance.post(url(path('budget')), { ...early, inBudgetOn: today }));

  const approved = await get();
  expect(approved.state).toBe('inBudget');
  const changed = (more: object) => ({
    reason: '议价',
    lines: approved.lines.map((line: { softwareName: string }) =>
      line.softwareName === '乙绘图' ? { ...line, ...more } : line,
    ),
  });
  expect(await refused(post('钱主管', path('correct'), changed({ unitPriceFen: 900_000 })))).toBe(
    '422 configuration.correctionCosts',
  );
  await ok(post('钱主管', path('correct'), changed({ unitPriceFen: 180_000 })));
  expect((await get()).amountFen).toBe(approved.amountFen - 4 * 20_000);
  // What stands in a plan is neither chosen anew nor granted otherwise.
  expect(
    await refused(
      post('钱主管', `selections/${approved.lines[0].selectionId}/reopen`, { reason: '再比' }),
    ),
  ).toBe('409 configuration.selectionPlanned');
  // A head sees the lines his department asked for.
  const head = await ok((await world.as('周科长')).get(url(`purchase-plans/${id}`)));
  expect(head.lines.map((one: { softwareName: string }) => one.softwareName).sort()).toEqual([
    '己排版',
    '甲办公',
  ]);
});

test('licences that end within the year are wanted again; stock is not bought', async () => {
  await world.app.database.write(async (tx) => {
    await sql`update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
      term_end = ${`${year}-12-30`} where unit_id = ${world.app.unitId} and software_no = 'S2'`.execute(
      tx,
    );
  });
  await demand('王主任', '办公室', [
    ['甲办公', 4],
    ['丙杀毒', 9],
  ]);
  for (const [name, version] of [
    ['甲办公', '13'],
    ['丙杀毒', '8'],
  ] as const) {
    const { id, chosen } = await select(name, [candidate(name, version, { unitPriceFen: 30_000 })]);
    await ok(post('钱主管', `selections/${id}/decide`, { candidateId: chosen, reason: '续用' }));
  }
  const plan = await ok(post('钱主管', 'purchase-plans', { planYear: year, kind: 'supplement' }));
  expect(plan.lines).toHaveLength(1);
  expect(plan.lines[0]).toMatchObject({ softwareVersion: '13', shortage: 4 });
  expect(plan.lines[0].working.lines[1]).toMatchObject({ softwareNo: 'S2', reason: 'endsBefore' });
  // 丙杀毒 is a site licence: from stock.
  expect(plan.fromStock).toMatchObject([{ softwareName: '丙杀毒', working: { unlimited: true } }]);
});

test('ceilings are the unit’s to set', async () => {
  const manager = await world.as('钱主管');
  const rule = { category: 'office', ceilingFen: 50_000, specialFen: 40_000, minLifeYears: 6 };
  expect((await manager.put(url('purchase-parameters'), { ceilings: [rule] })).body.path).toBe(
    'body.ceilings.0.specialFen',
  );
  const good = { ...rule, specialFen: 120_000 };
  expect((await manager.put(url('purchase-parameters'), { ceilings: [good, good] })).status).toBe(
    422,
  );
  await ok(manager.put(url('purchase-parameters'), { ceilings: [good] }));
  expect((await ok(finance.get(url('purchase-parameters')))).ceilings).toEqual([good]);
});

test('more under contract than was approved is said on the line', async () => {
  const manager = await world.as('钱主管');
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { items } = await ok(manager.get(url('purchase-plans')));
  const id = items.find((one: { state: string }) => one.state === 'inBudget').id;
  const line = async () =>
    (await ok(manager.get(url(`purchase-plans/${id}`)))).lines.find(
      (one: { softwareName: string }) => one.softwareName === '乙绘图',
    );
  const { plannedQuantity, unitPriceFen, ...planned } = await line();
  const buy = async (contractNo: string, quantity: number, price: number) => {
    const { id: contract } = await ok(
      manager.post(url('contracts'), {
        contractNo,
        title: '绘图软件采购',
        supplier: '某公司',
        purchaseMethod: 'inquiry',
        lines: [
          {
            softwareName: '乙绘图',
            softwareVersion: planned.softwareVersion,
            category: planned.category,
            origin: 'domestic',
            licenseType: 'device',
            quantity,
            perpetual: true,
            unitPriceFen: price,
            compatibility: '支持现有系统',
            afterSales: '一年服务',
            planLineId: planned.id,
          },
        ],
      }),
    );
    await ok(manager.post(url(`contracts/${contract}/sign`), { signedOn: today }));
  };
  await buy('HT-1', plannedQuantity, unitPriceFen);
  expect((await line()).warnings).toEqual(planned.warnings);
  await buy('HT-2', 1, 0);
  expect((await line()).warnings).toEqual([
    ...planned.warnings,
    `已签合同 ${plannedQuantity + 1} 套，超过计划 ${plannedQuantity} 套，超出的属计划外采购`,
  ]);
  await buy('HT-3', 1, 100);
  expect((await line()).warnings.at(-1)).toContain('超过计划金额');
});
