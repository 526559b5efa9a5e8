/** Computers from a sheet: known by number, else new. Types and states in the words of the unit's own lists. */
import type { Readable } from 'node:stream';
import { DepartmentIndex } from '../../organisation/departments/rules.index.ts';
import {
  type DepartmentInTree,
  departmentTree,
  type PersonRow,
  peopleByName,
  peopleByStaffNo,
} from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import {
  defineImporter,
  type ImportOutcome,
  type ImportRun,
} from '../../platform/imports/index.ts';
import {
  asDate,
  asText,
  field,
  type ImportPlan,
  type Parser,
  type RowVerdict,
  refuseRepeated,
  type Say,
  streamSheet,
} from '../../platform/sheets/index.ts';
import { assignHolders, type HolderInput } from './commands.holders.ts';
import { createDevices, patched, updateDevices } from './commands.ts';
import { deviceChanges, deviceStates, undoDevices } from './commands.undo.ts';
import { valueOn } from './rules.history.ts';
import { deviceStatusOf, deviceTypeOf, isMasked, isRetired, macKey } from './rules.ts';
import { type DevicePatch, type DeviceStatus, NewDevice, type NewDeviceInput } from './shapes.ts';
import * as store from './store.ts';

function asType(): Parser<{ deviceType: NewDevice['deviceType']; typeName: string }> {
  const text = asText({ max: 100 });
  return (cell) => {
    const parsed = text(cell);
    if (!('value' in parsed)) return parsed;
    const type = deviceTypeOf(parsed.value);
    if (type) return { value: type };
    return {
      issue:
        '“{{text}}”不是计算机类型，应为：服务器、台式机、便携机（工作站、一体机、笔记本等也可）',
      params: { text: parsed.value },
    };
  };
}

function asStatus(): Parser<DeviceStatus> {
  const text = asText({ max: 100 });
  return (cell) => {
    const parsed = text(cell);
    if (!('value' in parsed)) return parsed;
    const status = deviceStatusOf(parsed.value);
    if (status) return { value: status };
    return {
      issue: '“{{text}}”应为：在用、闲置、维修、报废、调出',
      params: { text: parsed.value },
    };
  };
}

/** Several addresses in one cell, in any separation. */
function asMacs(): Parser<string[]> {
  const text = asText({ max: 2000 });
  return (cell) => {
    const parsed = text(cell);
    if (!('value' in parsed)) return parsed;
    const words = parsed.value.split(/[\s,，;；、/]+/).filter((word) => word !== '');
    const wrong = words.find((word) => macKey(word) === '');
    if (wrong === undefined) return { value: words.map(macKey) };
    return { issue: '“{{text}}”不是 MAC 地址', params: { text: wrong } };
  };
}

const FIELDS = [
  field({
    key: 'computerNo',
    title: '计算机编号',
    synonyms: ['编号', '设备编号', '电脑编号', '计算机号'],
    required: true,
    parse: asText({ max: 60 }),
  }),
  field({
    key: 'type',
    title: '设备类型',
    synonyms: ['类型', '计算机类型', '资产类别', '设备类别', '资产名称', '设备名称'],
    parse: asType(),
  }),
  field({
    key: 'assetNo',
    title: '资产编号',
    synonyms: ['资产号', '固定资产编号', '资产编码'],
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'brand',
    title: '品牌',
    synonyms: ['计算机品牌', '厂商', '生产厂家', '制造商'],
    parse: asText({ max: 100 }),
  }),
  field({ key: 'model', title: '型号', synonyms: ['规格型号'], parse: asText({ max: 100 }) }),
  field({
    key: 'serialNo',
    title: '序列号',
    synonyms: ['出厂编号', 'SN', '设备序列号', '主机序列号'],
    parse: asText({ max: 120 }),
  }),
  field({ key: 'macs', title: 'MAC地址', synonyms: ['MAC', '网卡地址'], parse: asMacs() }),
  field({
    key: 'hostName',
    title: '计算机名',
    synonyms: ['主机名', '计算机名称', '主机名称'],
    parse: asText({ max: 255 }),
  }),
  field({ key: 'osName', title: '操作系统', parse: asText({ max: 200 }) }),
  field({
    key: 'holder',
    title: '使用人',
    synonyms: ['姓名', '保管人', '责任人', '使用人姓名'],
    parse: asText({ max: 60 }),
  }),
  field({
    key: 'holderNo',
    title: '使用人工号',
    synonyms: ['工号', '保管人工号'],
    parse: asText({ max: 40 }),
  }),
  field({
    key: 'department',
    title: '使用部门',
    synonyms: ['部门', '所在部门', '保管部门'],
    parse: asText({ max: 300 }),
  }),
  field({
    key: 'location',
    title: '存放地点',
    synonyms: ['地点', '位置', '房间号'],
    parse: asText({ max: 100 }),
  }),
  field({ key: 'status', title: '状态', synonyms: ['使用状态', '使用情况'], parse: asStatus() }),
  field({
    key: 'acquiredOn',
    title: '购置日期',
    synonyms: ['取得日期', '购买日期', '采购日期', '启用日期', '购置时间', '取得时间'],
    parse: asDate(),
  }),
  field({ key: 'remark', title: '备注', parse: asText({ max: 500 }) }),
];
type Plan = ImportPlan<typeof FIELDS>;
type Values = Plan['rows'][number]['values'];

