/** Who was there, from a sheet: by staff number, else by a name only one person has. */
import type { Readable } from 'node:stream';
import { peopleByName, peopleByStaffNo } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  type StoredChange,
} from '../../platform/imports/index.ts';
import {
  asText,
  field,
  type ImportPlan,
  type RowVerdict,
  streamSheet,
} from '../../platform/sheets/index.ts';
import { lockForList } from './commands.ts';
import * as store from './store.ts';

const FIELDS = [
  field({
    key: 'staffNo',
    title: '工号',
    synonyms: ['人员编号', '职工号', '员工号'],
    parse: asText({ max: 50 }),
  }),
  field({
    key: 'name',
    title: '姓名',
    synonyms: ['签到人', '参加人员'],
    parse: asText({ max: 50 }),
  }),
];
type Plan = ImportPlan<typeof FIELDS>;

/** An empty sheet with the columns the import knows. */
export function attendanceTemplate(): Promise<Readable> {
  const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
  return streamSheet({ columns, rows: [], sheetName: '参加人员' });
}

export const attendanceImporter = defineImporter({
  kind: 'daily.attendance',
  title: '参加人员',
  permission: 'training.edit',
  fields: FIELDS,
  run: importAttendance,
  undo: undoAttendance,
});

async function importAttendance(
  cx: CommandContext,
  plan: Plan,
  { commit, params, say }: ImportRun,
): Promise<ImportOutcome> {
  const trainingId = params.training!;
  await lockForList(cx, trainingId);
  const rows = plan.rows.filter((row) => row.issues.length === 0);
  const numbers = rows.flatMap((row) => row.values.staffNo ?? []);
  const names = rows.flatMap((row) => row.values.name ?? []);
  const byNo = await peopleByStaffNo(cx.tx, cx.unitId, numbers);
  const byName = await peopleByName(cx.tx, cx.unitId, names);
  const present = new Set(await store.presentIds(cx, trainingId));
  const verdicts = new Map<number, RowVerdict>();
  const fresh: string[] = [];
  const changes: ImportChange[] = [];
  for (const row of rows) {
    const { staffNo, name } = row.values;
    const found = staffNo
      ? [byNo.get(staffNo)].flatMap((one) => one ?? [])
      : (byName.get(name ?? '') ?? []);
    const [person] = found;
    if (!staffNo && !name) row.issues.push(say('请填写工号或姓名'));
    else if (!person) row.issues.push(say('没有这个人：{{who}}', { who: staffNo ?? name ?? '' }));
    else if (found.length > 1) {
      row.issues.push(
        say('有 {{n}} 人叫“{{name}}”，请填写工号', { n: found.length, name: name ?? '' }),
      );
    } else if (name && person.name !== name) {
      const params = { no: staffNo ?? '', name: person.name };
      row.issues.push(say('工号 {{no}} 是 {{name}}，与姓名不符', params));
    } else {
      const known = present.has(person.id);
      verdicts.set(row.at, { verdict: known ? 'unchanged' : 'create' });
      if (!known) fresh.push(person.id);
      if (!known) changes.push(attendanceChange(row.at, trainingId, person));
      present.add(person.id);
    }
  }
  if (commit && fresh.length > 0) {
    await store.attend(cx, trainingId, { personIds: fresh, departmentIds: [] }, 'import');
    await audit(cx, {
      action: 'training.import',
      objectType: 'training',
      objectId: trainingId,
      after: { added: fresh.length },
    });
  }
  return { verdicts, changes };
}

function attendanceChange(
  at: number,
  trainingId: string,
  person: { id: string; staffNo: string; name: string },
): ImportChange {
  const label = `${person.staffNo} ${person.name}`;
  return { at, objectType: 'attendance', objectId: `${trainingId}/${person.id}`, label };
}

/** The people come off the list again, as long as the list may be written at all. */
async function undoAttendance(cx: CommandContext, changes: readonly StoredChange[]): Promise<void> {
  const byTraining = Map.groupBy(changes, ({ objectId }) => objectId.split('/')[0]!);
  for (const [trainingId, own] of byTraining) {
    await lockForList(cx, trainingId);
    const personIds = own.map(({ objectId }) => objectId.split('/')[1]!);
    await store.absent(cx, trainingId, personIds);
    await audit(cx, {
      action: 'training.undoImport',
      objectType: 'training',
      objectId: trainingId,
      before: { added: own.length },
    });
  }
}
