/** Substitutes over HTTP: rights come and go within one session, the day decides, and nobody reviews his own. */
import { beforeEach, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { addDays, dateInChina } from '../../base/dates.ts';
import { createDepartment, createPerson, departmentTree, reviewersOf } from '../index.ts';
import { NewPerson } from '../people/shapes.ts';
import { standingOf } from './commands.standing.ts';

const app = await testApp();
const today = dateInChina(new Date());
const url = '/api/units/DW/delegations';
let serial = 0;

type World = Awaited<ReturnType<typeof world>>;

/** 处 with head 甲 and staff 乙, 科 below it with head 丙; another department with head 丁. */
async function world() {
  const mark = `T${serial++}`;
  return app.database.write(async (tx) => {
    const cx = testContext(tx, app.unitId);
    const person = async (name: string, departmentId: string | null) =>
      (
        await createPerson(
          cx,
          NewPerson.parse({ staffNo: `${mark}-${name}`, name: `${name}${mark}`, departmentId }),
        )
      ).id;
    const department = async (name: string, parentId: string | null, headPersonId: string) =>
      (
        await createDepartment(cx, {
          code: undefined,
          name: `${name}${mark}`,
          parentId,
          headPersonId,
          functions: [],
        })
      ).id;
    const head = await person('甲', null);
    const office = await department('处', null, head);
    const substitute = await person('乙', office);
    const lowerHead = await person('丙', office);
    const section = await department('科', office, lowerHead);
    const other = await person('丁', null);
    const elsewhere = await department('他处', null, other);
    return { mark, head, office, substitute, lowerHead, section, other, elsewhere };
  });
}

let w: World;
beforeEach(async () => {
  w = await world();
});

const whole = { fromOn: today, toOn: addDays(today, 10), reason: '出差' };

async function session(client: Awaited<ReturnType<typeof app.as>>) {
  const { body } = await client.get('/api/session');
  return body.units[0] as { roles: string[]; permissions: Record<string, string> };
}

async function reviewers(departmentId: string, on = today, except?: string) {
  const found = await app.database.read((tx) =>
    reviewersOf(tx, app.unitId, departmentId, { today: on, except }),
  );
  return found.map((one) => [one.name.replace(w.mark, ''), one.onBehalfOf?.replace(w.mark, '')]);
}

test('a head names his substitute, whose session has the rights until they are revoked', async () => {
  const head = await app.as('staff', { personId: w.head });
  const substitute = await app.as('staff', { personId: w.substitute });
  expect((await session(substitute)).permissions['application.deptReview']).toBeUndefined();
  expect((await substitute.get('/api/units/DW/delegations')).status).toBe(403);

  const created = await head.post(url, { toPersonId: w.substitute, ...whole });
  expect(created.status).toBe(200);
  const now = await session(substitute);
  expect(now.roles).toEqual(expect.arrayContaining(['staff', 'deptHead']));
  expect(now.permissions['application.deptReview']).toBe('department');
  const people = await substitute.get('/api/units/DW/people?limit=100');
  const names = people.body.items.map((one: { name: string }) => one.name.replace(w.mark, ''));
  expect(names.sort()).toEqual(['丙', '乙'].sort());

  const listed = (await substitute.get(url)).body.items;
  expect(listed).toMatchObject([
    { id: created.body.id, state: 'inEffect', departments: [`处${w.mark}`], may: [] },
  ]);
  const revoked = await head.post(`${url}/${created.body.id}/revoke`, { reason: '提前返回' });
  expect(revoked.status).toBe(200);
  expect((await session(substitute)).permissions['application.deptReview']).toBeUndefined();
  expect((await substitute.get(url)).status).toBe(403);
  const again = await head.post(`${url}/${created.body.id}/revoke`, { reason: '提前返回' });
  expect([again.status, again.body.code]).toEqual([409, 'organisation.delegation.revoked']);
});

test('a substitute from elsewhere reaches the absent head’s departments, not his own', async () => {
  const head = await app.as('staff', { personId: w.lowerHead });
  await head.post(url, { toPersonId: w.substitute, ...whole });
  const standing = await app.database.read((tx) => standingOf(tx, app.unitId, w.substitute, today));
  expect(standing.standsInIds).toEqual([w.section]);
  const substitute = await app.as('staff', { personId: w.substitute });
  const { body } = await substitute.get('/api/units/DW/people?limit=100');
  // Only himself: the section has nobody, and his own office is not his to answer for.
  expect(body.items.map((one: { id: string }) => one.id)).toEqual([w.substitute]);
});

test('the day decides: before, during, after', async () => {
  const itManager = await app.as('itManager');
  const fromOn = addDays(today, 5);
  const toOn = addDays(today, 9);
  const created = await itManager.post(url, {
    fromPersonId: w.head,
    toPersonId: w.substitute,
    fromOn,
    toOn,
    reason: '住院',
  });
  expect(created.status).toBe(200);
  const alone = [['甲', undefined]];
  const both = [
    ['甲', undefined],
    ['乙', '甲'],
  ];
  expect(await reviewers(w.office, addDays(today, 4))).toEqual(alone);
  expect(await reviewers(w.office, fromOn)).toEqual(both);
  expect(await reviewers(w.office, toOn)).toEqual(both);
  expect(await reviewers(w.office, addDays(toOn, 1))).toEqual(alone);
  const substitute = await app.as('staff', { personId: w.substitute });
  expect((await session(substitute)).roles).not.toContain('deptHead');
  // Named by the information department: the head is told.
  const { rows } = await app.database.pool.query(
    `select person_id, sentence from platform_notice where object_id = $1`,
    [created.body.id],
  );
  expect(rows.map((row) => row.person_id).sort()).toEqual([w.head, w.substitute].sort());
  const log = await app.database.pool.query(
    `select action, after from platform_audit where object_id = $1`,
    [created.body.id],
  );
  expect(log.rows).toMatchObject([{ action: 'delegation.create', after: { reason: '住院' } }]);
});

test('nobody reviews his own request, and nobody’s substitute does it for him', async () => {
  const head = await app.as('staff', { personId: w.head });
  await head.post(url, { toPersonId: w.substitute, ...whole });
  expect(await reviewers(w.office, today, w.substitute)).toEqual([['甲', undefined]]);
  // The head himself applies: neither he nor his substitute, and nobody above.
  expect(await reviewers(w.office, today, w.head)).toEqual([]);
  // The head of the section applies: whoever answers for the office above, or stands in there.
  expect(await reviewers(w.section, today, w.lowerHead)).toEqual([
    ['甲', undefined],
    ['乙', '甲'],
  ]);
});

test('with the headship ends what was given in its place', async () => {
  const head = await app.as('staff', { personId: w.head });
  await head.post(url, { toPersonId: w.substitute, ...whole });
  const substitute = await app.as('staff', { personId: w.substitute });
  expect((await session(substitute)).roles).toContain('deptHead');
  const manager = await app.as('itManager');
  const changed = await manager.patch(`/api/units/DW/departments/${w.office}`, {
    headPersonId: w.other,
  });
  expect(changed.status).toBe(200);
  expect((await session(substitute)).roles).toEqual(['staff']);
  expect((await session(head)).roles).toEqual(['staff']);
  expect(await reviewers(w.office)).toEqual([['丁', undefined]]);
});

test('a substitute who leaves is none any more; a head who leaves has none', async () => {
  const hr = await app.as('hrOfficer');
  const head = await app.as('staff', { personId: w.head });
  await head.post(url, { toPersonId: w.substitute, ...whole });
  await hr.patch(`/api/units/DW/people/${w.substitute}`, { leftOn: today });
  expect(await reviewers(w.office)).toEqual([['甲', undefined]]);
  await hr.patch(`/api/units/DW/people/${w.head}`, { leftOn: today });
  expect(await reviewers(w.office)).toEqual([]);
});

test('a head sets his own only, and only what the rules allow', async () => {
  const head = await app.as('deptHead', { personId: w.head });
  const refused = async (body: object, client = head) => {
    const answer = await client.post(url, { ...whole, toPersonId: w.substitute, ...body });
    return [answer.status, answer.body.code.replace('organisation.delegation.', '')];
  };
  expect(await refused({ fromPersonId: w.other })).toEqual([403, 'notYours']);
  expect(await refused({ toPersonId: w.head })).toEqual([422, 'toSelf']);
  expect(await refused({ toOn: addDays(today, 180) })).toEqual([422, 'periodLong']);
  expect(await refused({}, await app.as('deptHead'))).toEqual([422, 'whose']);
  const noHead = await app.as('deptHead', { personId: w.substitute });
  expect(await refused({ toPersonId: w.other }, noHead)).toEqual([422, 'notHead']);
  const created = await head.post(url, { toPersonId: w.substitute, ...whole });
  const other = await app.as('deptHead', { personId: w.other });
  expect((await other.get(url)).body.items).toEqual([]);
  const foreign = await other.post(`${url}/${created.body.id}/revoke`, { reason: '试试' });
  expect([foreign.status, foreign.body.code]).toEqual([403, 'organisation.delegation.notYours']);
});

test('two overlapping ones at the same moment: one is set, the other refused', async () => {
  const itManager = await app.as('itManager');
  const body = { fromPersonId: w.head, ...whole };
  const answers = await Promise.all(
    [w.substitute, w.lowerHead, w.other].map((toPersonId) =>
      itManager.post(url, { ...body, toPersonId }),
    ),
  );
  const codes = answers.map((one) => one.body.code ?? 'set').sort();
  expect(codes).toEqual([
    'organisation.delegation.overlapping',
    'organisation.delegation.overlapping',
    'set',
  ]);
});

test('whoever is tied to a person works there; who has left has no way in', async () => {
  const manager = await app.as('itManager', { personId: w.substitute });
  expect((await session(manager)).roles).toEqual(expect.arrayContaining(['itManager', 'staff']));
  expect((await session(manager)).permissions['pledge.sign']).toBe('own');
  await app.database.pool.query(
    `update organisation_person set active = false, left_on = current_date where id = $1`,
    [w.substitute],
  );
  expect((await manager.get('/api/session')).body.units).toEqual([]);
  expect((await manager.get('/api/units/DW/people')).status).toBe(403);
  const tree = await app.database.read((tx) => departmentTree(tx, app.unitId));
  expect(tree.length).toBeGreaterThan(0);
});
