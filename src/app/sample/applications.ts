/** Applications of the sample unit's people (附件10), one in each state somebody may want to see. */
import { sql } from 'kysely';
import {
  createApplication,
  deptReview,
  itReview,
  lockOrders,
  performMany,
  signOrders,
  submitApplication,
} from '../../installation/index.ts';
import { lockJournal } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Clock } from './load.ts';
import { APPLIED_DAY, applicants, type PlannedDevice } from './plan.ts';
import { as, indexOf, type Loaded, say, signature } from './workflows.ts';

type Wanted = { kind: 'install' | 'upgrade'; from?: 'antivirus'; to: Software; reason: string };
type Software = 'notepad' | 'office2021' | 'antivirus11';
const VERSIONS: Record<Software, string> = {
  notepad: '8.6',
  office2021: '2021',
  antivirus11: '11.0',
};

const OFFICES = new Set<string>(['office2019', 'office2021']);
const TEXT: Wanted = { kind: 'install', to: 'notepad', reason: '整理业务数据文本' };
const OFFICE: Wanted = { kind: 'install', to: 'office2021', reason: '与外单位交换复杂表格' };
const NEWER: Wanted = {
  kind: 'upgrade',
  from: 'antivirus',
  to: 'antivirus11',
  reason: '旧版本已停止更新病毒库',
};

export async function loadApplications(clock: Clock, loaded: Loaded): Promise<void> {
  const [ordered, ...rest] = applicants(loaded.plan.devices);
  const plain = rest.filter((one) => !one.installs.some(({ program }) => OFFICES.has(program)));
  const computers = [ordered, ...plain];
  const one = (at: number): Steps => stepsOf(clock, loaded, computers[at]!);
  // The plan has its computer report the program from this day on.
  const recorded = one(0);
  const first = await recorded.apply(APPLIED_DAY + 5, TEXT);
  await recorded.head(APPLIED_DAY + 4, first, true);
  await recorded.approve(APPLIED_DAY + 3, first);
  await recorded.perform(APPLIED_DAY, first);
  await recorded.confirm(APPLIED_DAY, first);

  const rejected = one(1);
  const second = await rejected.apply(12, OFFICE);
  await rejected.head(11, second, false);

  const collected = one(2);
  const third = await collected.apply(10, NEWER);
  await collected.head(9, third, true);
  await collected.approve(8, third);

  const toSign = one(3);
  const fourth = await toSign.apply(7, TEXT);
  await toSign.head(6, fourth, true);
  await toSign.approve(5, fourth);
  await toSign.perform(1, fourth);

  const toReview = one(4);
  await toReview.head(2, await toReview.apply(3, TEXT), true);

  await one(5).apply(1, TEXT);
}

type Steps = {
  apply(daysAgo: number, wanted: Wanted): Promise<string>;
  head(daysAgo: number, id: string, agrees: boolean): Promise<void>;
  approve(daysAgo: number, id: string): Promise<void>;
  perform(daysAgo: number, id: string): Promise<void>;
  confirm(daysAgo: number, id: string): Promise<void>;
};

/** What happens to the application of the computer's holder, by the people whose turn it is. */
function stepsOf(clock: Clock, loaded: Loaded, device: PlannedDevice): Steps {
  const { plan } = loaded;
  const holder = device.holder!;
  const technician = indexOf(plan, '04', 1);
  const name = (index: number) => plan.people[index]!.name;
  return {
    apply: (daysAgo, wanted) =>
      clock.at(daysAgo, async (cx) => {
        const applying = as(cx, loaded, holder, ['staff']);
        const { id } = await createApplication(applying, `sample-${device.computerNo}`, {
          deviceId: loaded.devices.get(plan.devices.indexOf(device))!,
          kind: wanted.kind,
          fromSoftwareId: wanted.from ? loaded.numbers.get(wanted.from)! : null,
          toSoftwareId: loaded.numbers.get(wanted.to)!,
          softwareName: '',
          softwareVersion: VERSIONS[wanted.to],
          phone: plan.people[holder]!.phone,
          reason: wanted.reason,
        });
        await submitApplication(applying, id);
        return id;
      }),
    head: (daysAgo, id, agrees) =>
      clock.at(daysAgo, (cx) =>
        deptReview(as(cx, loaded, indexOf(plan, device.department), ['staff', 'deptHead']), id, {
          result: agrees ? 'approve' : 'reject',
          opinion: agrees ? '工作需要，同意' : '现有办公软件可以满足工作需要',
        }),
      ),
    approve: (daysAgo, id) =>
      clock.at(daysAgo, (cx) =>
        itReview(as(cx, loaded, indexOf(plan, '04'), ['itManager']), id, {
          result: 'approve',
          opinion: '同意',
          technicianPersonId: loaded.people.get(technician)!,
        }),
      ),
    perform: (daysAgo, id) =>
      clock.at(daysAgo, async (cx) => {
        const orderIds = [await orderOf(cx, id)];
        const performing = as(cx, loaded, technician, ['itTechnician']);
        const input = { orderIds, performedOn: cx.today };
        await performMany(performing, input, signature(name(technician)), say);
      }),
    confirm: (daysAgo, id) =>
      clock.at(daysAgo, async (cx) => {
        await lockJournal(cx.tx, cx.unitId);
        const orders = await lockOrders(cx, [await orderOf(cx, id)]);
        const signer = { personId: loaded.people.get(holder)!, name: name(holder) };
        const signing = as(cx, loaded, holder, ['staff']);
        await signOrders(signing, orders, signature(name(holder)), () => signer);
      }),
  };
}

async function orderOf(cx: CommandContext, applicationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select order_id as id from installation_application
    where unit_id = ${cx.unitId} and id = ${applicationId}`.execute(cx.tx);
  return rows[0]!.id;
}
