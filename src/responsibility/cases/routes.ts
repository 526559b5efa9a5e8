/** Binds the endpoints of cases. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { attachment, receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { casesOpened } from '../../reconciliation/index.ts';
import { openCase, openForFindings } from './commands.open.ts';
import { caseRecord, caseTodos } from './commands.read.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { CONSEQUENCE_KINDS, type ConsequenceLine } from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(caseTodos);
  casesOpened.on(openForFindings);
  registerReads(app);
  registerHearing(app);
  registerDeciding(app);
  registerFiles(app);
}

function registerReads(app: App): void {
  route(app, shapes.listCases, ({ cx, scope, query }) => store.listCases(cx, scope, query));
  route(app, shapes.getCase, ({ cx, scope, params }) => caseRecord(cx, scope, params.case));
  route(app, shapes.openCase, async ({ cx, scope, body }) =>
    caseRecord(cx, scope, await openCase(cx, body)),
  );
  route(app, shapes.listConsequences, async ({ cx, scope, query }) => ({
    items: await store.consequences(cx, scope, query),
  }));
  route(app, shapes.exportConsequences, async ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('责任追究结果.xlsx'));
    const lines = await store.consequences(cx, scope, query);
    const rows = async function* () {
      for (const line of lines) yield rowOf(line);
    };
    return streamSheet({ sheetName: '责任追究结果', columns: COLUMNS, rows: rows() });
  });
}

function registerHearing(app: App): void {
  route(app, shapes.requestStatement, async ({ cx, params, body }) => {
    await commands.requestStatement(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.giveStatement, async ({ cx, params, body }) => {
    await commands.giveStatement(cx, params.case, body.statement);
    return caseRecord(cx, 'own', params.case);
  });
  route(app, shapes.recordStatement, async ({ cx, params, body }) => {
    await commands.recordStatement(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.respond, async ({ cx, params, body }) => {
    await commands.respond(cx, params.case, body.response);
    return caseRecord(cx, 'department', params.case);
  });
  route(app, shapes.proposeConsequences, async ({ cx, params, body }) => {
    await commands.propose(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
}

function registerDeciding(app: App): void {
  route(app, shapes.decideCase, async ({ cx, params, body }) => {
    await commands.decide(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.appealCase, async ({ cx, params, body }) => {
    await commands.appeal(cx, params.case, body.appeal);
    return caseRecord(cx, 'own', params.case);
  });
  route(app, shapes.redecideCase, async ({ cx, params, body }) => {
    await commands.redecide(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.rectifyCase, async ({ cx, params, body }) => {
    await commands.rectify(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.closeCase, async ({ cx, params, body }) => {
    await commands.close(cx, params.case, body.note);
    return caseRecord(cx, 'all', params.case);
  });
  route(app, shapes.correctCase, async ({ cx, params, body }) => {
    await commands.correct(cx, params.case, body);
    return caseRecord(cx, 'all', params.case);
  });
}

function registerFiles(app: App): void {
  route(
    app,
    shapes.addCaseFile,
    async ({ cx, scope, params, request }) => {
      const { files } = app.services;
      const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
      const { file, fields } = await receiveUpload(files, request, { accept: [...accept] });
      return app.database.write(async (tx) => {
        const own = { ...cx, tx };
        const { may } = await caseRecord(own, scope, params.case);
        if (!may.includes('addFile')) {
          throw refuse(
            'responsibility.caseClosed',
            '案件已结，不能再添加材料',
            {},
            { status: 409 },
          );
        }
        const kept = await files.keep(own, file, 'responsibility.case');
        const title = (fields.title ?? '').trim().slice(0, 100) || kept.name;
        await store.addFile(own, params.case, { fileId: kept.id, title });
        await audit(own, {
          action: 'case.addFile',
          objectType: 'case',
          objectId: params.case,
          after: { title },
        });
        return caseRecord(own, scope, params.case);
      });
    },
    { ownTransactions: true },
  );
  route(app, shapes.downloadCaseFile, async ({ cx, scope, params, reply }) => {
    const { files } = await caseRecord(cx, scope, params.case);
    if (!files.some((one) => one.fileId === params.file)) {
      throw refuse('responsibility.noFile', '没有这份材料', {}, { status: 404 });
    }
    const file = await app.services.files.find(cx.tx, cx.unitId, params.file);
    return sendFile(app.services.files, reply, file);
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '年度', width: 8, type: 'integer' },
  { title: '案号', width: 14 },
  { title: '对象', width: 10 },
  { title: '姓名或部门', width: 24 },
  { title: '所在部门', width: 24 },
  { title: '处理', width: 24 },
  { title: '说明', width: 36 },
  { title: '决定日期', width: 12, type: 'date' },
];

function rowOf(line: ConsequenceLine) {
  return [
    line.year,
    line.caseNo,
    line.subject === 'person' ? '个人' : '部门',
    line.subjectName,
    line.departmentName,
    CONSEQUENCE_KINDS[line.kind].label,
    line.note,
    line.decidedOn,
  ];
}
