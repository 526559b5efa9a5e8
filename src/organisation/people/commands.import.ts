/** People from a sheet. Departments (by code, name or path) and posts that are missing are made along the way. */
import type { Readable } from 'node:stream';
import { newId } from '../../base/ids.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  asDate,
  asText,
  asTick,
  field,
  type ImportPlan,
  importReport,
  planImport,
  type RowVerdict,
  refuseRepeated,
  type Say,
  streamSheet,
  type UploadedFile,
} from '../../platform/sheets/index.ts';
import type { ImportOptions, ImportReport } from '../../platform/sheets/shapes.ts';
import { freeCode, lockDepartments } from '../departments/commands.ts';
import { DEPTH_LIMIT, inTreeOrder, pathNames } from '../departments/rules.ts';
import * as departments from '../departments/store.ts';
import { lockPosts } from '../posts/commands.ts';
import * as posts from '../posts/store.ts';
import { changed, lockPeople, newRow, saveChanged, saveNew } from './commands.ts';
import { NewPerson } from './shapes.ts';
import * as store from './store.ts';

const FIELDS = [
  field({
    key: 'staffNo',
    title: '工号',
    synonyms: ['职工编号', '人员编号', '员工编号', '职工号', '编号'],
    required: true,
    parse: asText({ max: 40 }),
  }),
  field({
    key: 'name',
    title: '姓名',
    synonyms: ['人员姓名', '员工姓名'],
    required: true,
    parse: asText({ max: 60 }),
  }),
  field({
    key: 'department',
    title: '部门',
    synonyms: ['所在部门', '部门名称', '部门编码', '处室', '科室'],
    parse: asText({ max: 300 }),
  }),
  field({ key: 'post', title: '岗位', synonyms: ['职务', '职位'], parse: asText({ max: 100 }) }),
  field({
    key: 'phone',
    title: '电话',
    synonyms: ['联系电话', '办公电话', '手机', '手机号码'],
    parse: asText({ max: 40 }),
  }),
  field({
    key: 'email',
    title: '电子邮箱',
    synonyms: ['邮箱', 'E-mail', 'email'],
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'joinedOn',
    title: '入职日期',
    synonyms: ['到岗日期', '参加工作日期', '入职时间'],
    parse: asDate(),
  }),
  field({ key: 'leftOn', title: '离职日期', synonyms: ['离岗日期', '离职时间'], parse: asDate() }),
  field({ key: 'active', title: '在职', synonyms: ['是否在职'], parse: asTick() }),
];
type Plan = ImportPlan<typeof FIELDS>;
type Values = Plan['rows'][number]['values'];

/** An empty sheet with the columns the import knows. */
export function peopleTemplate(): Readable {
  const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
  return streamSheet({ columns, rows: [], sheetName: '人员' });
}

export async function planPeople(
  upload: UploadedFile & { options: ImportOptions },
  say: Say,
): Promise<Plan> {
  const plan = await planImport({ ...upload, fields: FIELDS, say });
  refuseRepeated(plan, '工号', (values) => values.staffNo, say);
  return plan;
}

export async function importPeople(
  cx: CommandContext,
  plan: Plan,
  commit: boolean,
  say: Say,
): Promise<ImportReport> {
  await lockPeople(cx);
  const places = new Places(await lockDepartments(cx), await lockPosts(cx), say);
  const staffNos = plan.rows.flatMap((row) => row.values.staffNo ?? []);
  const known = await store.peopleByStaffNo(cx.tx, cx.unitId, staffNos);
  const created: store.PersonRow[] = [];
  const updated: { before: store.PersonRow; after: store.PersonRow }[] = [];
  const verdicts = new Map<number, RowVerdict>();
  for (const row of plan.rows) {
    if (row.issues.length > 0) continue;
    const before = known.get(row.values.staffNo ?? '');
    const judged = judge(cx, row.values, before, places);
    if (typeof judged === 'string') {
      verdicts.set(row.rowNo, { verdict: 'reject', messages: [judged] });
      continue;
    }
    const same = before && JSON.stringify(before) === JSON.stringify(judged.row);
    verdicts.set(row.rowNo, {
      verdict: same ? 'unchanged' : before ? 'update' : 'create',
      messages: judged.notes,
    });
    if (!before) created.push(judged.row);
    else if (!same) updated.push({ before, after: judged.row });
  }
  if (commit) {
    await places.save(cx);
    await saveNew(cx, created);
    if (updated.length > 0) await saveChanged(cx, updated, cx.today);
  }
  return importReport(plan, verdicts, commit);
}

