/** Binds the endpoints of inspections, and tells the clock which years had a full one. */
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment, receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { prepareSignature } from '../../platform/signatures/signatures.ts';
import { registerDutyEvidence } from '../clock/commands.evidence.ts';
import * as circulars from './commands.circulars.ts';
import * as problems from './commands.problems.ts';
import * as read from './commands.read.ts';
import * as sheets from './commands.sheets.ts';
import * as commands from './commands.ts';
import * as api from './shapes.api.ts';
import * as paths from './shapes.problems.ts';
import { DEVICE_TYPES, PROBLEM_KINDS, PROBLEM_SOURCES, PROBLEM_STATES } from './shapes.ts';
import * as computers from './store.computers.ts';
import * as problemStore from './store.problems.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(read.inspectionTodos);
  registerDutyEvidence('inspection', evidence);
  registerReads(app);
  registerSteps(app);
  registerSheets(app);
  registerPhotos(app);
  registerProblems(app);
  registerProblemSteps(app);
}

/** RC-4.1: looked at in full, and announced. */
async function evidence(cx: CommandContext, year: number) {
  const found = await store.fullInspectionOf(cx, year);
  if (!found) return [];
  const { id, title, notifiedOn } = found;
  const sentence = '“{{title}}”已通报';
  return [
    {
      period: String(year),
      on: notifiedOn,
      sentence,
      params: { title },
      link: `/inspections/${id}`,
    },
  ];
}

const DRAW_COLUMNS: SheetColumn[] = [
  { title: '序号', width: 8, type: 'integer' },
  { title: '计算机编号', width: 18 },
  { title: '计算机品牌', width: 24 },
  { title: '设备类型', width: 12 },
  { title: '部门', width: 24 },
  { title: '使用人', width: 14 },
  { title: '是否抽中', width: 10 },
];

function registerReads(app: App): void {
  route(app, api.listInspections, ({ cx, scope, query }) =>
    store.pageOfInspections(cx, scope, query),
  );
  route(app, api.getInspection, ({ cx, scope, params }) =>
    read.inspectionRecord(cx, scope, params.inspection),
  );
  route(app, api.getDraw, ({ cx, scope, params }) => read.drawRecord(cx, scope, params.inspection));
  route(app, api.exportDraw, async ({ cx, scope, params, reply }) => {
    const { inspectionNo } = await read.inspectionRecord(cx, scope, params.inspection);
    const all = await computers.population(cx, scope, params.inspection);
    reply.header('content-disposition', attachment(`抽取底册 ${inspectionNo}.xlsx`));
    const rows = all.map((one, at) => [
      at + 1,
      one.computerNo,
      one.computerBrand,
      DEVICE_TYPES[one.deviceType].label,
      one.departmentName,
      one.personName,
      one.drawn ? '是' : '',
    ]);
    return streamSheet({ sheetName: '抽取底册', columns: DRAW_COLUMNS, rows });
  });
  route(app, api.getCircular, ({ cx, scope, params }) =>
    circulars.circularRecord(cx, scope, params.inspection, params.circular),
  );
  route(app, api.listInspectors, async ({ cx }) => ({
    items: await commands.possibleInspectors(cx),
  }));
  route(app, api.getCheckItems, async ({ cx }) => ({ items: await commands.itemsOf(cx) }));
  route(app, api.saveCheckItems, async ({ cx, body }) => {
    await commands.saveItems(cx, body.items);
    return { items: body.items };
  });
}

