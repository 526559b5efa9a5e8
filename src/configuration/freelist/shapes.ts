/** 附件6 可使用免费软件清单: which free software the unit's people may use, in which versions, where and why. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { FileFormat } from '../../platform/papers/shapes.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';
import { SoftwareCategory } from '../software/shapes.choices.ts';
import { UsableVersion } from '../software/shapes.ts';

/** Free for a person is not free for a unit (PZ-1.1): the last two need more than a download. */
export const FREE_SCOPES = {
  any: { label: '对单位免费', tone: 'green' },
  openSource: { label: '开源', tone: 'green' },
  personalOnly: { label: '仅个人免费', tone: 'red' },
  trial: { label: '试用', tone: 'amber' },
} as const;
export const FreeScope = z.enum(choiceValues(FREE_SCOPES), { error: '请选择免费范围' });
export type FreeScope = z.infer<typeof FreeScope>;

export const LISTING_STATES = {
  usable: { label: '可用', tone: 'green' },
  planned: { label: '待启用', tone: 'blue' },
  stopped: { label: '停用', tone: 'grey' },
} as const;
export const ListingState = z.enum(choiceValues(LISTING_STATES));
export type ListingState = z.infer<typeof ListingState>;

const need = (max: number, missing: string, tooLong: string) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, tooLong);
const may = (max: number, tooLong: string) => z.string().trim().max(max, tooLong).nullable();

const lineFields = {
  source: need(500, '请填写软件来源', '软件来源不超过 500 个字'),
  publisher: need(200, '请填写软件厂商', '软件厂商不超过 200 个字'),
  publisherContact: may(50, '厂商客服联系方式不超过 50 个字'),
  wholeUnit: z.boolean(),
  departmentIds: z.array(z.uuid()).max(500, '使用部门不超过 500 个'),
  reason: need(500, '请填写使用原因', '使用原因不超过 500 个字'),
  freeScope: FreeScope,
  licenceNote: may(500, '许可依据不超过 500 个字'),
};

/** The software is an existing free number, or a name for which one is found or made (TZ-1.7). */
export const FreeListInput = z
  .object({
    softwareId: z.uuid().optional(),
    softwareName: z.string().trim().min(1).max(200, '软件名称不超过 200 个字').optional(),
    category: SoftwareCategory.optional(),
    productId: z.string().max(200).nullable().optional(),
    /** One version, or several as in 可使用版本: `7.0`, `23–25`, `115及以上`. */
    softwareVersion: need(100, '请填写软件版本', '软件版本不超过 100 个字'),
    source: lineFields.source,
    publisher: lineFields.publisher,
    publisherContact: lineFields.publisherContact.default(null),
    wholeUnit: lineFields.wholeUnit.default(true),
    departmentIds: lineFields.departmentIds.default([]),
    reason: lineFields.reason,
    freeScope: lineFields.freeScope,
    licenceNote: lineFields.licenceNote.default(null),
    validFrom: dateText.optional(),
    validTo: dateText.nullable().default(null),
  })
  .meta({ id: 'FreeListInput' });
export type FreeListInput = z.input<typeof FreeListInput>;
export type FreeListFacts = z.output<typeof FreeListInput>;

export const FreeListChange = z.object(lineFields).partial().meta({ id: 'FreeListChange' });
export type FreeListChange = z.infer<typeof FreeListChange>;

export const FreeListLine = z
  .object({
    id: z.string(),
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string(),
    usableVersions: z.array(UsableVersion),
    ...lineFields,
    departmentNames: z.array(z.string()),
    validFrom: z.string(),
    /** First day on which it may no longer be used. */
    validTo: z.string().nullable(),
    state: ListingState,
  })
  .meta({ id: 'FreeListLine' });
export type FreeListLine = z.infer<typeof FreeListLine>;

/** The signature line of the ledger forms (domain 0.4). */
export const FreeListHeader = z
  .object({
    organizationName: z.string(),
    preparedBy: z.string(),
    preparerPhone: z.string(),
    preparedOn: dateText,
  })
  .meta({ id: 'FreeListHeader' });
export type FreeListHeader = z.infer<typeof FreeListHeader>;

const tag = '软件配置';
const base = '/api/units/:unit/free-list';
const id = z.object({ id: z.uuid({ error: '清单行标识有误' }) });

export const freeListQuery = listQuery.extend({
  state: ListingState.optional(),
  freeScope: FreeScope.optional(),
  department: z.uuid().optional(),
  software: z.uuid().optional(),
  /** The list as it stood on this day; today unless given. */
  asOf: dateText.optional(),
});
export type FreeListQuery = z.output<typeof freeListQuery>;

/** Who may only see what may be used is asked for 可用 lines by the server (domain 6.2). */
export const listFreeList = endpoint({
  method: 'GET',
  path: base,
  summary: '可使用免费软件清单（附件6）',
  tag,
  permission: 'freeList.view',
  query: freeListQuery,
  output: page(FreeListLine).extend({ asOf: dateText, header: FreeListHeader }),
});

/** Answered by the reporting slice, which knows the unit's own layout of the form. */
export const exportFreeList = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '可使用免费软件清单（附件6）的 Excel、Word 或 PDF，按印制版式',
  tag,
  permission: 'freeList.view',
  query: freeListQuery.extend({ format: FileFormat.default('xlsx') }),
  output: z.void(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const importFreeList = endpoint({
  method: 'POST',
  path: `${base}/import`,
  summary: '从表格导入可使用免费软件清单（附件6版式）',
  tag,
  permission: 'freeList.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

export const freeListTemplate = endpoint({
  method: 'GET',
  path: `${base}/import-template`,
  summary: '可使用免费软件清单的空白导入模板',
  tag,
  permission: 'freeList.edit',
  output: z.void(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const addFreeListLine = endpoint({
  method: 'POST',
  path: base,
  summary: '列入可使用免费软件清单',
  tag,
  permission: 'freeList.edit',
  body: FreeListInput,
  output: FreeListLine,
});

export const changeFreeListLine = endpoint({
  method: 'PATCH',
  path: `${base}/:id`,
  summary: '修改清单行（版本不能改，请另行列入）',
  tag,
  permission: 'freeList.edit',
  params: id,
  body: FreeListChange,
  output: FreeListLine,
});

export const stopFreeListLine = endpoint({
  method: 'POST',
  path: `${base}/:id/stop`,
  summary: '停用：自某日起不再可用',
  tag,
  permission: 'freeList.edit',
  params: id,
  body: z.object({ validTo: dateText }),
  output: FreeListLine,
});
