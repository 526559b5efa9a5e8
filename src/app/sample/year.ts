/**
 * The sample unit's last calendar year, from the plan to the closing of the registers: every step by the person who owns
 * it, on the day it would have been. What this year is about has begun.
 */
import { daysBetween } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { receive } from '../../configuration/contracts/commands.receive.ts';
import * as contracts from '../../configuration/contracts/commands.ts';
import { contractRecord } from '../../configuration/contracts/commands.ts';
import { demandRecord } from '../../configuration/demands/commands.read.ts';
import { itReview } from '../../configuration/demands/commands.review.ts';
import { closeRound, openRound } from '../../configuration/demands/commands.rounds.ts';
import { createDemand, submitDemand } from '../../configuration/demands/commands.ts';
import { purchaseRecord } from '../../configuration/purchases/commands.read.ts';
import * as purchases from '../../configuration/purchases/commands.ts';
import * as selections from '../../configuration/selections/commands.ts';
import { groupsOf } from '../../configuration/selections/store.ts';
import { saveParameters } from '../../daily/clock/commands.ts';
import * as plans from '../../daily/plans/commands.ts';
import { statutoryTasks } from '../../daily/plans/rules.ts';
import * as trainings from '../../daily/trainings/commands.ts';
import { createCampaign } from '../../installation/index.ts';
import { departmentTree } from '../../organisation/index.ts';
import type { Role } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { DRAWING_DAY, DRAWN } from './drawing.ts';
import type { Clock, SampleParts } from './load.ts';
import { as, carryOut, indexOf, type Loaded, say, scopeOf } from './workflows.ts';
import { loadYearEnd } from './yearend.ts';

/** The five departments that ask for drawing software, with how many. */
const ASKING = Object.entries(DRAWN);

export async function loadYear(
  clock: Clock,
  loaded: Loaded,
  parts: Pick<SampleParts, 'database' | 'services'>,
): Promise<void> {
  const year = Number(clock.today.slice(0, 4)) - 1;
  const ago = (monthDay: string) => daysBetween(`${year}-${monthDay}`, clock.today);
  const on = <T>(
    monthDay: string,
    who: { department: string; place?: number; roles: Role[] },
    work: (cx: CommandContext) => Promise<T>,
  ) =>
    clock.at(ago(monthDay), (cx) =>
      work(as(cx, loaded, indexOf(loaded.plan, who.department, who.place), who.roles)),
    );
  const acts: Acts = { on, year, ago };
  // Last year's duties are asked for as well.
  await clock.at(0, (cx) => saveParameters(cx, { leadDays: 30, since: `${year}-01-01`, due: {} }));
  await annualPlan(acts, loaded);
  await demand(acts, loaded);
  await selection(acts);
  const lineId = await purchase(acts);
  const softwareId = await contract(acts, lineId);
  await install(clock, loaded, acts, softwareId);
  await training(acts);
  await loadYearEnd(clock, loaded, acts, parts);
  await planOfThisYear(clock, loaded);
}

export type Who = { department: string; place?: number; roles: Role[] };
export type Acts = {
  year: number;
  ago(monthDay: string): number;
  on<T>(monthDay: string, who: Who, work: (cx: CommandContext) => Promise<T>): Promise<T>;
};
export const MANAGER: Who = { department: '04', roles: ['itManager'] };
export const TECHNICIAN: Who = { department: '04', place: 1, roles: ['itTechnician'] };
export const LEADER: Who = { department: '01', roles: ['committeeHead'] };
export const FINANCE: Who = { department: '03', roles: ['financeOfficer'] };

const SECTIONS = {
  goals: '在用计算机操作系统、办公、杀毒三类软件全部正版，其他软件有据可查。',
  measures: '按岗位配置标准统一采购；信息中心每天对照采集结果，各部门负责人督促整改。',
  schedule: '上半年申报和选型，三季度采购安装，四季度检查、培训、总结。',
  inspection: '四季度全面检查一次，按部门台数比例抽取计算机上机检查。',
};

