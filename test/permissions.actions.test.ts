/**
 * Every role tries every step on a real application (附件10) and a real order (附件11) in each state. What must happen
 * follows from domain.md 6.2 (matrix.ts), the workflow's table and whose record it is; whatever is refused leaves the
 * database as it was.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { dateInChina } from '../src/base/dates.ts';
import { APPLICATION_MACHINE } from '../src/installation/applications/rules.machine.ts';
import { ORDER_MACHINE } from '../src/installation/orders/rules.machine.ts';
import type { Permission, Role } from '../src/platform/auth/permissions.ts';
import type { Answer, Client } from './harness.ts';
import { testApp } from './harness.ts';
import { granted } from './matrix.ts';
import { drawn, type Name, type Office, office, ok, url } from './office.ts';

const today = dateInChina(new Date());
let world: Office;
let nextComputer = 0;
let serial = 0;

type Actor = { title: string; roles: Role[]; person?: Name };
/** Everybody with a person is staff as well (ZR-3). */
const ACTORS: Actor[] = [
  { title: '申请人', roles: ['staff'], person: '张三' },
  { title: '同事', roles: ['staff'], person: '李四' },
  { title: '本部门负责人', roles: ['staff', 'deptHead'], person: '王主任' },
  { title: '其他部门负责人', roles: ['staff', 'deptHead'], person: '周科长' },
  { title: '安装维护人', roles: ['staff', 'itTechnician'], person: '赵工' },
  { title: '另一安装维护人', roles: ['staff', 'itTechnician'], person: '郑工' },
  { title: '信息化部门管理员', roles: ['staff', 'itManager'], person: '钱主管' },
  { title: '财务', roles: ['financeOfficer'] },
  { title: '资产管理', roles: ['assetOfficer'] },
  { title: '人事', roles: ['staff', 'hrOfficer'], person: '何人事' },
  { title: '领导小组成员', roles: ['committeeMember'] },
  { title: '副组长', roles: ['staff', 'committeeDeputy'], person: '陈副局长' },
  { title: '组长', roles: ['staff', 'committeeHead'], person: '孙局长' },
  { title: '检查人员', roles: ['staff', 'inspector'], person: '徐检查' },
  { title: '系统管理员', roles: ['sysAdmin'] },
];
const clients = new Map<string, Client>();

type Step = {
  title: string;
  permission: Permission;
  /** States the workflow's table lets it begin in. */
  from: readonly string[];
  /** Beyond the role: whose record it has to be. */
  mine: (actor: Actor) => boolean;
  send: (client: Client, id: string) => Promise<Answer>;
};

beforeAll(async () => {
  const holders = Array.from({ length: 400 }, () => '张三' as Name);
  world = await office(await testApp(), holders);
  for (const actor of ACTORS) {
    const client = actor.person
      ? await world.anew(actor.person, actor.roles)
      : await world.app.as(actor.roles);
    clients.set(actor.title, client);
  }
});

const may = (actor: Actor, permission: Permission) =>
  actor.roles.some((role) => granted(role, permission) !== undefined);

/** Tries everything with everybody; `fresh` makes a record in the state, `snapshot` says all that hangs on it. */
async function tryAll(
  state: string,
  steps: Step[],
  fresh: () => Promise<string>,
  snapshot: (id: string) => Promise<unknown>,
): Promise<string[]> {
  const wrong: string[] = [];
  const victim = await fresh();
  const before = JSON.stringify(await snapshot(victim));
  let allowedSteps = 0;
  for (const actor of ACTORS) {
    const client = clients.get(actor.title)!;
    for (const step of steps) {
      const allowed = may(actor, step.permission) && step.mine(actor) && step.from.includes(state);
      const id = allowed ? await fresh() : victim;
      const { status, body } = await step.send(client, id);
      const what = `${state}: ${actor.title} ${step.title} → ${status} ${body?.code ?? ''}`;
      if (allowed) {
        allowedSteps++;
        if (status !== 200) wrong.push(`${what}, should be done: ${body?.message}`);
      } else {
        if (status < 400 || status >= 500) wrong.push(`${what}, should be refused`);
        if (!may(actor, step.permission) && body?.code !== 'platform.forbidden') {
          wrong.push(`${what}, the role alone should refuse it`);
        }
      }
    }
    if (JSON.stringify(await snapshot(victim)) !== before) {
      wrong.push(`${state}: ${actor.title} changed a record although everything was refused`);
      break;
    }
  }
  const possible = steps.filter((step) => step.from.includes(state));
  if (possible.length > 0 && allowedSteps < possible.length) {
    wrong.push(`${state}: nobody could do what the table offers`);
  }
  return wrong;
}

