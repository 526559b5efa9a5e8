/** Steps on a real database: what is stored, who is told what, and that it cannot be changed afterwards. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testContext, testDatabase } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { Refusal } from '../../base/refusal.ts';
import { machine } from '../../base/workflow.ts';
import type { CommandContext } from '../db/context.ts';
import { stepsOf, takeStep, takeSteps } from './steps.ts';

const LEAVE = machine({
  objectType: 'leave',
  name: '请假',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    submitted: { label: '已送审' },
    approved: { label: '已同意' },
  },
  transitions: {
    create: { label: '填写', from: [], to: 'draft', permission: 'a', who: '本人' },
    submit: { label: '送审', from: ['draft'], to: 'submitted', permission: 'a', who: '本人' },
    approve: {
      label: '同意',
      from: ['submitted'],
      to: 'approved',
      permission: 'b',
      who: '负责人',
      opinion: 'required',
    },
  },
});

const database = await testDatabase();
const unitId = newId();
const actor = (name: string): CommandContext['actor'] => ({
  kind: 'account',
  id: newId(),
  name,
  roles: ['staff'],
});

function write<T>(who: string, work: (cx: CommandContext) => Promise<T>): Promise<T> {
  return database.write((tx) => work(testContext(tx, unitId, { actor: actor(who) })));
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

test('each step keeps actor, opinion and states, in order, with its audit line', async () => {
  const id = newId();
  await write('张三', async (cx) => {
    const subject = { id, title: 'QJ-1', state: null };
    expect(await takeStep(cx, LEAVE, subject, 'create')).toBe('draft');
    expect(await takeStep(cx, LEAVE, { ...subject, state: 'draft' }, 'submit')).toBe('submitted');
  });
  await write('李四', (cx) =>
    takeStep(cx, LEAVE, { id, title: 'QJ-1', state: 'submitted' }, 'approve', {
      opinion: ' 同意 ',
      onBehalfOf: '王五',
    }),
  );
  const steps = await database.read((tx) => stepsOf(tx, unitId, 'leave', id));
  expect(
    steps.map(({ action, fromState, toState, actorName, onBehalfOf, opinion }) => [
      action,
      fromState,
      toState,
      actorName,
      onBehalfOf,
      opinion,
    ]),
  ).toEqual([
    ['create', null, 'draft', '张三', null, ''],
    ['submit', 'draft', 'submitted', '张三', null, ''],
    ['approve', 'submitted', 'approved', '李四', '王五', '同意'],
  ]);
  const { rows } = await database.pool.query(
    `select action from platform_audit where object_id = $1 order by id`,
    [id],
  );
  expect(rows.map((row) => row.action)).toEqual(['leave.create', 'leave.submit', 'leave.approve']);
});

test('who comes second is told who did what and when', async () => {
  const id = newId();
  await write('李四', async (cx) => {
    await takeStep(cx, LEAVE, { id, title: 'QJ-2', state: 'submitted' }, 'approve', {
      opinion: '同意',
    });
  });
  const told = await refusal(
    write('赵六', (cx) =>
      takeStep(cx, LEAVE, { id, title: 'QJ-2', state: 'approved' }, 'approve', { opinion: '同意' }),
    ),
  );
  expect(told.status).toBe(409);
  expect(told.message).toMatch(
    /“QJ-2”已由李四于 \d{4}-\d\d-\d\d \d\d:\d\d 办理“同意”，现为“已同意”/,
  );
});

test('an opinion that is needed is asked for', async () => {
  const subject = { id: newId(), title: 'QJ-3', state: 'submitted' as const };
  const told = await refusal(
    write('李四', (cx) => takeStep(cx, LEAVE, subject, 'approve', { opinion: '  ' })),
  );
  expect([told.code, told.path]).toEqual(['workflow.opinionNeeded', 'body.opinion']);
});

test('many subjects take a step together or not at all', async () => {
  const good = Array.from({ length: 2500 }, (_, at) => ({
    id: newId(),
    title: `QJ-${at}`,
    state: 'draft' as const,
  }));
  const bad = { id: newId(), title: 'QJ-x', state: 'approved' as const };
  await refusal(write('张三', (cx) => takeSteps(cx, LEAVE, [...good, bad], 'submit')));
  const count = async () =>
    (
      await database.pool.query(
        `select count(*)::int as n from platform_step where object_id = any($1)`,
        [good.map((one) => one.id)],
      )
    ).rows[0].n;
  expect(await count()).toBe(0);
  expect(await write('张三', (cx) => takeSteps(cx, LEAVE, good, 'submit'))).toBe('submitted');
  expect(await count()).toBe(2500);
});

test('the application may not change a step or a signature', async () => {
  for (const table of ['platform_step', 'platform_signature']) {
    const statement = `update ${table} set unit_id = unit_id`;
    await expect(database.write((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/denied/);
  }
});
