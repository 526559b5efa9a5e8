/** Departments from a sheet: code, name, the department above (code, name or path), functions. */
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
  asInteger,
  asText,
  field,
  type ImportPlan,
  type Parser,
  type RowVerdict,
  refuseRepeated,
  type Say,
  streamSheet,
} from '../../platform/sheets/index.ts';
import { undoPlaces } from '../people/commands.undo.ts';
import { freeCode, lockDepartments } from './commands.ts';
import { DepartmentIndex } from './rules.index.ts';
import { DEPTH_LIMIT, moveProblem } from './rules.ts';
import { DEPARTMENT_FUNCTIONS, type DepartmentFunction, departmentCode } from './shapes.ts';
import * as store from './store.ts';

const FIELDS = [
  field({
    key: 'code',
    title: '部门编码',
    synonyms: ['编码', '部门编号', '部门代码'],
    parse: asCode(),
  }),
  field({
    key: 'name',
    title: '部门名称',
    synonyms: ['部门', '名称'],
    required: true,
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'parent',
    title: '上级部门',
    synonyms: ['上级部门编码', '上级部门名称', '父部门'],
    parse: asText({ max: 300 }),
  }),
  field({ key: 'functions', title: '部门职能', synonyms: ['职能'], parse: asFunctions() }),
  field({
    key: 'sortOrder',
    title: '排序',
    synonyms: ['顺序'],
    parse: asInteger({ max: 100_000 }),
  }),
];
type Plan = ImportPlan<typeof FIELDS>;

/** More is no organisation but a wrong sheet. */
const MAX_ROWS = 5000;
type Values = Plan['rows'][number]['values'];

function asCode(): Parser<string> {
  const text = asText({ max: 40 });
  return (cell) => {
    const parsed = text(cell);
    if (!('value' in parsed)) return parsed;
    const code = departmentCode.safeParse(parsed.value);
    if (code.success) return { value: code.data };
    return { issue: '部门编码为 1–40 位字母、数字、点、下划线或短横，以字母或数字开头' };
  };
}

/** 信息化、资产 in any separation; 部门/处 and 管理 behind the word do not matter. */
function asFunctions(): Parser<DepartmentFunction[]> {
  const text = asText({ max: 100 });
  return (cell) => {
    const parsed = text(cell);
    if (!('value' in parsed)) return parsed;
    const found = new Set<DepartmentFunction>();
    for (const word of parsed.value.split(/[、,，;；/\s]+/).filter((part) => part !== '')) {
      const match = Object.entries(DEPARTMENT_FUNCTIONS).find(([, choice]) =>
        word.startsWith(choice.label),
      );
      if (!match)
        return { issue: '“{{word}}”应为：信息化、办公、人事、财务、资产', params: { word } };
      found.add(match[0] as DepartmentFunction);
    }
    return { value: [...found] };
  };
}

/** An empty sheet with the columns the import knows. */
export function departmentTemplate(): Promise<Readable> {
  const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
  return streamSheet({ columns, rows: [], sheetName: '部门' });
}

export const departmentImporter = defineImporter({
  kind: 'organisation.departments',
  title: '部门',
  permission: 'organisation.edit',
  fields: FIELDS,
  tables: ['organisation_department'],
  check(plan, say) {
    if (plan.rows.length > MAX_ROWS) {
      throw refuse(
        'organisation.tooManyDepartments',
        '部门表有 {{rows}} 行，最多 {{limit}} 行。请检查是否选错了工作表',
        { rows: plan.rows.length, limit: MAX_ROWS },
        { path: 'options.sheet' },
      );
    }
    refuseRepeated(plan, '部门编码', (values) => values.code, say);
  },
  run: importDepartments,
  undo: (cx, changes, { object }) => undoPlaces(cx, changes, object),
});

/**
 * Rows may stand in any order: a row whose parent comes later in the sheet waits for it. What is known already
 * (by code, else by name and parent) is updated, never doubled.
 */
async function importDepartments(
  cx: CommandContext,
  plan: Plan,
  { commit, say }: ImportRun,
): Promise<ImportOutcome> {
  const before = await lockDepartments(cx);
  const work = new Workspace(before, say);
  const verdicts = new Map<number, RowVerdict>();
  let waiting = plan.rows.filter((row) => row.issues.length === 0);
  for (let progress = true; progress && waiting.length > 0; ) {
    progress = false;
    const later: typeof waiting = [];
    for (const row of waiting) {
      const parentId = work.parentOf(row.values.parent);
      if (parentId === undefined) {
        later.push(row);
        continue;
      }
      verdicts.set(row.at, work.take(row.values, parentId, row));
      progress = true;
    }
    waiting = later;
  }
  for (const row of waiting) {
    row.issues.push(
      say('没有上级部门“{{parent}}”。请先在表中加入它，或填写已有部门的编码、名称或路径', {
        parent: row.values.parent ?? '',
      }),
    );
  }
  if (commit) await save(cx, work, before);
  return { verdicts, changes: changesOf(work, before) };
}

