/** People from a sheet. Departments (by code, name or path) and posts that are missing are made along the way. */
import type { Readable } from 'node:stream';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
} from '../../platform/imports/index.ts';
import {
  asDate,
  asText,
  asTick,
  field,
  type ImportPlan,
  type RowVerdict,
  refuseRepeated,
  type Say,
  streamSheet,
} from '../../platform/sheets/index.ts';
import { freeCode, lockDepartments } from '../departments/commands.ts';
import { DepartmentIndex } from '../departments/rules.index.ts';
import { DEPTH_LIMIT, pathNames } from '../departments/rules.ts';
import * as departments from '../departments/store.ts';
import { lockPosts } from '../posts/commands.ts';
import * as posts from '../posts/store.ts';
import { changed, lockPeople, newRow, saveChanged, saveNew } from './commands.ts';
import { undoPeople } from './commands.undo.ts';
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
export function peopleTemplate(): Promise<Readable> {
  const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
  return streamSheet({ columns, rows: [], sheetName: '人员' });
}

export const peopleImporter = defineImporter({
  kind: 'organisation.people',
  title: '人员',
  permission: 'organisation.edit',
  fields: FIELDS,
  tables: ['organisation_person', 'organisation_department'],
  check: (plan, say) => refuseRepeated(plan, '工号', (values) => values.staffNo, say),
  run: importPeople,
  undo: undoPeople,
});

