/** 软件采购合同、软件授权证书、发票等 (PZ-2.5): which papers prove a software number. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';

export const DOCUMENT_KINDS = {
  contract: { label: '采购合同' },
  certificate: { label: '授权证书' },
  invoice: { label: '发票' },
  acceptance: { label: '验收单' },
  letter: { label: '授权函或降级函' },
  other: { label: '其他资料' },
} as const;
export const DocumentKind = z.enum(choiceValues(DOCUMENT_KINDS));
export type DocumentKind = z.infer<typeof DocumentKind>;

export const SoftwareDocument = z
  .object({
    id: z.string(),
    kind: DocumentKind,
    title: z.string(),
    fileName: z.string(),
    fileSize: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: 'SoftwareDocument' });
export type SoftwareDocument = z.infer<typeof SoftwareDocument>;

/** Sent as text fields before the file. */
export const DocumentFields = z.object({
  kind: z.enum(choiceValues(DOCUMENT_KINDS), {
    error: '请选择资料种类：采购合同、授权证书、发票、验收单、授权函或降级函、其他资料',
  }),
  title: z.string().trim().max(200, '资料名称不超过 200 个字').default(''),
});

const tag = '软件配置';
const base = '/api/units/:unit/software/:id/documents';
const id = z.object({ id: z.uuid({ error: '软件标识有误' }) });
const both = id.extend({ document: z.uuid({ error: '资料标识有误' }) });

export const listDocuments = endpoint({
  method: 'GET',
  path: base,
  summary: '软件编号的采购合同、授权证书等资料',
  tag,
  permission: 'document.view',
  params: id,
  output: z.object({ items: z.array(SoftwareDocument) }),
});

export const uploadDocument = endpoint({
  method: 'POST',
  path: base,
  summary: '上传资料（multipart：kind、title、file）',
  tag,
  permission: 'software.edit',
  params: id,
  multipart: true,
  bodyLimit: 52 * 1024 * 1024,
  output: SoftwareDocument,
});

export const downloadDocument = endpoint({
  method: 'GET',
  path: `${base}/:document`,
  summary: '下载资料',
  tag,
  permission: 'document.view',
  params: both,
  output: z.void(),
  raw: 'application/octet-stream',
});

export const removeDocument = endpoint({
  method: 'DELETE',
  path: `${base}/:document`,
  summary: '移除误传的资料（原件仍留存，记入审计日志）',
  tag,
  permission: 'software.edit',
  params: both,
  output: z.void(),
});
