/** The forms as files: official layout in Excel, or the same data as JSON, at any date on both time axes. */
import { z } from 'zod';
import { axes } from '../../ledgers/registers/shapes.ts';
import { endpoint } from '../../platform/http/endpoint.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const formQuery = axes.extend({ format: z.enum(['json', 'xlsx', 'docx', 'pdf']).default('xlsx') });
const tag = '表单';

export const downloadForm7 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/forms/7',
  summary: '附件7 软件使用情况汇总表：某日的 Excel、Word、PDF 或 JSON',
  tag,
  permission: 'form7.view',
  query: formQuery,
  output: z.unknown(),
  raw: XLSX_TYPE,
});

export const downloadForm8 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/forms/8',
  summary: '附件8 软件使用情况明细表：某日的 Excel、Word、PDF 或 JSON',
  tag,
  permission: 'form8.view',
  query: formQuery,
  output: z.unknown(),
  raw: XLSX_TYPE,
});

export const downloadForm9 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/forms/9',
  summary: '附件9 软件安装维护情况明细表：每个软件编号一张，某日的 Excel、Word、PDF 或 JSON',
  tag,
  permission: 'form9.view',
  /** One number's sheet only. */
  query: formQuery.extend({ software: z.uuid().optional() }),
  output: z.unknown(),
  raw: XLSX_TYPE,
});
