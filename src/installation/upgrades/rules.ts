/** Who may do what to a scheme, and what must hold before it is sent in and approved: facts in, decisions out. */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import { type Check, type NumberFacts, spareOf } from '../applications/rules.ts';
import {
  UPGRADE_SECTIONS,
  type UpgradeAction,
  type UpgradeSection,
  type UpgradeState,
} from './shapes.ts';

export type UpgradeFacts = {
  state: UpgradeState;
  drafterIds: readonly string[];
  drafterPersonIds: readonly string[];
};

export type UpgradeCaller = {
  accountId: string;
  personId: string | undefined;
  can: (permission: 'upgrade.edit' | 'upgrade.approve') => boolean;
};

/** A head or deputy of the leading group, never somebody who has written on it or sent it in. */
export function mayDecide(
  facts: Pick<UpgradeFacts, 'drafterIds' | 'drafterPersonIds'>,
  caller: UpgradeCaller,
): boolean {
  if (!caller.can('upgrade.approve') || facts.drafterIds.includes(caller.accountId)) return false;
  return caller.personId === undefined || !facts.drafterPersonIds.includes(caller.personId);
}

export function actionsOf(facts: UpgradeFacts, caller: UpgradeCaller): UpgradeAction[] {
  const { state } = facts;
  const may: UpgradeAction[] = [];
  if (state === 'submitted' && mayDecide(facts, caller)) may.push('approve', 'return');
  if (!caller.can('upgrade.edit')) return may;
  if (state === 'drafting' || state === 'returned') may.push('edit', 'submit');
  if (state !== 'closed' && state !== 'cancelled') may.push('cancel');
  if (['approved', 'departmentsNotified', 'executing', 'closed'].includes(state)) {
    may.push('correct');
  }
  return may;
}

/** Sections that are still empty, in the scheme's order. */
export function emptySections(scheme: Record<UpgradeSection, string>): UpgradeSection[] {
  return (Object.keys(UPGRADE_SECTIONS) as UpgradeSection[]).filter((key) => scheme[key] === '');
}

export type RequestFacts = {
  applicationNo: string;
  deviceId: string;
  toSoftwareId: string | null;
  collected: boolean;
};

export type SchemeFacts = {
  today: string;
  to: NumberFacts;
  version: string;
  /** Computers taking part → the number found on it. */
  devices: ReadonlyMap<string, string | null>;
  /** Of those, computers on which the new number is recorded beside the old one. */
  already: readonly string[];
  requests: readonly RequestFacts[];
};

const EXAMPLES = 5;

/** The pair of entries (D7) needs a licence of the new number, a version it allows, and a computer to write it for. */
export function checksOf(facts: SchemeFacts): Check[] {
  const { to, devices } = facts;
  const n = devices.size;
  const checks: Check[] =
    n === 0
      ? [{ key: 'computers', level: 'block', sentence: '范围内没有可以升级的计算机' }]
      : [{ key: 'computers', level: 'ok', sentence: '范围内有 {{n}} 台计算机', params: { n } }];
  checks.push(...numberChecks(facts));
  if (facts.already.length > 0) {
    const list = facts.already.slice(0, EXAMPLES).join('、');
    checks.push({
      key: 'already',
      level: 'block',
      sentence: '有 {{n}} 台计算机已登记安装 {{no}}，请先办理原软件卸载，或排除：{{list}}',
      params: { n: facts.already.length, no: to.softwareNo, list },
    });
  }
  return [...checks, ...requestChecks(facts)];
}

function numberChecks({ to, version, today, devices }: SchemeFacts): Check[] {
  const no = to.softwareNo;
  if (to.disposed) {
    return [
      { key: 'disposed', level: 'block', sentence: '{{no}} 已处置，不能再安装', params: { no } },
    ];
  }
  const checks: Check[] = [];
  const wanted = version || (to.softwareVersion ?? '');
  const usable = to.softwareType === 'free' ? (to.listedVersions ?? []) : to.usableVersions;
  if (to.softwareType === 'free' && usable.length === 0) {
    return [
      {
        key: 'freeList',
        level: 'block',
        sentence: '{{no}} 不在可使用免费软件清单（附件6）内',
        params: { no },
      },
    ];
  }
  if (wanted === '') {
    checks.push({ key: 'version', level: 'block', sentence: '请填写升级后的版本' });
  } else if (['free', 'commercial'].includes(to.softwareType) && !versionUsable(usable, wanted)) {
    checks.push({
      key: 'version',
      level: 'block',
      sentence: '版本 {{version}} 不在 {{no}} 的可使用版本内',
      params: { version: wanted, no },
    });
  }
  if (to.softwareType !== 'commercial') return checks;
  const needed = [...devices.values()].filter((from) => from !== to.softwareId).length;
  checks.push(...licenceChecks(to, needed));
  if (to.termStart !== null && today < to.termStart) {
    const params = { no, date: to.termStart };
    checks.push({
      key: 'term',
      level: 'block',
      sentence: '{{no}} 的许可自 {{date}} 起才有效',
      params,
    });
  }
  if (to.termEnd !== null && today > to.termEnd) {
    const params = { no, date: to.termEnd };
    checks.push({
      key: 'term',
      level: 'block',
      sentence: '{{no}} 的许可已于 {{date}} 到期',
      params,
    });
  }
  return checks;
}

/** D8, less what others have been promised. A computer that keeps its number keeps its licence. */
function licenceChecks(to: NumberFacts, needed: number): Check[] {
  const no = to.softwareNo;
  const left = spareOf(to);
  if (left === null) {
    return [{ key: 'licence', level: 'ok', sentence: '{{no}} 不限数量', params: { no } }];
  }
  if (needed <= left) {
    const params = { no, left, needed };
    return [
      {
        key: 'licence',
        level: 'ok',
        sentence: '{{no}} 剩余许可 {{left}} 个，需要 {{needed}} 个',
        params,
      },
    ];
  }
  const free = Math.max(left, 0);
  return [
    {
      key: 'licence',
      level: 'block',
      sentence: '{{no}} 剩余许可 {{left}} 个，需要 {{needed}} 个，还缺 {{missing}} 个',
      params: { no, left: free, needed, missing: needed - free },
    },
  ];
}

function requestChecks({ requests, devices, to }: SchemeFacts): Check[] {
  const list = (found: readonly RequestFacts[]) => ({
    n: found.length,
    list: found
      .slice(0, EXAMPLES)
      .map((one) => one.applicationNo)
      .join('、'),
  });
  const gone = requests.filter((one) => !one.collected);
  const outside = requests.filter((one) => one.collected && !devices.has(one.deviceId));
  const other = requests.filter((one) => one.toSoftwareId && one.toSoftwareId !== to.softwareId);
  const checks: Check[] = [];
  if (gone.length > 0) {
    const sentence = '有 {{n}} 份申请已不在待汇总状态，请移出：{{list}}';
    checks.push({ key: 'gone', level: 'block', sentence, params: list(gone) });
  }
  if (outside.length > 0) {
    const sentence = '有 {{n}} 份申请的计算机不在升级范围内，请扩大范围或移出：{{list}}';
    checks.push({ key: 'outside', level: 'block', sentence, params: list(outside) });
  }
  if (other.length > 0) {
    const sentence = '有 {{n}} 份申请要求升级到别的软件编号：{{list}}';
    checks.push({ key: 'other', level: 'warn', sentence, params: list(other) });
  }
  return checks;
}
