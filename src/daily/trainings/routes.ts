/** Binds the endpoints of training and publicity, and tells the clock what was held. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment, receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { registerDutyEvidence } from '../clock/commands.evidence.ts';
import { askedPeople, trainingTodos } from './commands.asked.ts';
import { correctTraining } from './commands.correct.ts';
import * as imports from './commands.import.ts';
import * as papers from './commands.papers.ts';
import * as commands from './commands.ts';
import * as figures from './shapes.figures.ts';
import * as shapes from './shapes.ts';
import * as asked from './store.asked.ts';
import { trainingFacts } from './store.facts.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(trainingTodos);
  registerDutyEvidence('training', trainingEvidence);
  registerDutyEvidence('publicity', publicityEvidence);
  registerReads(app);
  registerFigures(app);
  registerSteps(app);
  registerAttendance(app);
  registerPapers(app);
}

/** RC-5.2: the unit's own class, held. */
async function trainingEvidence(cx: CommandContext, year: number) {
  const facts = await trainingFacts(cx.tx, cx.unitId, year);
  const [first] = facts.lines;
  if (!first) return [];
  const { id, heldOn, title, attendees } = first;
  const sentence = '已举办“{{title}}”，{{n}} 人参加';
  const params = { title, n: attendees };
  return [{ period: String(year), on: heldOn, sentence, params, link: `/trainings/${id}` }];
}

async function publicityEvidence(cx: CommandContext, year: number) {
  const { items } = await store.pageOfTrainings(cx, { year, kind: 'publicity', limit: 200 });
  const done = items.filter((one) => one.state === 'held' || one.state === 'recorded').at(-1);
  if (!done) return [];
  const sentence = '已开展宣传“{{title}}”';
  const params = { title: done.title };
  return [
    { period: String(year), on: done.heldOn, sentence, params, link: `/trainings/${done.id}` },
  ];
}

function registerReads(app: App): void {
  route(app, shapes.listTrainings, ({ cx, query }) => store.pageOfTrainings(cx, query));
  route(app, shapes.getTraining, ({ cx, params }) => commands.trainingRecord(cx, params.training));
}

const UNTRAINED: SheetColumn[] = [
  { title: '部门', width: 24 },
  { title: '姓名', width: 14 },
  { title: '工号', width: 14 },
];
/** More than a sheet that is printed and signed in one go. */
const MOST_LINES = 5000;

function registerFigures(app: App): void {
  route(app, figures.trainingFigures, ({ cx, query }) =>
    trainingFacts(cx.tx, cx.unitId, query.year),
  );
  route(app, figures.trainingCoverage, async ({ cx, query }) => {
    const group = await asked.leadingGroup(cx);
    const ids = group.map((one) => one.id);
    const been = await asked.trainedOutside(cx, query.year, ids);
    const missing = group.filter((one) => !been.has(one.id)).map((one) => one.name);
    return {
      items: await asked.coverage(cx, query.year),
      leadingGroup: { people: group.length, attended: been.size, missing: missing.slice(0, 200) },
    };
  });
  route(app, figures.exportUntrained, async ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment(`未参加培训人员 ${query.year}.xlsx`));
    const people = await asked.untrained(cx, query.year);
    const rows = people.map((one) => [one.departmentName, one.name, one.staffNo]);
    return streamSheet({ sheetName: '未参加培训人员', columns: UNTRAINED, rows });
  });
  route(app, figures.signInSheet, async ({ cx, params, query }) => {
    const row = await commands.requireTraining(cx, params.training);
    const people = query.of === 'asked' ? await askedPeople(cx, row) : undefined;
    const n = people?.length ?? row.attendees;
    if (n > MOST_LINES) {
      const sentence = '名单有 {{n}} 人，超过一次可打印的 {{most}} 人，请导出 Excel 或按部门安排';
      throw refuse('daily.sheetTooLong', sentence, { n, most: MOST_LINES }, { status: 409 });
    }
    const { trainingNo, title, heldOn, place, lecturer } = row;
    const lines = await asked.sheetLines(cx, row.id, people);
    return { trainingNo, title, heldOn, place, lecturer, lines };
  });
}

