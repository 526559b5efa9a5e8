/** Two cases of the sample unit (ZR-4), from what its computers reported: one decided, one in which a statement is due. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { decideFindings } from '../../reconciliation/index.ts';
import {
  decideCase,
  giveStatement,
  proposeConsequences,
  requestStatement,
} from '../../responsibility/index.ts';
import type { Clock } from './load.ts';
import { as, indexOf, type Loaded } from './workflows.ts';

type Found = { id: string; personId: string };

/** After the reports have been compared: findings nobody has decided on, of somebody who holds the computer. */
export async function loadCases(clock: Clock, loaded: Loaded): Promise<void> {
  const [risk] = await findings(clock, 'risk');
  const other = (await findings(clock, 'notRecorded', 'WinRAR')).find(
    (one) => one.personId !== risk?.personId,
  );
  if (!risk || !other) throw new Error('the sample has no findings to open cases from');
  await decided(clock, loaded, risk);
  await waiting(clock, loaded, other);
}

/** Not those of the information department, which opens the cases, nor of heads, who propose and decide. */
async function findings(clock: Clock, kind: string, software?: string): Promise<Found[]> {
  return clock.at(0, async (cx) => {
    const { rows } = await sql<Found>`
      select f.id, p.id as person_id
      from reconciliation_finding f
      join ledgers_device d on d.unit_id = f.unit_id and d.id = f.device_id
      join ledgers_assignment a on a.unit_id = f.unit_id and a.device_id = d.id and a.to_on is null
      join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
      join organisation_department t on t.unit_id = p.unit_id and t.id = p.department_id
      where f.unit_id = ${cx.unitId} and f.kind = ${kind} and f.state = 'open'
        and (${software ?? null}::text is null or f.software_name = ${software ?? null})
        and t.code <> '04' and t.head_person_id is distinct from p.id
      order by f.fingerprint`.execute(cx.tx);
    return rows;
  });
}

/** As the button on the finding does it; the finding then names its case. */
async function openFrom(cx: CommandContext, found: Found, reason: string): Promise<string> {
  await decideFindings(cx, [found.id], { action: 'openCase', reason });
  const { rows } = await sql<{ id: string }>`
    select decision->>'caseId' as id from reconciliation_finding
    where unit_id = ${cx.unitId} and id = ${found.id}`.execute(cx.tx);
  return rows[0]!.id;
}

/** The findings were made by today's comparison: the case cannot be older than they are. */
async function decided(clock: Clock, loaded: Loaded, found: Found): Promise<void> {
  const { plan } = loaded;
  const subject = [...loaded.people].find(([, id]) => id === found.personId)![0];
  const year = Number(clock.today.slice(0, 4));
  const proposal = [{ subject: 'person' as const, kind: 'noAward' as const, year, note: '' }];
  await clock.at(0, async (cx) => {
    const managing = as(cx, loaded, indexOf(plan, '04'), ['itManager']);
    const id = await openFrom(managing, found, '采集到激活工具，台账没有登记，也没有申请');
    await requestStatement(managing, id, { dueOn: clock.dayOf(-5), opinion: '请说明来源和用途' });
    const stating = as(cx, loaded, subject, ['staff']);
    await giveStatement(
      stating,
      id,
      '因重装系统后无法激活，自行下载使用，已经卸载，愿意接受处理。',
    );
    const personnel = as(cx, loaded, indexOf(plan, '02'), ['hrOfficer']);
    await proposeConsequences(personnel, id, { proposal, opinion: '主动卸载，建议从轻' });
    const head = as(cx, loaded, indexOf(plan, '01'), ['committeeHead']);
    const opinion = '同意人事科建议，通报提醒';
    await decideCase(head, id, { result: 'decide', consequences: proposal, opinion });
  });
}

async function waiting(clock: Clock, loaded: Loaded, found: Found): Promise<void> {
  await clock.at(0, async (cx) => {
    const managing = as(cx, loaded, indexOf(loaded.plan, '04'), ['itManager']);
    const id = await openFrom(managing, found, '没有申请和登记，且不是工作需要');
    await requestStatement(managing, id, { dueOn: clock.dayOf(-7), opinion: '' });
  });
}