const as = (name: Name) => world.as(name);

async function application(kind: 'install' | 'upgrade' = 'install'): Promise<string> {
  const computer = `C${++nextComputer}`;
  const made = await ok(
    (await as('张三')).post(url('applications'), {
      idempotencyKey: `matrix-${serial++}`,
      application: {
        deviceId: world.device(computer),
        kind,
        toSoftwareId: world.software('S4'),
        reason: '工作需要',
      },
    }),
  );
  return made.id;
}

const APPROVAL = () => ({
  result: 'approve',
  opinion: '同意',
  technicianPersonId: world.person('赵工'),
});

/** The application brought to a state by those whose step it is. */
async function applicationIn(state: string): Promise<string> {
  const id = await application();
  const step = async (who: Name, path: string, body: object = {}) =>
    ok((await as(who)).post(url(`applications/${id}/${path}`), body));
  if (state === 'draft') return id;
  if (state === 'withdrawn') await step('张三', 'withdraw');
  else await step('张三', 'submit');
  if (state === 'withdrawn' || state === 'submitted') return id;
  if (state === 'rejected') {
    await step('王主任', 'dept-review', { result: 'reject', opinion: '不需要' });
    return id;
  }
  await step('王主任', 'dept-review', { result: 'approve', opinion: '同意' });
  if (state === 'deptApproved') return id;
  const { orderId } = await step('钱主管', 'it-review', APPROVAL());
  await orderTo(orderId, state === 'approved' ? 'assigned' : state);
  return id;
}

/** The order brought on by technician and user. */
async function orderTo(id: string, state: string): Promise<void> {
  const send = async (who: Name, path: string, body: object = {}) =>
    ok((await as(who)).post(url(`orders/${id}/${path}`), body));
  if (state === 'assigned') return;
  if (state === 'cancelled') {
    await send('钱主管', 'cancel', { reason: '计算机待报废' });
    return;
  }
  await send('赵工', 'start');
  if (state === 'executing') return;
  const done = state !== 'notCompleted';
  await send('赵工', 'perform', {
    performedOn: today,
    lines: [{ lineNo: 1, done, note: done ? '' : '硬盘已满' }],
    signature: drawn('赵工'),
  });
  if (state === 'recorded') await send('张三', 'sign', { signature: drawn('张三') });
}

async function rows(query: string, id: string): Promise<unknown[]> {
  return (await world.app.database.pool.query(query, [id])).rows;
}

const HISTORY = `select action, to_state, actor_name from platform_step where object_id = $1 order by id`;

async function applicationSnapshot(id: string) {
  return [
    await rows(`select to_jsonb(a) as row from installation_application a where id = $1`, id),
    await rows(HISTORY, id),
    await rows(`select to_jsonb(o) as row from installation_order o where origin_id = $1`, id),
  ];
}

async function orderSnapshot(id: string) {
  return [
    await rows(`select to_jsonb(o) as row from installation_order o where id = $1`, id),
    await rows(
      `select to_jsonb(l) as row from installation_order_line l where order_id = $1 order by line_no`,
      id,
    ),
    await rows(HISTORY, id),
    await rows(`select id from platform_signature where object_id = $1 order by id`, id),
    await rows(
      `select e.entry_no from ledgers_entry e join installation_order o
         on o.unit_id = e.unit_id and o.device_id = e.device_id where o.id = $1`,
      id,
    ),
  ];
}

