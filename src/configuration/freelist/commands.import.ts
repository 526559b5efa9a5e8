/** 附件6 from a sheet: free numbers found or made (TZ-1.7), lines added or brought up to date. */
import { newId } from '../../base/ids.ts';
import { DepartmentIndex } from '../../organisation/departments/rules.index.ts';
import { type DepartmentInTree, departmentTree } from '../../organisation/index.ts';
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
  asChoice,
  asDate,
  asText,
  field,
  type ImportPlan,
  type RowVerdict,
  type Say,
} from '../../platform/sheets/index.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
import { decide, type Outcome, save } from '../software/commands.ts';
import { SoftwareInput } from '../software/shapes.ts';
import { freeSoftware } from '../software/store.ts';
import { lockList } from './commands.ts';
import { undoFreeList } from './commands.undo.ts';
import { checkLine, listedVersions, overlap } from './rules.ts';
import { FREE_SCOPES, type FreeListFacts, FreeListInput } from './shapes.ts';
import { allLines, type FreeListRow, insertLines, lineFacts, saveLines } from './store.import.ts';
import type { StoredLine } from './store.ts';

export const FIELDS = [
  field({ key: 'softwareNo', title: '软件编号', parse: asText({ max: 50 }) }),
  field({
    key: 'softwareName',
    title: '软件名称',
    synonyms: ['名称'],
    required: true,
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'softwareVersion',
    title: '软件版本',
    synonyms: ['版本', '版本号'],
    required: true,
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'source',
    title: '软件来源',
    synonyms: ['来源', '下载地址', '官方网站'],
    required: true,
    parse: asText({ max: 500 }),
  }),
  field({
    key: 'publisher',
    title: '软件厂商',
    synonyms: ['厂商', '开发商'],
    required: true,
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'publisherContact',
    title: '厂商客服联系方式',
    synonyms: ['客服电话', '联系方式'],
    parse: asText({ max: 50 }),
  }),
  field({
    key: 'departments',
    title: '使用部门',
    synonyms: ['部门'],
    parse: asText({ max: 2000 }),
  }),
  field({
    key: 'reason',
    title: '使用原因',
    synonyms: ['原因', '用途'],
    required: true,
    parse: asText({ max: 500 }),
  }),
  field({ key: 'freeScope', title: '免费范围', parse: asChoice(FREE_SCOPES) }),
  field({ key: 'licenceNote', title: '许可依据', parse: asText({ max: 500 }) }),
  field({ key: 'validFrom', title: '启用日期', parse: asDate() }),
  field({ key: 'validTo', title: '停用日期', parse: asDate() }),
] as const;

type Plan = ImportPlan<typeof FIELDS>;
type Row = Plan['rows'][number];

export const freeListImporter = defineImporter({
  kind: 'configuration.freeList',
  title: '可使用免费软件清单（附件6）',
  permission: 'freeList.edit',
  fields: FIELDS,
  tables: ['configuration_free_list'],
  run: importFreeList,
  undo: undoFreeList,
});

type World = {
  numbers: Awaited<ReturnType<typeof freeSoftware>>;
  lines: ReadonlyMap<string, StoredLine[]>;
  departments: DepartmentIndex<DepartmentInTree>;
  names: ReadonlyMap<string, string>;
  today: string;
  say: Say;
};

/** A line as the row wants it; the number may have to be made. */
type Wanted = {
  at: number;
  facts: FreeListFacts & { validFrom: string };
  versions: { usable: FreeListRow['usableVersions']; key: string };
  before?: StoredLine;
};

