/**
 * 许可分配: which licence covers which install, how sure that is, and what people have fixed (PZ-2.3, D8, D9, D17).
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { SoftwareCategory } from '../../recognition/shapes.ts';
import type { Obstacle } from './rules.problem.ts';

export const PROOF_WORDS = {
  proven: { label: '已证明最优', tone: 'green' },
  tree: { label: '分支证明最优', tone: 'green' },
  gap: { label: '有差距', tone: 'amber' },
  heuristic: { label: '未证明', tone: 'grey' },
} as const satisfies ChoiceSet;
const ProofWord = z.enum(choiceValues(PROOF_WORDS), { error: '请选择证明情况' });

export const OBSTACLE_WORDS: Record<Obstacle, { label: string }> = {
  product: { label: '不是这个产品' },
  term: { label: '不在许可期限内' },
  edition: { label: '版别不符或不明' },
  version: { label: '版本不在可使用版本内' },
  downgradeLetter: { label: '降级使用但没有降级函' },
  department: { label: '不属于使用部门' },
  deviceBound: { label: '没有随机凭据，或绑定在别的计算机' },
  noUser: { label: '按用户计量，但计算机没有使用人' },
  quantity: { label: '数量不够' },
};

export const COVERS = {
  covered: { label: '有许可覆盖', tone: 'green' },
  uncovered: { label: '没有许可覆盖', tone: 'red' },
} as const satisfies ChoiceSet;

export const REGISTER_STATES = {
  same: { label: '与台账一致' },
  differs: { label: '台账记在别的编号下' },
  missing: { label: '台账没有登记' },
} as const satisfies ChoiceSet;

const LevelFigures = z.object({ value: z.number(), bound: z.number() });
export type LevelFigures = z.infer<typeof LevelFigures>;

export const RunFigures = z
  .object({
    devices: z.number().int(),
    installs: z.number().int(),
    covered: z.number().int(),
    uncovered: z.number().int(),
    components: z.number().int(),
    /** Components solved in this run; the others stood as they were. */
    solved: z.number().int(),
    proofs: z.object({
      proven: z.number().int(),
      tree: z.number().int(),
      gap: z.number().int(),
      heuristic: z.number().int(),
    }),
    weight: LevelFigures,
    /** Fen. */
    cost: LevelFigures,
    changes: LevelFigures,
    movedDevices: z.number().int(),
    milliseconds: z.number().int(),
  })
  .meta({ id: 'AllocationFigures' });
export type RunFigures = z.infer<typeof RunFigures>;

export const AllocationRun = z
  .object({
    id: z.string(),
    day: z.string(),
    scope: z.enum(['all', 'touched']),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    startedAt: z.string(),
    startedBy: z.string(),
    finishedAt: z.string().nullable(),
    figures: RunFigures.partial(),
  })
  .meta({ id: 'AllocationRun' });
export type AllocationRun = z.infer<typeof AllocationRun>;

const weights = z.partialRecord(
  SoftwareCategory,
  z.number().int().min(1, { error: '权重为 1 至 1000' }).max(1000, { error: '权重为 1 至 1000' }),
);

export const AllocationOverview = z
  .object({
    last: AllocationRun.nullable(),
    current: AllocationRun.nullable(),
    /** Facts have changed since the last run. */
    due: z.boolean(),
    weights: z.record(z.string(), z.number().int()),
    weightsRevision: z.number().int(),
  })
  .meta({ id: 'AllocationOverview' });
export type AllocationOverview = z.infer<typeof AllocationOverview>;

export const AllocatedInstall = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    departmentName: z.string().nullable(),
    productId: z.string(),
    productName: z.string(),
    edition: z.string(),
    version: z.string(),
    category: SoftwareCategory,
    observed: z.boolean(),
    recorded: z.array(z.object({ softwareId: z.string(), softwareNo: z.string() })),
    coveredBy: z.object({ softwareId: z.string(), softwareNo: z.string() }).nullable(),
    carrierId: z.string().nullable(),
    componentId: z.string().nullable(),
    proof: ProofWord.nullable(),
    obstacles: z.array(
      z.object({ softwareId: z.string(), softwareNo: z.string(), obstacle: z.string() }),
    ),
  })
  .meta({ id: 'AllocatedInstall' });
export type AllocatedInstall = z.infer<typeof AllocatedInstall>;