async function annualPlan(acts: Acts, loaded: Loaded): Promise<void> {
  const owner = loaded.people.get(indexOf(loaded.plan, '04'))!;
  const tasks = statutoryTasks(acts.year).map((task) => ({ ...task, personId: owner }));
  const id = await acts.on('03-06', MANAGER, async (cx) => {
    const made = await plans.createPlan(cx, { ...SECTIONS, tasks, year: acts.year });
    await plans.submitPlan(cx, made, '请审定');
    return made;
  });
  await acts.on('03-12', LEADER, (cx) =>
    plans.decidePlan(cx, id, { approve: true, opinion: '同意' }),
  );
  await acts.on('12-29', MANAGER, async (cx) => {
    for (const task of (await plans.planRecord(cx, id)).tasks) {
      const report = { state: 'done' as const, words: '已按计划完成' };
      await plans.reportTask(cx, id, task.id, report);
    }
    await plans.closePlan(cx, id, { cancelOpen: false, opinion: '年度任务全部完成' });
  });
}

async function demand(acts: Acts, loaded: Loaded): Promise<void> {
  const round = await acts.on('04-01', MANAGER, (cx) =>
    openRound(cx, {
      planYear: acts.year,
      dueOn: `${acts.year}-05-15`,
      words: '请按岗位需要填报，写明用途。',
      departmentIds: ASKING.map(([code]) => loaded.departments.get(code)!),
    }),
  );
  for (const [code, requestedQuantity] of ASKING) {
    const departmentId = loaded.departments.get(code)!;
    const line = {
      softwareType: 'commercial' as const,
      softwareName: '亿图图示',
      softwareVersion: '',
      category: 'office' as const,
      purpose: '绘制流程图和组织结构图',
      functionalRequirement: '支持导出 OFD',
      requestedQuantity,
      isDomestic: true,
      remark: '',
      postId: null,
      headcount: null,
    };
    const id = await acts.on('04-20', { department: code, roles: ['deptHead'] }, async (cx) => {
      const made = await createDemand(cx, {
        departmentId,
        roundId: round.id,
        preparerPhone: '',
        nothingNeeded: false,
        lines: [line],
      });
      await submitDemand(cx, made, '工作需要');
      return made;
    });
    await acts.on('05-12', MANAGER, async (cx) => {
      const { lines } = await demandRecord(cx, id);
      // One department asked for more than it has people for.
      const cut = code === '05' ? 1 : 0;
      await itReview(cx, id, {
        approve: true,
        opinion: '同意',
        lines: lines.map((one) => ({
          id: one.id,
          approvedQuantity: one.requestedQuantity - cut,
          reviewNote: cut ? '一人已有' : '',
        })),
      });
    });
  }
  await acts.on('05-16', MANAGER, (cx) => closeRound(cx, round.id));
}

const CANDIDATE = {
  softwareType: 'commercial' as const,
  licenseType: 'device' as const,
  productId: null,
  sitePriceFen: null,
  usageYears: null,
  compatibilityNote: '',
  securityNote: '',
  afterSalesNote: '',
  source: '',
  freeScope: null,
  licenceNote: '',
};

