/**
 * What goes into a pack, part by part. A source is taken whole or not at all: whoever may not see all of it gets none,
 * and the pack says so, because a part would look like the whole.
 */
import type { ChoiceSet } from '../../base/choices.ts';
import { formatFen } from '../../base/money.ts';
import { CONTRACT_STATES, PURCHASE_METHODS } from '../../configuration/contracts/shapes.ts';
import {
  INSPECTION_KINDS,
  INSPECTION_STATES,
  PROBLEM_KINDS,
  PROBLEM_STATES,
} from '../../daily/inspections/shapes.ts';
import { TASK_STATES } from '../../daily/plans/shapes.ts';
import { TRAINING_KINDS, TRAINING_STATES } from '../../daily/trainings/shapes.ts';
import { type Permission, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Services } from '../../platform/http/app.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { readInside } from '../../platform/http/inside.ts';
import { writeWorkbook } from '../../platform/sheets/index.ts';
import { softwareCategories } from '../../recognition/shapes.ts';
import { CASE_STATES } from '../../responsibility/cases/shapes.ts';
import {
  listPledgePeople,
  PLEDGE_STATUS,
  type PledgePerson,
} from '../../responsibility/pledges/shapes.ts';
import type { Part } from './rules.parts.ts';
import * as store from './store.sources.ts';

export type Asking = { cx: CommandContext; services: Services; period: store.Period };
type Cells = (string | number | null)[][];
export type ListSource = {
  part: Part;
  title: string;
  needs: Permission;
  columns: string[];
  rows: (asking: Asking) => Promise<Cells>;
};
export type FileSource = {
  part: Part;
  title: string;
  needs: Permission;
  files: (asking: Asking) => Promise<store.Attached[]>;
};

/** Words for what stands in a column as a key. */
function spoken(
  rows: Cells,
  words: Record<number, ChoiceSet | ((value: string) => string)>,
): Cells {
  return rows.map((row) =>
    row.map((value, at) => {
      const set = words[at];
      if (!set || value === null) return value;
      return typeof set === 'function' ? set(String(value)) : (set[value]?.label ?? value);
    }),
  );
}
const money = (fen: string) => formatFen(Number(fen));

export async function pledgePeople({ cx, services }: Asking): Promise<PledgePerson[]> {
  const people: PledgePerson[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '500', ...(cursor ? { cursor } : {}) };
    const page = (await readInside(services, cx, listPledgePeople.path, {
      query,
    })) as Page<PledgePerson>;
    people.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return people;
}

