/** The sample unit's workflows: what people have done in them, each counted in what it wrote. */
import { beforeAll, expect, test } from 'vitest';
import { type Client, testApp } from '../../../test/harness.ts';
import { ledgerVerify } from '../../ledgers/index.ts';
import { sampleUnit } from './marker.ts';

const app = await testApp();
let admin: Client;
let unitId: string;

beforeAll(async () => {
  admin = await app.as('sysAdmin');
  expect((await admin.post('/api/sample')).body.loaded).toBe(true);
  unitId = (await app.database.read((tx) => sampleUnit(tx)))!;
}, 240_000);

// biome-ignore lint/suspicious/noExplicitAny: rows of many shapes
async function rows(text: string, ...values: unknown[]): Promise<any[]> {
  return (await app.database.pool.query(text, [unitId, ...values])).rows;
}

test('two hundred computers by a campaign, fifty by a scheme, one campaign with laggards', async () => {
  const found = await rows(
    `select c.kind, c.state, c.scheme_id is not null as scheme,
       count(*)::int as computers,
       count(*) filter (where d.order_state = 'recorded')::int as recorded
     from installation_campaign c
     join installation_campaign_device d on d.unit_id = c.unit_id and d.campaign_id = c.id
     where c.unit_id = $1 group by c.id, c.kind, c.state, c.scheme_id
     order by computers desc, c.kind`,
  );
  expect(found).toEqual([
    { kind: 'install', state: 'closed', scheme: false, computers: 200, recorded: 200 },
    { kind: 'upgrade', state: 'closed', scheme: true, computers: 50, recorded: 50 },
    { kind: 'install', state: 'executing', scheme: false, computers: 37, recorded: 25 },
    { kind: 'install', state: 'closed', scheme: false, computers: 12, recorded: 12 },
  ]);
  // TZ-3.5: an upgrade is two entries, each naming its order.
  const [upgrades] = await rows(
    `select count(*)::int as n, count(distinct cause_ref)::int as orders from ledgers_entry
     where unit_id = $1 and cause = 'upgrade' and cause_ref like 'QR%'`,
  );
  expect(upgrades).toEqual({ n: 100, orders: 50 });
  const [late] = await rows(
    `select count(*)::int as n from installation_order
     where unit_id = $1 and state = 'assigned' and due_on < current_date`,
  );
  expect(late.n).toBe(12);
});

test('an application in each state, the recorded one with its entry', async () => {
  const found = await rows(
    `select a.state, o.state as order_state from installation_application a
     left join installation_order o on o.unit_id = a.unit_id and o.id = a.order_id
     where a.unit_id = $1 order by a.state`,
  );
  expect(found).toEqual([
    { state: 'awaitingConfirmation', order_state: 'awaitingConfirmation' },
    { state: 'collected', order_state: null },
    { state: 'deptApproved', order_state: null },
    { state: 'recorded', order_state: 'recorded' },
    { state: 'rejected', order_state: null },
    { state: 'submitted', order_state: null },
  ]);
  const signed = await rows(
    `select s.role, s.person_name <> '' as named from installation_application a
     join platform_signature s on s.unit_id = a.unit_id and s.object_id = a.order_id
     where a.unit_id = $1 and a.state = 'recorded' order by s.role`,
  );
  expect(signed).toHaveLength(2);
  const [entry] = await rows(
    `select count(*)::int as n from ledgers_entry where unit_id = $1 and cause = 'workOrder'`,
  );
  expect(entry.n).toBe(1);
  const [contradicted] = await rows(
    `select count(*)::int as n from reconciliation_finding
     where unit_id = $1 and kind = 'orderContradicted'`,
  );
  expect(contradicted.n).toBeGreaterThan(0);
});

test('most have signed the pledge', async () => {
  const [coverage] = await rows(
    `select count(*)::int as people, count(p.person_id)::int as signed from organisation_person o
     left join responsibility_pledge p on p.unit_id = o.unit_id and p.person_id = o.id
     where o.unit_id = $1 and o.active`,
  );
  expect(coverage.people).toBeGreaterThan(200);
  expect(coverage.signed / coverage.people).toBeGreaterThan(0.8);
  expect(coverage.signed / coverage.people).toBeLessThan(0.9);
});

test('a case decided and one in which a statement is due, both from findings', async () => {
  const found = await rows(
    `select c.state, f.state as finding,
       (select count(*)::int from responsibility_consequence q
        where q.unit_id = c.unit_id and q.case_id = c.id) as consequences
     from responsibility_case c
     join responsibility_case_finding l on l.unit_id = c.unit_id and l.case_id = c.id
     join reconciliation_finding f on f.unit_id = l.unit_id and f.id = l.finding_id
     where c.unit_id = $1 order by c.state`,
  );
  expect(found).toEqual([
    { state: 'decided', finding: 'case', consequences: 1 },
    { state: 'statementRequested', finding: 'case', consequences: 0 },
  ]);
});