describe('applications', () => {
  const from = (action: keyof typeof APPLICATION_MACHINE.transitions) =>
    APPLICATION_MACHINE.transitions[action].from as readonly string[];
  const applicant = (actor: Actor) => actor.person === '张三';
  const head = (actor: Actor) => actor.person === '王主任';
  const anybody = () => true;
  const post =
    (path: string, body: () => object = () => ({})) =>
    (client: Client, id: string) =>
      client.post(url(`applications/${id}/${path}`), body());
  const create = { permission: 'application.create', mine: applicant } as const;
  const dept = { permission: 'application.deptReview', mine: head } as const;
  const it = { permission: 'application.itReview', mine: anybody } as const;
  const opinion = (result: string) => () => ({ result, opinion: '已核对' });
  const steps: Step[] = [
    { title: '送审', ...create, from: from('submit'), send: post('submit') },
    { title: '撤回', ...create, from: from('withdraw'), send: post('withdraw') },
    {
      title: '修改',
      ...create,
      from: ['draft'],
      send: (client, id) =>
        client.put(url(`applications/${id}`), {
          deviceId: world.device('C4'),
          kind: 'install',
          toSoftwareId: world.software('S4'),
          reason: '改一改',
        }),
    },
    {
      title: '部门同意',
      ...dept,
      from: from('deptApprove'),
      send: post('dept-review', opinion('approve')),
    },
    {
      title: '部门退回',
      ...dept,
      from: from('deptReturn'),
      send: post('dept-review', opinion('return')),
    },
    {
      title: '部门不同意',
      ...dept,
      from: ['submitted'],
      send: post('dept-review', opinion('reject')),
    },
    { title: '信息化同意', ...it, from: from('itApprove'), send: post('it-review', APPROVAL) },
    {
      title: '信息化退回',
      ...it,
      from: from('itReturn'),
      send: post('it-review', opinion('return')),
    },
    {
      title: '信息化不同意',
      ...it,
      from: ['deptApproved'],
      send: post('it-review', opinion('reject')),
    },
    {
      title: '指定审核人',
      ...it,
      from: from('reassign'),
      send: post('reassign', () => ({ personId: world.person('周科长'), reason: '负责人空缺' })),
    },
    { title: '重新安排', ...it, from: from('reorder'), send: post('reorder') },
    {
      title: '更正',
      ...it,
      from: from('correct'),
      send: post('correct', () => ({ phone: '010-1', reason: '电话写错' })),
    },
  ];
  const states = [
    'draft',
    'submitted',
    'deptApproved',
    'approved',
    'executing',
    'awaitingConfirmation',
    'recorded',
    'notCompleted',
    'rejected',
    'withdrawn',
  ];
  test.each(states)(
    '%s: each role, each step',
    async (state) => {
      const wrong = await tryAll(state, steps, () => applicationIn(state), applicationSnapshot);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

describe('orders', () => {
  const from = (action: keyof typeof ORDER_MACHINE.transitions) =>
    ORDER_MACHINE.transitions[action].from as readonly string[];
  const technician = (actor: Actor) => actor.person === '赵工';
  const user = (actor: Actor) => actor.person === '张三';
  const anybody = () => true;
  const post =
    (path: string, body: () => object = () => ({})) =>
    (client: Client, id: string) =>
      client.post(url(`orders/${id}/${path}`), body());
  const manage = { permission: 'order.assign', mine: anybody } as const;
  const perform = { permission: 'order.perform', mine: technician } as const;
  const steps: Step[] = [
    {
      title: '安排',
      ...manage,
      from: from('assign'),
      send: (client, id) =>
        client.post(url('orders/assign'), {
          orderIds: [id],
          technicianPersonId: world.person('郑工'),
        }),
    },
    { title: '开始', ...perform, from: from('start'), send: post('start') },
    {
      title: '填报并签字',
      ...perform,
      // One who has signed does not sign again: nothing is done twice.
      from: from('perform').filter((state) => state !== 'awaitingConfirmation'),
      send: post('perform', () => ({
        performedOn: today,
        lines: [{ lineNo: 1, done: true, note: '' }],
        signature: drawn('赵工'),
      })),
    },
    {
      title: '使用人签字',
      permission: 'order.sign',
      mine: user,
      from: from('sign'),
      send: post('sign', () => ({ signature: drawn('张三') })),
    },
    {
      title: '代收签字',
      ...perform,
      from: from('sign'),
      send: post('collect-signature', () => ({ signature: drawn('张三') })),
    },
    { title: '重新登记', ...manage, from: from('retry'), send: post('retry') },
    {
      title: '取消',
      ...manage,
      from: from('cancel'),
      send: post('cancel', () => ({ reason: '不需要了' })),
    },
    {
      title: '更正',
      permission: 'entry.correct',
      mine: anybody,
      from: from('correct'),
      send: post('correct', () => ({ lineNos: [1], reason: '登记错误' })),
    },
  ];
  const states = [
    'assigned',
    'executing',
    'awaitingConfirmation',
    'recorded',
    'notCompleted',
    'cancelled',
  ];
  async function orderIn(state: string): Promise<string> {
    const id = await applicationIn('approved');
    const { orderId } = await ok((await as('钱主管')).get(url(`applications/${id}`)));
    await orderTo(orderId, state);
    return orderId;
  }
  test.each(states)(
    '%s: each role, each step',
    async (state) => {
      const wrong = await tryAll(state, steps, () => orderIn(state), orderSnapshot);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
