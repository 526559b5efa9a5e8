/** Nobody is to be given what is about to be disposed of: told and refused when form 10 is filled in and reviewed. */
import type { CommandContext } from '../../platform/db/context.ts';
import type { CheckResult, CheckSubject } from '../applications/commands.checks.ts';
import * as store from './store.ts';

export async function checkDisposal(
  cx: CommandContext,
  subject: CheckSubject,
): Promise<CheckResult | undefined> {
  if (subject.kind === 'uninstall' || subject.softwareId === null) return undefined;
  const held = await store.approvedFor(cx, subject.softwareId);
  if (!held) return undefined;
  return {
    key: 'disposal',
    level: 'block',
    sentence: '该软件已批准处置（{{no}}），不能再安装',
    params: { no: held },
  };
}
