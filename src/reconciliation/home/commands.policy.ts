/** D11: which computers are to have an operating system, office and antivirus software; all of them unless set. */
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import { RequiredPolicy } from './shapes.ts';

const SETTING = 'reconciliation.required';
const ALL = ['desktop', 'laptop', 'server'] as const;
/** 财行〔2013〕98号: one of each per computer. */
const DEFAULT: RequiredPolicy = {
  operatingSystem: [...ALL],
  office: [...ALL],
  antivirus: [...ALL],
};

export async function requiredPolicy(cx: CommandContext): Promise<RequiredPolicy> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  return stored === undefined ? DEFAULT : RequiredPolicy.parse(stored);
}

export async function saveRequiredPolicy(
  cx: CommandContext,
  policy: RequiredPolicy,
): Promise<RequiredPolicy> {
  const before = await requiredPolicy(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, policy);
  await audit(cx, {
    action: 'reconciliation.saveRequired',
    objectType: 'requiredPolicy',
    objectId: 'required',
    before,
    after: policy,
  });
  return policy;
}
