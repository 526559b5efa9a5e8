/** 建账前的核对: an imported register against what agents see, difference by difference, before it is posted. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const TIE_KINDS = {
  onlyRegister: { label: '登记表有、未见安装', tone: 'amber' },
  onlySeen: { label: '见到安装、登记表没有', tone: 'red' },
  version: { label: '版本不同', tone: 'amber' },
  computerNotSeen: { label: '计算机没有采集结果', tone: 'grey' },
  count: { label: '汇总表数量与明细行数不同', tone: 'red' },
} as const;
export const TieKind = z.enum(choiceValues(TIE_KINDS));
export type TieKind = z.infer<typeof TieKind>;

/** What became of the register's line since: it waits, it was left out, it is an entry. */
const LineState = z.enum(['waiting', 'left', 'posted']);
export type LineState = z.infer<typeof LineState>;

/** What becomes of a difference when the list is posted as it is. */
const TIE_EFFECTS: Record<TieKind, { label: string }> = {
  onlyRegister: {
    label: '勾选的照登记表入账，入账后列为差异待核实；确未安装的请先取消勾选',
  },
  onlySeen: {
    label: '不随本次入账；可从采集结果提出建账行，否则入账后列为未登记的安装',
  },
  version: {
    label: '照登记表入账，入账后列为版本差异；登记表的版本不在可使用版本内的留待处理',
  },
  computerNotSeen: { label: '无法比对，照登记表入账' },
  count: { label: '汇总表的数量不入账，安装数量一律由明细计算' },
};

export function tieEffect(one: { kind: TieKind; line: LineState | null }): string {
  if (one.line === 'posted') return '已按登记表入账，差异在“发现的问题”中处理';
  if (one.line === 'left') return '已取消勾选，不入账';
  return TIE_EFFECTS[one.kind].label;
}

const count = z.number().int();

export const TieDifference = z
  .object({
    id: z.string(),
    kind: TieKind,
    deviceId: z.string().nullable(),
    computerNo: z.string().nullable(),
    softwareId: z.string().nullable(),
    softwareNo: z.string().nullable(),
    softwareName: z.string(),
    /** What the imported register says: a version, or a quantity. */
    registerText: z.string(),
    seenText: z.string(),
    /** The waiting line that can be left out. */
    lineId: z.string().nullable(),
    line: LineState.nullable(),
  })
  .meta({ id: 'TieDifference' });
export type TieDifference = z.infer<typeof TieDifference>;

export const TieSummary = z
  .object({
    madeAt: z.string(),
    madeBy: z.string(),
    computers: count,
    registerLines: count,
    counts: z.partialRecord(TieKind, count),
    /** Something was imported, taken back or ticked otherwise since. */
    stale: z.boolean(),
  })
  .meta({ id: 'TieSummary' });
export type TieSummary = z.infer<typeof TieSummary>;

const tag = '建账';
const path = '/api/units/:unit/opening/tie-out';
const tieQuery = listQuery.extend({ kind: TieKind.optional() });

export const listTieDifferences = endpoint({
  method: 'GET',
  path,
  summary: '建账核对：导入的登记表与采集结果的差异',
  tag,
  permission: 'opening.edit',
  query: tieQuery,
  output: page(TieDifference).extend({ summary: TieSummary.nullable() }),
});

export const exportTieDifferences = endpoint({
  method: 'GET',
  path: `${path}/export`,
  summary: '建账核对差异清单（Excel）',
  tag,
  permission: 'opening.edit',
  query: tieQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const startTieOut = endpoint({
  method: 'POST',
  path,
  summary: '比对导入的登记表与采集结果（后台任务）',
  tag,
  permission: 'opening.edit',
  output: z.object({ jobId: z.string() }),
});
