/** What the ledgers say of numbers that are to be disposed of: where they are installed, who had them, which computers are gone. */
import { sql } from 'kysely';
import type { SoftwareCategory } from '../../configuration/software/shapes.choices.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import { promisedLicences } from '../orders/store.promised.ts';
import type { DeviceOfRequest } from './rules.ts';

export type NumberRow = {
  softwareId: string;
  softwareNo: string;
  softwareName: string;
  softwareVersion: string | null;
  softwareType: string;
  status: 'active' | 'disposed';
  category: SoftwareCategory;
  purchaseDate: string | null;
  purchaseAmountFen: number | null;
  termEnd: string | null;
  licenseQuantity: number | null;
  licenseUnlimited: boolean;
  openInstalls: number;
  /** The last day on which something was installed or uninstalled. */
  lastEntryOn: string | null;
};

const COLUMNS = sql`s.id as software_id, s.software_no, s.software_name, s.software_version,
  s.software_type, s.status, s.category, s.purchase_date, s.purchase_amount_fen, s.term_end,
  s.license_quantity, s.license_unlimited,
  (select count(*)::int from ledgers_open_install i where i.unit_id = s.unit_id
    and i.software_id = s.id) as open_installs,
  (select max(e.occurred_on) from ledgers_entry e where e.unit_id = s.unit_id
    and e.software_id = s.id) as last_entry_on`;

/** A head of department asks for what was ever installed in his departments. */
function usedThere(cx: CommandContext, scope: Scope) {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`exists (select from ledgers_entry e where e.unit_id = s.unit_id
    and e.software_id = s.id and e.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]))`;
}

/** Commercial numbers in force that no request holds. */
export async function candidates(
  cx: CommandContext,
  scope: Scope,
  query: { q?: string | undefined; software?: string | undefined },
  limit: number,
): Promise<NumberRow[]> {
  const like = query.q ? likeAnywhere(query.q) : null;
  const { rows } = await sql<NumberRow>`
    select ${COLUMNS} from configuration_software s
    where s.unit_id = ${cx.unitId} and s.software_type = 'commercial' and s.status = 'active'
      and ${usedThere(cx, scope)}
      and (${query.software ?? null}::uuid is null or s.id = ${query.software ?? null}::uuid)
      and (${like}::text is null or s.software_no ilike ${like} or s.software_name ilike ${like})
      and not exists (select from installation_disposal_software l where l.unit_id = s.unit_id
        and l.software_id = s.id and l.open)
    order by s.software_no limit ${limit}
  `.execute(cx.tx);
  return rows;
}

/** The numbers asked for, as far as one may ask for them. */
export async function numbersAskedFor(
  cx: CommandContext,
  scope: Scope,
  ids: readonly string[],
): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select ${COLUMNS} from configuration_software s
    where s.unit_id = ${cx.unitId} and s.id = any(${[...ids]}::uuid[]) and ${usedThere(cx, scope)}
  `.execute(cx.tx);
  return rows;
}

export type LineRow = NumberRow & {
  campaignId: string | null;
  campaignNo: string | null;
  campaignOver: boolean;
  installedOn: string[];
  /** Open orders and campaigns that are to install it. */
  promised: number;
  /** As judged on the day of the request. */
  lifeFrom: string | null;
  minLifeYears: number | null;
  lifeReached: boolean | null;
};
const SHOWN = 20;

export async function linesOf(cx: CommandContext, disposalId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${COLUMNS}, l.life_from, l.min_life_years, l.life_reached, l.campaign_id, c.campaign_no,
      c.state is null or c.state in ('closed', 'cancelled') as campaign_over,
      coalesce(p.reserved, 0) as promised,
      coalesce((select jsonb_agg(one.computer_no order by one.computer_no) from (
        select d.computer_no from ledgers_open_install i
        join ledgers_device d on d.unit_id = i.unit_id and d.id = i.device_id
        where i.unit_id = s.unit_id and i.software_id = s.id
        order by d.computer_no limit ${SHOWN}) one), '[]'::jsonb) as installed_on
    from installation_disposal_software l
    join configuration_software s on s.unit_id = l.unit_id and s.id = l.software_id
    left join installation_campaign c on c.unit_id = l.unit_id and c.id = l.campaign_id
    left join ${promisedLicences(cx.unitId)} p on p.software_id = s.id
    where l.unit_id = ${cx.unitId} and l.disposal_id = ${disposalId} order by l.position
  `.execute(cx.tx);
  return rows;
}

export type DisposalDevice = { id: string; computerNo: string; retiredOn: string | null };

export async function devicesOf(cx: CommandContext, disposalId: string): Promise<DisposalDevice[]> {
  const { rows } = await sql<DisposalDevice>`
    select d.id, d.computer_no, d.retired_on from installation_disposal_device l
    join ledgers_device d on d.unit_id = l.unit_id and d.id = l.device_id
    where l.unit_id = ${cx.unitId} and l.disposal_id = ${disposalId} order by d.computer_no
  `.execute(cx.tx);
  return rows;
}

/** Scrapped computers that had one of the numbers; for a head of department, those of his. */
export async function scrappedWith(
  cx: CommandContext,
  scope: Scope,
  softwareIds: readonly string[],
): Promise<DisposalDevice[]> {
  const there =
    scope === 'all'
      ? sql`true`
      : sql`e.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])`;
  const { rows } = await sql<DisposalDevice>`
    select d.id, d.computer_no, d.retired_on from ledgers_device d
    where d.unit_id = ${cx.unitId} and d.status = 'scrapped' and exists (
      select from ledgers_entry e where e.unit_id = d.unit_id and e.device_id = d.id
        and e.software_id = any(${[...softwareIds]}::uuid[]) and ${there})
    order by d.retired_on desc, d.computer_no limit 500
  `.execute(cx.tx);
  return rows;
}

export async function devicesAskedFor(
  cx: CommandContext,
  deviceIds: readonly string[],
  softwareIds: readonly string[],
): Promise<DeviceOfRequest[]> {
  const { rows } = await sql<DeviceOfRequest>`
    select d.id, d.computer_no, d.status, exists (
      select from ledgers_entry e where e.unit_id = d.unit_id and e.device_id = d.id
        and e.software_id = any(${[...softwareIds]}::uuid[])) as carried
    from ledgers_device d where d.unit_id = ${cx.unitId} and d.id = any(${[...deviceIds]}::uuid[])
    order by d.computer_no
  `.execute(cx.tx);
  return rows;
}
