/** Which papers a period has: each kind asks the list its page shows, in the name of whoever wants the batch. */
import { dateInChina } from '../../base/dates.ts';
import { type Demand, listDemands } from '../../configuration/demands/shapes.ts';
import { exportFreeList } from '../../configuration/freelist/shapes.ts';
import { listPurchasePlans, type PurchasePlan } from '../../configuration/purchases/shapes.ts';
import { type Assessment, listAssessments } from '../../daily/assessments/shapes.ts';
import { getInspection, listInspections, listSheets } from '../../daily/inspections/shapes.api.ts';
import { listProblems } from '../../daily/inspections/shapes.problems.ts';
import type {
  Inspection,
  InspectionRecord,
  Problem,
  Sheet,
} from '../../daily/inspections/shapes.ts';
import { listPlans, type Plan } from '../../daily/plans/shapes.ts';
import { signInSheet } from '../../daily/trainings/shapes.figures.ts';
import { listTrainings, type Training } from '../../daily/trainings/shapes.ts';
import { type Application, listApplications } from '../../installation/applications/shapes.ts';
import { type Disposal, listDisposals } from '../../installation/disposals/shapes.ts';
import { listOrders } from '../../installation/orders/shapes.api.ts';
import type { Order } from '../../installation/orders/shapes.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Services } from '../../platform/http/app.ts';
import type { Endpoint, Page } from '../../platform/http/endpoint.ts';
import { mayRead, type Place, readInside } from '../../platform/http/inside.ts';
import { currentCommittee } from '../../responsibility/committee/shapes.ts';
import { listPledgePeople, type PledgePerson } from '../../responsibility/pledges/shapes.ts';
import { downloadForm7, downloadForm8, downloadForm9 } from '../forms/shapes.ts';
import type { PaperKind } from '../papers/shapes.ts';
import { listStatistics, type Statistics } from '../statistics/shapes.ts';
import { listSummaries, type Summary } from '../summaries/shapes.ts';
import { dayIn, type Period, yearIn } from './rules.names.ts';

/** One paper of the period, before it is written. */
export type Found = {
  folder: string;
  /** What the file is called, without unit, day and ending. */
  name: string;
  on: string;
  /** A register is written by its own endpoint; everything else is the paper of a record. */
  source:
    | { register: Pick<Endpoint, 'path'>; query: Record<string, string> }
    | { kind: PaperKind; id: string; query: Record<string, string> };
};

export type Asking = { cx: CommandContext; services: Services; period: Period };
type Gather = {
  folder: string;
  /** Whoever may not see all of it gets none of it in a batch: a part would look like the whole. */
  needs: Pick<Endpoint, 'permission'>;
  find: (asking: Asking) => AsyncIterable<Omit<Found, 'folder'>>;
};

const AT_ONCE = '500';

