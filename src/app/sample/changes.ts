/** What has changed in the sample unit on the way: people, who holds which computer, one mistake mended. */
import { sql } from 'kysely';
import { append, assignHolder, reverse } from '../../ledgers/index.ts';
import { updatePerson } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Clock } from './load.ts';
import { type Plan, type PlannedDevice, START } from './plan.ts';

/** Position in the plan → id. */
export type Ids = Map<number, string>;

/** A computer older than its holder's service was held by the one who left. */
export function firstHolder(plan: Plan, device: PlannedDevice): number | undefined {
  if (device.holder === undefined) return undefined;
  const person = plan.people[device.holder]!;
  if (person.joined >= Math.min(device.acquired, START)) return device.holder;
  return plan.people.findIndex((one) => one.left !== undefined);
}

/** People who came and went, computers that changed hands, one mistake mended. */
export async function loadChanges(
  clock: Clock,
  plan: Plan,
  people: Ids,
  devices: Ids,
): Promise<void> {
  for (const [index, device] of plan.devices.entries()) {
    const holder = device.holder;
    if (holder === undefined || firstHolder(plan, device) === holder || device.scrapped) continue;
    const joined = plan.people[holder]!.joined;
    await clock.at(joined, (cx) =>
      assignHolder(cx, {
        deviceId: devices.get(index)!,
        personId: people.get(holder)!,
        fromOn: clock.dayOf(joined),
      }),
    );
  }
  for (const [index, person] of plan.people.entries()) {
    const { left } = person;
    if (left === undefined) continue;
    await clock.at(left, (cx) =>
      updatePerson(cx, people.get(index)!, { leftOn: clock.dayOf(left) }),
    );
  }
  await clock.at(12, async (cx) => {
    const mistake = await append(cx, [
      {
        kind: 'install',
        softwareId: await softwareNamed(cx, 'Adobe Acrobat 专业版'),
        deviceId: devices.get(30)!,
        version: '2020',
        occurredOn: cx.today,
        cause: 'manual',
        reason: '按申请安装',
      },
    ]);
    await reverse(cx, mistake.entryNos[0]!, '登记错了计算机');
  });
}

async function softwareNamed(cx: CommandContext, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from configuration_software
    where unit_id = ${cx.unitId} and software_name = ${name} limit 1`.execute(cx.tx);
  return rows[0]!.id;
}