/** The person as the row says, or why not. An empty cell leaves what is known as it is. */
function judge(
  cx: CommandContext,
  values: Values,
  before: store.PersonRow | undefined,
  places: Places,
): { row: store.PersonRow; notes: string[] } | string {
  const facts = NewPerson.safeParse({
    staffNo: values.staffNo ?? '',
    name: values.name ?? '',
    phone: values.phone ?? before?.phone ?? '',
    email: values.email ?? before?.email ?? '',
    joinedOn: values.joinedOn ?? before?.joinedOn ?? null,
  });
  const { say } = places;
  if (!facts.success) return say(facts.error.issues[0]?.message ?? '内容有误');
  const leftOn = leavingOf(cx, values, before);
  if (leftOn !== null && leftOn > cx.today) return say('离职日期不能晚于今天，请到当天再登记');
  const joinedOn = facts.data.joinedOn;
  if (leftOn !== null && joinedOn !== null && leftOn < joinedOn) return say('离职日期早于入职日期');
  const notes: string[] = [];
  const department = places.department(values.department, notes);
  if (department === undefined) {
    return say('有几个部门都叫“{{name}}”，请写明路径，例如 办公厅/秘书处', {
      name: values.department ?? '',
    });
  }
  const postId = places.post(values.post, notes);
  const { departmentId: _, postId: __, ...plain } = facts.data;
  const change = {
    ...plain,
    leftOn,
    departmentId: department ?? before?.departmentId ?? null,
    postId: postId ?? before?.postId ?? null,
  };
  return { row: before ? changed(before, change) : newRow(change), notes };
}

function leavingOf(
  cx: CommandContext,
  values: Values,
  before: store.PersonRow | undefined,
): string | null {
  if (values.leftOn !== undefined) return values.leftOn;
  if (values.active === true) return null;
  if (values.active === false) return before?.leftOn ?? cx.today;
  return before?.leftOn ?? null;
}

/** Departments and posts known so far, with those the sheet adds. */
class Places {
  private departmentRows: departments.DepartmentRow[];
  private postRows: posts.PostRow[];
  private readonly newDepartments: departments.DepartmentRow[] = [];
  private readonly newPosts: posts.PostRow[] = [];
  private readonly found = new Map<string, string | undefined>();

  readonly say: Say;

  constructor(departmentRows: departments.DepartmentRow[], postRows: posts.PostRow[], say: Say) {
    this.say = say;
    this.departmentRows = departmentRows.filter((row) => row.active);
    this.postRows = postRows;
  }

  /** null = the sheet says nothing, undefined = several departments have that name. */
  department(text: string | undefined, notes: string[]): string | null | undefined {
    if (text === undefined) return null;
    if (!this.found.has(text)) this.found.set(text, this.findOrMake(text));
    const id = this.found.get(text);
    if (this.newDepartments.some((row) => row.id === id))
      notes.push(this.say('将新增部门“{{name}}”', { name: text }));
    return id;
  }

  private findOrMake(text: string): string | undefined {
    const byCode = this.departmentRows.find((row) => row.code === text);
    if (byCode) return byCode.id;
    const names = pathNames(text).slice(0, DEPTH_LIMIT);
    const path = names.join('/');
    const byPath = inTreeOrder(this.departmentRows).find((row) => row.path === path);
    if (byPath) return byPath.id;
    const byName = this.departmentRows.filter((row) => row.name === path);
    if (byName.length > 1) return undefined;
    return byName[0]?.id ?? this.make(names);
  }

  private make(names: string[]): string {
    let parentId: string | null = null;
    for (const name of names) {
      const existing: departments.DepartmentRow | undefined = this.departmentRows.find(
        (row) => row.parentId === parentId && row.name === name,
      );
      parentId = existing?.id ?? this.add(name, parentId);
    }
    return parentId!;
  }

  private add(name: string, parentId: string | null): string {
    const siblings = this.departmentRows.filter((row) => row.parentId === parentId);
    const row: departments.DepartmentRow = {
      id: newId(),
      code: '',
      name: name.slice(0, 100),
      parentId,
      headPersonId: null,
      functions: [],
      active: true,
      sortOrder: Math.max(0, ...siblings.map((sibling) => sibling.sortOrder)) + 10,
    };
    this.departmentRows.push(row);
    this.newDepartments.push(row);
    return row.id;
  }

  post(name: string | undefined, notes: string[]): string | null {
    if (name === undefined) return null;
    let post = this.postRows.find((row) => row.name === name);
    if (!post) {
      const sortOrder = Math.max(0, ...this.postRows.map((row) => row.sortOrder)) + 10;
      post = { id: newId(), name, description: '', active: true, sortOrder };
      this.postRows.push(post);
      this.newPosts.push(post);
    }
    if (this.newPosts.includes(post)) notes.push(this.say('将新增岗位“{{name}}”', { name }));
    return post.id;
  }

  async save(cx: CommandContext): Promise<void> {
    for (const row of this.newDepartments) row.code = await freeCode(cx, this.departmentRows);
    await departments.insertDepartments(cx.tx, cx.unitId, this.newDepartments);
    await posts.insertPosts(cx.tx, cx.unitId, this.newPosts);
    await auditMany(cx, [
      ...this.newDepartments.map((row) => ({
        action: 'department.create',
        objectType: 'department',
        objectId: row.id,
        after: row,
      })),
      ...this.newPosts.map((row) => ({
        action: 'post.create',
        objectType: 'post',
        objectId: row.id,
        after: row,
      })),
    ]);
  }
}
