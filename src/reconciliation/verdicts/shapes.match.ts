/**
 * Three-way match (D17; 教科信函〔2024〕83号): 实际安装 = 资产台账 = 授权采购协议, product by product. Counted are computers
 * per product and installs per number; the sums add up: 实际 − 未登记 + 未见到 + 一机多号 = 台账.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { SoftwareType } from '../../configuration/software/shapes.choices.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';

export const DIFFERENCES = {
  seenOnly: { label: '采集到未登记', tone: 'amber' },
  recordedOnly: { label: '登记了未采集到', tone: 'amber' },
  doubled: { label: '一机登记多个编号', tone: 'amber' },
  over: { label: '超许可数量', tone: 'red' },
  notEntitled: { label: '没有授权依据', tone: 'red' },
} as const satisfies ChoiceSet;
export const Difference = z.enum(choiceValues(DIFFERENCES));
export type Difference = z.infer<typeof Difference>;

const n = z.number().int();
export const MatchFigures = z.object({
  /** 实际: computers on which it was seen. */
  seen: n,
  seenOnly: n,
  /** Recorded and not seen; `unverified` of them on computers without a complete software list. */
  recordedOnly: n,
  unverified: n,
  /** Further numbers of the product on a computer that has one already. */
  doubled: n,
  /** 台账: open installs. seen − seenOnly + recordedOnly + doubled. */
  register: n,
  /** Open installs beyond the quantity of their number (D8). */
  over: n,
  /** Computers on which number, right or allocation is missing. */
  notEntitled: n,
});
export type MatchFigures = z.infer<typeof MatchFigures>;

export const MatchNumber = z.object({
  softwareId: z.string(),
  softwareNo: z.string(),
  softwareType: SoftwareType,
  softwareVersion: z.string().nullable(),
  contractNo: z.string().nullable(),
  termEnd: z.string().nullable(),
  /** Licences in force today; null = the type has none (OEM, free), 0 = not in force. */
  entitled: z.union([n, z.literal('unlimited')]).nullable(),
  register: n,
  /** Of those, on computers that show it. */
  seen: n,
  over: n,
});
export type MatchNumber = z.infer<typeof MatchNumber>;

export const MatchProduct = MatchFigures.extend({
  productKey: z.string(),
  productName: z.string(),
  category: SoftwareCategory,
  kind: RecognisedKind,
  /** Sum of the limited quantities in force; `unlimited` = a 场地授权 is among them as well. */
  entitled: n,
  unlimited: z.boolean(),
  numbers: z.array(MatchNumber),
  agrees: z.boolean(),
}).meta({ id: 'ThreeWayProduct' });
export type MatchProduct = z.infer<typeof MatchProduct>;

export const ThreeWay = z
  .object({
    /** The day the figures are of, and who asks. */
    asOf: dateText,
    header: z.object({
      organizationName: z.string(),
      preparedBy: z.string(),
      preparerPhone: z.string(),
      preparedOn: dateText,
    }),
    products: z.array(MatchProduct),
    totals: MatchFigures.extend({ entitled: n, unlimited: n, products: n, agreeing: n }),
    /** Computers and programs nobody has decided about: they are in no line above. */
    undecided: z.object({ products: n, installs: n }),
  })
  .meta({ id: 'ThreeWay' });
export type ThreeWay = z.infer<typeof ThreeWay>;

const tag = '正版判定';
const query = z.object({
  category: SoftwareCategory.optional(),
  /** Only products with a difference. */
  differing: queryFlag.optional(),
  q: z.string().trim().max(200).optional(),
});
export type ThreeWayQuery = z.output<typeof query>;

export const getThreeWay = endpoint({
  method: 'GET',
  path: '/api/units/:unit/three-way',
  summary: '三方核对：实际安装、台账、授权',
  tag,
  permission: 'software.view',
  query,
  output: ThreeWay,
});
export const exportThreeWay = endpoint({
  method: 'GET',
  path: '/api/units/:unit/three-way/export',
  summary: '三方核对表（Excel，按印制版式）',
  tag,
  permission: 'software.view',
  query,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const DifferenceLine = z
  .object({
    /** A verdict of the product on the computer. */
    id: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    personName: z.string().nullable(),
    departmentName: z.string().nullable(),
    productName: z.string(),
    versions: z.array(z.string()),
    softwareNos: z.array(z.string()),
  })
  .meta({ id: 'ThreeWayDifference' });
export type DifferenceLine = z.infer<typeof DifferenceLine>;

export const listDifferences = endpoint({
  method: 'GET',
  path: '/api/units/:unit/three-way/differences',
  summary: '三方核对的差异：一个差异数背后的计算机',
  tag,
  permission: 'software.view',
  query: listQuery.extend({
    product: z.string().max(300).optional(),
    software: z.uuid().optional(),
    difference: Difference,
  }),
  output: page(DifferenceLine),
});
export const exportDifferences = endpoint({
  method: 'GET',
  path: '/api/units/:unit/three-way/differences/export',
  summary: '导出三方核对的差异清单（Excel）',
  tag,
  permission: 'software.view',
  query: listQuery.pick({ q: true, sort: true }).extend({
    product: z.string().max(300).optional(),
    software: z.uuid().optional(),
    difference: Difference.optional(),
  }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