async function importFreeList(
  cx: CommandContext,
  plan: Plan,
  { commit, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockList(cx);
  const tree = await departmentTree(cx.tx, cx.unitId);
  const world: World = {
    numbers: await freeSoftware(cx.tx, cx.unitId),
    lines: Map.groupBy(await allLines(cx.tx, cx.unitId, cx.today), (line) => line.softwareId),
    departments: new DepartmentIndex(tree),
    names: new Map(tree.map((one) => [one.id, one.name])),
    today: cx.today,
    say,
  };
  const verdicts = new Map<number, RowVerdict>();
  const wanted: Wanted[] = [];
  const seen = new Map<string, Row>();
  for (const row of plan.rows) {
    if (row.issues.length > 0) continue;
    const judged = judge(row, world);
    if ('verdict' in judged) {
      verdicts.set(row.at, judged);
      continue;
    }
    const { facts, versions, before } = judged;
    const key = `${facts.softwareId ?? facts.softwareName?.toLowerCase()}/${versions.key}`;
    const first = seen.get(key);
    seen.set(key, first ?? row);
    if (first) {
      const message = say('与第 {{row}} 行是同一软件的同一版本', { row: first.rowNo });
      verdicts.set(row.at, { verdict: 'reject', messages: [message] });
    } else if (before && sameLine(before, facts)) {
      const message = say('{{no}} 已在清单中', { no: before.softwareNo });
      verdicts.set(row.at, { verdict: 'unchanged', messages: [message] });
    } else {
      wanted.push(judged);
    }
  }
  const numbered = await withNumbers(cx, wanted, verdicts, say);
  for (const { wish } of numbered.ready) {
    verdicts.set(wish.at, { verdict: wish.before ? 'update' : 'create' });
  }
  if (!commit) return { verdicts, changes: [] };
  await save(cx, numbered.outcomes);
  return { verdicts, changes: [...(await write(cx, numbered.ready)), ...numbered.made] };
}

function judge({ at, values }: Row, world: World): RowVerdict | Wanted {
  const { say } = world;
  const no = (message: string): RowVerdict => ({ verdict: 'reject', messages: [message] });
  const number =
    world.numbers.byNo.get(values.softwareNo ?? '') ??
    world.numbers.byName.get((values.softwareName ?? '').toLowerCase());
  if (number && number.softwareName.toLowerCase() !== values.softwareName?.toLowerCase()) {
    const params = { no: number.softwareNo, name: number.softwareName };
    return no(say('软件编号 {{no}} 在本单位是“{{name}}”，与表中的软件名称不符', params));
  }
  const versions = listedVersions(values.softwareVersion ?? '');
  if ('objection' in versions) {
    return no(say(versions.objection.sentence, versions.objection.params));
  }
  const known = (number && world.lines.get(number.id)) ?? [];
  const before = known.find(
    (line) =>
      line.versionKey === versions.key && overlap(line, { validFrom: world.today, validTo: null }),
  );
  const place = placeOf(values.departments, before, world);
  if (typeof place === 'string') return no(place);
  const { departments: _, softwareNo: __, ...plain } = values;
  const read = FreeListInput.safeParse({
    ...plain,
    ...(number ? { softwareId: number.id } : {}),
    ...place,
    publisherContact: values.publisherContact ?? before?.publisherContact ?? null,
    licenceNote: values.licenceNote ?? before?.licenceNote ?? null,
    freeScope: values.freeScope ?? before?.freeScope ?? 'any',
    validFrom: values.validFrom ?? before?.validFrom ?? world.today,
    validTo: values.validTo ?? before?.validTo ?? null,
  });
  if (!read.success) return no(say(read.error.issues[0]!.message));
  const facts = { ...read.data, validFrom: read.data.validFrom ?? world.today };
  const objection = checkLine(facts);
  if (objection) return no(say(objection.sentence, objection.params));
  return { at, facts, versions, ...(before ? { before } : {}) };
}

/** 全单位 or the departments by name or path; as the line was printed it means what the line says. */
function placeOf(
  text: string | undefined,
  before: StoredLine | undefined,
  world: World,
): { wholeUnit: boolean; departmentIds: string[] } | string {
  const { say } = world;
  if (text === undefined || /^(全单位|全体部门|所有部门|全部)$/.test(text)) {
    return { wholeUnit: true, departmentIds: [] };
  }
  const printed = before?.departmentIds.map((id) => world.names.get(id) ?? id).join('、');
  if (before && printed === text) return { wholeUnit: false, departmentIds: before.departmentIds };
  const departmentIds: string[] = [];
  for (const name of text.split(/[、,，;；\n]+/).map((part) => part.trim())) {
    if (name === '') continue;
    const found = world.departments.find(name);
    if (typeof found !== 'object') {
      return say('没有部门“{{name}}”，请先导入部门，或写明路径，例如 办公厅/秘书处', { name });
    }
    departmentIds.push(found.id);
  }
  return { wholeUnit: false, departmentIds };
}

const SHOWN = [
  'source',
  'publisher',
  'publisherContact',
  'wholeUnit',
  'departmentIds',
  'reason',
  'freeScope',
  'licenceNote',
  'validFrom',
  'validTo',
] as const;

function sameLine(before: StoredLine, facts: FreeListFacts): boolean {
  return SHOWN.every(
    (key) => JSON.stringify(before[key] || null) === JSON.stringify(facts[key] || null),
  );
}

type Numbered = {
  ready: { wish: Wanted; softwareId: string }[];
  outcomes: Outcome[];
  made: ImportChange[];
};

/** One new number for each new name, however many versions of it the sheet lists. */
async function withNumbers(
  cx: CommandContext,
  wanted: readonly Wanted[],
  verdicts: Map<number, RowVerdict>,
  say: Say,
): Promise<Numbered> {
  const nameless = wanted.filter((wish) => wish.facts.softwareId === undefined);
  const outcomes = await decide(
    cx,
    nameless.map(({ facts }) =>
      SoftwareInput.parse({
        softwareType: 'free',
        softwareName: facts.softwareName,
        publisher: facts.publisher,
        acquisitionMethod: 'freeDownload',
      }),
    ),
  );
  const result: Numbered = { ready: [], outcomes, made: [] };
  const byWish = new Map(nameless.map((wish, index) => [wish, outcomes[index]!]));
  for (const wish of wanted) {
    const outcome = byWish.get(wish);
    if (outcome?.kind === 'refused') {
      const { sentence, params } = outcome.objection;
      verdicts.set(wish.at, { verdict: 'reject', messages: [say(sentence, params)] });
      continue;
    }
    if (outcome?.kind === 'new') {
      const made = { objectType: 'software', objectId: outcome.id, label: outcome.softwareNo };
      result.made.push({ at: wish.at, ...made, mark: markOf(1) });
    }
    result.ready.push({ wish, softwareId: outcome?.id ?? wish.facts.softwareId! });
  }
  return result;
}

async function write(cx: CommandContext, ready: Numbered['ready']): Promise<ImportChange[]> {
  const rows = ready.map(({ wish, softwareId }) => rowOf(cx, wish, softwareId));
  const isNew = new Set(ready.filter(({ wish }) => !wish.before).map((_, index) => index));
  const added = rows.filter((_, index) => !ready[index]!.wish.before);
  const changed = rows.filter((_, index) => ready[index]!.wish.before);
  await insertLines(cx.tx, added);
  await saveLines(cx.tx, cx.unitId, changed);
  await auditMany(
    cx,
    rows.map((row, index) => ({
      action: ready[index]!.wish.before
        ? 'configuration.changeFreeListLine'
        : 'configuration.addToFreeList',
      objectType: 'freeListLine',
      objectId: row.id,
      before: ready[index]!.wish.before,
      after: row,
    })),
  );
  if (isNew.size + changed.length > 0) {
    await entitlementsChanged.tell(cx, [...new Set(ready.map((one) => one.softwareId))]);
  }
  return rows.map((row, index): ImportChange => {
    const { wish } = ready[index]!;
    const label = `${wish.facts.softwareName ?? wish.before?.softwareName ?? ''} ${row.softwareVersion}`;
    return {
      at: wish.at,
      objectType: 'freeListLine',
      objectId: row.id,
      label,
      mark: markOf(lineFacts(row)),
      ...(wish.before ? { before: lineFacts(wish.before) } : {}),
    };
  });
}

function rowOf(cx: CommandContext, wish: Wanted, softwareId: string): FreeListRow {
  const { facts, versions, before } = wish;
  const at = cx.now.toISOString();
  return {
    unitId: cx.unitId,
    id: before?.id ?? newId(),
    softwareId,
    softwareVersion: facts.softwareVersion,
    versionKey: versions.key,
    usableVersions: versions.usable,
    source: facts.source,
    publisher: facts.publisher,
    publisherContact: facts.publisherContact || null,
    wholeUnit: facts.wholeUnit,
    departmentIds: facts.departmentIds,
    reason: facts.reason,
    freeScope: facts.freeScope,
    licenceNote: facts.licenceNote || null,
    validFrom: facts.validFrom,
    validTo: facts.validTo,
    createdAt: at,
    updatedAt: at,
  };
}