/** An empty sheet with the columns the import knows. */
export function deviceTemplate(): Promise<Readable> {
  const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
  return streamSheet({ columns, rows: [], sheetName: '计算机' });
}

export const deviceImporter = defineImporter({
  kind: 'ledgers.devices',
  title: '计算机',
  permission: 'device.edit',
  fields: FIELDS,
  tables: ['ledgers_device', 'ledgers_device_status', 'ledgers_assignment'],
  check: (plan, say) => refuseRepeated(plan, '计算机编号', (values) => values.computerNo, say),
  run: importDevices,
  undo: undoDevices,
});

type Changes = {
  created: (NewDeviceInput & { at: number })[];
  patches: { id: string; patch: DevicePatch; at: number }[];
  holders: (HolderInput & { at: number })[];
};

/** An empty cell leaves what is known as it is. Scrapping is not imported: it ends installs and needs its day. */
async function importDevices(
  cx: CommandContext,
  plan: Plan,
  { commit, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockNamed(cx.tx, cx.unitId, 'ledgers.devices');
  const names = plan.rows.flatMap(({ values }) =>
    [values.holder ?? [], values.holderNo ?? []].flat(),
  );
  const world: World = {
    devices: await store.devicesByNumber(
      cx.tx,
      cx.unitId,
      plan.rows.flatMap((row) => row.values.computerNo ?? []),
    ),
    byStaffNo: await peopleByStaffNo(cx.tx, cx.unitId, names),
    byName: await peopleByName(cx.tx, cx.unitId, names),
    departments: new DepartmentIndex(await departmentTree(cx.tx, cx.unitId)),
    today: cx.today,
    holders: new Map(),
    say,
  };
  const ids = [...world.devices.values()].map((device) => device.id);
  for (const [id, history] of await store.holdersOf(cx.tx, cx.unitId, ids)) {
    const holder = valueOn(history, cx.today);
    if (holder) world.holders.set(id, holder);
  }
  const changes: Changes = { created: [], patches: [], holders: [] };
  const verdicts = new Map<number, RowVerdict>();
  for (const row of plan.rows) {
    if (row.issues.length === 0) verdicts.set(row.at, judge(row, world, changes));
  }
  if (!commit) return { verdicts, changes: [] };
  const before = new Map([...world.devices.values()].map((device) => [device.id, device]));
  const touched = [...changes.patches.map((one) => one.id), ...changes.holders.map(deviceIdOf)];
  const then = await deviceStates(cx, [...new Set(touched)], before);
  const made = await createDevices(
    cx,
    changes.created.map(({ at: _, ...input }) => input),
  );
  await updateDevices(cx, changes.patches);
  await assignHolders(cx, changes.holders);
  const places = new Map([
    ...changes.holders.map((one) => [one.deviceId, one.at] as const),
    ...changes.patches.map((one) => [one.id, one.at] as const),
    ...made.map(({ id }, index) => [id, changes.created[index]!.at] as const),
  ]);
  return { verdicts, changes: await deviceChanges(cx, places, then) };
}

const deviceIdOf = (change: HolderInput) => change.deviceId;

type World = {
  devices: Map<string, store.DeviceRow>;
  byStaffNo: Map<string, PersonRow>;
  byName: Map<string, PersonRow[]>;
  departments: DepartmentIndex<DepartmentInTree>;
  holders: Map<string, store.Holder>;
  today: string;
  say: Say;
};

function judge({ at, values }: Plan['rows'][number], world: World, changes: Changes): RowVerdict {
  const before = world.devices.get(values.computerNo ?? '');
  const reject = rejecter(world.say);
  if (before?.mergedInto) return reject('这条记录已并入另一台计算机，请先撤销合并或删去这一行');
  if (values.acquiredOn !== undefined && values.acquiredOn > world.today) {
    return reject('购置日期晚于今天，请核对日期');
  }
  const holder = holderOf(values, world);
  if (typeof holder === 'string') return reject(holder);
  const facts = factsOf(values);
  if (!before) return judgeNew({ at, values }, facts, holder, { changes, reject });
  if (values.status !== undefined && values.status !== before.status) {
    return reject('状态变更请在计算机页面办理（报废、调出会同时注销已登记的软件）');
  }
  const same = JSON.stringify(patched(before, facts)) === JSON.stringify(before);
  const now = world.holders.get(before.id);
  const handed =
    holder !== undefined &&
    (now?.personId !== holder.personId || now?.departmentId !== holder.departmentId);
  if (!same) changes.patches.push({ id: before.id, patch: facts, at });
  if (handed) changes.holders.push({ deviceId: before.id, ...holder, at });
  return same && !handed ? { verdict: 'unchanged' } : { verdict: 'update' };
}

function judgeNew(
  { at, values }: Pick<Plan['rows'][number], 'at' | 'values'>,
  facts: DevicePatch,
  holder: store.Holder | undefined,
  { changes, reject }: { changes: Changes; reject: ReturnType<typeof rejecter> },
): RowVerdict {
  if (!values.type) return reject('新登记的计算机须填写设备类型：服务器、台式机或便携机');
  const status = values.status ?? 'inUse';
  if (isRetired(status)) return reject('已报废或调出的计算机不必导入');
  const { personId = null, departmentId = null } = holder ?? {};
  const input = NewDevice.safeParse({ ...facts, status, holderId: personId, departmentId });
  if (!input.success) return reject(input.error.issues[0]?.message ?? '内容有误');
  changes.created.push({ ...input.data, at });
  return { verdict: 'create' };
}

/** Only what the row says. */
function factsOf(values: Values): DevicePatch {
  const { type, holder: _, holderNo: __, department: ___, status: ____, ...plain } = values;
  const { serialNo, ...facts } = plain;
  const known = serialNo !== undefined && !isMasked(serialNo) ? { serialNo } : {};
  return { ...facts, ...type, ...known };
}

/** undefined = the row says nothing, text = why not. */
function holderOf(values: Values, world: World): store.Holder | undefined | string {
  const holder = values.holderNo ?? values.holder;
  const { department } = values;
  const { say } = world;
  const found = department === undefined ? undefined : world.departments.find(department);
  const departmentId = typeof found === 'object' ? found.id : undefined;
  if (department !== undefined && !departmentId) {
    return say('没有部门“{{name}}”，请先导入部门，或写明路径，例如 办公厅/秘书处', {
      name: department,
    });
  }
  if (holder === undefined) {
    return departmentId ? { personId: null, departmentId } : undefined;
  }
  const known = world.byStaffNo.get(holder);
  const people = known ? [known] : (world.byName.get(holder) ?? []);
  const fitting =
    people.length > 1 && departmentId
      ? people.filter((person) => person.departmentId === departmentId)
      : people;
  const person = fitting[0];
  if (!person?.active) {
    return say('没有在职人员“{{name}}”，请先导入人员，或改填工号', { name: holder });
  }
  if (fitting.length > 1) {
    return say('有 {{count}} 人都叫“{{name}}”，请改填工号', {
      count: fitting.length,
      name: holder,
    });
  }
  return { personId: person.id, departmentId: departmentId ?? person.departmentId };
}

function rejecter(say: Say) {
  return (...sentence: Parameters<Say>): RowVerdict => ({
    verdict: 'reject',
    messages: [say(...sentence)],
  });
}
