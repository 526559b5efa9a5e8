/** Who was there, from a sheet: by staff number, else by a name only one person has. */
import type { Readable } from 'node:stream';
import { peopleByName, peopleByStaffNo } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  asText,
  field,
  type ImportPlan,
  importReport,
  planImport,
  type RowVerdict,
  type Say,
  streamSheet,
  type UploadedFile,
} from '../../platform/sheets/index.ts';
import type { ImportOptions, ImportReport } from '../../platform/sheets/shapes.ts';
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

export const planAttendance = (
  upload: UploadedFile & { options: ImportOptions },
  say: Say,
): Promise<Plan> => planImport({ ...upload, fields: FIELDS, say });

export async function importAttendance(
  cx: CommandContext,
  trainingId: string,
  plan: Plan,
  options: { commit: boolean; say: Say },
): Promise<ImportReport> {
  await lockForList(cx, trainingId);
  const { say } = options;
  const rows = plan.rows.filter((row) => row.issues.length === 0);
  const numbers = rows.flatMap((row) => row.values.staffNo ?? []);
  const names = rows.flatMap((row) => row.values.name ?? []);
  const byNo = await peopleByStaffNo(cx.tx, cx.unitId, numbers);
  const byName = await peopleByName(cx.tx, cx.unitId, names);
  const present = new Set(await store.presentIds(cx, trainingId));
  const verdicts = new Map<number, RowVerdict>();
  const fresh: string[] = [];
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
      verdicts.set(row.rowNo, { verdict: known ? 'unchanged' : 'create' });
      if (!known) fresh.push(person.id);
      present.add(person.id);
    }
  }
  if (options.commit && fresh.length > 0) {
    await store.attend(cx, trainingId, { personIds: fresh, departmentIds: [] }, 'import');
    await audit(cx, {
      action: 'training.import',
      objectType: 'training',
      objectId: trainingId,
      after: { added: fresh.length },
    });
  }
  return importReport(plan, verdicts, options.commit);
}
