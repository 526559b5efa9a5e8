/** The life of numbers by the unit's own parameters, and whether a request agrees with the facts. */

import { refuse } from '../../base/refusal.ts';
import { shortestLife } from '../../configuration/index.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Complaint, hardwareComplaint, lifeComplaint, lifeOf } from './rules.ts';
import type { DisposalCandidate, DisposalInput, LifeFacts } from './shapes.ts';
import * as numbers from './store.numbers.ts';

export type Judged<T> = T & LifeFacts;

export async function judged<T extends numbers.NumberRow>(
  cx: CommandContext,
  rows: readonly T[],
): Promise<Judged<T>[]> {
  const years = await shortestLife(cx);
  return rows.map((row) => ({
    ...row,
    ...lifeOf({ ...row, minLifeYears: years(row.category) }, cx.today),
  }));
}

/** What pages and the endpoint show of a number. */
export function shownOf<T extends Judged<numbers.NumberRow>>(row: T) {
  const { licenseUnlimited, licenseQuantity } = row;
  const quantity = licenseUnlimited ? ('unlimited' as const) : licenseQuantity;
  return { ...row, licenseQuantity: quantity };
}

const MOST = 50;

export async function candidates(
  cx: CommandContext,
  scope: Scope,
  query: { q?: string | undefined; software?: string | undefined },
): Promise<DisposalCandidate[]> {
  const rows = await judged(cx, await numbers.candidates(cx, scope, query, MOST));
  return rows.map(shownOf);
}

function refuseComplaint(complaint: Complaint | undefined): void {
  if (!complaint) return;
  const { code, sentence, params, path } = complaint;
  throw refuse(code, sentence, params, { path });
}

/** The numbers of a request with their life; refuses what is none of one's own or contradicts the facts. */
export async function requireFacts(
  cx: CommandContext,
  scope: Scope,
  input: Pick<DisposalInput, 'softwareIds' | 'reason' | 'deviceIds' | 'notMovable'>,
): Promise<Judged<numbers.NumberRow>[]> {
  const path = 'body.softwareIds';
  const ids = [...new Set(input.softwareIds)];
  const found = await numbers.numbersAskedFor(cx, scope, ids);
  if (found.length < ids.length) {
    const sentence = '有的软件编号不存在，或没有在您的部门登记安装过，请重新选择';
    throw refuse('installation.unknownNumber', sentence, {}, { path });
  }
  const wrong = found.find((one) => one.softwareType !== 'commercial' || one.status !== 'active');
  if (wrong) {
    const sentence = '{{no}} 不是在用的商业软件，不须申请处置';
    throw refuse('installation.notDisposable', sentence, { no: wrong.softwareNo }, { path });
  }
  const byId = new Map((await judged(cx, found)).map((one) => [one.softwareId, one]));
  const asked = ids.map((id) => byId.get(id)!);
  refuseComplaint(lifeComplaint(input.reason, asked));
  if (input.reason === 'lifeNotReachedHardwareScrapped') {
    const devices = await numbers.devicesAskedFor(cx, input.deviceIds, ids);
    refuseComplaint(hardwareComplaint(devices, input.deviceIds, asked));
    if (input.notMovable === '') {
      const sentence = '请说明为什么不能迁移到其他计算机上继续使用';
      throw refuse('installation.notMovable', sentence, {}, { path: 'body.notMovable' });
    }
  }
  return asked;
}