export const AllocatedNumber = z
  .object({
    id: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    /** Null = not limited. */
    quantity: z.number().int().nullable(),
    seats: z.number().int(),
    covered: z.number().int(),
    recorded: z.number().int(),
    /** What one more unit would add, in units of weight; 0 = nothing. */
    worth: z.number(),
    /** Installs it could cover if there were more of it; what people have fixed leaves no worth to be counted. */
    wanting: z.number().int(),
  })
  .meta({ id: 'AllocatedNumber' });
export type AllocatedNumber = z.infer<typeof AllocatedNumber>;

const Level = z.object({ value: z.number(), bound: z.number(), proof: ProofWord });
export const AllocationComponent = z
  .object({
    id: z.string(),
    proof: ProofWord,
    levels: z.object({ weight: Level, cost: Level, changes: Level }),
    devices: z.number().int(),
    installs: z.number().int(),
    numbers: z.array(z.object({ softwareId: z.string(), softwareNo: z.string() })),
    worth: z.array(z.object({ softwareNo: z.string(), weight: z.number() })),
    solvedAt: z.string(),
  })
  .meta({ id: 'AllocationComponent' });
export type AllocationComponent = z.infer<typeof AllocationComponent>;

const tag = '许可分配';
const base = '/api/units/:unit/allocation';

export const allocationOverview = endpoint({
  method: 'GET',
  path: base,
  summary: '许可分配：最近一次计算的结果、进行中的计算、权重',
  tag,
  permission: 'allocation.view',
  output: AllocationOverview,
});
export const startAllocation = endpoint({
  method: 'POST',
  path: `${base}/runs`,
  summary: '计算许可分配：全部，或只算有变化的部分',
  tag,
  permission: 'allocation.run',
  body: z.object({ scope: z.enum(['all', 'touched']).default('touched') }),
  output: z.object({ jobId: z.string() }),
});
export const checkAllocation = endpoint({
  method: 'POST',
  path: `${base}/checks`,
  summary: '用独立校验程序从原始数据重新检查保存的分配和证明',
  tag,
  permission: 'allocation.view',
  body: z.object({ component: z.string().max(100).optional() }),
  output: z.object({ jobId: z.string() }),
});

export const installFilters = z.object({
  cover: z.enum(choiceValues(COVERS)).optional(),
  register: z.enum(choiceValues(REGISTER_STATES)).optional(),
  proof: ProofWord.optional(),
  category: SoftwareCategory.optional(),
  department: z.uuid().optional(),
  device: z.uuid().optional(),
  /** Covered by it, or recorded under it. */
  software: z.uuid().optional(),
  product: z.string().max(300).optional(),
  component: z.string().max(100).optional(),
});
export type InstallFilters = z.infer<typeof installFilters>;

export const listAllocated = endpoint({
  method: 'GET',
  path: `${base}/installs`,
  summary: '每处安装由哪个许可覆盖；没有覆盖的，各编号为什么不能覆盖',
  tag,
  permission: 'allocation.view',
  query: listQuery.extend(installFilters.shape),
  output: page(AllocatedInstall),
});
export const exportAllocated = endpoint({
  method: 'GET',
  path: `${base}/installs/export`,
  summary: '许可分配的 Excel',
  tag,
  permission: 'allocation.view',
  query: listQuery.extend(installFilters.shape),
  output: z.unknown(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
export const listAllocatedNumbers = endpoint({
  method: 'GET',
  path: `${base}/numbers`,
  summary: '每个软件编号的许可用了多少，再多一个值多少',
  tag,
  permission: 'allocation.view',
  query: listQuery,
  output: page(AllocatedNumber),
});
export const listComponents = endpoint({
  method: 'GET',
  path: `${base}/components`,
  summary: '分别求解和证明的各部分',
  tag,
  permission: 'allocation.view',
  query: listQuery.extend({ proof: ProofWord.optional() }),
  output: page(AllocationComponent),
});
export const downloadCertificate = endpoint({
  method: 'GET',
  path: `${base}/components/:component/certificate`,
  summary: '一个部分的分配与证明（JSON）',
  tag,
  permission: 'allocation.view',
  params: z.object({ component: z.string().regex(/^[\w-]{1,100}$/) }),
  output: z.unknown(),
  raw: 'application/json',
});
export const saveWeights = endpoint({
  method: 'PUT',
  path: `${base}/weights`,
  summary: '各类软件的权重：许可不够时先覆盖哪一类',
  tag,
  permission: 'allocation.run',
  body: z.object({ weights, revision: z.number().int().min(0) }),
  output: AllocationOverview,
});