/** All items of a list, page by page. */
async function* all<T>({ cx, services }: Asking, path: string, place: Place = {}) {
  let cursor: string | undefined;
  do {
    const query = { limit: AT_ONCE, ...place.query, ...(cursor ? { cursor } : {}) };
    const page = (await readInside(services, cx, path, { ...place, query })) as Page<T>;
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** A kind whose list is asked and whose items are papers. */
function listed<T>(
  folder: string,
  list: Pick<Endpoint, 'path' | 'permission'>,
  paper: (item: T, period: Period) => Omit<Found, 'folder'> | undefined,
): Gather {
  return {
    folder,
    needs: list,
    async *find(asking) {
      for await (const item of all<T>(asking, list.path)) {
        const found = paper(item, asking.period);
        if (found) yield found;
      }
    },
  };
}

const record = (kind: PaperKind, id: string, query: Record<string, string> = {}) => ({
  kind,
  id,
  query,
});

function register(
  folder: string,
  name: string,
  endpoint: Pick<Endpoint, 'path' | 'permission'>,
): Gather {
  return {
    folder,
    needs: endpoint,
    async *find({ cx, period }) {
      const on = period.to < cx.today ? period.to : cx.today;
      yield { name, on, source: { register: endpoint, query: { asOf: on } } };
    },
  };
}

const yearly = (kind: PaperKind, name: string) => (item: { id: string; year: number }, p: Period) =>
  yearIn(item.year, p)
    ? { name: `${name}_${item.year}年`, on: `${item.year}-12-31`, source: record(kind, item.id) }
    : undefined;

export const GATHERS: Gather[] = [
  {
    folder: '01 领导小组成员信息表',
    needs: currentCommittee,
    async *find({ cx, services, period }) {
      const on = period.to < cx.today ? period.to : cx.today;
      const query = { asOf: on };
      const found = await readInside(services, cx, currentCommittee.path, { query });
      if (!(found as { current: unknown }).current) return;
      yield { name: '附件1', on, source: record('form1', 'current', query) };
    },
  },
  listed<PledgePerson>('02 使用正版软件承诺书', listPledgePeople, (one, period) =>
    one.pledgeId !== null && one.signedOn !== null && dayIn(one.signedOn, period)
      ? {
          name: ['附件2', one.departmentName, one.personName].filter(Boolean).join('_'),
          on: one.signedOn,
          source: record('form2', one.pledgeId),
        }
      : undefined,
  ),
  listed<Demand>('03 软件使用需求申请表', listDemands, (one, period) =>
    one.state !== 'draft' && one.state !== 'withdrawn' && dayIn(one.preparedOn, period)
      ? {
          name: `附件3_${one.demandNo}_${one.departmentName}`,
          on: one.preparedOn,
          source: record('form3', one.id),
        }
      : undefined,
  ),
  listed<PurchasePlan>('04 软件采购计划表', listPurchasePlans, (one, period) =>
    one.state !== 'draft' && yearIn(one.planYear, period)
      ? {
          name: `附件4_${one.planNo}`,
          on: `${one.planYear}-12-31`,
          source: record('form4', one.id),
        }
      : undefined,
  ),
  listed<Statistics>('05 软件正版化工作信息统计表', listStatistics, yearly('form5', '附件5')),
  register('06 可使用免费软件清单', '附件6', exportFreeList),
  register('07 软件使用情况汇总表', '附件7', downloadForm7),
  register('08 软件使用情况明细表', '附件8', downloadForm8),
  register('09 软件安装维护情况明细表', '附件9', downloadForm9),
  listed<Application>('10 软件安装维护申请表', listApplications, (one, period) =>
    one.state !== 'draft' && dayIn(one.appliedOn, period)
      ? {
          name: `附件10_${one.applicationNo}_${one.applicantName}`,
          on: one.appliedOn,
          source: record('form10', one.id),
        }
      : undefined,
  ),
  listed<Order>('11 软件安装维护确认单', listOrders, (one, period) =>
    one.performedOn !== null && dayIn(one.performedOn, period)
      ? {
          name: `附件11_${one.orderNo}_${one.computerNo}`,
          on: one.performedOn,
          source: record('form11', one.id),
        }
      : undefined,
  ),
  listed<Disposal>('12 软件处置审批表', listDisposals, (one, period) =>
    dayIn(one.requestedOn, period)
      ? {
          name: `处置审批表_${one.disposalNo}`,
          on: one.requestedOn,
          source: record('disposal', one.id),
        }
      : undefined,
  ),
  listed<Plan>('13 年度工作计划', listPlans, (one, period) =>
    one.state === 'draft' ? undefined : yearly('plan', '年度计划')(one, period),
  ),
  {
    folder: '14 检查通报',
    needs: listInspections,
    async *find(asking) {
      const { cx, services, period } = asking;
      for await (const one of all<Inspection>(asking, listInspections.path)) {
        if (one.notifiedOn === null || !dayIn(one.notifiedOn, period)) continue;
        const { circulars } = (await readInside(services, cx, getInspection.path, {
          params: { inspection: one.id },
        })) as InspectionRecord;
        for (const circular of circulars) {
          yield {
            name: ['通报', circular.circularNo, circular.departmentName || '全单位'].join('_'),
            on: circular.issuedOn,
            source: record('circular', circular.id, { inspection: one.id }),
          };
        }
      }
    },
  },
  {
    folder: '15 检查表和整改通知单',
    needs: listSheets,
    async *find(asking) {
      const { period } = asking;
      for await (const one of all<Inspection>(asking, listInspections.path)) {
        if (!dayIn(one.periodTo, period) || one.state === 'cancelled') continue;
        const inspection = one.id;
        const place = { params: { inspection }, query: { state: 'done' } };
        for await (const sheet of all<Sheet>(asking, listSheets.path, place)) {
          yield {
            name: `检查表_${one.inspectionNo}_${sheet.computerNo}`,
            on: sheet.checkedAt ? dateInChina(new Date(sheet.checkedAt)) : one.periodTo,
            source: record('sheet', sheet.deviceId, { inspection }),
          };
        }
        const asked = { query: { inspection } };
        for await (const problem of all<Problem>(asking, listProblems.path, asked)) {
          if (problem.state === 'listed' || problem.state === 'dropped') continue;
          yield {
            name: `整改通知单_${one.inspectionNo}_${problem.problemNo}`,
            on: problem.dueOn ?? one.periodTo,
            source: record('rectification', problem.id),
          };
        }
      }
    },
  },
  {
    ...listed<Training>('16 培训签到表', listTrainings, (one, period) =>
      (one.state === 'held' || one.state === 'recorded') &&
      one.attendees > 0 &&
      dayIn(one.heldOn, period)
        ? {
            name: `签到表_${one.trainingNo}_${one.title}`,
            on: one.heldOn,
            source: record('signIn', one.id, { of: 'present' }),
          }
        : undefined,
    ),
    needs: signInSheet,
  },
  listed<Assessment>('17 考核评议结果', listAssessments, (one, period) =>
    one.state === 'collecting' ? undefined : yearly('assessment', '考核评议结果')(one, period),
  ),
  listed<Summary>('18 年度总结', listSummaries, yearly('summary', '年度总结')),
];

/** Folders somebody gets, and those his rights do not reach. */
export function gathersFor(cx: CommandContext): { given: Gather[]; withheld: string[] } {
  const given = GATHERS.filter(({ needs }) => mayRead(cx, needs) === 'all');
  const withheld = GATHERS.filter((one) => !given.includes(one)).map(({ folder }) => folder);
  return { given, withheld };
}
