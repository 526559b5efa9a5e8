/** Computers over HTTP. */
import {
  departmentIdsUnder,
  departmentTree,
  onPeopleMoved,
  staffCountOn,
} from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { assignHolder, followPeople } from './commands.holders.ts';
import * as imports from './commands.import.ts';
import { unknownDevice } from './commands.locks.ts';
import * as merging from './commands.merge.ts';
import { setStatus } from './commands.status.ts';
import * as commands from './commands.ts';
import { maskTail } from './rules.ts';
import * as shapes from './shapes.ts';
import * as figures from './store.figures.ts';
import * as lists from './store.list.ts';
import * as store from './store.ts';

export function register(app: App): void {
  onPeopleMoved(followPeople);
  registerReads(app);
  registerChanges(app);
}

function registerReads(app: App): void {
  route(app, shapes.listDevices, async ({ cx, query, scope }) =>
    lists.devicePage(cx.tx, cx.unitId, await resolved(cx, query), { scope, actor: cx.actor }),
  );
  route(app, shapes.exportDevices, async ({ cx, query, scope, reply }) => {
    reply.header('content-disposition', attachment('计算机.xlsx'));
    const filter = await resolved(cx, query);
    const reach = { scope, actor: cx.actor };
    const tree = await departmentTree(cx.tx, cx.unitId);
    const paths = new Map(tree.map((row) => [row.id, row.path]));
    return streamSheet({
      columns: EXPORT_COLUMNS,
      sheetName: '计算机',
      rows: exportRows(paths, (cursor) =>
        lists.devicePage(cx.tx, cx.unitId, { ...filter, cursor, limit: 5000 }, reach),
      ),
    });
  });
  route(app, shapes.deviceTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('计算机导入模板.xlsx'));
    return imports.deviceTemplate();
  });
  route(app, shapes.deviceCounts, async ({ cx, query }) => {
    const asOf = query.asOf ?? cx.today;
    return {
      asOf,
      ...(await figures.deviceCountsOn(cx.tx, cx.unitId, asOf)),
      computerUsers: await figures.computerUsersOn(cx.tx, cx.unitId, asOf),
      totalStaff: await staffCountOn(cx.tx, cx.unitId, asOf),
    };
  });
  route(app, shapes.getDevice, ({ cx, params, scope }) => deviceRecord(cx, params.id, scope));
}

function registerChanges(app: App): void {
  route(app, shapes.revealDevice, async ({ cx, params }) => {
    const device = (await store.devicesByIds(cx.tx, cx.unitId, [params.id])).get(params.id);
    if (!device) throw unknownDevice();
    await audit(cx, {
      action: 'device.reveal',
      objectType: 'device',
      objectId: device.id,
      after: { computerNo: device.computerNo },
    });
    return { serialNo: device.serialNo, uuid: device.uuid };
  });
  route(app, shapes.createDevice, ({ cx, body }) => commands.createDevice(cx, body));
  route(app, shapes.updateDevice, ({ cx, params, body }) =>
    commands.updateDevice(cx, params.id, body),
  );
  route(app, shapes.changeHolder, async ({ cx, params, body }) => {
    const { handBack, personId, departmentId, fromOn } = body;
    const holder = handBack ? { personId: null, departmentId: null } : { personId, departmentId };
    await assignHolder(cx, { deviceId: params.id, ...holder, fromOn });
    return { id: params.id };
  });
  route(app, shapes.changeStatus, async ({ cx, params, body }) => {
    await setStatus(cx, { deviceId: params.id, ...body });
    return { id: params.id };
  });
  route(app, shapes.mergeDevices, ({ cx, params, body }) =>
    merging.mergeDevices(cx, { keepId: params.id, dropId: body.dropId }),
  );
  route(app, shapes.undoMerge, ({ cx, params }) => merging.undoMerge(cx, params.mergeId));
  importRoute(app, shapes.importDevices, imports.deviceImporter);
}

async function deviceRecord(
  cx: CommandContext,
  id: string,
  scope: Scope,
): Promise<shapes.DeviceRecord> {
  const device = await lists.listedDevice(cx.tx, cx.unitId, id, { scope, actor: cx.actor });
  const row = (await store.devicesByIds(cx.tx, cx.unitId, [id])).get(id);
  if (!device || !row) throw unknownDevice();
  const states = (await store.statesOf(cx.tx, cx.unitId, [id])).get(id) ?? [];
  const survivor = row.mergedInto
    ? (await store.devicesByIds(cx.tx, cx.unitId, [row.mergedInto])).get(row.mergedInto)
    : undefined;
  return {
    ...device,
    remark: row.remark,
    uuidMasked: maskTail(row.uuid),
    macs: row.macs,
    oemEvidence: row.oemEvidence,
    holders: await lists.holderPeriods(cx.tx, cx.unitId, id),
    statuses: states.map(({ fromOn, toOn, value }) => ({ fromOn, toOn, ...value })).reverse(),
    mergedInto: survivor ? { id: survivor.id, computerNo: survivor.computerNo } : null,
    merges: await lists.standingMerges(cx.tx, cx.unitId, id),
    alike: scope === 'all' ? await alikeDevices(cx, row) : [],
  };
}

/** Other records with the same serial or UUID: most likely this very machine, registered twice. */
async function alikeDevices(
  cx: CommandContext,
  row: store.DeviceRow,
): Promise<shapes.DeviceRecord['alike']> {
  if (row.mergedInto) return [];
  const found = await figures.findDevicesByIdentity(cx.tx, cx.unitId, {
    serials: [row.serialNo],
    uuids: [row.uuid],
  });
  return found
    .filter((match) => match.id !== row.id)
    .slice(0, 10)
    .map(({ id, computerNo }) => ({ id, computerNo }));
}

async function resolved(
  cx: CommandContext,
  query: shapes.DevicesQuery,
): Promise<lists.DeviceFilter> {
  const { department, ...filter } = query;
  if (!department) return filter;
  return { ...filter, departmentIds: await departmentIdsUnder(cx.tx, cx.unitId, [department]) };
}

/** The titles the import understands, so that an exported sheet can be corrected and sent back. */
const EXPORT_COLUMNS = [
  { title: '计算机编号' },
  { title: '设备类型' },
  { title: '资产编号' },
  { title: '品牌' },
  { title: '型号', width: 24 },
  { title: '序列号' },
  { title: '计算机名', width: 20 },
  { title: '操作系统', width: 24 },
  { title: '使用人' },
  { title: '使用人工号' },
  { title: '使用部门', width: 24 },
  { title: '存放地点' },
  { title: '状态', width: 8 },
  { title: '购置日期', type: 'date' as const },
];

async function* exportRows(
  paths: ReadonlyMap<string, string>,
  pageAfter: (cursor: string | undefined) => ReturnType<typeof lists.devicePage>,
) {
  let cursor: string | undefined;
  do {
    const page = await pageAfter(cursor);
    for (const device of page.items) {
      yield [
        device.computerNo,
        device.typeName || shapes.DEVICE_TYPES[device.deviceType].label,
        device.assetNo,
        device.brand,
        device.model,
        device.serialMasked,
        device.hostName,
        device.osName,
        device.holderName,
        device.holderNo,
        paths.get(device.departmentId ?? ''),
        device.location,
        shapes.DEVICE_STATUSES[device.status].label,
        device.acquiredOn,
      ];
    }
    cursor = page.nextCursor;
  } while (cursor);
}
