/** Loads what the checks and rules of an application ask. */
import { standardOfPerson } from '../../configuration/index.ts';
import { fitsStandard } from '../../configuration/poststandards/rules.ts';
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import { check } from '../../ledgers/index.ts';
import {
  departmentTree,
  directory,
  peopleByIds,
  type Reviewer,
  reviewersOf,
} from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { otherChecks } from './commands.checks.ts';
import {
  type ApplicationCaller,
  type ApplicationFacts,
  atStage,
  type Check,
  candidatesOf,
  checksOf,
  desksOf,
  type NumberFacts,
  type Stage,
  spareOf,
  versionsOf,
} from './rules.ts';
import type { ApplicationState } from './shapes.ts';
import type * as list from './store.list.ts';
import * as store from './store.ts';

export function callerOf(cx: CommandContext): ApplicationCaller {
  return {
    personId: cx.actor.personId,
    can: (permission) => widestScope(cx.actor.roles, permission) !== undefined,
  };
}

export async function waitingOf(cx: CommandContext): Promise<list.Waiting> {
  const { personId } = cx.actor;
  const itReview = widestScope(cx.actor.roles, 'application.itReview') !== undefined;
  const desks = desksOf(await departmentsInOffice(cx));
  if (!personId) return { desks, heads: [], itReview };
  const standing = await directory.standingOf(cx.tx, cx.unitId, personId, cx.today);
  const heads = [personId, ...standing.standsInFor.map((one) => one.personId)];
  return { desks, heads, itReview };
}

/** Departments with the heads that are still here, as `reviewersOf` sees them. */
async function departmentsInOffice(cx: CommandContext) {
  const tree = await departmentTree(cx.tx, cx.unitId);
  const heads = tree.map((row) => row.headPersonId).filter((id): id is string => id !== null);
  const people = await peopleByIds(cx.tx, cx.unitId, [...new Set(heads)]);
  return tree.map((row) => ({
    ...row,
    headPersonId: people.get(row.headPersonId ?? '')?.active ? row.headPersonId : null,
  }));
}

type Asked = {
  id: string | null;
  applicantPersonId: string;
  departmentId: string | null;
  deviceId: string;
  kind: 'install' | 'uninstall' | 'upgrade';
  fromSoftwareId: string | null;
  toSoftwareId: string | null;
  softwareName: string;
  softwareVersion: string;
};

/** The holder's department and those above it: whose lines of 附件6 count. */
async function chainOf(cx: CommandContext, departmentId: string | null): Promise<string[]> {
  const tree = new Map((await departmentTree(cx.tx, cx.unitId)).map((row) => [row.id, row]));
  const chain: string[] = [];
  let at = departmentId ? tree.get(departmentId) : undefined;
  while (at && !chain.includes(at.id)) {
    chain.push(at.id);
    at = at.parentId ? tree.get(at.parentId) : undefined;
  }
  return chain;
}

/** Every check of W3, those of later slices included (pledge, post standard), as they count at this stage. */
export async function checksFor(cx: CommandContext, asked: Asked, stage: Stage): Promise<Check[]> {
  const departmentIds = await chainOf(cx, asked.departmentId);
  const ids = [asked.toSoftwareId, asked.fromSoftwareId].filter((id): id is string => id !== null);
  const numbers = await store.numberFacts(cx, { ids, departmentIds });
  const installed = new Set(
    (await store.installedOn(cx.tx, cx.unitId, asked.deviceId)).map((row) => row.softwareId),
  );
  const to = numbers.find((number) => number.softwareId === asked.toSoftwareId) ?? null;
  const name = to?.softwareName ?? asked.softwareName;
  const pair = { deviceId: asked.deviceId, softwareIds: ids };
  const own = checksOf({
    today: cx.today,
    kind: asked.kind,
    version: asked.softwareVersion,
    to,
    installedOnDevice: installed,
    fromSoftwareId: asked.fromSoftwareId,
    openTwin: await store.openTwin(cx.tx, cx.unitId, { ...pair, except: asked.id }),
    openOrder: await store.openOrder(cx.tx, cx.unitId, pair),
    proposal: to && (await proposalFor(cx, asked, to, installed)),
  });
  const others = await otherChecks(cx, {
    kind: asked.kind,
    applicantPersonId: asked.applicantPersonId,
    deviceId: asked.deviceId,
    softwareId: asked.toSoftwareId,
    softwareName: name,
  });
  const standard = asked.kind === 'uninstall' ? [] : await standardCheck(cx, asked, name);
  const all = atStage([...own, ...standard, ...others], stage, asked.kind);
  if (stage === 'filling' || all.some((check) => check.level === 'block')) return all;
  return [...all, ...(await ledgerChecks(cx, asked, to))];
}

