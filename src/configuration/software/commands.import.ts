/** Software records from a sheet in the columns of 附件7; the dry run decides exactly as the import does. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  asChoice,
  asDate,
  asFen,
  asText,
  field,
  importReport,
  type Parser,
  planImport,
  type RowVerdict,
  type Say,
  type UploadedFile,
} from '../../platform/sheets/index.ts';
import type { ImportOptions, ImportReport } from '../../platform/sheets/shapes.ts';
import { decide, type Outcome, save } from './commands.ts';
import { factsOfRow } from './rules.import.ts';
import {
  ACQUISITION_METHODS,
  LICENSE_QUANTITY_MAX,
  LICENSE_TYPES,
  type LicenseQuantity,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_TYPES,
  type SoftwareFacts,
} from './shapes.ts';

function asQuantity(): Parser<LicenseQuantity> {
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

export const FIELDS = [
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
];

/** Deciding holds up whoever records installs; a unit's software is hundreds of records, not a hundred thousand. */
const ROWS_MAX = 10_000;

export async function importSoftware(
  cx: CommandContext,
  upload: UploadedFile & { options: ImportOptions; say: Say },
  commit: boolean,
): Promise<ImportReport> {
  const { say } = upload;
  const plan = await planImport({ ...upload, fields: FIELDS });
  if (plan.rows.length > ROWS_MAX) {
    throw refuse(
      'configuration.tooManyRows',
      '一次最多导入 {{max}} 行软件记录，文件中有 {{n}} 行，请拆分后分别导入',
      { max: ROWS_MAX, n: plan.rows.length },
      { path: 'file', status: 413 },
    );
  }
  const verdicts = new Map<number, RowVerdict>();
  const rows: { rowNo: number; facts: SoftwareFacts; notes: string[] }[] = [];
  for (const row of plan.rows) {
    if (row.issues.length > 0) continue;
    const read = factsOfRow(row.values);
    if ('problem' in read) {
      const { sentence, params } = read.problem;
      verdicts.set(row.rowNo, { verdict: 'reject', messages: [say(sentence, params)] });
      continue;
    }
    const notes = read.notes.map(({ sentence, params }) => say(sentence, params));
    rows.push({ rowNo: row.rowNo, facts: read.facts, notes });
  }
  const outcomes = await decide(
    cx,
    rows.map((row) => row.facts),
  );
  for (const [index, outcome] of outcomes.entries()) {
    const { rowNo, notes } = rows[index]!;
    verdicts.set(rowNo, verdictOf(outcome, notes, say));
  }
  if (commit) await save(cx, outcomes);
  return importReport(plan, verdicts, commit);
}

function verdictOf(outcome: Outcome, notes: string[], say: Say): RowVerdict {
  if (outcome.kind === 'new') {
    const told = say('软件编号 {{no}}', { no: outcome.softwareNo });
    return { verdict: 'create', messages: [told, ...notes] };
  }
  if (outcome.kind === 'existing') {
    const told = say('已有软件编号 {{no}}', { no: outcome.softwareNo });
    return { verdict: 'unchanged', messages: [told] };
  }
  if (outcome.equalTo !== undefined) {
    const told = say('已有软件编号 {{no}}', { no: outcome.equalTo });
    return { verdict: 'unchanged', messages: [told] };
  }
  const { sentence, params } = outcome.objection;
  return { verdict: 'reject', messages: [say(sentence, params)] };
}
