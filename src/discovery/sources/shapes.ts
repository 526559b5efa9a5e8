/** Sources and the devices they are: waiting list, decisions, block-lists, coverage (issue section 3, points 10, 11). */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { DeviceType } from '../../ledgers/devices/shapes.ts';
import { endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { COVERAGES, MATCH_REASONS } from './rules.ts';

const TAG = '采集';
const idParams = z.object({ id: z.uuid() });

export const SOURCE_STATES = {
  candidate: { label: '待确认', tone: 'amber' },
  assigned: { label: '已归位', tone: 'green' },
  ignored: { label: '已忽略', tone: 'grey' },
} as const;
export const SourceState = z.enum(choiceValues(SOURCE_STATES));
export type SourceState = z.infer<typeof SourceState>;

export const SOURCE_KINDS = {
  glpi: { label: 'GLPI Agent' },
  fusioninventory: { label: 'FusionInventory' },
  ocs: { label: 'OCS Inventory' },
  file: { label: '文件' },
} as const;
export const SourceKind = z.enum(choiceValues(SOURCE_KINDS));

export const MATCHED_BY = {
  serial: { label: '序列号' },
  uuid: { label: '主板 UUID' },
  mac: { label: '网卡地址' },
  person: { label: '人工' },
  detached: { label: '人工解除' },
  '': { label: '--' },
} as const;

export const LikelyDevice = z.object({
  deviceId: z.uuid(),
  computerNo: z.string(),
  reasons: z.array(z.enum(choiceValues(MATCH_REASONS))),
});

export const Source = z
  .object({
    id: z.uuid(),
    state: SourceState,
    kind: SourceKind,
    hostName: z.string(),
    deviceName: z.string(),
    osName: z.string(),
    manufacturer: z.string(),
    model: z.string(),
    /** Last four characters only. */
    serialMasked: z.string(),
    macs: z.array(z.string()),
    lastUser: z.string(),
    tag: z.string(),
    deviceId: z.uuid().nullable(),
    computerNo: z.string().nullable(),
    matchedBy: z.string(),
    /** A re-installed agent speaks for the machine now. */
    superseded: z.boolean(),
    /** The agent's identity was copied from another machine with its disk. */
    isClone: z.boolean(),
    coverage: z.enum(choiceValues(COVERAGES)),
    softwareRows: z.number().int().nullable(),
    seenAt: z.string(),
    createdAt: z.string(),
    canUndo: z.boolean(),
    /** Devices a waiting source may be, best first. */
    likely: z.array(LikelyDevice),
    /** Other waiting sources that are certainly the same machine: one click places them together. */
    together: z.array(z.uuid()),
  })
  .meta({ id: 'DiscoverySource' });
export type Source = z.infer<typeof Source>;

export const sourcesQuery = listQuery.extend({
  /** Only sources without a device that wait for a decision. */
  waiting: queryFlag.optional(),
  state: SourceState.optional(),
  kind: SourceKind.optional(),
  coverage: z.enum(choiceValues(COVERAGES)).optional(),
  device: z.uuid().optional(),
  /** Not seen for so many days. */
  silentDays: z.coerce.number().int().min(1).max(3650).optional(),
});
export type SourcesQuery = z.output<typeof sourcesQuery>;

export const listSources = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/sources',
  summary: '上报来源（代理和文件）；waiting=true 为待归位的',
  tag: TAG,
  permission: 'discovery.view',
  query: sourcesQuery,
  output: page(Source),
});

export const getSource = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/sources/:id',
  summary: '上报来源',
  tag: TAG,
  permission: 'discovery.view',
  params: idParams,
  output: Source.extend({
    agentVersion: z.string(),
    agentKey: z.string(),
    osVersion: z.string(),
    chassis: z.string(),
    userNames: z.array(z.string()),
    licences: z.array(
      z.object({
        name: z.string(),
        productId: z.string(),
        /** The last five characters; more of a key is never stored. */
        keyTail: z.string(),
        oem: z.boolean(),
        channel: z.string(),
        activatedOn: z.string().nullable(),
        trial: z.boolean(),
      }),
    ),
  }),
});

const placed = z.object({ sourceIds: z.array(z.uuid()), deviceIds: z.array(z.uuid()) });

export const assignSources = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/sources/assign',
  summary: '把来源归到一台已登记的计算机',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({ sourceIds: z.array(z.uuid()).min(1).max(500), deviceId: z.uuid() }),
  output: placed,
});

export const createDevicesFromSources = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/sources/create-devices',
  summary: '为待归位来源登记计算机；同一台机器的多个来源归为一台',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({
    sourceIds: z.array(z.uuid()).min(1).max(500),
    /** For one machine only; otherwise the next free numbers are given. */
    computerNo: z.string().trim().min(1).max(60).optional(),
    /** Told from the report unless given. */
    deviceType: DeviceType.optional(),
  }),
  output: placed,
});

export const detachSource = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/sources/:id/detach',
  summary: '解除来源与计算机的对应，回到待归位',
  tag: TAG,
  permission: 'discovery.edit',
  params: idParams,
  output: placed,
});

export const ignoreSources = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/sources/ignore',
  summary: '忽略待归位来源（不是本单位的计算机）',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({ sourceIds: z.array(z.uuid()).min(1).max(500) }),
  output: placed,
});

export const undoPlacement = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/sources/:id/undo',
  summary: '撤销对来源的上一次归位、解除或忽略',
  tag: TAG,
  permission: 'discovery.edit',
  params: idParams,
  output: placed,
});

export const CoverageCounts = z.object({
  sources: z.number().int(),
  /** Waiting for a decision. */
  waiting: z.number().int(),
  devices: z.number().int(),
  devicesSeen: z.number().int(),
  quarantined: z.number().int(),
  byCoverage: z.array(
    z.object({
      coverage: z.enum(choiceValues(COVERAGES)),
      sources: z.number().int(),
      seen: z.number().int(),
    }),
  ),
});

export const getCoverage = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/coverage',
  summary: '采集覆盖情况；seen 为最近 30 天内上报的',
  tag: TAG,
  permission: 'discovery.view',
  output: CoverageCounts,
});

export const JUNK_KINDS = {
  serial: { label: '序列号' },
  uuid: { label: '主板 UUID' },
  mac: { label: '网卡地址' },
} as const;
export const JunkKind = z.enum(choiceValues(JUNK_KINDS));
export type JunkKind = z.infer<typeof JunkKind>;

export const listJunk = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/junk',
  summary: '无意义标识的屏蔽名单：随软件提供的和本单位的',
  tag: TAG,
  permission: 'discovery.view',
  output: z.object({
    own: z.array(
      z.object({
        kind: JunkKind,
        value: z.string(),
        blocked: z.boolean(),
        note: z.string(),
        createdAt: z.string(),
        createdBy: z.string(),
      }),
    ),
    shipped: z.array(z.object({ kind: JunkKind, value: z.string() })),
  }),
});

export const saveJunk = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/discovery/junk',
  summary: '屏蔽一个无意义标识，或为本单位解除一个随附的屏蔽',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({
    kind: JunkKind,
    value: z.string().trim().min(1).max(120),
    blocked: z.boolean(),
    note: z.string().trim().max(200).default(''),
  }),
  output: z.object({ kind: JunkKind, value: z.string() }),
});

export const deleteJunk = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/junk/delete',
  summary: '删除本单位的一条屏蔽或例外',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({ kind: JunkKind, value: z.string().trim().min(1).max(120) }),
  output: z.object({ kind: JunkKind, value: z.string() }),
});
