/** The columns of 附件7 with what users' sheets add to them. */
import {
  asChoice,
  asDate,
  asFen,
  asInteger,
  asText,
  field,
  type Parser,
} from '../../platform/sheets/index.ts';
import {
  ACQUISITION_METHODS,
  LICENSE_QUANTITY_MAX,
  LICENSE_TYPES,
  type LicenseQuantity,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_TYPES,
} from './shapes.ts';

export function asQuantity(): Parser<LicenseQuantity> {
  const asPlainText = asText({ max: 50 });
  return (cell) => {
    const read = asPlainText(cell);
    if (!('value' in read)) return read;
    const text = read.value.normalize('NFKC').replaceAll(/[\s,套个]/g, '');
    if (/^(不限|不限制|无限制|场地|unlimited)$/i.test(text)) return { value: 'unlimited' };
    const value = /^\d+(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 1 && value <= LICENSE_QUANTITY_MAX) return { value };
    return { issue: '“{{text}}”应为不小于 1 的整数，场地授权可写“不限”', params: { text } };
  };
}

export const SOFTWARE_FIELDS = [
  field({ key: 'softwareNo', title: '软件编号', synonyms: ['原编号'], parse: asText({ max: 50 }) }),
  field({
    key: 'softwareName',
    title: '软件名称',
    synonyms: ['名称', '产品名称'],
    required: true,
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'softwareVersion',
    title: '软件版本',
    synonyms: ['版本', '版本号'],
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'softwareType',
    title: '软件类型',
    synonyms: ['类型'],
    required: true,
    parse: asChoice(SOFTWARE_TYPES, {
      商业: 'commercial',
      OEM: 'oem',
      随机预装软件: 'oem',
      预装软件: 'oem',
      免费: 'free',
    }),
  }),
  field({
    key: 'acquisitionMethod',
    title: '获得方式',
    synonyms: ['取得方式'],
    parse: asChoice(ACQUISITION_METHODS),
  }),
  field({
    key: 'purchaseDate',
    title: '采购时间',
    synonyms: ['采购日期', '购置日期', '购置时间'],
    parse: asDate(),
  }),
  field({
    key: 'purchaseAmountFen',
    title: '采购金额（单位：元）',
    synonyms: ['采购金额', '采购金额(元)', '金额', '金额(元)'],
    parse: asFen(),
  }),
  field({
    key: 'licenseType',
    title: '许可类型',
    synonyms: ['授权方式', '授权类型', '许可方式'],
    parse: asChoice(LICENSE_TYPES, {
      场地许可: 'site',
      场地: 'site',
      单机: 'device',
      单机授权: 'device',
      并发许可: 'concurrent',
      网络授权: 'concurrent',
      用户授权: 'namedUser',
      订阅许可: 'subscription',
    }),
  }),
  field({
    key: 'licenseQuantity',
    title: '许可数量',
    synonyms: ['授权数量', '数量'],
    parse: asQuantity(),
  }),
  field({
    key: 'usableVersions',
    title: '可使用版本',
    synonyms: ['可用版本'],
    parse: asText({ max: 1000 }),
  }),
  field({
    key: 'licenseTerm',
    title: '许可期限',
    synonyms: ['授权期限', '使用年限'],
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'serialNumbers',
    title: '序列号',
    synonyms: ['安装序列号', '产品密钥', '授权码'],
    parse: asText({ max: 30_000 }),
  }),
  field({ key: 'edition', title: '版别', parse: asText({ max: 100 }) }),
  field({
    key: 'publisher',
    title: '软件厂商',
    synonyms: ['厂商', '开发商', '生产厂商'],
    parse: asText({ max: 200 }),
  }),
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
  field({ key: 'contractNo', title: '合同编号', parse: asText({ max: 100 }) }),
  field({ key: 'supplier', title: '供应商', parse: asText({ max: 200 }) }),
  field({ key: 'maintenanceEnd', title: '维护截止日期', parse: asDate() }),
  field({ key: 'registeredOn', title: '登记日期', parse: asDate() }),
  field({ key: 'remark', title: '备注', parse: asText({ max: 1000 }) }),
  // What the old register counted; compared with its lines before 建账 (TZ-1.13).
  field({
    key: 'statedQuantity',
    title: '安装数量',
    synonyms: ['已安装数量', '装机数量'],
    parse: asInteger({ max: 100_000_000 }),
  }),
];
