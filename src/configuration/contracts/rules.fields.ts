/** The columns of a sheet of contracts, with the other words users have for them. */
import {
  asChoice,
  asDate,
  asFen,
  asText,
  field,
  type Parser,
} from '../../platform/sheets/index.ts';
import { asQuantity } from '../software/rules.fields.ts';
import { LICENSE_TYPES, ORIGINS, SOFTWARE_CATEGORIES } from '../software/shapes.choices.ts';
import { LINE_KINDS, PURCHASE_METHODS } from './shapes.ts';

function asYears(): Parser<number | 'perpetual'> {
  const text = asText({ max: 50 });
  return (cell) => {
    const read = text(cell);
    if (!('value' in read)) return read;
    if (/^(永久|长期|无限期)/.test(read.value)) return { value: 'perpetual' };
    const years = /^(\d{1,2})\s*年?$/.exec(read.value)?.[1];
    if (years && Number(years) >= 1) return { value: Number(years) };
    return { issue: '“{{text}}”应为 1 至 99 年或“永久”', params: { text: read.value } };
  };
}

export const CONTRACT_FIELDS = [
  field({
    key: 'contractNo',
    title: '合同编号',
    synonyms: ['合同号', '编号'],
    required: true,
    parse: asText({ max: 100 }),
  }),
  field({ key: 'title', title: '合同名称', synonyms: ['名称'], parse: asText({ max: 200 }) }),
  field({
    key: 'supplier',
    title: '供应商',
    synonyms: ['乙方', '供货商', '供应单位'],
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'purchaseMethod',
    title: '采购方式',
    parse: asChoice(PURCHASE_METHODS, {
      竞争性谈判: 'competitive',
      竞争性磋商: 'competitive',
      单一来源采购: 'single',
    }),
  }),
  field({
    key: 'signedOn',
    title: '签订日期',
    synonyms: ['合同日期', '签订时间'],
    parse: asDate(),
  }),
  field({ key: 'words', title: '说明', synonyms: ['备注'], parse: asText({ max: 2000 }) }),
  field({ key: 'outsidePlanReason', title: '计划外采购说明', parse: asText({ max: 500 }) }),
  field({
    key: 'kind',
    title: '内容',
    parse: asChoice(LINE_KINDS, { 软件: 'software', 维护: 'maintenance' }),
  }),
  field({ key: 'softwareName', title: '软件名称', parse: asText({ max: 200 }) }),
  field({
    key: 'softwareVersion',
    title: '软件版本',
    synonyms: ['版本'],
    parse: asText({ max: 100 }),
  }),
  field({ key: 'publisher', title: '软件厂商', synonyms: ['厂商'], parse: asText({ max: 200 }) }),
  field({
    key: 'category',
    title: '软件类别',
    synonyms: ['类别'],
    parse: asChoice(SOFTWARE_CATEGORIES, {
      操作系统: 'operatingSystem',
      办公: 'office',
      杀毒: 'antivirus',
    }),
  }),
  field({ key: 'origin', title: '产地', parse: asChoice(ORIGINS, { 国外: 'foreign' }) }),
  field({
    key: 'licenseType',
    title: '授权方式',
    synonyms: ['许可类型', '授权类型'],
    parse: asChoice(LICENSE_TYPES, { 场地许可: 'site', 场地: 'site', 单机: 'device' }),
  }),
  field({
    key: 'quantity',
    title: '许可数量',
    synonyms: ['数量', '采购数量'],
    parse: asQuantity(),
  }),
  field({ key: 'usageYears', title: '使用年限', synonyms: ['许可期限'], parse: asYears() }),
  field({ key: 'usableVersions', title: '可使用版本', parse: asText({ max: 200 }) }),
  field({
    key: 'unitPriceFen',
    title: '单价(元)',
    synonyms: ['单价', '价格'],
    parse: asFen(),
  }),
  field({ key: 'compatibility', title: '兼容性要求', parse: asText({ max: 500 }) }),
  field({ key: 'afterSales', title: '售后服务要求', parse: asText({ max: 500 }) }),
  field({ key: 'renewsNo', title: '维护的软件编号', parse: asText({ max: 50 }) }),
  field({ key: 'maintenanceEnd', title: '维护到期日', parse: asDate() }),
] as const;
