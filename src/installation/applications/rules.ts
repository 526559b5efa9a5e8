/** Who may do what to an application, and the checks shown while filling it in: facts in, decisions out. */

import { addDays } from '../../base/dates.ts';
import type { RefusalParams } from '../../base/refusal.ts';
import { compareVersions, versionUsable } from '../../configuration/software/rules.versions.ts';
import type { UsableVersion } from '../../configuration/software/shapes.ts';
import type { MaintenanceType, OrderState } from '../orders/shapes.ts';
import type { ApplicationAction, ApplicationState } from './shapes.ts';

export type ApplicationCaller = {
  personId: string | undefined;
  can: (
    permission: 'application.create' | 'application.deptReview' | 'application.itReview',
  ) => boolean;
};

export type ApplicationFacts = {
  state: ApplicationState;
  applicantPersonId: string;
  reviewerPersonId: string | null;
  /** Has a number, which it gets when it is sent in for the first time. */
  sent: boolean;
  /** Head and substitutes, without the applicant. */
  reviewers: readonly { personId: string }[];
};

/** The department's opinion is the named reviewer's, else the head's or his substitute's; never the applicant's own. */
export function mayReview(facts: ApplicationFacts, caller: ApplicationCaller): boolean {
  const { personId } = caller;
  if (!personId || personId === facts.applicantPersonId) return false;
  if (!caller.can('application.deptReview')) return false;
  if (facts.reviewerPersonId) return facts.reviewerPersonId === personId;
  return facts.reviewers.some((reviewer) => reviewer.personId === personId);
}

/** The information department's opinion: any of its managers, never on his own application. */
export function mayItReview(facts: ApplicationFacts, caller: ApplicationCaller): boolean {
  return caller.can('application.itReview') && caller.personId !== facts.applicantPersonId;
}

export function actionsOf(facts: ApplicationFacts, caller: ApplicationCaller): ApplicationAction[] {
  const may: ApplicationAction[] = [];
  const { state } = facts;
  const applicant = caller.personId === facts.applicantPersonId && caller.can('application.create');
  if (applicant && state === 'draft') may.push('edit', 'submit');
  if (applicant && state === 'draft' && !facts.sent) may.push('discard');
  else if (applicant && ['draft', 'submitted', 'deptApproved'].includes(state)) {
    may.push('withdraw');
  }
  if (state === 'submitted' && mayReview(facts, caller)) {
    may.push('deptApprove', 'deptReturn', 'reject');
  }
  if (!mayItReview(facts, caller)) return may;
  if (state === 'submitted') may.push('reassign');
  if (state === 'deptApproved') may.push('itApprove', 'itReturn', 'reject');
  if (state === 'notCompleted') may.push('reorder');
  if (!['draft', 'submitted', 'deptApproved', 'rejected', 'withdrawn'].includes(state)) {
    may.push('correct');
  }
  return may;
}

/** Where an application stands while its order does. */
export function stateForOrder(state: OrderState): ApplicationState {
  switch (state) {
    case 'pending':
    case 'assigned':
      return 'approved';
    case 'executing':
      return 'executing';
    case 'awaitingConfirmation':
    case 'blocked':
      return 'awaitingConfirmation';
    case 'recorded':
      return 'recorded';
    default:
      return 'notCompleted';
  }
}

/** A number as the checks need it. */
export type NumberFacts = {
  softwareId: string;
  softwareNo: string;
  softwareName: string;
  softwareVersion: string | null;
  softwareType: 'commercial' | 'oem' | 'free' | 'selfDeveloped';
  /** Null = unlimited, or a type without licences. */
  licenseQuantity: number | null;
  installed: number;
  /** Promised to open orders and to campaigns that are told, not yet recorded; a licence each. */
  reserved?: number;
  usableVersions: readonly UsableVersion[];
  termStart: string | null;
  termEnd: string | null;
  disposed: boolean;
  /** Versions on 附件6 for the holder's department, for the whole unit; null when it is no free software. */
  listedVersions: readonly UsableVersion[] | null;
};

export type CheckFacts = {
  today: string;
  kind: MaintenanceType;
  version: string;
  to: NumberFacts | null;
  installedOnDevice: ReadonlySet<string>;
  fromSoftwareId: string | null;
  /** Another application of this computer for the same software that is not finished. */
  openTwin: string | null;
  /** A work order of a campaign or a finding for the same. */
  openOrder: string | null;
  /** Another number of the same software with a licence left, when this one has none (worked example, step 6). */
  proposal: string | null;
};

