/**
 * Checks of an application that other parts answer (is the pledge signed? is it in the post's standard?): later slices
 * register theirs, so that this one need not know them.
 */
import type { RefusalParams } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { MaintenanceType } from '../orders/shapes.ts';

export type CheckSubject = {
  kind: MaintenanceType;
  applicantPersonId: string;
  deviceId: string;
  /** What is to be installed; null when asked for as new, or for an uninstall. */
  softwareId: string | null;
  softwareName: string;
};

export type CheckResult = {
  key: string;
  /** `block` keeps from sending in and from approving until it is mended. */
  level: 'ok' | 'warn' | 'block';
  /** Chinese sentence, also the key of its English. */
  sentence: string;
  params?: RefusalParams;
};

export type ApplicationCheck = (
  cx: CommandContext,
  subject: CheckSubject,
) => Promise<CheckResult | undefined>;

const checks = new Map<string, ApplicationCheck>();

/** Called in a feature's `register`; a key registered again is replaced. */
export function registerApplicationCheck(key: string, check: ApplicationCheck): void {
  checks.set(key, check);
}

export async function otherChecks(
  cx: CommandContext,
  subject: CheckSubject,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks.values()) {
    const result = await check(cx, subject);
    if (result) results.push(result);
  }
  return results;
}