async function selection(acts: Acts): Promise<void> {
  const id = await acts.on('05-25', MANAGER, async (cx) => {
    const [group] = await groupsOf(cx.tx, cx.unitId, acts.year);
    const made = await selections.createSelection(cx, {
      planYear: acts.year,
      softwareName: group!.softwareName,
      category: 'office',
      requirement: '流程图、组织结构图，支持国产系统',
      lineIds: group!.lineIds,
    });
    await selections.saveCandidate(cx, made, undefined, {
      ...CANDIDATE,
      softwareName: '亿图图示',
      softwareVersion: '12',
      publisher: '深圳市亿图软件有限公司',
      origin: 'domestic',
      productId: 'edraw-max',
      unitPriceFen: 36_000,
      compatibilityScore: 92,
      securityScore: 90,
      afterSalesScore: 88,
    });
    await selections.saveCandidate(cx, made, undefined, {
      ...CANDIDATE,
      softwareName: 'Microsoft Visio',
      softwareVersion: '2021',
      publisher: 'Microsoft Corporation',
      origin: 'foreign',
      unitPriceFen: 210_000,
      compatibilityScore: 75,
      securityScore: 85,
      afterSalesScore: 80,
    });
    return made;
  });
  await acts.on('06-02', TECHNICIAN, async (cx) => {
    const { candidates } = await selections.selectionRecord(cx, id);
    await selections.addTrial(cx, id, candidates[0]!.id, {
      triedOn: cx.today,
      triedBy: cx.actor.name,
      place: '两台办公电脑',
      result: 'passed',
      words: '试用一周，导入导出正常，与现有软件无冲突。',
      fileId: null,
    });
  });
  await acts.on('06-10', MANAGER, async (cx) => {
    const { candidates } = await selections.selectionRecord(cx, id);
    await selections.decide(cx, id, {
      candidateId: candidates[0]!.id,
      reason: '总分最高，国产软件，支持现有系统。',
    });
  });
}

/** Returns the plan's line. */
async function purchase(acts: Acts): Promise<string> {
  const { id, lines } = await acts.on('07-02', MANAGER, async (cx) => {
    const made = await purchases.createPlan(cx, { planYear: acts.year, kind: 'annual' });
    const record = await purchaseRecord(cx, 'all', made, say);
    await purchases.updatePlan(cx, made, {
      words: '按核定需求和现有许可测算。',
      lines: record.lines.map((line) => ({
        ...line,
        fundSource: '年度信息化经费',
        budgetItem: '软件购置',
      })),
    });
    await purchases.submitPlan(cx, made, '缺口测算无误');
    return purchaseRecord(cx, 'all', made, say);
  });
  await acts.on('07-09', FINANCE, (cx) =>
    purchases.financeReview(cx, id, { approve: true, opinion: '经费可保障' }),
  );
  await acts.on('07-15', LEADER, (cx) =>
    purchases.decide(cx, id, { decision: 'approve', opinion: '同意' }),
  );
  await acts.on('07-22', FINANCE, (cx) =>
    purchases.intoBudget(cx, id, {
      inBudgetOn: cx.today,
      budgetDocument: `云财预〔${acts.year}〕7号`,
    }),
  );
  return lines[0]!.id;
}

/** Signed, delivered in two parts; returns the first number that came of it. */
async function contract(acts: Acts, planLineId: string): Promise<string> {
  const quantity = ASKING.reduce((sum, [, n]) => sum + n, 0) - 1;
  const id = await acts.on('08-12', MANAGER, (cx) =>
    contracts.createContract(cx, {
      contractNo: `YZ-${acts.year}-031`,
      title: '图示软件采购',
      supplier: '云州软件服务有限公司',
      purchaseMethod: 'inquiry',
      words: '',
      outsidePlanReason: '',
      lines: [
        {
          kind: 'software',
          softwareName: '亿图图示',
          softwareVersion: '12',
          publisher: '深圳市亿图软件有限公司',
          category: 'office',
          origin: 'domestic',
          productId: 'edraw-max',
          licenseType: 'device',
          quantity,
          perpetual: true,
          usageYears: null,
          usableVersions: '12',
          unitPriceFen: 36_000,
          compatibility: '支持 Windows 10、Windows 11',
          afterSales: '三年免费升级，两小时响应',
          planLineId,
          renewsId: null,
          maintenanceEnd: null,
        },
      ],
    }),
  );
  await acts.on('08-20', MANAGER, (cx) => contracts.signContract(cx, id, cx.today));
  const delivered = async (monthDay: string, count: number) => {
    await acts.on(monthDay, MANAGER, async (cx) => {
      const { lines } = await contractRecord(cx, id);
      const line = { contractLineId: lines[0]!.id, quantity: count, serialNumbers: [] };
      const words = '验收合格';
      const requestKey = newId();
      await receive(cx, id, { requestKey, receivedOn: cx.today, words, lines: [line] });
    });
  };
  await delivered('09-08', quantity - 2);
  await delivered('09-22', 2);
  const { receipts } = await acts.on('09-23', MANAGER, (cx) => contractRecord(cx, id));
  return receipts[0]!.lines[0]!.softwareId;
}