function registerSteps(app: App): void {
  route(app, shapes.createTraining, async ({ cx, body }) =>
    commands.trainingRecord(cx, await commands.createTraining(cx, body)),
  );
  route(app, shapes.updateTraining, async ({ cx, params, body }) => {
    await commands.updateTraining(cx, params.training, body);
    return commands.trainingRecord(cx, params.training);
  });
  route(app, shapes.holdTraining, async ({ cx, params, body }) => {
    await commands.holdTraining(cx, params.training, body);
    return commands.trainingRecord(cx, params.training);
  });
  route(app, shapes.recordTraining, async ({ cx, params, body }) => {
    await commands.recordTraining(cx, params.training, body);
    return commands.trainingRecord(cx, params.training);
  });
  route(app, shapes.cancelTraining, async ({ cx, params, body }) => {
    await commands.cancelTraining(cx, params.training, body.reason);
    return commands.trainingRecord(cx, params.training);
  });
  route(app, shapes.correctTraining, async ({ cx, params, body }) => {
    await correctTraining(cx, params.training, body);
    return commands.trainingRecord(cx, params.training);
  });
  route(app, shapes.openSignIn, async ({ cx, params, body }) => {
    await commands.setSignIn(cx, params.training, body.open);
    return commands.trainingRecord(cx, params.training);
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '序号', width: 8, type: 'integer' },
  { title: '姓名', width: 14 },
  { title: '工号', width: 14 },
  { title: '部门', width: 24 },
  { title: '登记方式', width: 12 },
  { title: '签字', width: 20 },
];
const BATCH = 500;

function registerAttendance(app: App): void {
  route(app, shapes.signInCode, ({ cx, params }) => commands.currentCode(cx, params.training));
  route(app, shapes.attendTraining, ({ cx, params, body }) =>
    commands.attendByCode(cx, params.training, body.code),
  );
  route(app, shapes.listAttendance, ({ cx, params, query }) =>
    store.pageOfAttendance(cx, params.training, query),
  );
  route(app, shapes.addAttendance, async ({ cx, params, body }) => ({
    added: await commands.addAttendance(cx, params.training, body),
  }));
  route(app, shapes.removeAttendance, async ({ cx, params }) => ({
    removed: await commands.removeAttendance(cx, params.training, params.person),
  }));
  route(app, shapes.exportAttendance, async ({ cx, params, reply }) => {
    const { title, heldOn } = await commands.trainingRecord(cx, params.training);
    reply.header('content-disposition', attachment(`签到表 ${heldOn} ${title}.xlsx`));
    const rows = async function* () {
      let cursor: string | undefined;
      let no = 0;
      do {
        const query = { cursor, limit: BATCH };
        const found = await store.pageOfAttendance(cx, params.training, query);
        for (const one of found.items) {
          no += 1;
          const how = shapes.ATTENDED_HOW[one.how].label;
          yield [no, one.name, one.staffNo, one.departmentName, how, ''];
        }
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '签到表', columns: COLUMNS, rows: rows() });
  });
  registerImport(app);
}

function registerImport(app: App): void {
  route(app, shapes.attendanceTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('参加人员导入模板.xlsx'));
    return imports.attendanceTemplate();
  });
  importRoute(app, shapes.importAttendance, imports.attendanceImporter);
}

function registerPapers(app: App): void {
  route(app, shapes.listTrainingDocuments, async ({ cx, params }) => ({
    items: await store.documentsOf(cx.tx, cx.unitId, params.training),
  }));
  route(
    app,
    shapes.uploadTrainingDocument,
    async ({ cx, params, request }) => {
      const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
      const received = await receiveUpload(app.services.files, request, { accept: [...accept] });
      return app.database.write((tx) =>
        papers.attachDocument({ ...cx, tx }, app.services.files, params.training, received),
      );
    },
    { ownTransactions: true },
  );
  route(app, shapes.downloadTrainingDocument, async ({ cx, params, reply }) => {
    const one = await papers.documentOf(cx, params.training, params.document);
    const file = await app.services.files.find(cx.tx, cx.unitId, one.fileId);
    return sendFile(app.services.files, reply, file);
  });
  route(app, shapes.removeTrainingDocument, ({ cx, params }) =>
    papers.removeDocument(cx, params.training, params.document),
  );
}