export type Check = {
  key: string;
  level: 'ok' | 'warn' | 'block';
  sentence: string;
  params?: RefusalParams;
};

const EXPIRING_DAYS = 30;

/** D8: licences left of a number; null = no limit. */
export function remainingOf(
  number: Pick<NumberFacts, 'licenseQuantity' | 'installed'>,
): number | null {
  return number.licenseQuantity === null ? null : number.licenseQuantity - number.installed;
}

/** What of them may still be promised: open orders will take theirs. */
export function spareOf(
  number: Pick<NumberFacts, 'licenseQuantity' | 'installed' | 'reserved'>,
): number | null {
  const left = remainingOf(number);
  return left === null ? null : left - (number.reserved ?? 0);
}

export type Stage = 'filling' | 'approval';

/** What whoever reviews can still mend by another number; of an upgrade, what its scheme asks (WH-2.3). */
const OF_REVIEW = ['new', 'licence', 'version', 'term', 'freeList', 'disposed'];

/** While filling in, what only an approval needs warns; a block keeps from sending in, and from approving. */
export function atStage(checks: readonly Check[], stage: Stage, kind: MaintenanceType): Check[] {
  const lenient = stage === 'filling' || kind === 'upgrade';
  return checks.map((check) =>
    lenient && check.level === 'block' && OF_REVIEW.includes(check.key)
      ? { ...check, level: 'warn' as const }
      : check,
  );
}

/** The checks of W3 at filling, sending in and approving: licence, version, term, free list, twin. */
export function checksOf(facts: CheckFacts): Check[] {
  const checks: Check[] = [];
  if (facts.openTwin) {
    checks.push({
      key: 'twin',
      level: 'block',
      sentence: '这台计算机已有同一软件的申请 {{no}} 尚未办结',
      params: { no: facts.openTwin },
    });
  }
  if (facts.openOrder) {
    checks.push({
      key: 'order',
      level: 'block',
      sentence: '这台计算机已有同一软件的工作单 {{no}} 尚未完成',
      params: { no: facts.openOrder },
    });
  }
  if (facts.fromSoftwareId && !facts.installedOnDevice.has(facts.fromSoftwareId)) {
    checks.push({ key: 'from', level: 'block', sentence: '台账上这台计算机没有安装原软件' });
  }
  if (facts.kind === 'uninstall') return checks;
  if (!facts.to) {
    checks.push({
      key: 'new',
      level: 'block',
      sentence: '这项软件没有软件编号，须由信息化部门选定编号，或先申请配置',
    });
    return checks;
  }
  const same = facts.fromSoftwareId === facts.to.softwareId;
  if (!same && facts.installedOnDevice.has(facts.to.softwareId)) {
    checks.push({
      key: 'installed',
      level: 'block',
      sentence: '这台计算机已登记安装 {{no}}，无须再装',
      params: { no: facts.to.softwareNo },
    });
  }
  return [...checks, ...numberChecks(facts, facts.to, same)];
}

/** What a number by itself says: disposed, licence, version, term, 附件6. */
export function numberChecks(
  facts: Pick<CheckFacts, 'today' | 'version' | 'proposal'>,
  to: NumberFacts,
  same: boolean,
): Check[] {
  const no = to.softwareNo;
  if (to.disposed) {
    return [
      { key: 'disposed', level: 'block', sentence: '{{no}} 已处置，不能再安装', params: { no } },
    ];
  }
  if (to.softwareType === 'free') return [freeCheck(facts, to)];
  if (to.softwareType !== 'commercial') return [];
  const checks: Check[] = [licenceCheck(to, same, facts.proposal)];
  const version = facts.version || (to.softwareVersion ?? '');
  if (!versionUsable(to.usableVersions, version)) {
    checks.push({
      key: 'version',
      level: 'block',
      sentence: '版本 {{version}} 不在 {{no}} 的可使用版本内',
      params: { version, no },
    });
  }
  checks.push(...termChecks(facts.today, to));
  return checks;
}