export const LISTS: ListSource[] = [
  {
    part: 'responsibility',
    title: '规章制度清单',
    needs: 'statistics.view',
    columns: ['制度名称', '文号', '发布日期', '最近修订', '废止日期'],
    rows: ({ cx, period }) => store.policyRows(cx, period),
  },
  {
    part: 'responsibility',
    title: '承诺书签署情况',
    needs: 'pledge.view',
    columns: ['部门', '工号', '姓名', '状态', '签署日期'],
    rows: async (asking) =>
      (await pledgePeople(asking)).map((one) => [
        one.departmentName,
        one.staffNo,
        one.personName,
        PLEDGE_STATUS[one.status].label,
        one.signedOn,
      ]),
  },
  {
    part: 'responsibility',
    title: '责任追究情况',
    needs: 'case.view',
    columns: ['编号', '事由', '部门', '人员', '状态', '决定日期', '整改要求', '整改情况'],
    rows: async ({ cx, period }) => spoken(await store.caseRows(cx, period), { 4: CASE_STATES }),
  },
  {
    part: 'daily',
    title: '年度计划任务落实情况',
    needs: 'plan.view',
    columns: ['年度', '任务', '期限', '状态', '落实情况', '报告人'],
    rows: async ({ cx, period }) => spoken(await store.taskRows(cx, period), { 3: TASK_STATES }),
  },
  {
    part: 'daily',
    title: '培训宣传记录',
    needs: 'training.view',
    columns: [
      '编号',
      '类型',
      '名称',
      '日期',
      '地点',
      '讲师',
      '状态',
      '签到人数',
      '覆盖人数',
      '小结',
    ],
    rows: async ({ cx, period }) =>
      spoken(await store.trainingRows(cx, period), { 1: TRAINING_KINDS, 6: TRAINING_STATES }),
  },
  {
    part: 'daily',
    title: '检查记录',
    needs: 'inspection.view',
    columns: ['编号', '类型', '名称', '开始', '结束', '检查台数', '问题数', '状态', '结论'],
    rows: async ({ cx, period }) =>
      spoken(await store.inspectionRows(cx, period), { 1: INSPECTION_KINDS, 7: INSPECTION_STATES }),
  },
  {
    part: 'daily',
    title: '检查问题整改台账',
    needs: 'inspection.view',
    columns: [
      ...['检查编号', '序号', '类型', '问题', '计算机', '部门', '责任人', '整改要求', '期限'],
      ...['状态', '整改情况', '整改日期', '复查意见', '复查日期'],
    ],
    rows: async ({ cx, period }) =>
      spoken(await store.problemRows(cx, period), { 2: PROBLEM_KINDS, 9: PROBLEM_STATES }),
  },
  {
    part: 'configuration',
    title: '采购合同清单',
    needs: 'contract.view',
    columns: [
      '合同编号',
      '名称',
      '供应商',
      '采购方式',
      '签订日期',
      '状态',
      '金额（元）',
      '资料份数',
    ],
    rows: async ({ cx, period }) =>
      spoken(await store.contractRows(cx, period), {
        3: PURCHASE_METHODS,
        5: CONTRACT_STATES,
        6: money,
      }),
  },
  {
    part: 'ledgers',
    title: '正版判定汇总',
    needs: 'finding.view',
    columns: ['类别', '软件', '安装数', '绿（证据齐全）', '黄', '红'],
    rows: async ({ cx }) => spoken(await store.verdictRows(cx), { 0: softwareCategories }),
  },
  {
    part: 'ledgers',
    title: '许可分配汇总',
    needs: 'allocation.view',
    columns: ['软件编号', '软件名称', '版本', '许可数量', '已分配'],
    rows: ({ cx }) => store.allocationRows(cx),
  },
];

export const FILES: FileSource[] = [
  {
    part: 'responsibility',
    title: '领导小组发文',
    needs: 'committee.view',
    files: ({ cx, period }) => store.committeeFiles(cx, period),
  },
  {
    part: 'responsibility',
    title: '承诺书扫描件',
    needs: 'pledge.view',
    files: ({ cx, period }) => store.pledgeScans(cx, period),
  },
  {
    part: 'daily',
    title: '培训资料',
    needs: 'training.view',
    files: ({ cx, period }) => store.trainingFiles(cx, period),
  },
  {
    part: 'daily',
    title: '检查照片和附件',
    needs: 'inspection.view',
    files: ({ cx, period }) => store.inspectionFiles(cx, period),
  },
  {
    part: 'configuration',
    title: '采购合同',
    needs: 'contract.view',
    files: ({ cx, period }) => store.contractFiles(cx, period),
  },
  {
    part: 'configuration',
    title: '授权证书等资料',
    needs: 'document.view',
    files: ({ cx, period }) => store.certificateFiles(cx, period),
  },
  {
    part: 'configuration',
    title: '处置资料',
    needs: 'disposal.view',
    files: ({ cx, period }) => store.disposalFiles(cx, period),
  },
  {
    part: 'ledgers',
    title: '半年结存（签字归档）',
    needs: 'closing.view',
    files: ({ cx, period }) => store.closingFiles(cx, period),
  },
];

export const reaches = (cx: CommandContext, needs: Permission) =>
  widestScope(cx.actor.roles, needs) === 'all';

/** A list as a workbook; equal rows give equal bytes. */
export function listFile(source: ListSource, rows: Cells, on: string): Promise<Buffer> {
  const widths = source.columns.map((title, at) => {
    const longest = Math.max(...rows.slice(0, 500).map((row) => String(row[at] ?? '').length), 0);
    return { width: Math.min(48, Math.max(title.length * 2 + 2, longest * 1.6 + 2)) };
  });
  return writeWorkbook(
    [
      {
        name: source.title,
        columns: widths,
        rows: [source.columns, ...rows],
        freezePane: { rows: 1 },
      },
    ],
    { title: source.title, on },
  );
}
