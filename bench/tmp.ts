import { sql } from 'kysely';
import { systemContext } from '../src/platform/db/context.ts';
import { judgeDevices, queueAllDevices } from '../src/reconciliation/index.ts';
import { seedSightings } from './lists.seed.ts';
import { type Product, withProduct } from './product.ts';
await withProduct(Number(process.argv[2] ?? 400), seedSightings, async ({ database, services, unitId }: Product) => {
  const ids = await database.read((tx) => sql<{ id: string }>`select id from ledgers_device where unit_id = ${unitId} order by id limit 400`.execute(tx));
  const devices = ids.rows.map((row) => row.id);
  await database.write((tx) => judgeDevices(systemContext(tx, unitId, 'bench'), devices));
  const { loadDevices } = await import('../src/reconciliation/findings/commands.ts');
  for (let i = 0; i < 2; i++) {
    const c0 = process.cpuUsage(); const t0 = performance.now();
    await database.write((tx) => loadDevices(systemContext(tx, unitId, 'bench'), devices));
    const c1 = process.cpuUsage(c0); console.log('load', (performance.now() - t0) | 0, 'cpu', (c1.user / 1000) | 0);
    const c2 = process.cpuUsage(); const t2 = performance.now();
    await database.write((tx) => judgeDevices(systemContext(tx, unitId, 'bench'), devices));
    const c3 = process.cpuUsage(c2); console.log('judge', (performance.now() - t2) | 0, 'cpu', (c3.user / 1000) | 0);
  }
  const st = await database.owner;
  console.log(devices.length);
});
