/**
 * The journal behind 附件9: what an entry holds, how one is asked for, and the endpoints that read and append.
 * An entry is never edited; a mistake is mended by a reversing entry with a reason.
 */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';

export const ENTRY_KINDS = {
  install: { label: '安装', tone: 'green' },
  uninstall: { label: '卸载', tone: 'grey' },
} as const;
export type EntryKind = keyof typeof ENTRY_KINDS;

/** Why an entry exists. `causeRef` names the thing: a work order's number, a posting rule and its sighting … */
export const ENTRY_CAUSES = {
  opening: { label: '建账' },
  manual: { label: '手工登记' },
  workOrder: { label: '安装维护确认单' },
  campaign: { label: '统一部署' },
  postingRule: { label: '自动登记规则' },
  upgrade: { label: '升级' },
  correction: { label: '冲正' },
  deviceRetired: { label: '计算机处置' },
  deviceMerged: { label: '计算机合并' },
} as const;
export const EntryCause = z.enum(choiceValues(ENTRY_CAUSES));
export type EntryCause = z.infer<typeof EntryCause>;

/** Opening entries may not know the real day; the flag keeps that visible (domain 8.11). */
export const DATE_BASES = {
  real: { label: '实际日期' },
  loading: { label: '建账日期' },
} as const;
export type DateBasis = keyof typeof DATE_BASES;

export const MAX_DRAFTS = 5000;
const version = z.string().trim().max(100, { error: '版本不超过 100 个字' });
const reason = z
  .string()
  .trim()
  .min(1, { error: '请填写原因' })
  .max(500, { error: '原因不超过 500 个字' });
const idempotencyKey = z
  .string()
  .trim()
  .min(8, { error: '幂等键至少 8 个字符' })
  .max(200, { error: '幂等键不超过 200 个字符' });

/** One line of a request: an upgrade becomes two entries tied by a group (TZ-3.5). */
export const DraftLine = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('install'),
      softwareId: z.uuid(),
      deviceId: z.uuid(),
      version: version.optional(),
      occurredOn: dateText,
    }),
    z.object({
      kind: z.literal('uninstall'),
      softwareId: z.uuid(),
      deviceId: z.uuid(),
      occurredOn: dateText,
    }),
    z.object({
      kind: z.literal('upgrade'),
      fromSoftwareId: z.uuid(),
      softwareId: z.uuid(),
      deviceId: z.uuid(),
      version: version.optional(),
      occurredOn: dateText,
    }),
  ])
  .meta({ id: 'LedgerDraftLine' });
export type DraftLine = z.infer<typeof DraftLine>;

export const LedgerEntry = z
  .object({
    entryNo: z.number().int(),
    kind: z.enum(choiceValues(ENTRY_KINDS)),
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    version: z.string(),
    userName: z.string(),
    departmentName: z.string(),
    occurredOn: dateText,
    dateBasis: z.enum(choiceValues(DATE_BASES)),
    recordedAt: z.string(),
    cause: EntryCause,
    causeRef: z.string().nullable(),
    actorName: z.string(),
    reason: z.string().nullable(),
    groupId: z.string().nullable(),
    reversesEntryNo: z.number().int().nullable(),
    reversedByEntryNo: z.number().int().nullable(),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

const tag = '台账';

/** The entries behind a figure, newest first. Reversed and reversing entries are shown and marked. */
export const listEntries = endpoint({
  method: 'GET',
  path: '/api/units/:unit/entries',
  summary: '台账流水（数字背后的安装、卸载记录）',
  tag,
  permission: 'form9.view',
  query: listQuery.extend({
    software: z.uuid().optional(),
    device: z.uuid().optional(),
    kind: z.enum(choiceValues(ENTRY_KINDS)).optional(),
    cause: EntryCause.optional(),
    asOf: dateText.optional(),
    knownAt: z.iso.datetime({ offset: true }).optional(),
  }),
  output: page(LedgerEntry),
});

/** A commercial number with more installs than licences: recorded and shown, never refused. */
export const OverUse = z
  .object({
    softwareId: z.string(),
    softwareNo: z.string(),
    licenseQuantity: z.number().int(),
    installedQuantity: z.number().int(),
  })
  .meta({ id: 'OverUse' });
export type OverUse = z.infer<typeof OverUse>;

export const AppendResult = z
  .object({
    entryNos: z.array(z.number().int()),
    appended: z.number().int(),
    repeated: z.number().int(),
    overUse: z.array(OverUse),
  })
  .meta({ id: 'AppendResult' });
export type AppendResult = z.infer<typeof AppendResult>;

export const AppendInput = z
  .object({
    idempotencyKey,
    reason,
    lines: z
      .array(DraftLine)
      .min(1, { error: '请至少登记一行' })
      .max(MAX_DRAFTS, { error: `一次最多登记 ${MAX_DRAFTS} 行，请分批` }),
  })
  .meta({ id: 'AppendInput' });
export type AppendInput = z.infer<typeof AppendInput>;

export const appendEntries = endpoint({
  method: 'POST',
  path: '/api/units/:unit/entries',
  summary: '登记安装、卸载、升级',
  tag,
  permission: 'entry.append',
  body: AppendInput,
  output: AppendResult,
  bodyLimit: 4 * 1024 * 1024,
});

/** What appending would be refused for, line by line; writes nothing. */
export const DraftProblem = z
  .object({
    line: z.number().int(),
    field: z.string(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'DraftProblem' });
export type DraftProblem = z.infer<typeof DraftProblem>;

export const checkEntries = endpoint({
  method: 'POST',
  path: '/api/units/:unit/entries/check',
  summary: '登记前核对（不写入）',
  tag,
  permission: 'entry.append',
  body: z.object({ lines: AppendInput.shape.lines }),
  output: z.object({ problems: z.array(DraftProblem), overUse: z.array(OverUse) }),
  bodyLimit: 4 * 1024 * 1024,
});

export const reverseEntry = endpoint({
  method: 'POST',
  path: '/api/units/:unit/entries/:entryNo/reverse',
  summary: '冲正一条记录（升级的两条一起冲正）',
  tag,
  permission: 'entry.correct',
  params: z.object({ entryNo: z.coerce.number().int().min(1) }),
  body: z.object({ reason }),
  output: AppendResult,
});

export const importEntries = endpoint({
  method: 'POST',
  path: '/api/units/:unit/entries/import',
  summary: '从原有安装维护明细表（附件9版式）导入安装、卸载记录',
  tag,
  permission: 'entry.append',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

export const retireDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/:device/retire',
  summary: '处置计算机（报废、调出）：卸载其全部在册软件',
  tag,
  permission: 'device.edit',
  params: z.object({ device: z.uuid() }),
  body: z.object({ status: z.enum(['scrapped', 'transferredOut']), on: dateText, reason }),
  output: AppendResult,
});

/** Says whether the derived tables, the pure fold of the journal, the numbering and the hash chain agree. */
export const VerifyReport = z
  .object({
    unitId: z.string(),
    ok: z.boolean(),
    entries: z.number().int(),
    openInstalls: z.number().int(),
    firstBadEntryNo: z.number().int().nullable(),
    problems: z.array(z.string()),
  })
  .meta({ id: 'LedgerVerifyReport' });
export type VerifyReport = z.infer<typeof VerifyReport>;

export const verifyLedger = endpoint({
  method: 'GET',
  path: '/api/units/:unit/ledger/verify',
  summary: '核验台账：流水、在册安装、数量与校验链一致',
  tag,
  permission: 'entry.correct',
  output: VerifyReport,
});