async function install(
  clock: Clock,
  loaded: Loaded,
  acts: Acts,
  softwareId: string,
): Promise<void> {
  const day = acts.ago(DRAWING_DAY);
  const id = await clock.at(day + 4, (cx) =>
    createCampaign(as(cx, loaded, indexOf(loaded.plan, '04'), ['itManager']), {
      title: '安装图示软件',
      kind: 'install',
      softwareId,
      version: '12',
      reason: '按年度需求和采购计划配置',
      scope: scopeOf(loaded, 'edraw'),
      dueOn: clock.dayOf(day - 3),
      technicianPersonId: loaded.people.get(indexOf(loaded.plan, '04', 1))!,
    }),
  );
  await carryOut(clock, loaded, id, day);
}

async function training(acts: Acts): Promise<void> {
  const facts = { form: null, place: '三楼会议室', lecturer: '信息中心', audience: [] };
  const id = await acts.on('10-10', MANAGER, (cx) =>
    trainings.createTraining(cx, {
      ...facts,
      kind: 'class',
      title: '正版软件使用管理培训班',
      heldOn: `${acts.year}-10-21`,
      content: '管理规定、申请和确认流程、承诺书。',
    }),
  );
  await acts.on('10-22', MANAGER, async (cx) => {
    const departmentIds = await mainDepartments(cx);
    await trainings.addAttendance(cx, id, { personIds: [], departmentIds });
    await trainings.holdTraining(cx, id, { words: '', reach: null });
    await trainings.recordTraining(cx, id, { words: '讲解管理规定，现场答疑。', reach: null });
  });
  const poster = await acts.on('11-03', MANAGER, (cx) =>
    trainings.createTraining(cx, {
      ...facts,
      kind: 'publicity',
      form: 'poster',
      title: '使用正版软件宣传海报',
      heldOn: `${acts.year}-11-05`,
      content: '',
    }),
  );
  await acts.on('11-06', MANAGER, async (cx) => {
    await trainings.holdTraining(cx, poster, { words: '各楼层张贴海报。', reach: 200 });
    await trainings.recordTraining(cx, poster, { words: '', reach: null });
  });
}

/** All but two branch offices. */
async function mainDepartments(cx: CommandContext): Promise<string[]> {
  const tree = await departmentTree(cx.tx, cx.unitId);
  return tree.filter((one) => one.code < '08').map((one) => one.id);
}

/** Drafted from last year's, approved, two tasks under way. */
async function planOfThisYear(clock: Clock, loaded: Loaded): Promise<void> {
  const year = Number(clock.today.slice(0, 4));
  const day = Math.max(0, daysBetween(`${year}-02-20`, clock.today));
  const manager = indexOf(loaded.plan, '04');
  const id = await clock.at(day, async (cx) => {
    const managing = as(cx, loaded, manager, ['itManager']);
    const { content } = await plans.template(managing, year);
    const tasks = content.tasks.map(({ personName: _, ...task }) => task);
    const made = await plans.createPlan(managing, { ...content, tasks, year });
    await plans.submitPlan(managing, made, '请审定');
    return made;
  });
  await clock.at(Math.max(0, day - 5), (cx) =>
    plans.decidePlan(as(cx, loaded, indexOf(loaded.plan, '01'), ['committeeHead']), id, {
      approve: true,
      opinion: '同意',
    }),
  );
}
