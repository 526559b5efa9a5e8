/** Departments over HTTP. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import * as imports from './commands.import.ts';
import * as commands from './commands.ts';
import { idsUnder, inTreeOrder, sumsBelow } from './rules.ts';
import {
  createDepartment,
  departmentTemplate,
  importDepartments,
  listDepartments,
  updateDepartment,
} from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  route(app, listDepartments, async ({ cx, scope }) => {
    const tree = inTreeOrder(await store.listedDepartments(cx.tx, cx.unitId));
    const sums = sumsBelow(tree, (department) => department.people);
    const ordered = tree.map((row) => ({ ...row, peopleBelow: sums.get(row.id) ?? 0 }));
    if (scope === 'all') return { items: ordered };
    const reached = idsUnder(ordered, cx.actor.departmentIds ?? []);
    return { items: ordered.filter((department) => reached.has(department.id)) };
  });
  route(app, departmentTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('部门导入模板.xlsx'));
    return imports.departmentTemplate();
  });
  route(app, createDepartment, ({ cx, body }) => commands.createDepartment(cx, body));
  route(app, updateDepartment, ({ cx, params, body }) =>
    commands.updateDepartment(cx, params.id, body),
  );
  importRoute(app, importDepartments, imports.departmentImporter);
}
