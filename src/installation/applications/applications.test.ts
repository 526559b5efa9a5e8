/** 附件10 over HTTP: from the applicant to the journal, and every way in which it must not go. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const HOLDERS: (Name | null)[] = [
  ...Array<Name>(20).fill('张三'),
  '王主任',
  '钱主管',
  '吴会计',
  '孙局长',
  '李四',
];

beforeAll(async () => {
  world = await office(await testApp(), HOLDERS);
});

type Change = Record<string, unknown>;
const install = (computerNo: string, change: Change = {}) => ({
  deviceId: world.device(computerNo),
  kind: 'install',
  toSoftwareId: world.software('S2'),
  softwareVersion: '13',
  reason: '起草文件',
  ...change,
});
const apply = async (who: Name, application: Change, more: Change = {}) =>
  (await world.as(who)).post(url('applications'), {
    idempotencyKey: newId(),
    submit: true,
    application,
    ...more,
  });
const act = async (who: Name, id: string, action: string, body: Change = {}) =>
  (await world.as(who)).post(url(`applications/${id}/${action}`), body);
const dept = (who: Name, id: string, result = 'approve', opinion = '') =>
  act(who, id, 'dept-review', { result, opinion });
const it = (who: Name, id: string, body: Change = {}) =>
  act(who, id, 'it-review', {
    result: 'approve',
    technicianPersonId: world.person('赵工'),
    ...body,
  });
const get = async (who: Name, id: string) =>
  ok((await world.as(who)).get(url(`applications/${id}`)));
const recorded = async (orderId: string, signer: Name = '张三') => {
  const technician = await world.as('赵工');
  await ok(
    technician.post(url(`orders/${orderId}/perform`), {
      performedOn: today,
      lines: [{ lineNo: 1, done: true }],
      signature: drawn('赵工'),
    }),
  );
  await ok(
    (await world.as(signer)).post(url(`orders/${orderId}/sign`), { signature: drawn(signer) }),
  );
};

describe('the way', () => {
  test('applicant, head, information department, technician, user, journal, form 9', async () => {
    const filled = await ok(apply('张三', install('C1'), { submit: false }));
    expect(filled).toMatchObject({
      state: 'draft',
      may: ['edit', 'submit', 'discard'],
      applicantName: '张三',
    });
    expect(filled.applicationNo).toBe('');
    expect((await ok(act('张三', filled.id, 'submit'))).applicationNo).toMatch(/^SQ\d{4}-\d{4}$/);
    expect((await get('王主任', filled.id)).may).toEqual(['deptApprove', 'deptReturn', 'reject']);
    expect((await ok(dept('王主任', filled.id, 'approve', '同意，工作需要'))).state).toBe(
      'deptApproved',
    );
    const approved = await ok(it('钱主管', filled.id));
    expect(approved).toMatchObject({ state: 'approved', technicianName: '赵工' });
    await ok((await world.as('赵工')).post(url(`orders/${approved.orderId}/start`)));
    expect((await get('张三', filled.id)).state).toBe('executing');
    await recorded(approved.orderId);
    const done = await get('张三', filled.id);
    expect(done).toMatchObject({
      state: 'recorded',
      deptReview: { by: expect.any(String), opinion: '同意，工作需要' },
      itReview: { opinion: '同意' },
    });
    expect(done.steps.map((step: { action: string }) => step.action)).toEqual([
      'create',
      'submit',
      'deptApprove',
      'itApprove',
      'follow',
      'follow',
      'follow',
    ]);
    const manager = await world.as('钱主管');
    const form9 = await ok(
      manager.get(url(`forms/9?software=${world.software('S2')}&format=json`)),
    );
    const events = form9.sheets[0].events.filter(
      (one: { computerNo: string }) => one.computerNo === 'C1',
    );
    expect(events).toMatchObject([{ eventType: 'install', eventVersion: '13', userName: '张三' }]);
  });

  test('an uninstall takes what is there, an upgrade waits for the scheme', async () => {
    const first = await ok(
      apply('张三', install('C2', { toSoftwareId: world.software('S1'), softwareVersion: '12' })),
    );
    await ok(dept('王主任', first.id));
    await recorded((await ok(it('钱主管', first.id))).orderId);
    const upgrade = await ok(
      apply('张三', install('C2', { kind: 'upgrade', fromSoftwareId: world.software('S1') })),
    );
    expect(upgrade.fromVersion).toBe('12');
    await ok(dept('王主任', upgrade.id));
    expect(await ok(it('钱主管', upgrade.id))).toMatchObject({ state: 'collected', orderId: null });
    const { database, unitId } = world.app;
    const { collectedUpgrades } = await import('./store.ts');
    const waiting = await database.read((tx) => collectedUpgrades(tx, unitId));
    expect(waiting.map((one) => [one.applicationNo, one.fromSoftwareNo, one.toSoftwareNo])).toEqual(
      [[upgrade.applicationNo, 'S1', 'S2']],
    );
    // The same software of the same computer is in one application at a time.
    const removal = { kind: 'uninstall', fromSoftwareId: world.software('S1'), toSoftwareId: null };
    const twin = await apply('张三', install('C2', removal));
    expect([twin.status, twin.body.code]).toEqual([409, 'installation.check.twin']);
  });

  test('asked for as new: the information department chooses the number, best first', async () => {
    const asked = await ok(
      apply(
        '张三',
        install('C3', { toSoftwareId: null, softwareName: '甲 办公', softwareVersion: '' }),
      ),
    );
    await ok(dept('王主任', asked.id));
    const seen = await get('钱主管', asked.id);
    expect(seen.candidates.map((one: { softwareNo: string }) => one.softwareNo)).toEqual([
      'S1',
      'S2',
    ]);
    expect(await refused(it('钱主管', asked.id))).toBe('422 installation.numberNeeded');
    expect(
      await ok(it('钱主管', asked.id, { toSoftwareId: world.software('S2'), version: '13' })),
    ).toMatchObject({
      state: 'approved',
      toSoftwareNo: 'S2',
    });
  });

  test('returned one step each, withdrawn, sent in again', async () => {
    const one = await ok(apply('张三', install('C4')));
    expect((await dept('王主任', one.id, 'return')).body.code).toBe('workflow.opinionNeeded');
    expect((await ok(dept('王主任', one.id, 'return', '请写明用途'))).state).toBe('draft');
    const client = await world.as('张三');
    await ok(client.put(url(`applications/${one.id}`), install('C4', { reason: '制作汇报材料' })));
    await ok(act('张三', one.id, 'submit'));
    expect((await client.put(url(`applications/${one.id}`), install('C4'))).body.code).toBe(
      'installation.notDraft',
    );
    await ok(dept('王主任', one.id));
    expect(
      (await ok(it('钱主管', one.id, { result: 'return', opinion: '请部门核实' }))).state,
    ).toBe('submitted');
    await ok(dept('王主任', one.id));
    expect((await ok(act('张三', one.id, 'withdraw'))).state).toBe('withdrawn');
    expect(await refused(it('钱主管', one.id))).toBe('409 workflow.moved');
  });

  test('not completed is ordered anew; a correction needs a reason and changes no state', async () => {
    const one = await ok(apply('张三', install('C5')));
    await ok(dept('王主任', one.id));
    const { orderId } = await ok(it('钱主管', one.id));
    const technician = await world.as('赵工');
    const failed = { lineNo: 1, done: false, note: '内存不足' };
    await ok(
      technician.post(url(`orders/${orderId}/perform`), {
        performedOn: today,
        lines: [failed],
        signature: drawn('赵工'),
      }),
    );
    expect((await get('张三', one.id)).state).toBe('notCompleted');
    const again = await ok(
      act('钱主管', one.id, 'reorder', { technicianPersonId: world.person('郑工') }),
    );
    expect(again).toMatchObject({ state: 'approved', technicianName: '郑工' });
    expect(again.orderId).not.toBe(orderId);
    expect((await act('钱主管', one.id, 'correct', { phone: '1234' })).status).toBe(422);
    const corrected = await ok(
      act('钱主管', one.id, 'correct', { phone: '1234', reason: '电话变更' }),
    );
    expect(corrected).toMatchObject({ state: 'approved', phone: '1234' });
  });
});

describe('the checks', () => {
  const check = async (application: Change) =>
    (await ok((await world.as('张三')).post(url('applications/check'), application))).checks.map(
      (one: { key: string; level: string }) => `${one.key} ${one.level}`,
    );

  test('are shown while filling in', async () => {
    expect(await check(install('C6'))).toContain('licence ok');
    expect(await check(install('C6', { softwareVersion: '99' }))).toContain('version warn');
    expect(
      await check(install('C6', { toSoftwareId: world.software('F1'), softwareVersion: '2' })),
    ).toContain('freeList ok');
    expect(await check(install('C6', { toSoftwareId: null, softwareName: '某软件' }))).toContain(
      'new warn',
    );
    expect(await check(install('C1'))).toContain('installed block');
  });

  test('keep what has no licence left from being approved', async () => {
    const one = await ok(
      apply('张三', install('C7', { toSoftwareId: world.software('S3'), softwareVersion: '5' })),
    );
    await ok(dept('王主任', one.id));
    await ok(it('钱主管', one.id));
    const second = await ok(
      apply('张三', install('C8', { toSoftwareId: world.software('S3'), softwareVersion: '5' })),
    );
    await ok(dept('王主任', second.id));
    await recorded((await get('钱主管', one.id)).orderId);
    expect(await refused(it('钱主管', second.id))).toBe('409 installation.check.licence');
    expect((await get('钱主管', second.id)).state).toBe('deptApproved');
  });
});

describe('who may not', () => {
  test('apply for another’s computer; a head may for his department’s', async () => {
    expect(await refused(apply('李四', install('C9')))).toBe('422 installation.notYourDevice');
    expect((await ok(apply('王主任', install('C9')))).applicantName).toBe('王主任');
    expect(await refused(apply('王主任', install('C23')))).toBe('422 installation.notYourDevice');
  });

  test('decide on his own application, at either desk', async () => {
    const own = await ok(apply('王主任', install('C21')));
    expect(own.reviewers).toEqual([]);
    expect(await refused(dept('王主任', own.id))).toBe('403 installation.notYourReview');
    const manager = await world.as('钱主管');
    const orphans = await ok(manager.get(url('applications?orphaned=true')));
    expect(orphans.items.map((one: { id: string }) => one.id)).toContain(own.id);
    const reassign = (personId: string) =>
      act('钱主管', own.id, 'reassign', { personId, reason: '负责人本人申请' });
    expect(await refused(reassign(world.person('王主任')))).toBe(
      '422 installation.reviewerApplies',
    );
    expect(await refused(reassign(world.person('李四')))).toBe('422 installation.reviewerRole');
    await ok(reassign(world.person('周科长')));
    expect((await ok(dept('周科长', own.id))).state).toBe('deptApproved');

    const his = await ok(apply('钱主管', install('C22')));
    await ok(
      act('冯主管', his.id, 'reassign', {
        personId: world.person('王主任'),
        reason: '信息中心没有负责人',
      }),
    );
    await ok(dept('王主任', his.id));
    expect(await refused(it('钱主管', his.id))).toBe('403 installation.ownApplication');
    expect((await ok(it('冯主管', his.id))).state).toBe('approved');
  });

  test('review for another department, or see what is not his', async () => {
    const one = await ok(apply('张三', install('C10')));
    expect(await refused(dept('周科长', one.id))).toBe('403 installation.notYourReview');
    expect((await (await world.as('李四')).get(url(`applications/${one.id}`))).status).toBe(404);
    expect((await (await world.as('吴会计')).get(url(`applications/${one.id}`))).status).toBe(404);
    expect((await get('徐检查', one.id)).may).toEqual([]);
    const draft = await ok(apply('张三', install('C11'), { submit: false }));
    expect((await (await world.as('钱主管')).get(url(`applications/${draft.id}`))).status).toBe(
      404,
    );
  });

  test('a key without a person applies for nobody', async () => {
    const nobody = await world.app.as('staff');
    const answer = nobody.post(url('applications'), {
      idempotencyKey: newId(),
      application: install('C12'),
    });
    expect(await refused(answer)).toBe('422 installation.noPerson');
  });
});

describe('at the same time', () => {
  test('the same request five times applies once', async () => {
    const idempotencyKey = newId();
    const client = await world.as('张三');
    const body = { idempotencyKey, submit: true, application: install('C13') };
    const answers = await Promise.all(
      [...Array(5)].map(() => client.post(url('applications'), body)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test('two heads’ opinions: the second is told what happened', async () => {
    const one = await ok(apply('张三', install('C14')));
    const answers = await Promise.all([
      dept('王主任', one.id),
      dept('王主任', one.id, 'reject', '不需要'),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)!.body.message).toMatch(
      /已由.*办理“(部门同意|不同意)”/,
    );
  });

  test('two managers approve: one order', async () => {
    const one = await ok(apply('张三', install('C15')));
    await ok(dept('王主任', one.id));
    const answers = await Promise.all([
      it('钱主管', one.id),
      it('冯主管', one.id),
      it('钱主管', one.id),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const orders = await ok((await world.as('钱主管')).get(url(`orders?originId=${one.id}`)));
    expect(orders.items).toHaveLength(1);
  });
});