/** Worked example, step 6: the number asked for has nothing left, another of the same software has. */
async function proposalFor(
  cx: CommandContext,
  asked: Asked,
  to: NumberFacts,
  installed: ReadonlySet<string>,
): Promise<string | null> {
  if ((spareOf(to) ?? 1) > 0) return null;
  const version = asked.softwareVersion || (to.softwareVersion ?? '');
  const wanted = { ...asked, softwareName: to.softwareName, softwareVersion: version };
  const other = (await candidatesFor(cx, wanted)).find(
    (one) =>
      (spareOf(one) ?? 1) > 0 &&
      !installed.has(one.softwareId) &&
      versionUsable(versionsOf(one), version),
  );
  return other?.softwareNo ?? null;
}

/** What the journal would refuse today: an approval must not lead to an order that cannot be recorded. */
async function ledgerChecks(
  cx: CommandContext,
  asked: Asked,
  to: NumberFacts | null,
): Promise<Check[]> {
  const { kind, deviceId } = asked;
  const softwareId = kind === 'uninstall' ? asked.fromSoftwareId : asked.toSoftwareId;
  // An upgrade is ordered by its scheme, which asks the journal then.
  if (kind === 'upgrade' || softwareId === null) return [];
  const version = asked.softwareVersion || (to?.softwareVersion ?? '');
  const line = { softwareId, deviceId, occurredOn: cx.today, cause: 'workOrder' as const };
  const draft =
    kind === 'install' ? { ...line, kind, version } : { ...line, kind: 'uninstall' as const };
  const { problems } = await check(cx, [draft]);
  return problems.map(({ sentence, params }) => ({
    key: 'ledger',
    level: 'block' as const,
    sentence,
    params,
  }));
}

/** PZ-2.1: software outside the standard of the applicant's post is told, not forbidden: the reviewers decide. */
async function standardCheck(cx: CommandContext, asked: Asked, name: string): Promise<Check[]> {
  const standard = await standardOfPerson(cx.tx, cx.unitId, asked.applicantPersonId);
  if (!standard || standard.lines.length === 0 || name === '') return [];
  const params = { post: standard.postName };
  return fitsStandard(standard.lines, name)
    ? [{ key: 'postStandard', level: 'ok', sentence: '符合岗位“{{post}}”的软件配置标准', params }]
    : [
        {
          key: 'postStandard',
          level: 'warn',
          sentence: '不在岗位“{{post}}”的软件配置标准内，请审核人核实工作需要',
          params,
        },
      ];
}

/** Numbers it could be carried out under, for the information department. */
export async function candidatesFor(cx: CommandContext, asked: Asked): Promise<NumberFacts[]> {
  const departmentIds = await chainOf(cx, asked.departmentId);
  const numbers = await store.numberFacts(cx, { departmentIds });
  const fitting = numbers.filter(
    (number) => number.softwareType !== 'free' || (number.listedVersions ?? []).length > 0,
  );
  return candidatesOf(
    fitting,
    { softwareName: asked.softwareName, version: asked.softwareVersion },
    cx.today,
  );
}

/** What may be asked for in this department: licences of every kind, listed free software. */
export async function usableNumbers(
  cx: CommandContext,
  departmentId: string | null,
): Promise<NumberFacts[]> {
  const numbers = await store.numberFacts(cx, { departmentIds: await chainOf(cx, departmentId) });
  return numbers.filter((number) => {
    if (number.softwareType === 'oem') return false;
    if (number.softwareType === 'free') return (number.listedVersions ?? []).length > 0;
    return number.termEnd === null || number.termEnd >= cx.today;
  });
}

export async function factsOf(
  cx: CommandContext,
  row: {
    state: ApplicationState;
    applicantPersonId: string;
    departmentId: string | null;
    reviewerPersonId: string | null;
    applicationNo: string | null;
  },
): Promise<Omit<ApplicationFacts, 'reviewers'> & { reviewers: Reviewer[] }> {
  const reviewers = row.departmentId
    ? await reviewersOf(cx.tx, cx.unitId, row.departmentId, {
        today: cx.today,
        except: row.applicantPersonId,
      })
    : [];
  return {
    state: row.state,
    applicantPersonId: row.applicantPersonId,
    reviewerPersonId: row.reviewerPersonId,
    sent: Boolean(row.applicationNo),
    reviewers: reviewers.filter((one) => one.personId !== row.applicantPersonId),
  };
}
