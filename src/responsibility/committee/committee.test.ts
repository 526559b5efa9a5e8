/** 附件1 over HTTP: composition with its warnings, approval, history by day, duties against the year's records. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { compositionWarnings, DUTIES, type MemberFacts } from './rules.ts';

let world: Office;
beforeAll(async () => {
  world = await office(await testApp());
});

const member = (name: Name, committeeRole: string, functionsCovered: string[] = []) => ({
  personId: world.person(name),
  committeeRole,
  positionTitle: '负责人',
  functionsCovered,
});
const MEMBERS = () => [
  member('孙局长', 'head'),
  member('陈副局长', 'deputyHead'),
  member('王主任', 'member', ['office', 'personnel']),
  member('周科长', 'member', ['finance', 'asset']),
  member('钱主管', 'member', ['informatization']),
];
const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`committees/${id}/${action}`), body);
const current = async (asOf?: string) =>
  ok((await world.as('张三')).get(url(`committee${asOf ? `?asOf=${asOf}` : ''}`)));

describe('the composition', () => {
  const facts = (change: Partial<MemberFacts>): MemberFacts => ({
    personId: 'p',
    personName: '某人',
    committeeRole: 'member',
    functionsCovered: [],
    active: true,
    headsFunctions: [],
    ...change,
  });
  const all = ['informatization', 'office', 'personnel', 'finance', 'asset'] as const;

  test.each([
    [
      'nobody',
      [],
      [
        'noHead',
        'noDeputy',
        'function.informatization',
        'function.office',
        'function.personnel',
        'function.finance',
        'function.asset',
      ],
    ],
    [
      'complete, one person for all functions',
      [
        facts({ personId: 'a', committeeRole: 'head' }),
        facts({ personId: 'b', committeeRole: 'deputyHead' }),
        facts({ personId: 'c', functionsCovered: [...all], headsFunctions: [...all] }),
      ],
      [],
    ],
    [
      'two heads, one of them gone, one function lost',
      [
        facts({ personId: 'a', committeeRole: 'head' }),
        facts({ personId: 'b', committeeRole: 'head', active: false }),
        facts({ personId: 'd', committeeRole: 'deputyHead' }),
        facts({ personId: 'c', functionsCovered: [...all], headsFunctions: all.slice(1) as never }),
      ],
      ['manyHeads', 'heads.informatization.c', 'left.b'],
    ],
  ])('%s', (_title, members, keys) => {
    expect(compositionWarnings(members as MemberFacts[]).map((one) => one.key)).toEqual(keys);
  });

  test('the guideline names thirteen duties', () => {
    expect(DUTIES.map((duty) => duty.who)).toEqual([
      'head',
      'deputyHead',
      ...Array(11).fill('member'),
    ]);
  });
});

test('drafted, sent in, approved by the head and by nobody else', async () => {
  const manager = await world.as('钱主管');
  const both = await Promise.all([
    manager.post(url('committees')),
    manager.post(url('committees')),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const { id } = both.find((answer) => answer.status === 200)!.body;
  expect(await refused(act('钱主管', id, 'submit'))).toBe('409 responsibility.noMembers');
  const saved = await ok(manager.put(url(`committees/${id}`), { members: MEMBERS() }));
  expect(saved.warnings.map((one: { message: string }) => one.message)).toEqual([
    '钱主管不是（或不再是）信息化部门的负责人',
    '王主任不是（或不再是）办公厅（室）部门的负责人',
    '王主任不是（或不再是）人事部门的负责人',
  ]);
  await ok(act('钱主管', id, 'submit'));
  expect(await refused(act('陈副局长', id, 'decide', { approve: true }))).toBe(
    '403 platform.forbidden',
  );
  const answers = await Promise.all([
    act('孙局长', id, 'decide', { approve: true }),
    act('孙局长', id, 'decide', { approve: false, opinion: '再议' }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  if (answers[0].status !== 200) {
    await ok(act('钱主管', id, 'submit'));
    await ok(act('孙局长', id, 'decide', { approve: true }));
  }
  expect((await current()).current).toMatchObject({ versionNo: 1, state: 'inForce' });
});

test('a change is a new version; the old one is found on its day; paper is kept with number and scan', async () => {
  const { database, unitId } = world.app;
  await database.write((tx) =>
    sql`update responsibility_committee set effective_from = '2025-01-01' where unit_id = ${unitId}`.execute(
      tx,
    ),
  );
  const manager = await world.as('钱主管');
  const { id, members } = await ok(manager.post(url('committees')));
  expect(members).toHaveLength(5);
  await ok(manager.put(url(`committees/${id}`), { members: MEMBERS().slice(0, 4) }));
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  const { fileId } = await ok(
    manager.upload(url('signature-scans'), { name: '通知.pdf', content: pdf }),
  );
  const body = { documentNo: '云办〔2026〕3号', documentOn: '2026-02-01', fileId };
  expect(
    await refused(
      act('钱主管', id, 'confirm-by-document', { ...body, effectiveFrom: '2024-12-31' }),
    ),
  ).toBe('422 responsibility.beforeCurrent');
  await ok(act('钱主管', id, 'confirm-by-document', { ...body, effectiveFrom: '2026-02-01' }));
  expect((await current()).current).toMatchObject({ versionNo: 2, documentNo: '云办〔2026〕3号' });
  expect((await current('2026-01-31')).current).toMatchObject({
    versionNo: 1,
    state: 'superseded',
  });
  expect((await current('2024-06-01')).current).toBeNull();
  const scan = await (await world.as('张三')).get(url(`committees/${id}/document`));
  expect([scan.status, scan.payload.toString()]).toEqual([200, pdf.toString()]);
  expect(scan.headers['content-disposition']).toContain('attachment');
  const first = (await ok(manager.get(url('committees')))).items.at(-1);
  expect(await refused(manager.get(url(`committees/${first.id}/document`)))).toBe(
    '404 responsibility.noFile',
  );
});

test('a correction puts the telephone right, not the people', async () => {
  const { id } = (await current()).current;
  const phones = MEMBERS()
    .slice(0, 4)
    .map((one) => ({ ...one, officePhone: '0000-1' }));
  expect((await act('钱主管', id, 'correct', { members: phones })).status).toBe(422);
  const corrected = await ok(act('钱主管', id, 'correct', { members: phones, reason: '电话变更' }));
  expect(corrected.members[0].officePhone).toBe('0000-1');
  const other = [...phones.slice(0, 3), member('吴会计', 'member')];
  expect(await refused(act('钱主管', id, 'correct', { members: other, reason: '换人' }))).toBe(
    '422 responsibility.notACorrection',
  );
});

test('duties stand beside what was done; what is not kept yet is said so', async () => {
  const { duties } = await ok((await world.as('孙局长')).get(url('committee-duties')));
  const of = (code: string) => duties.find((duty: { code: string }) => duty.code === code);
  expect(of('ZR-1.2.1')).toMatchObject({ state: 'done' });
  expect(of('ZR-1.2.3(3)')).toMatchObject({
    state: 'none',
    evidence: [{ count: 0, link: '/inspections' }],
  });
  expect(of('ZR-1.2.3(6)')).toMatchObject({ state: 'none' });
});
