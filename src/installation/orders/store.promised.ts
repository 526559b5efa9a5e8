/**
 * Licences that are spoken for and not yet recorded: open orders will take theirs, and so will the computers of a
 * campaign whose departments have been told. Applications, campaigns and upgrade schemes count them alike.
 */
import { type RawBuilder, sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';

/** Whoever promises licences of a number waits for whoever is about to: the last one is promised once. */
export async function lockPromises(cx: CommandContext, softwareId: string): Promise<void> {
  await lockNamed(cx.tx, cx.unitId, `licences-${softwareId}`);
}

/** A table `(software_id, reserved)`; the campaign named counts its own need itself. */
export function promisedLicences(
  unitId: string,
  except: { campaignId: string | null } = { campaignId: null },
): RawBuilder<unknown> {
  return sql`(
    select software_id, count(*)::int as reserved from (
      select l.software_id from installation_order o
      join installation_order_line l on l.unit_id = o.unit_id and l.order_id = o.id
      where o.unit_id = ${unitId}
        and o.state in ('pending', 'assigned', 'executing', 'awaitingConfirmation', 'blocked')
        and l.kind <> 'uninstall' and l.software_id is distinct from l.from_software_id
        and l.result <> 'notDone' and o.origin_id is distinct from ${except.campaignId}::uuid
      union all
      select c.software_id from installation_campaign c
      join installation_campaign_device x on x.unit_id = c.unit_id and x.campaign_id = c.id
      where c.unit_id = ${unitId} and c.state in ('departmentsNotified', 'executing')
        and c.kind <> 'uninstall' and x.order_id is null and x.order_state is null
        and x.from_software_id is distinct from c.software_id
        and c.id is distinct from ${except.campaignId}::uuid
    ) promised group by software_id
  )`;
}
