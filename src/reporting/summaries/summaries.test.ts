/** The annual summary over HTTP: drafted with the year's figures, edited section by section, approved by another; with form 5 it closes the duty. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { layoutProblems } from '../../base/layout.ts';
import { summaryLayout } from '../forms/rules.summary.ts';
import type { SummaryFacts } from './rules.facts.ts';
import { nextSteps, problemsOf } from './rules.problems.ts';
import { writeSection } from './rules.prose.ts';
import { SUMMARY_SECTIONS, type SummaryRecord, type SummarySection } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));
const [month, day] = [Number(today.slice(5, 7)), Number(today.slice(8))];

const FACTS: SummaryFacts = {
  year: 2026,
  asOf: '2026-12-10',
  current: true,
  committee: {
    headName: '孙某',
    headPosition: '局长',
    deputies: ['陈某'],
    members: 7,
    responsible: { name: '钱某', departmentName: '信息中心', phone: '', fax: '' },
  },
  itDepartment: null,
  staff: 120,
  users: 100,
  devices: { server: 2, desktop: 90, laptop: 20 },
  purchases: [
    {
      softwareId: 'a',
      softwareNo: 'S1',
      softwareName: '甲办公',
      softwareVersion: '12',
      category: 'office',
      origin: 'domestic',
      acquisitionMethod: 'purchase',
      quantity: 30,
      amountFen: 1_800_000,
      purchaseDate: '2026-03-01',
    },
  ],
  owned: [],
  maintenance: [],
  rates: [
    { category: 'operatingSystem', required: 110, installed: 110, genuine: 110 },
    { category: 'office', required: 110, installed: 108, genuine: 105 },
    { category: 'antivirus', required: 110, installed: 110, genuine: 110 },
  ],
  uncovered: [],
  openFindings: 0,
  policies: [
    { id: 'p', name: '软件管理办法', documentNo: '', issuedOn: '2020-01-01', revisedOn: null },
  ],
  pledges: { due: 120, signed: 120 },
  trainings: {
    trainings: 1,
    attendees: 96,
    persons: 96,
    lines: [{ id: 't', heldOn: '2026-05-20', topic: '正版软件使用', attendees: 96 }],
    externalTrainings: 0,
    externalAttendees: 0,
    publicity: { count: 2, reach: 0, kinds: ['海报'] },
  },
  inspections: {
    inspections: 1,
    full: 1,
    computersChecked: 40,
    problems: 3,
    rectified: 3,
    lines: [],
  },
  assessment: null,
  departments: 8,
  plan: { approvedOn: '2026-03-12', tasks: 10, done: 10 },
  demand: { asked: 8, answered: 8 },
  purchasePlans: { count: 1, amountFen: 2_000_000 },
  contracts: { count: 1, amountFen: 1_800_000 },
  orders: 12,
  campaigns: 0,
  upgrades: 0,
  entries: 15,
  freeList: 5,
  closings: ['2026H1', '2026H2'],
  found: [{ kind: 'notRecorded', count: 4, settled: 4 }],
  cases: { opened: 0, decided: 0 },
};

beforeAll(async () => {
  world = await office(await testApp());
  await ok(
    (await world.as('钱主管')).post(url('entries'), {
      idempotencyKey: newId(),
      reason: '已有安装',
      lines: [
        {
          kind: 'install',
          softwareId: world.software('S1'),
          deviceId: world.device('C1'),
          version: '12',
          occurredOn: today,
        },
      ],
    }),
  );
});

const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`summaries/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管'): Promise<SummaryRecord> =>
  ok((await world.as(who)).get(url(`summaries/${id}`)));
const named = (record: SummaryRecord, section: SummarySection) =>
  record.sections.find((one) => one.section === section)!;

test('what a section says', () => {
  expect(writeSection('responsibility', FACTS)).toBe(
    [
      '单位成立软件正版化工作领导小组，由局长孙某任组长，为第一责任人，副组长为陈某，小组共 7 人，日常工作由信息中心承担。',
      '年度软件正版化工作计划于2026年3月12日经组长审定，列出任务 10 项，已完成 10 项。',
      '全体工作人员应签署使用正版软件承诺书 120 人，已签署 120 人，签署率 100%。',
      '现行软件正版化工作制度 1 项：《软件管理办法》（2020-01-01发布）。',
    ].join('\n'),
  );
  expect(writeSection('purchase', FACTS)).toContain(
    '全年采购商业软件 1 项，金额 18,000.00 元，其中办公软件 30 套、18,000.00 元。国产软件采购金额 18,000.00 元，占 100%。',
  );
  expect(writeSection('usage', FACTS)).toContain('办公软件 97.22%（安装 108 台，正版 105 台）');
  expect(writeSection('training', FACTS)).toBe(
    '举办软件正版化工作培训 1 次，96 人次参加：2026年5月20日“正版软件使用”。\n通过海报等方式开展宣传 2 次。',
  );
});

test('each problem has its step; a year without problems says so', () => {
  expect(problemsOf(FACTS).map((one) => one.problem)).toEqual([
    '部分计算机的软件还没有计入正版：办公软件 3 台。',
    '部分在用计算机的台账中没有三类通用软件：办公软件 2 台。',
  ]);
  expect(nextSteps(FACTS)).toHaveLength(4);
  const rates = FACTS.rates.map((rate) => ({ ...rate, installed: 110, genuine: 110 }));
  expect(writeSection('problems', { ...FACTS, rates })).toContain('没有未解决的问题');
  const bad: SummaryFacts = {
    ...FACTS,
    rates,
    committee: null,
    openFindings: 2,
    pledges: { due: 5, signed: 3 },
    closings: [],
    policies: [],
    inspections: { ...FACTS.inspections, full: 0, rectified: 1 },
    trainings: { ...FACTS.trainings, trainings: 0, publicity: { count: 0, reach: 0, kinds: [] } },
    plan: { approvedOn: null, tasks: 3, done: 1 },
  };
  expect(problemsOf(bad)).toHaveLength(10);
  expect(writeSection('problems', bad).split('\n').at(-1)).toMatch(/^（十）/);
});

test('from a draft to the approved text, and the duty is done with form 5', async () => {
  const manager = await world.as('钱主管');
  const both = await Promise.all([
    manager.post(url('summaries'), { year }),
    manager.post(url('summaries'), { year }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const { id } = both.find((answer) => answer.status === 200)!.body;
  const drafted = await get(id);
  expect(drafted.sections.map((one) => one.section)).toEqual(Object.keys(SUMMARY_SECTIONS));
  expect(named(drafted, 'usage').words).toContain('办公软件 100%（安装 1 台，正版 1 台）');
  expect(layoutProblems(summaryLayout(drafted))).toEqual([]);

  // Two people on one section: the second is told, nothing is written over.
  const put = async (who: Name, section: SummarySection, words: string, revision: number) =>
    (await world.as(who)).put(url(`summaries/${id}/sections/${section}`), { words, revision });
  const answers = await Promise.all([
    put('钱主管', 'training', '甲稿', 1),
    put('冯主管', 'training', '乙稿', 1),
  ]);
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(answers.find((one) => one.status === 409)!.body.path).toBe('body.words');
  // The other sections are untouched by it, and generating writes nothing.
  await ok(put('冯主管', 'next', '继续努力', 1));
  const again = await ok(manager.get(url(`summaries/${id}/sections/next/draft`)));
  expect(again.words).toContain(`制定 ${year + 1} 年度软件正版化工作计划`);
  expect(named(await get(id), 'next')).toMatchObject({ words: '继续努力', editedBy: '冯主管' });
  expect((await put('冯主管', 'next', ' ', 2)).status).toBe(422);

  await ok(act('钱主管', id, 'submit'));
  expect(await refused(put('钱主管', 'next', '再改', 2))).toBe('409 reporting.summaryFixed');
  const alsoHead = await world.anew('冯主管', ['staff', 'committeeHead']);
  expect(await refused(alsoHead.post(url(`summaries/${id}/decide`), { approve: true }))).toBe(
    '403 reporting.ownSummary',
  );
  await ok(act('孙局长', id, 'decide', { approve: false, opinion: '补充培训情况' }));
  await ok(act('钱主管', id, 'submit'));
  await ok(act('孙局长', id, 'decide', { approve: true }));
  expect(await refused(act('孙局长', id, 'decide', { approve: true }))).toBe('409 workflow.moved');
  expect(await get(id, '陈副局长')).toMatchObject({
    state: 'approved',
    approvedBy: '孙局长',
    may: [],
  });
  expect(await refused((await world.as('李四')).get(url(`summaries/${id}`)))).toBe(
    '403 platform.forbidden',
  );

  const duty = async () => {
    const { lines } = await ok(manager.get(url(`clock?year=${year}`)));
    return lines.find((one: { duty: string }) => one.duty === 'summary');
  };
  // Asked for from 12-20 on; a unit that came later in the year owes none.
  const owed = month < 12 || day <= 20;
  if (owed) expect((await duty()).byHand || (await duty()).state !== 'done').toBe(true);
  const statistics = await ok(manager.post(url('statistics'), { year }));
  await ok(manager.post(url(`statistics/${statistics.id}/submit`), {}));
  await ok(
    (await world.as('孙局长')).post(url(`statistics/${statistics.id}/decide`), { approve: true }),
  );
  if (owed) {
    expect(await duty()).toMatchObject({ state: 'done', evidence: '年度总结和信息统计表已审定' });
  }

  const fixed = { section: 'next', words: '继续努力。', reason: '标点' };
  await ok(act('钱主管', id, 'correct', fixed));
  expect(await refused(act('钱主管', id, 'correct', fixed))).toBe('422 reporting.nothingCorrected');
  const { rows } = await world.app.database.pool.query(
    `select detail from platform_step where object_id = $1 and action = 'correct'`,
    [id],
  );
  expect(rows[0].detail).toMatchObject({ before: '继续努力', after: '继续努力。' });
});

test('a year to come has nothing to sum up', async () => {
  const answer = (await world.as('钱主管')).post(url('summaries'), { year: year + 1 });
  expect(await refused(answer)).toBe('422 reporting.futureYear');
});
