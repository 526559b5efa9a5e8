/** Software lists kept by hand or written by a script (CSV, Excel): which columns count, and whose rows are whose. */
import {
  asText,
  cellText,
  type FieldCell,
  field,
  type Parsed,
  type PlannedRow,
  readDate,
} from '../../platform/sheets/index.ts';
import { cleanMac, osKindOf, type SoftwareRow } from '../intake/rules.report.ts';
import { type MachineFacts, NO_FACTS } from './rules.machine.ts';

/** Nothing a list says in an odd way may cost the row: what cannot be read is kept as text or left out. */
const loose = asText({ max: 2000 });
const date = (cell: FieldCell): Parsed<string> => ({ value: readDate(cell) ?? cellText(cell) });

export const LIST_FIELDS = [
  field({
    key: 'computer',
    title: '计算机名称',
    synonyms: [
      ...['计算机名', '计算机', '计算机编号', '主机名', '主机名称', '主机', '设备名称', '电脑名'],
      ...[
        '机器名',
        'ComputerName',
        'PSComputerName',
        'Computer',
        'HostName',
        'Host',
        'Device Name',
      ],
    ],
    parse: asText({ max: 120 }),
  }),
  field({
    key: 'name',
    title: '软件名称',
    required: true,
    synonyms: [
      ...['显示名称', '名称', '软件', '软件名', '程序名称', '应用名称', '程序', '产品名称'],
      ...['DisplayName', 'Name', 'ProductName', 'Product', 'Software', 'Application', 'Caption'],
    ],
    parse: loose,
  }),
  field({
    key: 'version',
    title: '软件版本',
    synonyms: ['版本', '版本号', 'DisplayVersion', 'Version', 'ProductVersion', '安装版本'],
    parse: loose,
  }),
  field({
    key: 'publisher',
    title: '发布者',
    synonyms: [
      '厂商',
      '发行商',
      '开发商',
      '供应商',
      '制造商',
      '公司',
      'Publisher',
      'Vendor',
      'Manufacturer',
    ],
    parse: loose,
  }),
  field({
    key: 'installDate',
    title: '安装日期',
    synonyms: ['安装时间', 'InstallDate', 'Installed On', 'InstalledOn'],
    parse: date,
  }),
  field({
    key: 'os',
    title: '操作系统',
    synonyms: ['操作系统名称', '系统', 'OS', 'OperatingSystem', 'OSName'],
    parse: loose,
  }),
  field({
    key: 'serial',
    title: '设备序列号',
    synonyms: ['机身序列号', '出厂序列号', '主机序列号', 'SerialNumber', 'SN'],
    parse: loose,
  }),
  field({
    key: 'mac',
    title: 'MAC地址',
    synonyms: ['MAC', '物理地址', 'MacAddress'],
    parse: loose,
  }),
  field({
    key: 'user',
    title: '使用人',
    synonyms: ['姓名', '用户', '用户名', 'UserName', 'User'],
    parse: asText({ max: 120 }),
  }),
  field({
    key: 'takenOn',
    title: '采集时间',
    synonyms: [
      '采集日期',
      '清点时间',
      '清点日期',
      '导出时间',
      '导出日期',
      'ScanTime',
      'CollectedAt',
    ],
    parse: (cell: FieldCell): Parsed<string> => ({
      value: cell instanceof Date ? cell.toISOString().slice(0, 19) : cellText(cell),
    }),
  }),
] as const;

export type ListRow = PlannedRow<typeof LIST_FIELDS>;
export type ListMachine = { facts: MachineFacts; rows: SoftwareRow[]; takenOn: string };

/**
 * Rows by machine. `computer` is whose list it is where no column says so; with such a column every row must name
 * its computer, because giving a program to the wrong machine is worse than leaving it out.
 */
export function machinesOf(
  rows: readonly ListRow[],
  computer: string | undefined,
): { machines: ListMachine[]; nameless: number[] } {
  const machines = new Map<string, ListMachine>();
  const nameless: number[] = [];
  for (const { rowNo, values, issues } of rows) {
    if (issues.length > 0) continue;
    const owner = computer ?? values.computer ?? '';
    if (owner === '') {
      nameless.push(rowNo);
      continue;
    }
    const key = owner.toLowerCase();
    const machine = machines.get(key) ?? {
      facts: { ...NO_FACTS, macs: [], computer: owner },
      rows: [],
      takenOn: '',
    };
    machines.set(key, machine);
    noteFacts(machine, values);
    machine.rows.push(softwareRow(values));
  }
  for (const { facts, rows: own } of machines.values()) {
    // Lists of this kind come from Windows unless something says otherwise.
    facts.osKind = facts.osName === '' ? 'windows' : osKindOf(facts.osName);
    if (facts.osKind !== 'windows') for (const row of own) row.systemCategory = '';
  }
  return { machines: [...machines.values()], nameless };
}

function noteFacts(machine: ListMachine, values: ListRow['values']): void {
  const { facts } = machine;
  facts.osName ||= values.os ?? '';
  facts.serial ||= values.serial ?? '';
  facts.lastUser ||= values.user ?? '';
  for (const text of (values.mac ?? '').split(/[,;，；\s]+/)) {
    const mac = cleanMac(text);
    if (mac && !facts.macs.includes(mac)) facts.macs.push(mac);
  }
  const takenOn = values.takenOn ?? '';
  if (takenOn > machine.takenOn) machine.takenOn = takenOn;
}

function softwareRow(values: ListRow['values']): SoftwareRow {
  return {
    name: values.name ?? '',
    publisher: values.publisher ?? '',
    version: values.version ?? '',
    from: '',
    // As the agents write it, so that one program is one entry whichever way it was learnt.
    systemCategory: 'application',
    releaseType: '',
    installDate: values.installDate ?? '',
    guid: '',
  };
}
