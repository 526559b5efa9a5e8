/** Endpoints of what an inspection has found: settled, answered, checked again. */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText } from '../../platform/workflow/shapes.ts';
import { base, needed, params, sheetFile, tag } from './shapes.api.ts';
import * as shapes from './shapes.ts';

const problems = '/api/units/:unit/inspection-problems';
const problem = z.object({ problem: z.uuid({ error: '问题标识有误' }) });
const problemQuery = listQuery.extend({
  inspection: z.uuid().optional(),
  state: shapes.ProblemState.optional(),
  kind: shapes.ProblemKind.optional(),
  department: z.uuid().optional(),
  overdue: queryFlag.optional(),
  /** Waiting for a department to put it right. */
  open: queryFlag.optional(),
});
export type ProblemQuery = z.output<typeof problemQuery>;
export const listProblems = endpoint({
  method: 'GET',
  path: problems,
  summary: '检查发现的问题和整改情况',
  tag,
  permission: 'inspection.view',
  query: problemQuery,
  output: page(shapes.Problem),
});
export const exportProblems = endpoint({
  method: 'GET',
  path: `${problems}/export`,
  summary: '导出检查问题（Excel）',
  tag,
  permission: 'inspection.view',
  query: problemQuery.omit({ cursor: true, limit: true }),
  raw: sheetFile,
  output: z.void(),
});
export const getProblem = endpoint({
  method: 'GET',
  path: `${problems}/:problem`,
  summary: '一个检查问题',
  tag,
  permission: 'inspection.view',
  params: problem,
  output: shapes.ProblemRecord,
});
const problemFacts = {
  kind: shapes.ProblemKind,
  content: needed('请填写问题', 500),
  departmentId: z.uuid({ error: '请选择责任部门' }),
  personId: z.uuid().nullable().default(null),
  measure: needed('请填写整改要求', 300),
  dueOn: dateText.nullable().default(null),
};
export const ProblemInput = z.object(problemFacts).meta({ id: 'InspectionProblemFacts' });
export type ProblemInput = z.output<typeof ProblemInput>;
export const addProblem = endpoint({
  method: 'POST',
  path: `${base}/:inspection/problems`,
  summary: '登记检查表以外的问题',
  tag,
  permission: 'inspection.check',
  params,
  body: ProblemInput.extend({
    computerNo: z.string().trim().max(60, { error: '计算机编号不超过 60 个字' }).default(''),
  }),
  output: shapes.ProblemRecord,
});
export const updateProblem = endpoint({
  method: 'PUT',
  path: `${problems}/:problem`,
  summary: '通报前核定问题：类型、责任部门和人员、整改要求',
  tag,
  permission: 'inspection.edit',
  params: problem,
  body: ProblemInput,
  output: shapes.ProblemRecord,
});

type Right = 'inspection.edit' | 'inspection.respond' | 'inspection.review' | 'case.edit';
const act = <P extends Right>(action: string, summary: string, permission: P) =>
  ({
    method: 'POST',
    path: `${problems}/:problem/${action}`,
    summary,
    tag,
    permission,
    params: problem,
    output: shapes.ProblemRecord,
  }) as const;
export const dropProblem = endpoint({
  ...act('drop', '不列入通报（须写明原因）', 'inspection.edit'),
  body: z.object({ reason: reasonText }),
});
export const restoreProblem = endpoint({
  ...act('restore', '重新列入通报', 'inspection.edit'),
  body: z.object({ opinion: opinionText }),
});
export const respondProblem = endpoint({
  ...act('respond', '报告整改情况', 'inspection.respond'),
  body: z.object({ response: needed('请填写整改情况', 1000) }),
});
export const uploadEvidence = endpoint({
  method: 'POST',
  path: `${problems}/:problem/files`,
  summary: '上传整改材料',
  tag,
  permission: 'inspection.respond',
  params: problem,
  multipart: true,
  bodyLimit: 52 * 1024 * 1024,
  output: shapes.InspectionFile,
});
export const reviewProblem = endpoint({
  ...act('review', '复查：通过或退回', 'inspection.review'),
  body: z
    .object({ pass: z.boolean({ error: '请选择复查结果' }), opinion: opinionText })
    .refine((one) => one.pass || one.opinion !== '', {
      error: '请填写退回原因',
      path: ['opinion'],
    }),
});
export const waiveProblem = endpoint({
  ...act('waive', '免予整改（须写明原因）', 'inspection.edit'),
  body: z.object({ reason: reasonText }),
});
export const adjustProblem = endpoint({
  ...act('adjust', '通报后调整整改要求或期限（须写明原因）', 'inspection.edit'),
  body: z.object({ measure: needed('请填写整改要求', 300), dueOn: dateText, reason: reasonText }),
});
export const openProblemCase = endpoint({
  ...act('case', '立案追究', 'case.edit'),
  body: z.object({ opinion: needed('请填写立案事由', 300) }),
});
