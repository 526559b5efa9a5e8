/** The computers a sample is drawn from, and the check sheets of those drawn. */
import { sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { SheetQuery } from './shapes.api.ts';
import type { Sheet, SheetAnswer, SheetState } from './shapes.ts';
import { withinReach } from './store.ts';

export type Computer = {
  deviceId: string;
  computerNo: string;
  computerBrand: string;
  deviceType: 'server' | 'desktop' | 'laptop';
  departmentId: string | null;
  departmentName: string;
  personId: string | null;
  personName: string;
};

/** Computers in use within the scope, with whoever has them today. */
export async function computersInScope(
  cx: CommandContext,
  scope: { departmentIds: readonly string[]; deviceTypes: readonly string[] },
): Promise<Computer[]> {
  const { rows } = await sql<Computer>`
    select d.id as device_id, d.computer_no, trim(d.brand || ' ' || d.model) as computer_brand,
      d.device_type, o.id as department_id, coalesce(o.name, '') as department_name,
      p.id as person_id, coalesce(p.name, '') as person_name
    from ledgers_device d
    left join ledgers_assignment a
      on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department o
      on o.unit_id = d.unit_id and o.id = coalesce(a.department_id, p.department_id)
    where d.unit_id = ${cx.unitId} and d.status = 'inUse'
      and (${scope.departmentIds.length === 0} or o.id = any(${[...scope.departmentIds]}::uuid[]))
      and (${scope.deviceTypes.length === 0} or d.device_type = any(${[...scope.deviceTypes]}::text[]))
    order by d.computer_no
  `.execute(cx.tx);
  return rows;
}

/** Replaces what an earlier draw left. */
export async function saveComputers(
  cx: CommandContext,
  inspectionId: string,
  computers: readonly (Computer & { drawn: boolean })[],
): Promise<void> {
  await sql`delete from daily_inspection_computer where unit_id = ${cx.unitId}
    and inspection_id = ${inspectionId}`.execute(cx.tx);
  const json = JSON.stringify(
    computers.map((one) => ({
      device_id: one.deviceId,
      no: one.computerNo,
      brand: one.computerBrand,
      type: one.deviceType,
      department_id: one.departmentId,
      department_name: one.departmentName,
      person_id: one.personId,
      person_name: one.personName,
      drawn: one.drawn,
    })),
  );
  await sql`
    insert into daily_inspection_computer (unit_id, inspection_id, device_id, computer_no,
      computer_brand, device_type, department_id, department_name, person_id, person_name, drawn)
    select ${cx.unitId}, ${inspectionId}, r.device_id, r.no, r.brand, r.type, r.department_id,
      r.department_name, r.person_id, r.person_name, r.drawn
    from jsonb_to_recordset(${json}::jsonb) as r (device_id uuid, no text, brand text, type text,
      department_id uuid, department_name text, person_id uuid, person_name text, drawn boolean)
  `.execute(cx.tx);
}

export type Listed = Computer & { drawn: boolean; sheetState: SheetState };

/** Everything the sample was drawn from. */
export async function population(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select device_id, computer_no, computer_brand, device_type, department_id, department_name,
      person_id, person_name, drawn, sheet_state
    from daily_inspection_computer c
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId}
      and ${withinReach(cx, scope, 'c')}
    order by department_name collate "zh-x-icu", computer_no
  `.execute(cx.tx);
  return rows;
}

export type SheetRow = Computer & {
  sheetState: SheetState;
  version: number;
  answers: SheetAnswer[];
  note: string;
  checkedByPersonId: string | null;
  checkedBy: string | null;
  checkedAt: string | null;
  userSignatureId: string | null;
};

export async function sheetRow(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  deviceId: string,
  lock = sql``,
): Promise<SheetRow | undefined> {
  const { rows } = await sql<SheetRow>`
    select device_id, computer_no, computer_brand, device_type, department_id, department_name,
      person_id, person_name, sheet_state, version, answers, note, checked_by_person_id, checked_by,
      checked_at, user_signature_id
    from daily_inspection_computer c
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} and device_id = ${deviceId}
      and drawn and ${withinReach(cx, scope, 'c')} ${lock}
  `.execute(cx.tx);
  return rows[0];
}
export const lockSheet = (cx: CommandContext, inspectionId: string, deviceId: string) =>
  sheetRow(cx, 'all', inspectionId, deviceId, sql`for update of c`);

export async function saveSheet(
  cx: CommandContext,
  inspectionId: string,
  row: Pick<
    SheetRow,
    'deviceId' | 'sheetState' | 'version' | 'answers' | 'note' | 'userSignatureId'
  >,
): Promise<void> {
  await sql`
    update daily_inspection_computer set sheet_state = ${row.sheetState}, version = ${row.version},
      answers = ${JSON.stringify(row.answers)}::jsonb, note = ${row.note},
      checked_by_person_id = ${cx.actor.personId ?? null}::uuid, checked_by = ${cx.actor.name},
      checked_at = ${cx.now.toISOString()}::timestamptz,
      user_signature_id = ${row.userSignatureId}::uuid
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} and device_id = ${row.deviceId}
  `.execute(cx.tx);
}

export async function signSheet(
  cx: CommandContext,
  inspectionId: string,
  row: { deviceId: string; version: number; userSignatureId: string },
): Promise<void> {
  await sql`
    update daily_inspection_computer set user_signature_id = ${row.userSignatureId}::uuid,
      version = ${row.version}
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} and device_id = ${row.deviceId}
  `.execute(cx.tx);
}

export async function sheetsOf(
  tx: Tx,
  unitId: string,
  inspectionId: string,
): Promise<(Computer & Pick<SheetRow, 'sheetState' | 'answers'>)[]> {
  const { rows } = await sql<Computer & Pick<SheetRow, 'sheetState' | 'answers'>>`
    select device_id, computer_no, computer_brand, device_type, department_id, department_name,
      person_id, person_name, sheet_state, answers
    from daily_inspection_computer
    where unit_id = ${unitId} and inspection_id = ${inspectionId} and drawn order by computer_no
  `.execute(tx);
  return rows;
}

/** The next computer after this one, else the first, whose sheet waits. */
export async function nextOpen(
  cx: CommandContext,
  inspectionId: string,
  computerNo: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select device_id as id from daily_inspection_computer
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} and drawn
      and sheet_state in ('pending', 'draft') and computer_no <> ${computerNo}
    order by computer_no > ${computerNo} desc, computer_no limit 1
  `.execute(cx.tx);
  return rows[0]?.id ?? null;
}