test('last year went round: plan, five departments, selection, plan, contract, delivery, installs, training', async () => {
  const [year] = await rows(
    `select extract(year from current_date)::int - 1 as last,
       (select array_agg(state order by year) from daily_plan where unit_id = $1) as plans,
       (select count(*)::int from configuration_demand where unit_id = $1 and state = 'itApproved') as demands,
       (select sum(approved_quantity)::int from configuration_demand_line where unit_id = $1) as granted,
       (select state from configuration_selection where unit_id = $1) as selection,
       (select state from configuration_purchase_plan where unit_id = $1) as purchase,
       (select state from configuration_contract where unit_id = $1) as contract,
       (select count(*)::int from configuration_receipt where unit_id = $1) as deliveries,
       (select count(*)::int from daily_training where unit_id = $1 and state = 'recorded') as trainings`,
  );
  expect(year).toMatchObject({
    plans: ['closed', 'approved'],
    demands: 5,
    granted: 14,
    selection: 'selected',
    purchase: 'inBudget',
    contract: 'received',
    deliveries: 2,
    trainings: 2,
  });
  // What was delivered is what was installed: twelve under the first number, which its journal says.
  const [installed] = await rows(
    `select count(*)::int as n from ledgers_open_install i
     join configuration_software s on s.unit_id = i.unit_id and s.id = i.software_id
     where i.unit_id = $1 and s.software_name = '亿图图示'`,
  );
  expect(installed.n).toBe(12);
  // Inspected, put right, assessed, counted, summed up, closed: nothing of last year is left.
  const { body } = await admin.get(`/api/units/DEMO/clock?year=${year.last}`);
  const open = body.lines.filter((one: { state: string }) => one.state !== 'done');
  expect([body.lines.length, open]).toEqual([11, []]);
  const [end] = await rows(
    `select (select state from daily_inspection where unit_id = $1) as inspection,
       (select count(*)::int from daily_inspection_problem where unit_id = $1 and state = 'passed') as rectified,
       (select state from daily_assessment where unit_id = $1) as assessment,
       (select state from reporting_statistics where unit_id = $1) as statistics,
       (select state from reporting_summary where unit_id = $1) as summary,
       (select count(*)::int from reporting_closing where unit_id = $1 and state = 'signed') as closings`,
  );
  expect(end).toMatchObject({
    inspection: 'closed',
    assessment: 'approved',
    statistics: 'confirmed',
    summary: 'approved',
    closings: 2,
  });
  expect(end.rectified).toBeGreaterThan(2);
});

test('old notices are read and not mailed, the ledger proves itself', async () => {
  const [notices] = await rows(
    `select count(*)::int as all, count(*) filter (where read_at is null)::int as unread,
       count(*) filter (where read_at is null and created_at < now() - interval '4 days')::int as stale,
       count(mail_id)::int as mailed
     from platform_notice where unit_id = $1`,
  );
  expect(notices.all).toBeGreaterThan(200);
  expect(notices).toMatchObject({ stale: 0, mailed: 0 });
  expect(notices.unread).toBeLessThan(60);
  const report = await app.database.read((tx) => ledgerVerify(tx, unitId));
  expect(report).toMatchObject({ ok: true });
});

test('the administrator is the head of the information department as well', async () => {
  const found = await rows(
    `select distinct p.id = d.head_person_id as head from platform_role_grant g
     join organisation_person p on p.unit_id = g.unit_id and p.id = g.person_id
     join organisation_department d on d.unit_id = p.unit_id and d.id = p.department_id
     where g.unit_id = $1 and g.account_id = $2 and 'informatization' = any(d.functions)`,
    admin.accountId,
  );
  expect(found).toEqual([{ head: true }]);
});

test('nothing of it is left after removal, wherever a unit is named', async () => {
  expect((await admin.delete('/api/sample')).body.loaded).toBe(false);
  const { rows: tables } = await app.database.pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.columns
     where table_schema = 'public' and column_name = 'unit_id' order by 1`,
  );
  expect(tables.map((one) => one.name)).toContain('platform_step');
  for (const { name } of tables) {
    const [left] = await rows(`select count(*)::int as n from ${name} where unit_id = $1`);
    expect(`${name} ${left.n}`).toBe(`${name} 0`);
  }
  const [tied] = await rows(
    `select count(*)::int as n from platform_role_grant g
     where person_id is not null and unit_id <> $1 and not exists
       (select 1 from organisation_person p where p.id = g.person_id)`,
  );
  expect(tied.n).toBe(0);
}, 120_000);