async function importPeople(
  cx: CommandContext,
  plan: Plan,
  { commit, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockPeople(cx);
  const places = new Places(await lockDepartments(cx), await lockPosts(cx), say);
  const staffNos = plan.rows.flatMap((row) => row.values.staffNo ?? []);
  const known = await store.peopleByStaffNo(cx.tx, cx.unitId, staffNos);
  const created: store.PersonRow[] = [];
  const updated: { before: store.PersonRow; after: store.PersonRow }[] = [];
  const verdicts = new Map<number, RowVerdict>();
  const changes: ImportChange[] = [];
  for (const row of plan.rows) {
    if (row.issues.length > 0) continue;
    const before = known.get(row.values.staffNo ?? '');
    places.at = row.at;
    const judged = judge(cx, row.values, before, places);
    if (typeof judged === 'string') {
      verdicts.set(row.at, { verdict: 'reject', messages: [judged] });
      continue;
    }
    const after = judged.row;
    const same = before && JSON.stringify(before) === JSON.stringify(after);
    verdicts.set(row.at, {
      verdict: same ? 'unchanged' : before ? 'update' : 'create',
      messages: judged.notes,
    });
    if (same) continue;
    if (before) updated.push({ before, after });
    else created.push(after);
    changes.push(personChange(row.at, before, after));
  }
  if (commit) {
    await places.save(cx);
    await saveNew(cx, created);
    if (updated.length > 0) await saveChanged(cx, updated, cx.today);
  }
  return { verdicts, changes: [...changes, ...places.changes()] };
}

function personChange(
  at: number,
  before: store.PersonRow | undefined,
  after: store.PersonRow,
): ImportChange {
  const label = `${after.staffNo} ${after.name}`;
  const made = { at, objectType: 'person', objectId: after.id, label, mark: markOf(after) };
  return before ? { ...made, before } : made;
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

/** More new departments or posts than this come from a wrong column rather than from a staff list. */
const MAX_NEW = 500;

/** Departments and posts known so far, with those the sheet adds. */
class Places {
  readonly say: Say;
  private readonly index: DepartmentIndex<departments.DepartmentRow>;
  private readonly posts: Map<string, posts.PostRow>;
  private readonly newDepartments = new Map<string, departments.DepartmentRow>();
  private readonly newPosts = new Map<string, posts.PostRow>();
  private readonly lastPlace: { department: number; post: number };
  /** Place of the row that is judged: who needs a new department or post first has made it. */
  at = 0;
  private readonly made = new Map<string, number>();

  constructor(
    departmentRows: readonly departments.DepartmentRow[],
    postRows: readonly posts.PostRow[],
    say: Say,
  ) {
    this.say = say;
    this.index = new DepartmentIndex(departmentRows);
    this.posts = new Map(postRows.map((row) => [row.name, row]));
    this.lastPlace = {
      department: Math.max(0, ...departmentRows.map((row) => row.sortOrder)),
      post: Math.max(0, ...postRows.map((row) => row.sortOrder)),
    };
  }

  /** null = the sheet says nothing, undefined = several departments have that name. */
  department(text: string | undefined, notes: string[]): string | null | undefined {
    if (text === undefined) return null;
    const found = this.index.find(text);
    if (found === 'several') return undefined;
    const id = found?.id ?? this.make(pathNames(text).slice(0, DEPTH_LIMIT));
    if (id !== null && this.newDepartments.has(id)) {
      notes.push(this.say('将新增部门“{{name}}”', { name: text }));
    }
    return id;
  }

  private make(names: string[]): string | null {
    let parentId: string | null = null;
    for (const name of names) {
      const existing: departments.DepartmentRow | undefined = this.index.child(parentId, name);
      parentId = existing?.id ?? this.add(name.slice(0, 100), parentId);
    }
    return parentId;
  }

  private add(name: string, parentId: string | null): string {
    refuseTooMany('部门', this.newDepartments.size);
    const row: departments.DepartmentRow = {
      id: newId(),
      code: '',
      name,
      parentId,
      headPersonId: null,
      functions: [],
      active: true,
      sortOrder: this.lastPlace.department + (this.newDepartments.size + 1) * 10,
    };
    this.index.put(row);
    this.newDepartments.set(row.id, row);
    this.made.set(row.id, this.at);
    return row.id;
  }

  post(name: string | undefined, notes: string[]): string | null {
    if (name === undefined) return null;
    let post = this.posts.get(name);
    if (!post) {
      refuseTooMany('岗位', this.newPosts.size);
      const sortOrder = this.lastPlace.post + (this.newPosts.size + 1) * 10;
      post = { id: newId(), name, description: '', active: true, sortOrder };
      this.posts.set(name, post);
      this.newPosts.set(post.id, post);
      this.made.set(post.id, this.at);
    }
    if (this.newPosts.has(post.id)) notes.push(this.say('将新增岗位“{{name}}”', { name }));
    return post.id;
  }

  /** Those above come first, so that taking back in the reverse order meets nothing below. */
  changes(): ImportChange[] {
    const change = (objectType: string, row: { id: string; name: string }): ImportChange => ({
      at: this.made.get(row.id) ?? 0,
      objectType,
      objectId: row.id,
      label: row.name,
    });
    return [
      ...[...this.newDepartments.values()].map((row) => change('department', row)),
      ...[...this.newPosts.values()].map((row) => change('post', row)),
    ];
  }

  async save(cx: CommandContext): Promise<void> {
    const made = [...this.newDepartments.values()];
    const newPosts = [...this.newPosts.values()];
    const taken = [...this.index.byId.values()];
    for (const row of made) row.code = await freeCode(cx, taken);
    await departments.insertDepartments(cx.tx, cx.unitId, made);
    await posts.insertPosts(cx.tx, cx.unitId, newPosts);
    await auditMany(cx, [
      ...made.map((row) => ({
        action: 'department.create',
        objectType: 'department',
        objectId: row.id,
        after: row,
      })),
      ...newPosts.map((row) => ({
        action: 'post.create',
        objectType: 'post',
        objectId: row.id,
        after: row,
      })),
    ]);
  }
}

function refuseTooMany(what: '部门' | '岗位', count: number): void {
  if (count < MAX_NEW) return;
  throw refuse(
    'organisation.tooManyNew',
    '表中要新增的{{what}}超过 {{limit}} 个。请检查“{{what}}”列是否选对，或先单独导入{{what}}',
    { what, limit: MAX_NEW },
    { path: 'options.mapping' },
  );
}