function registerSteps(app: App): void {
  route(app, api.createInspection, async ({ cx, body }) =>
    read.inspectionRecord(cx, 'all', await commands.createInspection(cx, body)),
  );
  route(app, api.updateInspection, async ({ cx, params, body }) => {
    await commands.updateInspection(cx, params.inspection, body);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.drawSample, async ({ cx, params, body }) => {
    await commands.drawComputers(cx, params.inspection, body);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.startInspection, async ({ cx, params, body }) => {
    await commands.startInspection(cx, params.inspection, body.opinion);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.concludeInspection, async ({ cx, params, body }) => {
    await commands.concludeInspection(cx, params.inspection, body.opinion);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.resumeInspection, async ({ cx, params, body }) => {
    await commands.resumeInspection(cx, params.inspection, body.reason);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.notifyInspection, async ({ cx, params, body }) => {
    await circulars.notifyInspection(cx, params.inspection, body);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.closeInspection, async ({ cx, params, body }) => {
    await commands.closeInspection(cx, params.inspection, body.opinion);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.correctInspection, async ({ cx, params, body }) => {
    await commands.correctInspection(cx, params.inspection, body);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
  route(app, api.cancelInspection, async ({ cx, params, body }) => {
    await commands.cancelInspection(cx, params.inspection, body.reason);
    return read.inspectionRecord(cx, 'all', params.inspection);
  });
}

function registerSheets(app: App): void {
  route(app, api.listSheets, async ({ cx, scope, params, query }) => {
    await read.inspectionRecord(cx, scope, params.inspection);
    return computers.pageOfSheets(cx, scope, params.inspection, query);
  });
  route(app, api.getSheet, ({ cx, scope, params }) =>
    read.sheetRecord(cx, scope, params.inspection, params.device),
  );
  route(app, api.saveSheet, async ({ cx, scope, params, body }) => {
    await sheets.saveSheet(cx, params.inspection, params.device, body);
    return read.sheetRecord(cx, scope, params.inspection, params.device);
  });
  route(
    app,
    api.signSheet,
    async ({ cx, scope, caller, params, body }) => {
      const prepared = await prepareSignature(app.database, caller.accountId, body.signature);
      return app.database.write(async (tx) => {
        const own = { ...cx, tx };
        await sheets.signSheet(own, params.inspection, params.device, prepared, body);
        return read.sheetRecord(own, scope, params.inspection, params.device);
      });
    },
    { ownTransactions: true },
  );
  route(app, api.sheetSignature, ({ cx, scope, params, reply }) => {
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return sheets.sheetSignature(cx, scope, params.inspection, params.device);
  });
}

const PHOTO_BYTES = 20 * 1024 * 1024;

function registerPhotos(app: App): void {
  const { files } = app.services;
  route(
    app,
    api.uploadSheetPhoto,
    async ({ cx, params, request }) => {
      const accept = ['image' as const];
      const received = await receiveUpload(files, request, { accept, limitBytes: PHOTO_BYTES });
      const at = { inspectionId: params.inspection, deviceId: params.device };
      return app.database.write((tx) => sheets.addPhoto({ ...cx, tx }, files, at, received));
    },
    { ownTransactions: true },
  );
  route(app, api.removeSheetPhoto, ({ cx, params }) =>
    sheets.removePhoto(cx, params.inspection, params.device, params.file),
  );
  route(
    app,
    paths.uploadEvidence,
    async ({ cx, params, request }) => {
      const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
      const { file } = await receiveUpload(files, request, { accept: [...accept] });
      return app.database.write((tx) =>
        sheets.addEvidence({ ...cx, tx }, files, params.problem, file),
      );
    },
    { ownTransactions: true },
  );
  route(app, api.downloadInspectionFile, async ({ cx, scope, params, reply }) => {
    const one = await sheets.fileOf(cx, scope, params.inspection, params.file);
    return sendFile(files, reply, await files.find(cx.tx, cx.unitId, one.fileId));
  });
}

const PROBLEM_COLUMNS: SheetColumn[] = [
  { title: '检查', width: 28 },
  { title: '序号', width: 8, type: 'integer' },
  { title: '部门', width: 20 },
  { title: '计算机编号', width: 16 },
  { title: '责任人', width: 12 },
  { title: '类型', width: 18 },
  { title: '问题', width: 50 },
  { title: '来源', width: 14 },
  { title: '整改要求', width: 36 },
  { title: '期限', width: 12, type: 'date' },
  { title: '状态', width: 12 },
];

function registerProblems(app: App): void {
  route(app, paths.listProblems, ({ cx, scope, query }) =>
    problemStore.pageOfProblems(cx, scope, query),
  );
  route(app, paths.exportProblems, ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('检查问题.xlsx'));
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const next = { ...query, cursor, limit: 500 };
        const found = await problemStore.pageOfProblems(cx, scope, next);
        for (const one of found.items) {
          yield [
            one.inspectionTitle,
            one.problemNo,
            one.departmentName,
            one.computerNo,
            one.personName,
            PROBLEM_KINDS[one.kind].label,
            one.content,
            PROBLEM_SOURCES[one.source].label,
            one.measure,
            one.dueOn,
            PROBLEM_STATES[one.state].label,
          ];
        }
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '检查问题', columns: PROBLEM_COLUMNS, rows: rows() });
  });
  route(app, paths.getProblem, ({ cx, scope, params }) =>
    read.problemRecord(cx, scope, params.problem),
  );
  route(app, paths.addProblem, async ({ cx, params, body }) =>
    read.problemRecord(cx, 'all', await problems.addProblem(cx, params.inspection, body)),
  );
  route(app, paths.updateProblem, async ({ cx, params, body }) => {
    await problems.updateProblem(cx, params.problem, body);
    return read.problemRecord(cx, 'all', params.problem);
  });
}

function registerProblemSteps(app: App): void {
  route(app, paths.dropProblem, async ({ cx, params, body }) => {
    await problems.dropProblem(cx, params.problem, body.reason);
    return read.problemRecord(cx, 'all', params.problem);
  });
  route(app, paths.restoreProblem, async ({ cx, params, body }) => {
    await problems.restoreProblem(cx, params.problem, body.opinion);
    return read.problemRecord(cx, 'all', params.problem);
  });
  route(app, paths.respondProblem, async ({ cx, scope, params, body }) => {
    await problems.respondProblem(cx, params.problem, body.response);
    return read.problemRecord(cx, scope, params.problem);
  });
  route(app, paths.reviewProblem, async ({ cx, params, body }) => {
    await problems.reviewProblem(cx, params.problem, body);
    return read.problemRecord(cx, 'all', params.problem);
  });
  route(app, paths.waiveProblem, async ({ cx, params, body }) => {
    await problems.waiveProblem(cx, params.problem, body.reason);
    return read.problemRecord(cx, 'all', params.problem);
  });
  route(app, paths.adjustProblem, async ({ cx, params, body }) => {
    await problems.adjustProblem(cx, params.problem, body);
    return read.problemRecord(cx, 'all', params.problem);
  });
  route(app, paths.openProblemCase, async ({ cx, params, body }) => {
    await problems.openProblemCase(cx, params.problem, body.opinion);
    return read.problemRecord(cx, 'all', params.problem);
  });
}
