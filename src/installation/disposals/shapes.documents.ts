/** Papers of a disposal and their endpoints. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';

const tag = '软件处置';
const params = z.object({ disposal: z.uuid() });
export const DISPOSAL_DOCUMENT_KINDS = {
  evidence: { label: '无法继续使用的依据' },
  report: { label: '鉴定报告' },
  photo: { label: '照片' },
  approval: { label: '纸质批件' },
  other: { label: '其他资料' },
} as const satisfies ChoiceSet;
const documentKind = z.enum(choiceValues(DISPOSAL_DOCUMENT_KINDS), { error: '请选择资料种类' });
export const DisposalDocument = z
  .object({
    id: z.string(),
    kind: documentKind,
    title: z.string(),
    fileName: z.string(),
    fileSize: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: 'DisposalDocument' });
export type DisposalDocument = z.infer<typeof DisposalDocument>;
/** Sent as text fields before the file. */
export const DisposalDocumentFields = z.object({
  kind: documentKind,
  title: z.string().trim().max(200, { error: '资料名称不超过 200 个字' }).default(''),
});

const documents = '/api/units/:unit/disposals/:disposal/documents';
const one = params.extend({ document: z.uuid() });
export const listDisposalDocuments = endpoint({
  method: 'GET',
  path: documents,
  summary: '软件处置的资料',
  tag,
  permission: 'disposal.view',
  params,
  output: z.object({ items: z.array(DisposalDocument) }),
});
export const uploadDisposalDocument = endpoint({
  method: 'POST',
  path: documents,
  summary: '上传处置资料（multipart：kind、title、file）',
  tag,
  permission: 'disposal.request',
  params,
  multipart: true,
  bodyLimit: 52 * 1024 * 1024,
  output: DisposalDocument,
});
export const downloadDisposalDocument = endpoint({
  method: 'GET',
  path: `${documents}/:document`,
  summary: '下载处置资料',
  tag,
  permission: 'disposal.view',
  params: one,
  output: z.void(),
  raw: 'application/octet-stream',
});
export const removeDisposalDocument = endpoint({
  method: 'DELETE',
  path: `${documents}/:document`,
  summary: '移除误传的处置资料（记入审计日志）',
  tag,
  permission: 'disposal.request',
  params: one,
  output: z.void(),
});
