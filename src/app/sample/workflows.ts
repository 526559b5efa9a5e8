/**
 * What people have done in workflows: the leading group recorded, pledges signed by most, fifty computers upgraded by an
 * approved scheme, two hundred given an OFD suite by a campaign; each order signed by both sides. Through the same
 * commands as real data, as the people who would have done it.
 */
import {
  approveUpgrade,
  closeCampaign,
  confirmMany,
  createCampaign,
  createUpgrade,
  executeCampaign,
  notifyDepartments,
  openCampaignOrders,
  performMany,
  saveBulkAllowed,
  submitUpgrade,
} from '../../installation/index.ts';
import type { Role } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  decideCommittee,
  draftCommittee,
  openPledgeCampaign,
  saveCommittee,
  signPledge,
  submitCommittee,
} from '../../responsibility/index.ts';
import type { Clock } from './load.ts';
import { DEPARTMENTS } from './names.ts';
import { CAMPAIGN_DAY, type Plan, RUNNING_DAY, RUNNING_DEPARTMENT, UPGRADE_DAY } from './plan.ts';
import { scribble } from './signature.ts';
import type { FreeKey, NumberKey } from './software.ts';

export type Loaded = {
  plan: Plan;
  people: Map<number, string>;
  devices: Map<number, string>;
  numbers: Map<NumberKey | FreeKey, string>;
  /** By code. */
  departments: Map<string, string>;
};

export const say = (sentence: string) => sentence;
export const signature = (name: string) => ({
  kind: 'drawn' as const,
  image: Buffer.from(scribble(name).split(',')[1]!, 'base64'),
});

export async function loadWorkflows(clock: Clock, loaded: Loaded): Promise<void> {
  await committee(clock, loaded);
  await pledges(clock, loaded);
  await upgrade(clock, loaded);
  await campaign(clock, loaded);
  await running(clock, loaded);
}

/** The first of a department is its head; the second of 信息中心 carries out the work. */
export function indexOf(plan: Plan, department: string, place = 0): number {
  return plan.people.flatMap((one, at) => (one.department === department ? [at] : []))[place]!;
}

export function as(
  cx: CommandContext,
  loaded: Loaded,
  index: number,
  roles: Role[],
): CommandContext {
  const person = loaded.plan.people[index]!;
  const actor = {
    kind: 'account' as const,
    id: `sample-${person.staffNo}`,
    name: person.name,
    roles,
    personId: loaded.people.get(index)!,
    departmentIds: [loaded.departments.get(person.department)!],
  };
  return { ...cx, actor };
}

async function committee(clock: Clock, loaded: Loaded): Promise<void> {
  const { plan, people } = loaded;
  const it = indexOf(plan, '04');
  const heads = DEPARTMENTS.filter((one) => one.functions.length > 0);
  const members = heads.map((department, at) => {
    const index = indexOf(plan, department.code);
    return {
      personId: people.get(index)!,
      committeeRole: (['head', 'deputyHead'] as const)[at] ?? ('member' as const),
      positionTitle: plan.people[index]!.post,
      officePhone: plan.people[index]!.phone,
      mobile: '',
      fax: '',
      email: '',
      remark: '',
      functionsCovered: [...department.functions],
    };
  });
  const id = await clock.at(400, async (cx) => {
    const drafting = as(cx, loaded, it, ['itManager']);
    const id = await draftCommittee(drafting);
    await saveCommittee(drafting, id, members);
    await submitCommittee(drafting, id, '');
    return id;
  });
  await clock.at(398, (cx) =>
    decideCommittee(as(cx, loaded, indexOf(plan, '01'), ['committeeHead']), id, {
      approve: true,
      opinion: '同意',
    }),
  );
}

/** Six of seven have signed. */
async function pledges(clock: Clock, loaded: Loaded): Promise<void> {
  await clock.at(60, (cx) =>
    openPledgeCampaign(as(cx, loaded, indexOf(loaded.plan, '04'), ['itManager']), {
      title: '年度使用正版软件承诺书签署',
      departmentIds: [],
      dueOn: clock.dayOf(-14),
    }),
  );
  await clock.at(50, async (cx) => {
    for (const [index, person] of loaded.plan.people.entries()) {
      if (person.left !== undefined || person.joined < 50 || index % 7 === 3) continue;
      await signPledge(as(cx, loaded, index, ['staff']), 1, signature(person.name));
    }
  });
}

async function upgrade(clock: Clock, loaded: Loaded): Promise<void> {
  const { plan, numbers } = loaded;
  const manager = indexOf(plan, '04');
  const id = await clock.at(UPGRADE_DAY + 8, async (cx) => {
    const drafting = as(cx, loaded, manager, ['itManager']);
    const id = await createUpgrade(
      drafting,
      {
        title: '终端安全软件升级',
        fromSoftwareIds: [numbers.get('antivirus')!],
        toSoftwareId: numbers.get('antivirus11')!,
        version: '11.0',
        scope: scopeOf(loaded, 'antivirus11'),
        demand: '旧版本停止病毒库更新，需升级到 11.0。',
        rangeNote: '东城、西城分局五十台计算机。',
        stepsNote: '先在两台计算机试装，再分部门实施，两周内完成。',
        risks: '与业务系统无冲突，升级需重启一次。',
        fallback: '保留旧版安装包，出现问题时恢复旧版。',
        dueOn: clock.dayOf(UPGRADE_DAY - 2),
        technicianPersonId: loaded.people.get(indexOf(plan, '04', 1))!,
        applicationIds: [],
      },
      undefined,
    );
    await submitUpgrade(drafting, id, '');
    return id;
  });
  const campaignId = await clock.at(UPGRADE_DAY + 6, (cx) =>
    approveUpgrade(as(cx, loaded, indexOf(plan, '01'), ['committeeHead']), id, '同意'),
  );
  await carryOut(clock, loaded, campaignId, UPGRADE_DAY);
}

