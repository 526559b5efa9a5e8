/** Binds the endpoints of applications. */

import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { ordersMoved } from '../orders/commands.told.ts';
import { MAINTENANCE_TYPES } from '../orders/shapes.ts';
import * as facts from './commands.facts.ts';
import { followOrders } from './commands.follow.ts';
import * as read from './commands.read.ts';
import * as review from './commands.review.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { APPLICATION_STATES, type Application } from './shapes.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

type Asked = { headers: Record<string, unknown> };
const say = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerTodos(read.applicationTodos);
  ordersMoved.on(followOrders);
  registerReads(app);
  registerFilling(app);
  registerReviews(app);
}

function registerReads(app: App): void {
  route(app, shapes.listApplications, async ({ cx, scope, query }) =>
    list.listApplications(cx, scope, query, await facts.waitingOf(cx)),
  );
  route(app, shapes.exportApplications, async ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('安装维护申请.xlsx'));
    const waiting = await facts.waitingOf(cx);
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const filter = { ...query, cursor, limit: 500 };
        const found = await list.listApplications(cx, scope, filter, waiting);
        for (const one of found.items) yield rowOf(one);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '安装维护申请', columns: COLUMNS, rows: rows() });
  });
  route(app, shapes.getApplication, ({ cx, scope, params, request }) =>
    read.applicationRecord(cx, scope, params.application, say(request)),
  );
  route(app, shapes.usableSoftware, ({ cx, query, request }) =>
    read.usable(cx, query, say(request)),
  );
  route(app, shapes.applicableDevices, async ({ cx, query }) => {
    commands.requirePerson(cx);
    const devices = await store.applicableDevices(cx, { ...commands.headReach(cx), q: query.q });
    return { items: devices };
  });
}

function registerFilling(app: App): void {
  route(
    app,
    shapes.checkApplication,
    async ({ cx, body, request }) => {
      const applicantPersonId = commands.requirePerson(cx);
      const device = await commands.applicableDevice(cx, body.deviceId);
      const { departmentId } = device;
      const asked = { ...body, id: null, applicantPersonId, departmentId };
      return { checks: read.spoken(say(request), await facts.checksFor(cx, asked, 'filling')) };
    },
    { access: 'read' },
  );
  route(app, shapes.createApplication, async ({ cx, scope, body, request }) => {
    const { id, repeated } = await commands.createApplication(
      cx,
      body.idempotencyKey,
      body.application,
    );
    if (body.submit && !repeated) await commands.submitApplication(cx, id);
    return read.applicationRecord(cx, scope, id, say(request));
  });
  route(app, shapes.updateApplication, async ({ cx, scope, params, body, request }) => {
    await commands.updateApplication(cx, params.application, body);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
  route(app, shapes.discardApplication, async ({ cx, params }) => {
    await commands.discardApplication(cx, params.application);
    return { id: params.application };
  });
  route(app, shapes.submitApplication, async ({ cx, scope, params, request }) => {
    await commands.submitApplication(cx, params.application);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
  route(app, shapes.withdrawApplication, async ({ cx, scope, params, body, request }) => {
    await commands.withdrawApplication(cx, params.application, body.opinion);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
}

function registerReviews(app: App): void {
  route(app, shapes.deptReview, async ({ cx, params, body, request }) => {
    await review.deptReview(cx, params.application, body);
    return read.applicationRecord(cx, 'all', params.application, say(request));
  });
  route(app, shapes.itReview, async ({ cx, scope, params, body, request }) => {
    await review.itReview(cx, params.application, body);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
  route(app, shapes.reassignApplication, async ({ cx, scope, params, body, request }) => {
    await review.reassign(cx, params.application, body);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
  route(app, shapes.reorderApplication, async ({ cx, scope, params, body, request }) => {
    await review.reorder(cx, params.application, body);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
  route(app, shapes.correctApplication, async ({ cx, scope, params, body, request }) => {
    await review.correct(cx, params.application, body);
    return read.applicationRecord(cx, scope, params.application, say(request));
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '申请编号', width: 16 },
  { title: '状态', width: 18 },
  { title: '申请类型', width: 10 },
  { title: '申请日期', width: 12, type: 'date' },
  { title: '申请人', width: 12 },
  { title: '部门', width: 20 },
  { title: '联系电话', width: 16 },
  { title: '计算机编号', width: 16 },
  { title: '原软件', width: 28 },
  { title: '原版本', width: 12 },
  { title: '软件', width: 28 },
  { title: '版本', width: 12 },
  { title: '申请理由', width: 36 },
  { title: '工作单', width: 16 },
];

function rowOf(one: Application) {
  return [
    one.applicationNo,
    APPLICATION_STATES[one.state].label,
    MAINTENANCE_TYPES[one.kind].label,
    one.appliedOn,
    one.applicantName,
    one.departmentName,
    one.phone,
    one.computerNo,
    one.fromSoftwareName,
    one.fromVersion,
    one.kind === 'uninstall' ? null : one.softwareName,
    one.softwareVersion,
    one.reason,
    one.orderNo,
  ];
}
