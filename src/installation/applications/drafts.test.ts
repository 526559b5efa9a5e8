/** Drafts and numbers, what is proposed and promised, who is told, and whose the work is: 附件10 over HTTP. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';

let world: Office;
const HOLDERS: Name[] = [...Array<Name>(20).fill('张三'), '吴会计', '钱主管'];

beforeAll(async () => {
  world = await office(await testApp(), HOLDERS);
});

type Change = Record<string, unknown>;
const install = (computerNo: string, change: Change = {}) => ({
  deviceId: world.device(computerNo),
  kind: 'install',
  toSoftwareId: world.software('S4'),
  softwareVersion: '8',
  reason: '起草文件',
  ...change,
});
const apply = async (who: Name, application: Change, submit = true) =>
  (await world.as(who)).post(url('applications'), { idempotencyKey: newId(), submit, application });
const act = async (who: Name, id: string, action: string, body: Change = {}) =>
  (await world.as(who)).post(url(`applications/${id}/${action}`), body);
const get = async (who: Name, id: string) =>
  ok((await world.as(who)).get(url(`applications/${id}`)));
const list = async (who: Name, query: string) =>
  (await ok((await world.as(who)).get(url(`applications?${query}&limit=100`)))).items as {
    id: string;
    applicationNo: string;
  }[];
const atIt = async (application: Change) => {
  const one = await ok(apply('张三', application));
  return ok(act('王主任', one.id, 'dept-review', { result: 'approve', opinion: '' }));
};
const approve = (who: Name, id: string, body: Change = {}) =>
  act(who, id, 'it-review', { result: 'approve', opinion: '', ...body });
const told = async (id: string) => {
  const { rows } = await world.app.database.pool.query(
    `select distinct p.name, n.sentence from platform_notice n
     join organisation_person p on p.unit_id = n.unit_id and p.id = n.person_id
     where n.object_id = $1 order by 1, 2`,
    [id],
  );
  return rows.map((row) => `${row.name}: ${row.sentence}`);
};

describe('drafts', () => {
  test('have no number and can be thrown away; numbers are without gaps', async () => {
    const thrown = await ok(apply('张三', install('C1'), false));
    const kept = await ok(apply('张三', install('C1'), false));
    expect((await list('张三', 'mine=true&state=draft')).map((one) => one.id)).toContain(kept.id);
    const client = await world.as('张三');
    const bare = (id: string) => client.delete(url(`applications/${id}`));
    await ok(bare(thrown.id));
    expect((await bare(thrown.id)).status).toBe(404);
    const first = await ok(act('张三', kept.id, 'submit'));
    const second = await ok(apply('张三', install('C2')));
    const serial = (one: { applicationNo: string }) => Number(one.applicationNo.slice(-4));
    expect(serial(second)).toBe(serial(first) + 1);
    // Returned, it keeps its number and stays on record.
    const back = { result: 'return', opinion: '请写明用途' };
    expect(await ok(act('王主任', first.id, 'dept-review', back))).toMatchObject({
      state: 'draft',
      applicationNo: first.applicationNo,
    });
    expect((await get('张三', first.id)).may).toEqual(['edit', 'submit', 'withdraw']);
    expect(await refused(bare(first.id))).toBe('409 installation.notDraft');
    expect(await refused((await world.as('李四')).delete(url(`applications/${first.id}`)))).toBe(
      '403 installation.notYourApplication',
    );
  });

  test('take the telephone from the person unless it is given', async () => {
    const one = await ok(apply('张三', install('C3'), false));
    expect(one.phone).toMatch(/^0000-/);
    const client = await world.as('张三');
    const change = install('C3', { phone: '8888' });
    expect((await ok(client.put(url(`applications/${one.id}`), change))).phone).toBe('8888');
    const untouched = await ok(client.put(url(`applications/${one.id}`), install('C3')));
    expect(untouched.phone).toBe('8888');
  });

  test('sent in five times at once are sent in once', async () => {
    const one = await ok(apply('张三', install('C3'), false));
    const answers = await Promise.all([...Array(5)].map(() => act('张三', one.id, 'submit')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409]);
    const { steps } = await get('张三', one.id);
    expect(steps.map((step: { action: string }) => step.action)).toEqual(['create', 'submit']);
  });

  test('of two for the same computer and software one gets through', async () => {
    const drafts = await Promise.all([1, 2].map(() => ok(apply('张三', install('C4'), false))));
    const answers = await Promise.all(drafts.map((one) => act('张三', one.id, 'submit')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)!.body.code).toBe(
      'installation.check.twin',
    );
  });
});

describe('licences', () => {
  beforeAll(async () => {
    const { database, unitId } = world.app;
    await database.write((tx) =>
      sql`update configuration_software set license_quantity = 2 where unit_id = ${unitId}
        and id = ${world.software('S1')}`.execute(tx),
    );
    // B: one licence of the same suite, received from elsewhere (worked example, step 5).
    await database.write((tx) =>
      sql`insert into configuration_software (unit_id, id, software_no, software_type, software_name,
          software_version, category, acquisition_method, license_type, license_metric, license_quantity,
          license_unlimited, usable_versions, term_kind, identity_key, registered_on, created_at, updated_at)
        select unit_id, ${newId()}, 'S1B', software_type, software_name, software_version, category,
          'transfer', license_type, license_metric, 1, false, usable_versions, term_kind,
          decode('00', 'hex'), registered_on, now(), now()
        from configuration_software where unit_id = ${unitId} and id = ${world.software('S1')}`.execute(
        tx,
      ),
    );
  });
  const office12 = (computerNo: string) =>
    install(computerNo, { toSoftwareId: world.software('S1'), softwareVersion: '12' });

  test('two are left, five are asked for at once: two orders, the next number is proposed', async () => {
    const asked = await Promise.all(['C5', 'C6', 'C7', 'C8', 'C9'].map((no) => atIt(office12(no))));
    const answers = await Promise.all(
      asked.map((one, at) => approve(at % 2 ? '冯主管' : '钱主管', one.id)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 409, 409, 409]);
    const short = answers.find((answer) => answer.status === 409)!;
    expect(short.body.code).toBe('installation.check.licence');
    expect(short.body.message).toContain('可改用 S1B');
    const open = asked[answers.indexOf(short)]!;
    const seen = await get('钱主管', open.id);
    expect(seen.candidates[0]).toMatchObject({ softwareNo: 'S1B', remaining: 1 });
    const moved = await ok(
      approve('钱主管', open.id, { toSoftwareId: seen.candidates[0].softwareId }),
    );
    expect(moved).toMatchObject({ state: 'approved', toSoftwareNo: 'S1B' });
  });

  test('while filling in it is a warning, and the list says what is left', async () => {
    const client = await world.as('张三');
    const { checks } = await ok(client.post(url('applications/check'), office12('C10')));
    expect(checks[0]).toMatchObject({ key: 'licence', level: 'warn' });
    const usable = async (kind: string) =>
      (await ok(client.get(url(`usable-software?device=${world.device('C10')}&kind=${kind}`))))
        .usable as {
        softwareNo: string;
        remaining: number;
        versions: string[];
        checks: unknown[];
      }[];
    const found = (await usable('install')).find((one) => one.softwareNo === 'S1')!;
    expect(found).toMatchObject({ remaining: 0, versions: ['12', '11'] });
    expect(found.checks).toMatchObject([{ key: 'licence', level: 'warn' }]);
    expect(await usable('uninstall')).toEqual([]);
  });

  test('an upgrade is collected without a licence, and without a number', async () => {
    const first = await atIt(install('C11'));
    const { orderId } = await ok(
      approve('钱主管', first.id, { technicianPersonId: world.person('赵工') }),
    );
    const technician = await world.as('赵工');
    const performedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const lines = [{ lineNo: 1, done: true }];
    const done = { performedOn, lines, signature: drawn('赵工') };
    await ok(technician.post(url(`orders/${orderId}/perform`), done));
    const client = await world.as('张三');
    await ok(client.post(url(`orders/${orderId}/sign`), { signature: drawn('张三') }));
    const upgrade = await atIt(
      install('C11', {
        kind: 'upgrade',
        fromSoftwareId: world.software('S4'),
        toSoftwareId: null,
        softwareName: '丙杀毒',
        softwareVersion: '9',
      }),
    );
    expect(await ok(approve('钱主管', upgrade.id))).toMatchObject({
      state: 'collected',
      toSoftwareId: null,
      orderId: null,
    });
  });
});

describe('what the journal or another order says', () => {
  test('a campaign’s open order for the same keeps from applying', async () => {
    const { createOrders } = await import('../orders/commands.ts');
    const { testContext } = await import('../../../test/harness.ts');
    const { database, unitId } = world.app;
    await database.write((tx) =>
      createOrders(testContext(tx, unitId), [
        {
          origin: 'campaign',
          originId: newId(),
          deviceId: world.device('C12'),
          lines: [{ kind: 'install', softwareId: world.software('S4'), version: '8' }],
        },
      ]),
    );
    expect(await refused(apply('张三', install('C12')))).toBe('409 installation.check.order');
  });
});

describe('who is told, and whose the work is', () => {
  test('each step tells whoever is next and the applicant', async () => {
    const one = await atIt(install('C13'));
    expect(await told(one.id)).toEqual([
      '冯主管: {{name}}的安装维护申请 {{no}} 待信息化部门审核',
      '张三: 您的安装维护申请 {{no}} 已经{{place}}审核同意',
      '王主任: {{name}}的安装维护申请 {{no}} 待您审核',
      '钱主管: {{name}}的安装维护申请 {{no}} 待信息化部门审核',
    ]);
    await ok(approve('钱主管', one.id, { result: 'return', opinion: '请核实' }));
    expect(await told(one.id)).toContain('张三: 您的安装维护申请 {{no}} 被{{place}}退回');
    const waits = async (who: Name) => (await list(who, 'waiting=true')).map(({ id }) => id);
    expect(await waits('王主任')).toContain(one.id);
    expect(await waits('钱主管')).not.toContain(one.id);
  });

  test('a technician sees what is his, also when the order was given to him later', async () => {
    const one = await atIt(install('C14'));
    const { orderId } = await ok(
      approve('钱主管', one.id, { technicianPersonId: world.person('赵工') }),
    );
    const seen = async (who: Name) =>
      (await (await world.anew(who, ['itTechnician'])).get(url(`applications/${one.id}`))).status;
    expect([await seen('赵工'), await seen('郑工')]).toEqual([200, 404]);
    await ok(
      (await world.as('钱主管')).post(url('orders/assign'), {
        orderIds: [orderId],
        technicianPersonId: world.person('郑工'),
      }),
    );
    expect([await seen('赵工'), await seen('郑工')]).toEqual([404, 200]);
    expect((await get('张三', one.id)).technicianName).toBe('郑工');
  });

  test('a head sees his department only; a reviewer who has left does not block', async () => {
    const one = await ok(apply('吴会计', install('C21')));
    expect((await list('王主任', 'state=submitted')).map(({ id }) => id)).not.toContain(one.id);
    expect((await list('周科长', 'waiting=true')).map(({ id }) => id)).toContain(one.id);
    const orphaned = async () => (await list('钱主管', 'orphaned=true')).map(({ id }) => id);
    expect(await orphaned()).not.toContain(one.id);
    const active = (yes: boolean) =>
      world.app.database.write((tx) =>
        sql`update organisation_person set active = ${yes}, left_on = ${yes ? null : '2026-01-01'}
          where id = ${world.person('周科长')}`.execute(tx),
      );
    await active(false);
    expect(await orphaned()).toContain(one.id);
    expect((await get('钱主管', one.id)).reviewers).toEqual([]);
    const named = { personId: world.person('王主任'), reason: '科长已调离' };
    expect((await ok(act('钱主管', one.id, 'reassign', named))).reviewers).toMatchObject([
      { name: '王主任' },
    ]);
    expect(await orphaned()).not.toContain(one.id);
    await active(true);
    // Whoever was named decides, not the head who is back.
    expect(await refused(act('周科长', one.id, 'dept-review', { result: 'approve' }))).toBe(
      '403 installation.notYourReview',
    );
    expect((await ok(act('王主任', one.id, 'dept-review', { result: 'approve' }))).state).toBe(
      'deptApproved',
    );
  });
});