async function campaign(clock: Clock, loaded: Loaded): Promise<void> {
  const { plan, numbers } = loaded;
  const id = await clock.at(CAMPAIGN_DAY + 5, (cx) =>
    createCampaign(as(cx, loaded, indexOf(plan, '04'), ['itManager']), {
      title: '统一安装 OFD 版式软件',
      kind: 'install',
      softwareId: numbers.get('ofd')!,
      version: '8.0',
      reason: '公文交换改用 OFD 格式',
      scope: scopeOf(loaded, 'ofd', 'ofdLinux'),
      dueOn: clock.dayOf(CAMPAIGN_DAY - 5),
      technicianPersonId: loaded.people.get(indexOf(plan, '04', 1))!,
    }),
  );
  await carryOut(clock, loaded, id, CAMPAIGN_DAY);
}

/** Carried out on two of three computers of one branch office; the rest are late. */
async function running(clock: Clock, loaded: Loaded): Promise<void> {
  const { plan, numbers } = loaded;
  const [manager, technician] = [indexOf(plan, '04'), indexOf(plan, '04', 1)];
  const head = indexOf(plan, RUNNING_DEPARTMENT);
  const id = await clock.at(RUNNING_DAY + 4, async (cx) => {
    const managing = as(cx, loaded, manager, ['itManager']);
    const created = await createCampaign(managing, {
      title: '高新分局统一安装微信',
      kind: 'install',
      softwareId: numbers.get('wechat')!,
      version: '3.9',
      reason: '窗口业务对外联络',
      scope: {
        ...scopeOf(loaded),
        departmentIds: [loaded.departments.get(RUNNING_DEPARTMENT)!],
      },
      dueOn: clock.dayOf(3),
      technicianPersonId: loaded.people.get(technician)!,
    });
    await notifyDepartments(managing, created);
    await executeCampaign(managing, created, []);
    return created;
  });
  const done = plan.devices.flatMap((device, at) =>
    device.installs.some((one) => one.byOrder && one.program === 'wechat')
      ? [loaded.devices.get(at)!]
      : [],
  );
  await clock.at(RUNNING_DAY, async (cx) => {
    const orderIds = await openCampaignOrders(cx.tx, cx.unitId, id, done);
    const performing = as(cx, loaded, technician, ['itTechnician']);
    const drawn = signature(plan.people[technician]!.name);
    await performMany(performing, { orderIds, performedOn: cx.today }, drawn, say);
    const heading = as(cx, loaded, head, ['deptHead']);
    await confirmMany(heading, orderIds, signature(plan.people[head]!.name), say);
  });
}

export function scopeOf(loaded: Loaded, ...programs: string[]) {
  const fitting = loaded.plan.devices.filter((device) =>
    device.installs.some((one) => one.byOrder && programs.includes(one.program)),
  );
  return {
    departmentIds: [],
    deviceTypes: [],
    withSoftwareId: null,
    withProductId: null,
    computerNos: fitting.map((device) => device.computerNo),
    includeComputerNos: [],
    excludeComputerNos: [],
  };
}

/** Departments told, work carried out, each head confirms for the own department, closed a few days later. */
export async function carryOut(
  clock: Clock,
  loaded: Loaded,
  campaignId: string,
  day: number,
): Promise<void> {
  const { plan } = loaded;
  const manager = indexOf(plan, '04');
  await clock.at(day + 4, async (cx) => {
    const managing = as(cx, loaded, manager, ['itManager']);
    await saveBulkAllowed(managing, true);
    await notifyDepartments(managing, campaignId);
    await executeCampaign(managing, campaignId, []);
  });
  const orderIds = await clock.at(day, (cx) => openCampaignOrders(cx.tx, cx.unitId, campaignId));
  await clock.at(day, (cx) => {
    const technician = indexOf(plan, '04', 1);
    return performMany(
      as(cx, loaded, technician, ['itTechnician']),
      { orderIds, performedOn: cx.today },
      signature(plan.people[technician]!.name),
      say,
    );
  });
  for (const department of DEPARTMENTS) {
    const head = indexOf(plan, department.code);
    await clock.at(day - 1, (cx) =>
      confirmMany(
        as(cx, loaded, head, ['deptHead']),
        orderIds,
        signature(plan.people[head]!.name),
        say,
      ),
    );
  }
  await clock.at(day - 3, (cx) =>
    closeCampaign(as(cx, loaded, manager, ['itManager']), campaignId, {
      cancelOpen: true,
      opinion: '已全部完成',
    }),
  );
}
