/** Endpoints of the software numbers. */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';
import { Life } from '../../recognition/life/shapes.ts';
import {
  AcquisitionMethod,
  LicenseType,
  Software,
  SoftwareCategory,
  SoftwareChange,
  SoftwareInput,
  SoftwareStatus,
  SoftwareType,
} from './shapes.ts';

const tag = '软件配置';
const base = '/api/units/:unit/software';
const id = z.object({ id: z.uuid({ error: '软件标识有误' }) });
const reason = z
  .string({ error: '请填写原因' })
  .trim()
  .min(1, '请填写原因')
  .max(500, '原因不超过 500 个字');
const revision = z.number().int().min(1).optional();

export const softwareQuery = listQuery.extend({
  type: SoftwareType.optional(),
  status: SoftwareStatus.optional(),
  category: SoftwareCategory.optional(),
  licenseType: LicenseType.optional(),
  acquisitionMethod: AcquisitionMethod.optional(),
  /** Terms that end on or before this day and have not been disposed of. */
  endsBy: dateText.optional(),
  product: z.string().max(200).optional(),
});
export type SoftwareQuery = z.output<typeof softwareQuery>;

export const SoftwareListItem = Software.extend({
  openInstalls: z.number().int(),
  serialCount: z.number().int(),
  documentCount: z.number().int(),
}).meta({ id: 'SoftwareListItem' });
export type SoftwareListItem = z.infer<typeof SoftwareListItem>;

export const listSoftware = endpoint({
  method: 'GET',
  path: base,
  summary: '软件与授权列表',
  tag,
  permission: 'software.view',
  query: softwareQuery,
  output: page(SoftwareListItem),
});

export const exportSoftware = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '导出软件与授权（Excel）',
  tag,
  permission: 'software.view',
  query: softwareQuery,
  output: z.void(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const SoftwareRecord = SoftwareListItem.extend({
  /** Masked for everybody; `revealSerials` opens them for those who may. */
  serialNumbers: z.array(z.string()),
  /** Other numbers that carry one of the same serial numbers. */
  sharedSerials: z.array(
    z.object({ softwareId: z.string(), softwareNo: z.string(), shared: z.number().int() }),
  ),
  /** From the first entry on, what decides the number changes only as a correction with a reason. */
  everInstalled: z.boolean(),
  /** The end of the maker's support of this version, where the catalogue knows it. */
  endOfLife: Life.nullable(),
}).meta({ id: 'SoftwareRecord' });
export type SoftwareRecord = z.infer<typeof SoftwareRecord>;

export const getSoftware = endpoint({
  method: 'GET',
  path: `${base}/:id`,
  summary: '软件编号的全部内容（序列号隐去）',
  tag,
  permission: 'software.view',
  params: id,
  output: SoftwareRecord,
});

export const SoftwareHistoryLine = z
  .object({
    at: z.string(),
    actorName: z.string(),
    action: z.string(),
    reason: z.string().nullable(),
    /** Fields that changed, with the text before and after where it is no secret. */
    changes: z.array(
      z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  })
  .meta({ id: 'SoftwareHistoryLine' });
export type SoftwareHistoryLine = z.infer<typeof SoftwareHistoryLine>;

export const softwareHistory = endpoint({
  method: 'GET',
  path: `${base}/:id/history`,
  summary: '软件编号的经过（最近 200 条）',
  tag,
  permission: 'software.view',
  params: id,
  output: z.object({ items: z.array(SoftwareHistoryLine) }),
});

export const createSoftware = endpoint({
  method: 'POST',
  path: base,
  summary: '登记软件：商业软件建新编号，OEM 和免费软件按名称（版本）找到或新建',
  tag,
  permission: 'software.edit',
  body: SoftwareInput,
  bodyLimit: 2 * 1024 * 1024,
  output: z.object({ id: z.string(), softwareNo: z.string(), existed: z.boolean() }),
});

export const SoftwarePreview = z
  .object({
    outcome: z.enum(['new', 'existing', 'refused']),
    softwareNo: z.string().nullable(),
    /** The most similar record of the same name, and the deciding attributes in which it differs. */
    nearest: z
      .object({ id: z.string(), softwareNo: z.string(), differing: z.array(z.string()) })
      .nullable(),
    problem: z.object({ code: z.string(), path: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'SoftwarePreview' });
export type SoftwarePreview = z.infer<typeof SoftwarePreview>;

export const previewSoftware = endpoint({
  method: 'POST',
  path: `${base}/preview`,
  summary: '登记前预告：将是哪个软件编号，为什么（不写入）',
  tag,
  permission: 'software.edit',
  body: SoftwareInput,
  bodyLimit: 2 * 1024 * 1024,
  output: SoftwarePreview,
});

export const updateSoftware = endpoint({
  method: 'PATCH',
  path: `${base}/:id`,
  summary: '修改软件记录；已有安装登记时改动决定编号的内容须写更正原因',
  tag,
  permission: 'software.edit',
  params: id,
  body: SoftwareChange,
  bodyLimit: 2 * 1024 * 1024,
  output: SoftwareRecord,
});

export const disposeSoftware = endpoint({
  method: 'POST',
  path: `${base}/:id/dispose`,
  summary: '处置：关闭软件编号（不能有在册安装）',
  tag,
  permission: 'software.edit',
  params: id,
  body: z.object({ disposedOn: dateText, reason, revision }),
  output: SoftwareRecord,
});

export const restoreSoftware = endpoint({
  method: 'POST',
  path: `${base}/:id/restore`,
  summary: '撤销处置',
  tag,
  permission: 'software.edit',
  params: id,
  body: z.object({ reason, revision }),
  output: SoftwareRecord,
});

export const revealSerials = endpoint({
  method: 'POST',
  path: `${base}/:id/serials/reveal`,
  summary: '查看完整序列号（记入审计日志）',
  tag,
  permission: 'serial.view',
  params: id,
  output: z.object({ serialNumbers: z.array(z.string()) }),
});

export const importSoftware = endpoint({
  method: 'POST',
  path: `${base}/import`,
  summary: '从 Excel 导入软件记录（附件7 的列；commit=false 只试算）',
  tag,
  permission: 'software.edit',
  query: importQuery,
  multipart: true,
  output: ImportAnswer,
});

export const softwareTemplate = endpoint({
  method: 'GET',
  path: `${base}/import-template`,
  summary: '软件记录导入的空白模板',
  tag,
  permission: 'software.edit',
  output: z.void(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