type Tables = {
  dailyInspectionComputer: Computer & {
    unitId: string;
    inspectionId: string;
    drawn: boolean;
    sheetState: SheetState;
    checkedBy: string | null;
    checkedAt: string | null;
  };
};

export async function pageOfSheets(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  query: SheetQuery,
): Promise<Page<Sheet>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('dailyInspectionComputer as c')
    .where('c.unitId', '=', cx.unitId)
    .where('c.inspectionId', '=', inspectionId)
    .where('c.drawn', '=', true)
    .where(withinReach(cx, scope, 'c'));
  if (query.state) select = select.where('c.sheetState', '=', query.state);
  if (query.open) select = select.where('c.sheetState', 'in', ['pending', 'draft']);
  if (query.department) select = select.where('c.departmentId', '=', query.department);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(c.computer_no ilike ${like} or c.person_name ilike ${like} or c.department_name ilike ${like})`,
    );
  }
  return keyset(
    select
      .select(['c.deviceId', 'c.computerNo', 'c.computerBrand', 'c.deviceType'])
      .select(['c.departmentName', 'c.personName', 'c.sheetState as state'])
      .select(['c.checkedBy', 'c.checkedAt'])
      .select(
        sql<number>`(select count(*)::int from jsonb_array_elements(c.answers) as r (answer)
          where r.answer ->> 'verdict' = 'fail')`.as('failed'),
      ),
    {
      sort: query.sort,
      defaultSort: 'computerNo',
      columns: {
        computerNo: { expression: sql`c.computer_no`, type: 'text' },
        departmentName: { expression: sql`c.department_name collate "zh-x-icu"`, type: 'text' },
        checkedAt: { expression: sql`coalesce(c.checked_at, 'epoch')`, type: 'timestamptz' },
      },
      id: sql`c.device_id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}
