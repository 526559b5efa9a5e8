/** People over HTTP. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { idsUnder, inTreeOrder } from '../departments/rules.ts';
import * as departments from '../departments/store.ts';
import * as imports from './commands.import.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

const EXPORT_COLUMNS = [
  { title: '工号' },
  { title: '姓名' },
  { title: '部门', width: 30 },
  { title: '岗位' },
  { title: '电话' },
  { title: '电子邮箱', width: 26 },
  { title: '在职', width: 8 },
  { title: '入职日期', type: 'date' as const },
  { title: '离职日期', type: 'date' as const },
];

export function register(app: App): void {
  route(app, shapes.listPeople, async ({ cx, query, scope }) =>
    store.peoplePage(cx.tx, cx.unitId, await resolved(cx, query), { scope, actor: cx.actor }),
  );
  route(app, shapes.exportPeople, async ({ cx, query, scope, reply }) => {
    reply.header('content-disposition', attachment('人员.xlsx'));
    const filter = await resolved(cx, query);
    const reach = { scope, actor: cx.actor };
    const tree = inTreeOrder(await departments.departmentRows(cx.tx, cx.unitId));
    const paths = new Map(tree.map((row) => [row.id, row.path]));
    return streamSheet({
      columns: EXPORT_COLUMNS,
      sheetName: '人员',
      rows: exportRows(paths, (cursor) =>
        store.peoplePage(cx.tx, cx.unitId, { ...filter, cursor, limit: 5000 }, reach),
      ),
    });
  });
  route(app, shapes.peopleTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('人员导入模板.xlsx'));
    return imports.peopleTemplate();
  });
  route(app, shapes.getPerson, async ({ cx, params, scope }) => {
    const reach = { scope, actor: cx.actor };
    const found = await store.person(cx.tx, cx.unitId, params.id, reach);
    if (!found) throw commands.unknownPerson();
    return found;
  });
  route(app, shapes.createPerson, ({ cx, body }) => commands.createPerson(cx, body));
  route(app, shapes.updatePerson, ({ cx, params, body }) =>
    commands.updatePerson(cx, params.id, body),
  );
  importRoute(app, shapes.importPeople, imports.peopleImporter);
}

type Cx = Parameters<typeof commands.createPerson>[0];

/** The department filter as a set of ids. */
async function resolved(cx: Cx, query: shapes.PeopleQuery) {
  const { department, below, ...rest } = query;
  if (!department) return rest;
  if (!below) return { ...rest, departmentIds: [department] };
  const rows = await departments.departmentRows(cx.tx, cx.unitId);
  return { ...rest, departmentIds: [...idsUnder(rows, [department])] };
}

/** Departments by their path, so that two of one name stay apart when the sheet comes back. */
async function* exportRows(
  paths: ReadonlyMap<string, string>,
  pageAfter: (cursor: string | undefined) => ReturnType<typeof store.peoplePage>,
) {
  let cursor: string | undefined;
  do {
    const page = await pageAfter(cursor);
    for (const person of page.items) {
      yield [
        person.staffNo,
        person.name,
        paths.get(person.departmentId ?? ''),
        person.postName,
        person.phone,
        person.email,
        person.active ? '是' : '否',
        person.joinedOn,
        person.leftOn,
      ];
    }
    cursor = page.nextCursor;
  } while (cursor);
}
