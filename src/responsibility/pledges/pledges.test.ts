/** 附件2 over HTTP: official words, one signature each, coverage, campaigns, paper, re-signing, leaving. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';

let world: Office;
beforeAll(async () => {
  world = await office(await testApp());
  // Enough people for a campaign over a crowd.
  const { database, unitId } = world.app;
  await database.write((tx) =>
    sql`insert into organisation_person (unit_id, id, staff_no, name, department_id)
      select ${unitId}, gen_random_uuid(), 'X' || n, '员工' || n, ${world.department('财务科')}
      from generate_series(1, 300) n`.execute(tx),
  );
});

const coverage = async (who: Name = '钱主管') =>
  ok((await world.as(who)).get(url('pledge-coverage')));
const sign = async (who: Name, textVersion = 1) =>
  (await world.as(who)).post(url('my-pledge'), { textVersion, signature: drawn(who) });

test('the official words are offered unchanged', async () => {
  const mine = await ok((await world.as('张三')).get(url('my-pledge')));
  expect(mine).toMatchObject({ status: 'pending', pledge: null });
  expect(mine.text).toMatchObject({
    version: 1,
    official: true,
    text: '本人承诺严格遵守单位软件正版化工作相关规定,不私自在计算机办公设备及系统中安装或卸载软件。本人若违反单位软件正版化工作相关规定,全部后果由本人负责。',
  });
});

test('twenty presses sign once', async () => {
  const answers = await Promise.all([...Array(20)].map(() => sign('张三')));
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
  const { rows } = await world.app.database.pool.query(
    `select count(*)::int as n from responsibility_pledge where person_id = $1`,
    [world.person('张三')],
  );
  expect(rows[0].n).toBe(1);
  expect((await coverage()).signed).toBe(1);
});

test('a campaign tells everybody who has not signed, and reminds once a day', async () => {
  const manager = await world.as('钱主管');
  const campaign = await ok(
    manager.post(url('pledge-campaigns'), { title: '2026 年度签署', dueOn: '2026-12-31' }),
  );
  expect(campaign).toMatchObject({ state: 'open', due: 313, signed: 1 });
  const { rows } = await world.app.database.pool.query(
    `select count(distinct person_id)::int as n from platform_notice where object_id = $1`,
    [campaign.id],
  );
  // Everybody but the one who has signed and the one who began it.
  expect(rows[0].n).toBe(311);
  expect(await ok(manager.post(url(`pledge-campaigns/${campaign.id}/remind`)))).toEqual({
    told: 312,
  });
  expect(await refused(manager.post(url(`pledge-campaigns/${campaign.id}/remind`)))).toBe(
    '409 responsibility.remindedToday',
  );
  await ok(sign('李四'));
  const seen = await ok(manager.get(url(`pledge-campaigns/${campaign.id}`)));
  const offices = seen.coverage.departments.find(
    (one: { departmentName: string }) => one.departmentName === '办公室',
  );
  expect(offices).toMatchObject({ due: 3, signed: 2 });
});

test('paper is recorded for many with one scan, and closes the campaign when nobody is left', async () => {
  const manager = await world.as('钱主管');
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  const { fileId } = await ok(
    manager.upload(url('signature-scans'), { name: '承诺书.pdf', content: pdf }),
  );
  const { rows } = await world.app.database.pool.query(`select id from organisation_person`);
  const body = { personIds: rows.map((row) => row.id), signedOn: '2026-01-05', fileId };
  expect(await ok(manager.post(url('pledges/paper'), body))).toEqual({ recorded: 311, already: 2 });
  expect(await ok(manager.post(url('pledges/paper'), body))).toEqual({ recorded: 0, already: 313 });
  const list = await ok(manager.get(url('pledge-campaigns')));
  expect(list.items[0]).toMatchObject({ state: 'closed', due: 313, signed: 313 });
  const future = { ...body, signedOn: '2999-01-01' };
  expect(await refused(manager.post(url('pledges/paper'), future))).toBe(
    '422 responsibility.futureDay',
  );
  const missing = { ...body, personIds: [newId()] };
  expect(await refused(manager.post(url('pledges/paper'), missing))).toBe(
    '422 responsibility.unknownPerson',
  );
});

test('a new text makes everybody sign again; the old pledge is kept', async () => {
  const manager = await world.as('钱主管');
  const text = '本人承诺遵守本单位软件正版化各项规定，不私自安装、卸载、升级软件。';
  const running = await ok(manager.post(url('pledge-campaigns'), { title: '补签' }));
  expect((await manager.post(url('pledge-texts'), { text })).status).toBe(422);
  expect(
    await ok(manager.post(url('pledge-texts'), { text, reason: '单位规定修订' })),
  ).toMatchObject({ version: 2 });
  expect((await coverage()).signed).toBe(0);
  expect(await ok(manager.get(url(`pledge-campaigns/${running.id}`)))).toMatchObject({
    textVersion: 2,
    signed: 0,
  });
  expect((await ok((await world.as('张三')).get(url('my-pledge')))).status).toBe('superseded');
  expect(await refused(sign('张三', 1))).toBe('409 responsibility.textChanged');
  const signed = await ok(sign('张三', 2));
  expect(signed.text.text).toBe(text);
  const old = await ok(manager.get(url(`pledge-people?q=${encodeURIComponent('李四')}`)));
  expect(old.items[0]).toMatchObject({ status: 'superseded' });
  expect((await ok(manager.get(url(`pledges/${old.items[0].pledgeId}`)))).text.version).toBe(1);
});

test('who leaves keeps his pledge and owes none; who joins owes one at once', async () => {
  const { database, unitId } = world.app;
  const before = (await coverage()).due;
  await database.write((tx) =>
    sql`update organisation_person set active = false, left_on = current_date
      where unit_id = ${unitId} and id = ${world.person('李四')}`.execute(tx),
  );
  await database.write((tx) =>
    sql`insert into organisation_person (unit_id, id, staff_no, name, department_id)
      values (${unitId}, ${newId()}, 'NEU', '新人', ${world.department('办公室')})`.execute(tx),
  );
  expect((await coverage()).due).toBe(before);
  const manager = await world.as('钱主管');
  const left = await ok(manager.get(url('pledge-people?status=left')));
  expect(left.items.map((one: { personName: string }) => one.personName)).toEqual(['李四']);
  const pending = await ok(manager.get(url('pledge-people?status=pending')));
  expect(pending.items.map((one: { personName: string }) => one.personName)).toEqual(['新人']);
});

test('each figure of the coverage is as many people as its door shows', async () => {
  const { database, unitId } = world.app;
  const below = newId();
  await database.write((tx) =>
    sql`with made as (insert into organisation_department (unit_id, id, code, name, parent_id)
        values (${unitId}, ${below}, 'D-below', '文印室', ${world.department('财务科')}) returning id)
      insert into organisation_person (unit_id, id, staff_no, name, department_id)
      select ${unitId}, ${newId()}, 'DRUCK', '文印员', id from made`.execute(tx),
  );
  const manager = await world.as('钱主管');
  for (const line of (await coverage()).departments) {
    const people = (status: string) =>
      ok(manager.get(url(`pledge-people?limit=500&department=${line.departmentId}${status}`)));
    expect((await people('')).items, line.departmentName).toHaveLength(line.due);
    expect((await people('&status=signed')).items, line.departmentName).toHaveLength(line.signed);
  }
});

test('heads see their department, staff themselves, others nothing', async () => {
  const head = await ok((await world.as('王主任')).get(url('pledge-people?limit=500')));
  expect(new Set(head.items.map((one: { departmentName: string }) => one.departmentName))).toEqual(
    new Set(['办公室']),
  );
  const staff = await ok((await world.as('吴会计')).get(url('pledge-people')));
  expect(staff.items.map((one: { personName: string }) => one.personName)).toEqual(['吴会计']);
  const zhang = await ok((await world.as('张三')).get(url('my-pledge')));
  expect((await (await world.as('吴会计')).get(url(`pledges/${zhang.pledge.id}`))).status).toBe(
    404,
  );
  const image = await (await world.as('王主任')).get(url(`pledges/${zhang.pledge.id}/signature`));
  expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png']);
});

test('form 10 asks for it: a warning, or a block where the unit wants one', async () => {
  const asked = {
    deviceId: world.device('C4'),
    kind: 'install',
    toSoftwareId: world.software('S2'),
    softwareVersion: '13',
    reason: '核算',
  };
  const check = async () =>
    (await ok((await world.as('吴会计')).post(url('applications/check'), asked))).checks.find(
      (one: { key: string }) => one.key === 'pledge',
    ).level;
  expect(await check()).toBe('warn');
  await ok((await world.as('钱主管')).put(url('pledge-settings'), { blocksApplications: true }));
  expect(await check()).toBe('block');
  await ok(sign('吴会计', 2));
  expect(await check()).toBe('ok');
});
