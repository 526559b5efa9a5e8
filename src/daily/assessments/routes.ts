/** Binds the endpoints of the yearly assessment, and tells the clock which years have one. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { registerDutyEvidence } from '../clock/commands.evidence.ts';
import { schemeOf } from './commands.results.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';

type Asked = { headers: Record<string, unknown> };
const speaker = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerTodos(commands.assessmentTodos);
  registerDutyEvidence('assessment', commands.assessmentEvidence);
  registerReads(app);
  registerWork(app);
  registerSteps(app);
}

function registerReads(app: App): void {
  route(app, shapes.listAssessments, async ({ cx }) => ({
    items: await commands.listAssessments(cx),
  }));
  route(app, shapes.getAssessment, ({ cx, params, request }) =>
    commands.assessmentRecord(cx, params.assessment, speaker(request)),
  );
  route(app, shapes.getScheme, ({ cx }) => schemeOf(cx));
  route(app, shapes.exportAssessment, async ({ cx, params, request, reply }) => {
    const record = await commands.assessmentRecord(cx, params.assessment, speaker(request));
    reply.header('content-disposition', attachment(`${record.year} 年度考核评议.xlsx`));
    return streamSheet({
      sheetName: `${record.year} 年度考核评议`,
      columns: columnsOf(record),
      rows: rowsOf(record),
    });
  });
}

function columnsOf({ scheme }: shapes.AssessmentRecord): SheetColumn[] {
  return [
    { title: '部门', width: 20 },
    ...scheme.criteria.map(({ label, points }) => ({
      title: `${label}（${points}分）`,
      width: 14,
    })),
    { title: '总分', width: 10 },
    { title: '等次', width: 10 },
    { title: '原因', width: 40 },
  ];
}

async function* rowsOf({ results }: shapes.AssessmentRecord) {
  const word = (grade: shapes.Grade | null) => (grade ? shapes.GRADES[grade].label : null);
  for (const one of results) {
    yield [
      one.departmentName,
      ...one.scores.map((score) => score.points),
      one.total,
      word(one.grade),
      one.reason,
    ];
  }
}

function registerWork(app: App): void {
  route(app, shapes.saveScheme, async ({ cx, body }) => {
    await commands.saveScheme(cx, body);
    return body;
  });
  route(app, shapes.createAssessment, async ({ cx, body, request }) => {
    const id = await commands.createAssessment(cx, body.year);
    return commands.assessmentRecord(cx, id, speaker(request));
  });
  route(app, shapes.scoreDepartment, async ({ cx, params, body, request }) => {
    await commands.scoreDepartment(cx, params.assessment, params.department, body.scores);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.decideGrade, async ({ cx, params, body, request }) => {
    await commands.decideGrade(cx, params.assessment, params.department, body);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
}

function registerSteps(app: App): void {
  route(app, shapes.draftAssessment, async ({ cx, params, body, request }) => {
    await commands.draftAssessment(cx, params.assessment, body.opinion);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.recollectAssessment, async ({ cx, params, body, request }) => {
    await commands.recollect(cx, params.assessment, body.reason);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.submitAssessment, async ({ cx, params, body, request }) => {
    await commands.submitAssessment(cx, params.assessment, body.opinion);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.decideAssessment, async ({ cx, params, body, request }) => {
    await commands.decideAssessment(cx, params.assessment, body);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.reportAssessment, async ({ cx, params, body, request }) => {
    await commands.reportAssessment(cx, params.assessment, body);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
  route(app, shapes.correctAssessment, async ({ cx, params, body, request }) => {
    await commands.correctAssessment(cx, params.assessment, body);
    return commands.assessmentRecord(cx, params.assessment, speaker(request));
  });
}
