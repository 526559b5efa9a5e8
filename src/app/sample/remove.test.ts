/** Removing the sample unit while something still writes into it. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { createUnit } from '../../organisation/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { SAMPLE_ACTOR } from './load.ts';
import { markSample } from './marker.ts';
import { removeSample } from './remove.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});

test('a comparison that is under way delays the removal, it does not break it', async () => {
  const unitId = await database.write(async (tx) => {
    const unit = { code: 'S', name: '示例局', type: 'government' } as const;
    const id = await createUnit(tx, { ...SAMPLE_ACTOR, roles: [] }, unit);
    await markSample(tx, id);
    await sql`insert into reconciliation_todo (unit_id, device_id, queued_at)
      values (${id}, ${newId()}, now())`.execute(tx);
    return id;
  });
  const removal = Promise.withResolvers<string>();
  await database.write(async (tx) => {
    await sql`select 1 from reconciliation_todo where unit_id = ${unitId} for update`.execute(tx);
    removeSample(database).then(removal.resolve, removal.reject);
    await waitsForLock(database);
    // What a new row of the unit asks for: the removal has it, and waits for ours.
    await sql`select 1 from organisation_unit where id = ${unitId} for key share`.execute(tx);
  });
  await expect(removal.promise).resolves.toBe(unitId);
  const left = await database.read((tx) =>
    sql`select 1 from organisation_unit where id = ${unitId}`.execute(tx),
  );
  expect(left.rows).toEqual([]);
});

async function waitsForLock(db: Database): Promise<void> {
  const waiting = () =>
    db.read(async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks
        where not granted`.execute(tx);
      return rows[0]!.n;
    });
  await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
}