function changesOf(work: Workspace, before: readonly store.DepartmentRow[]): ImportChange[] {
  const old = new Map(before.map((row) => [row.id, row]));
  return [...work.created.values(), ...work.updated.values()].map((row) => {
    const known = old.get(row.id);
    return {
      at: work.firstAt.get(row.id)!,
      objectType: 'department',
      objectId: row.id,
      label: row.name,
      mark: markOf(row),
      ...(known ? { before: known } : {}),
    };
  });
}

async function save(
  cx: CommandContext,
  work: Workspace,
  before: store.DepartmentRow[],
): Promise<void> {
  const taken = work.rows();
  for (const row of work.created.values()) {
    if (row.code === '') row.code = await freeCode(cx, taken);
  }
  await store.insertDepartments(cx.tx, cx.unitId, [...work.created.values()]);
  await store.saveDepartments(cx.tx, cx.unitId, [...work.updated.values()]);
  const old = new Map(before.map((row) => [row.id, row]));
  await auditMany(cx, [
    ...[...work.created.values()].map((row) => ({
      action: 'department.create',
      objectType: 'department',
      objectId: row.id,
      after: row,
    })),
    ...[...work.updated.values()].map((row) => ({
      action: 'department.update',
      objectType: 'department',
      objectId: row.id,
      before: old.get(row.id),
      after: row,
    })),
  ]);
}

/** The tree as it would be after the rows taken so far. */
class Workspace {
  readonly created = new Map<string, store.DepartmentRow>();
  readonly updated = new Map<string, store.DepartmentRow>();
  readonly firstAt = new Map<string, number>();
  private readonly index: DepartmentIndex<store.DepartmentRow>;
  /** New ones stand behind, in the order of the sheet, in whatever order they are taken. */
  private readonly lastPlace: number;
  private readonly say: Say;

  constructor(rows: readonly store.DepartmentRow[], say: Say) {
    this.index = new DepartmentIndex(rows);
    this.lastPlace = Math.max(0, ...rows.map((row) => row.sortOrder));
    this.say = say;
  }

  rows(): store.DepartmentRow[] {
    return [...this.index.byId.values()];
  }

  /** null = top, undefined = not (yet) known. */
  parentOf(text: string | undefined): string | null | undefined {
    if (text === undefined) return null;
    const found = this.index.find(text);
    return typeof found === 'object' ? found.id : undefined;
  }

  take(values: Values, parentId: string | null, place: { at: number; rowNo: number }): RowVerdict {
    const name = values.name ?? '';
    if (/[/／]/.test(name)) return this.reject('部门名称不能含斜杠');
    const twin = this.index.child(parentId, name);
    const known = (values.code && this.index.withCode(values.code)) || twin;
    if (twin && known && twin.id !== known.id) {
      return this.reject('同一上级下已有部门“{{name}}”（编码 {{code}}）', {
        name,
        code: twin.code,
      });
    }
    if (!this.mayStand(known, parentId)) {
      return this.reject('部门不能放到自己或自己的下级部门之下，层级也不能过深');
    }
    const id = known?.id ?? newId();
    const row: store.DepartmentRow = {
      id,
      code: values.code ?? known?.code ?? '',
      name,
      parentId,
      headPersonId: known?.headPersonId ?? null,
      functions: values.functions ?? known?.functions ?? [],
      active: true,
      sortOrder: values.sortOrder ?? known?.sortOrder ?? this.lastPlace + place.rowNo * 10,
    };
    if (known && JSON.stringify(row) === JSON.stringify(known)) return { verdict: 'unchanged' };
    this.index.put(row);
    if (!this.firstAt.has(id)) this.firstAt.set(id, place.at);
    if (known && !this.created.has(id)) this.updated.set(id, row);
    else this.created.set(id, row);
    return { verdict: known ? 'update' : 'create' };
  }

  /** A new one only needs room below its parent; a known one that moves must not go below itself. */
  private mayStand(known: store.DepartmentRow | undefined, parentId: string | null): boolean {
    if (!known) return this.index.depthUnder(parentId, DEPTH_LIMIT) < DEPTH_LIMIT;
    if (known.parentId === parentId) return true;
    return moveProblem(this.rows(), known.id, parentId) === undefined;
  }

  private reject(...sentence: Parameters<Say>): RowVerdict {
    return { verdict: 'reject', messages: [this.say(...sentence)] };
  }
}
