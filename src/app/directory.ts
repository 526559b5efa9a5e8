/** What platform asks of the organisation slice. */
import { sql } from 'kysely';
import { newId } from '../base/ids.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Directory } from '../platform/http/app.ts';

type Unit = { id: string; code: string; name: string };

export const directory: Directory = {
  async unitByCode(tx: Tx, code: string) {
    const { rows } = await sql<Unit>`
      select id, code, name from organisation_unit where code = ${code}`.execute(tx);
    return rows[0];
  },
  async unitsByIds(tx, ids) {
    const { rows } = await sql<Unit>`
      select id, code, name from organisation_unit where id = any(${ids}::uuid[]) order by code`.execute(
      tx,
    );
    return rows;
  },
  async allUnits(tx) {
    const { rows } = await sql<Unit>`
      select id, code, name from organisation_unit order by code limit 1000`.execute(tx);
    return rows;
  },
  async departmentsOf() {
    return [];
  },
  async createUnit(tx, _actor, unit) {
    const id = newId();
    await sql`insert into organisation_unit (id, code, name, type)
      values (${id}, ${unit.code}, ${unit.name}, ${unit.type})`.execute(tx);
    return id;
  },
};
