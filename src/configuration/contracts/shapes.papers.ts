/** Papers of a contract, and of one of its deliveries (PZ-2.5). */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';
import { SoftwareDocument } from '../documents/shapes.ts';

const tag = '采购合同';
const base = '/api/units/:unit/contracts';
const params = z.object({ contract: z.uuid() });
const documents = `${base}/:contract/documents`;
const one = params.extend({ document: z.uuid({ error: '资料标识有误' }) });
export const listContractDocuments = endpoint({
  method: 'GET',
  path: documents,
  summary: '合同的资料',
  tag,
  permission: 'contract.view',
  params,
  output: z.object({ items: z.array(SoftwareDocument) }),
});
export const uploadContractDocument = endpoint({
  method: 'POST',
  path: documents,
  summary: '上传合同资料（multipart：kind、title、file）',
  tag,
  permission: 'contract.receive',
  params,
  multipart: true,
  bodyLimit: 52 * 1024 * 1024,
  output: SoftwareDocument,
});
export const downloadContractDocument = endpoint({
  method: 'GET',
  path: `${documents}/:document`,
  summary: '下载合同资料',
  tag,
  permission: 'contract.view',
  params: one,
  output: z.void(),
  raw: 'application/octet-stream',
});
export const removeContractDocument = endpoint({
  method: 'DELETE',
  path: `${documents}/:document`,
  summary: '移除误传的合同资料（记入审计日志）',
  tag,
  permission: 'contract.receive',
  params: one,
  output: z.void(),
});

const ofReceipt = `${base}/:contract/receipts/:receipt/documents`;
const receipt = params.extend({ receipt: z.uuid({ error: '到货标识有误' }) });
export const listReceiptDocuments = endpoint({
  ...listContractDocuments,
  path: ofReceipt,
  summary: '一次到货的资料（授权证书、验收单等）',
  params: receipt,
});
export const uploadReceiptDocument = endpoint({
  ...uploadContractDocument,
  path: ofReceipt,
  summary: '上传一次到货的资料：只归入这次到货的软件编号',
  params: receipt,
});
export const downloadReceiptDocument = endpoint({
  ...downloadContractDocument,
  path: `${ofReceipt}/:document`,
  summary: '下载一次到货的资料',
  params: one.extend(receipt.shape),
});
export const removeReceiptDocument = endpoint({
  ...removeContractDocument,
  path: `${ofReceipt}/:document`,
  summary: '移除误传的到货资料（记入审计日志）',
  params: one.extend(receipt.shape),
});