/** D8; a computer that stays with its number stays with its licence. */
function licenceCheck(to: NumberFacts, same: boolean, proposal: string | null): Check {
  const no = to.softwareNo;
  const key = 'licence';
  const spare = spareOf(to);
  if (spare === null) return { key, level: 'ok', sentence: '{{no}} 不限数量', params: { no } };
  if (spare > 0 || same) {
    const params = { no, n: Math.max(spare, 0) };
    return { key, level: 'ok', sentence: '{{no}} 还有 {{n}} 个许可', params };
  }
  return proposal === null
    ? {
        key,
        level: 'block',
        sentence: '{{no}} 没有剩余许可，请改用其他软件编号或先申请配置',
        params: { no },
      }
    : {
        key,
        level: 'block',
        sentence: '{{no}} 没有剩余许可，可改用 {{other}}',
        params: { no, other: proposal },
      };
}

function termChecks(today: string, to: NumberFacts): Check[] {
  const no = to.softwareNo;
  if (to.termStart !== null && today < to.termStart) {
    const params = { no, date: to.termStart };
    return [{ key: 'term', level: 'block', sentence: '{{no}} 的许可自 {{date}} 起才有效', params }];
  }
  if (to.termEnd === null) return [];
  const params = { no, date: to.termEnd };
  if (today > to.termEnd) {
    return [{ key: 'term', level: 'block', sentence: '{{no}} 的许可已于 {{date}} 到期', params }];
  }
  return addDays(today, EXPIRING_DAYS) >= to.termEnd
    ? [{ key: 'term', level: 'warn', sentence: '{{no}} 的许可将于 {{date}} 到期', params }]
    : [];
}

/** PZ-2.2, TZ-1.12: only what is on 附件6, in a version that stands there, for the department. */
function freeCheck(facts: Pick<CheckFacts, 'version'>, to: NumberFacts): Check {
  const listed = to.listedVersions ?? [];
  const params = { no: to.softwareNo };
  if (listed.length === 0) {
    return {
      key: 'freeList',
      level: 'block',
      sentence: '{{no}} 不在本部门可使用免费软件清单（附件6）内',
      params,
    };
  }
  if (facts.version !== '' && !versionUsable(listed, facts.version)) {
    return {
      key: 'freeList',
      level: 'block',
      sentence: '{{no}} 的版本 {{version}} 不在可使用免费软件清单（附件6）内',
      params: { ...params, version: facts.version },
    };
  }
  return {
    key: 'freeList',
    level: 'ok',
    sentence: '{{no}} 在可使用免费软件清单（附件6）内',
    params,
  };
}

/** Versions that may be installed under a number: its own, or those on 附件6. */
export function versionsOf(number: NumberFacts): readonly UsableVersion[] {
  return number.softwareType === 'free' ? (number.listedVersions ?? []) : number.usableVersions;
}

/** Versions to choose from: those a number or 附件6 names; a range names its ends. */
export function versionChoices(number: NumberFacts): string[] {
  const named = versionsOf(number).flatMap((one) =>
    'exact' in one ? [one.exact] : [one.from, one.to],
  );
  const all = [number.softwareVersion, ...named].filter((one): one is string => Boolean(one));
  return [...new Set(all)].sort((a, b) => compareVersions(b, a));
}

/** Numbers of the same software, those with licences left first (worked example, step 6). */
export function candidatesOf(
  numbers: readonly NumberFacts[],
  asked: { softwareName: string; version: string },
  today: string,
): NumberFacts[] {
  const fold = (name: string) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}+#]/gu, '');
  const wanted = fold(asked.softwareName);
  const good = (number: NumberFacts) =>
    Number((spareOf(number) ?? 1) > 0) * 2 +
    Number(asked.version === '' || versionUsable(versionsOf(number), asked.version));
  return numbers
    .filter((number) => wanted !== '' && fold(number.softwareName) === wanted && !number.disposed)
    .filter((number) => number.termEnd === null || number.termEnd >= today)
    .sort((a, b) => good(b) - good(a) || (a.softwareNo < b.softwareNo ? -1 : 1));
}

/** Who gives the opinion for a department: the nearest head, and the next one above when the head himself applies. */
export type Desk = { departmentId: string; headId: string | null; upHeadId: string | null };

export function desksOf(
  departments: readonly { id: string; parentId: string | null; headPersonId: string | null }[],
): Desk[] {
  const byId = new Map(departments.map((row) => [row.id, row]));
  return departments.map((department) => {
    const heads: string[] = [];
    const seen = new Set<string>();
    let at: typeof department | undefined = department;
    while (at && !seen.has(at.id)) {
      seen.add(at.id);
      if (at.headPersonId !== null && !heads.includes(at.headPersonId)) heads.push(at.headPersonId);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
    return { departmentId: department.id, headId: heads[0] ?? null, upHeadId: heads[1] ?? null };
  });
}
