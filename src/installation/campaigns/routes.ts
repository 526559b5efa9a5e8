/** Binds the endpoints of campaigns. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import {
  readSheets,
  readUpload,
  type SheetColumn,
  streamSheet,
} from '../../platform/sheets/index.ts';
import { ordersMoved } from '../orders/commands.told.ts';
import { ORDER_STATES } from '../orders/shapes.ts';
import * as ending from './commands.end.ts';
import * as follow from './commands.follow.ts';
import { campaignRecord, campaignTodos } from './commands.read.ts';
import * as commands from './commands.ts';
import { endCampaignJob, issueOrdersJob } from './jobs.ts';
import { computerNosOf } from './rules.scope.ts';
import * as shapes from './shapes.ts';
import * as list from './store.list.ts';

const WITHOUT_ORDER = '尚未派单';

export function register(app: App): void {
  registerTodos(campaignTodos);
  ordersMoved.on(follow.followOrders);
  registerReads(app);
  registerSteps(app);
  registerEnd(app);
  registerOthers(app);
  registerFiles(app);
}

const COLUMNS: SheetColumn[] = [
  { title: '计算机编号', width: 16 },
  { title: '使用部门', width: 18 },
  { title: '使用人', width: 12 },
  { title: '状态', width: 12 },
  { title: '工作单', width: 16 },
  { title: '安装维护人', width: 12 },
];
const MAX_BYTES = 20 * 1024 * 1024;

function registerFiles(app: App): void {
  route(app, shapes.exportCampaignDevices, async ({ cx, scope, params, query, reply }) => {
    const record = await campaignRecord(cx, scope, params.campaign);
    reply.header('content-disposition', attachment(`${record.campaignNo} 计算机.xlsx`));
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const page = { ...query, cursor, limit: 500 };
        const found = await list.listDevices(cx, scope, params.campaign, page);
        for (const one of found.items) yield rowOf(one);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: record.campaignNo, columns: COLUMNS, rows: rows() });
  });
  route(
    app,
    shapes.readComputerList,
    async ({ request }) => {
      const { files } = await readUpload(request, { maxBytes: MAX_BYTES, maxFiles: 1 });
      const [file] = files;
      if (!file) {
        throw refuse(
          'installation.noList',
          '请选择列有计算机编号的 Excel 文件',
          {},
          { path: 'file' },
        );
      }
      const { sheets } = await readSheets(file.buffer, { fileName: file.fileName });
      return { computerNos: computerNosOf(sheets[0]?.rows ?? []) };
    },
    { ownTransactions: true, ratePerMinute: 60 },
  );
}

function rowOf(one: shapes.CampaignDevice) {
  return [
    one.computerNo,
    one.departmentName,
    one.userName,
    one.orderState ? ORDER_STATES[one.orderState].label : WITHOUT_ORDER,
    one.orderNo ?? '',
    one.technicianName,
  ];
}

function registerReads(app: App): void {
  route(app, shapes.listCampaigns, ({ cx, scope, query }) => list.listCampaigns(cx, scope, query));
  route(app, shapes.listObservedProducts, async ({ cx, query }) => ({
    items: await list.observedProducts(cx, query.q),
  }));
  route(app, shapes.getCampaign, ({ cx, scope, params }) =>
    campaignRecord(cx, scope, params.campaign),
  );
  route(app, shapes.listCampaignDevices, async ({ cx, scope, params, query }) => {
    await campaignRecord(cx, scope, params.campaign);
    return list.listDevices(cx, scope, params.campaign, query);
  });
  route(
    app,
    shapes.previewCampaign,
    ({ cx, body }) =>
      commands.previewScope(cx, body.scope, {
        kind: body.kind,
        softwareId: body.softwareId,
        fromSoftwareIds: [],
      }),
    { access: 'read' },
  );
}

function registerSteps(app: App): void {
  route(app, shapes.createCampaign, async ({ cx, scope, body }) => {
    return campaignRecord(cx, scope, await commands.createCampaign(cx, body));
  });
  route(app, shapes.updateCampaign, async ({ cx, scope, params, body }) => {
    await commands.updateCampaign(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.notifyDepartments, async ({ cx, scope, params }) => {
    await commands.notifyDepartments(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.executeCampaign, async ({ cx, scope, params, body }) => {
    const { waiting } = await commands.executeCampaign(cx, params.campaign, body.technicians);
    if (waiting > 0) {
      await app.services.jobs.start(cx, issueOrdersJob, { campaignId: params.campaign });
    }
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.extendCampaign, async ({ cx, scope, params }) => {
    const { waiting } = await commands.extendCampaign(cx, params.campaign);
    if (waiting > 0) {
      await app.services.jobs.start(cx, issueOrdersJob, { campaignId: params.campaign });
    }
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.removeDevices, async ({ cx, scope, params, body }) => {
    await commands.removeDevices(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
}

function registerEnd(app: App): void {
  const startEnding = (cx: CommandContext, campaignId: string) =>
    app.services.jobs.start(cx, endCampaignJob, { campaignId });
  route(app, shapes.closeCampaign, async ({ cx, scope, params, body }) => {
    const { waiting } = await ending.closeCampaign(cx, params.campaign, body);
    if (waiting > 0) await startEnding(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.cancelCampaign, async ({ cx, scope, params, body }) => {
    const { waiting } = await ending.cancelCampaign(cx, params.campaign, body.reason);
    if (waiting > 0) await startEnding(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.finishCampaign, async ({ cx, scope, params }) => {
    await ending.continueEnding(cx, params.campaign);
    await startEnding(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
}

function registerOthers(app: App): void {
  route(app, shapes.correctCampaign, async ({ cx, scope, params, body }) => {
    await commands.correctCampaign(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.remindCampaign, async ({ cx, params }) => ({
    told: await follow.remind(cx, params.campaign),
  }));
  route(app, shapes.acknowledgeCampaign, async ({ cx, scope, params, body }) => {
    await follow.acknowledge(cx, params.campaign, body.note);
    return campaignRecord(cx, scope, params.campaign);
  });
}
