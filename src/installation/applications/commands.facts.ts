/** Loads what the checks and rules of an application ask. */
import { standardOfPerson } from '../../configuration/index.ts';
import { fitsStandard } from '../../configuration/poststandards/rules.ts';
import { departmentTree, directory, type Reviewer, reviewersOf } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { otherChecks } from './commands.checks.ts';
import {
  type ApplicationCaller,
  type ApplicationFacts,
  type Check,
  candidatesOf,
  checksOf,
  desksOf,
  type NumberFacts,
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
  const desks = desksOf(await departmentTree(cx.tx, cx.unitId));
  if (!personId) return { desks, heads: [], itReview };
  const standing = await directory.standingOf(cx.tx, cx.unitId, personId, cx.today);
  const heads = [personId, ...standing.standsInFor.map((one) => one.personId)];
  return { desks, heads, itReview };
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

/** Every check of W3, those of later slices included (pledge, post standard). */
export async function checksFor(cx: CommandContext, asked: Asked): Promise<Check[]> {
  const departmentIds = await chainOf(cx, asked.departmentId);
  const ids = [asked.toSoftwareId, asked.fromSoftwareId].filter((id): id is string => id !== null);
  const numbers = await store.numberFacts(cx, { ids, departmentIds });
  const installed = await store.installedOn(cx.tx, cx.unitId, asked.deviceId);
  const to = numbers.find((number) => number.softwareId === asked.toSoftwareId) ?? null;
  const own = checksOf({
    today: cx.today,
    kind: asked.kind,
    version: asked.softwareVersion,
    to,
    asNew: asked.toSoftwareId === null && asked.softwareName !== '',
    installedOnDevice: new Set(installed.map((row) => row.softwareId)),
    fromSoftwareId: asked.fromSoftwareId,
    openTwin: await store.openTwin(cx.tx, cx.unitId, {
      deviceId: asked.deviceId,
      softwareIds: ids,
      except: asked.id,
    }),
  });
  const others = await otherChecks(cx, {
    kind: asked.kind,
    applicantPersonId: asked.applicantPersonId,
    deviceId: asked.deviceId,
    softwareId: asked.toSoftwareId,
    softwareName: to?.softwareName ?? asked.softwareName,
  });
  const name = to?.softwareName ?? asked.softwareName;
  const standard = asked.kind === 'uninstall' ? [] : await standardCheck(cx, asked, name);
  return [...own, ...standard, ...others];
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
    reviewers: reviewers.filter((one) => one.personId !== row.applicantPersonId),
  };
}
