/** After approval: uninstall first, then close the numbers (PZ-2.7, 2.8); corrections and their undoing. */

import { refuse } from '../../base/refusal.ts';
import { disposeSoftware, restoreSoftware } from '../../configuration/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { createCampaign } from '../campaigns/commands.ts';
import { ScopeInput } from '../campaigns/shapes.ts';
import { lockPromises } from '../orders/store.promised.ts';
import { lockOne, requireRecipient, subjectOf, tell, tellRequesters } from './commands.ts';
import { DISPOSAL_MACHINE } from './rules.machine.ts';
import { DISPOSAL_REASONS, type DisposalInput } from './shapes.ts';
import * as numbers from './store.numbers.ts';
import * as store from './store.ts';

/** Numbers that are installed and that no running campaign uninstalls. */
export const toUninstall = (lines: readonly numbers.LineRow[]) =>
  lines.filter((line) => line.openInstalls > 0 && line.campaignOver);

/** One campaign for each number that is still installed; the departments are told from there (WH-1.3). */
export async function uninstall(
  cx: CommandContext,
  id: string,
  dueOn: string | null,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'uninstall');
  const lines = await numbers.linesOf(cx, id);
  const open = toUninstall(lines);
  if (open.length === 0) {
    const running = lines.some((line) => line.openInstalls > 0);
    throw refuse(
      'installation.nothingToUninstall',
      running ? '卸载已在进行，请在统一部署中办理' : '没有在册安装，可以直接办理处置',
      {},
      { status: 409 },
    );
  }
  for (const line of open) {
    const { softwareId } = line;
    const campaignId = await createCampaign(cx, {
      title: `处置前卸载 ${line.softwareNo} ${line.softwareName}`.slice(0, 100),
      kind: 'uninstall',
      softwareId,
      version: line.softwareVersion ?? '',
      reason: `软件处置 ${row.disposalNo}`,
      scope: ScopeInput.parse({ withSoftwareId: softwareId }),
      dueOn,
      technicianPersonId: null,
    });
    await store.setCampaign(cx, id, softwareId, campaignId);
  }
  await store.saveDisposal(cx, id, { state });
}

/** Nobody is on his way to install one of them, and nobody sets out while they are being closed. */
async function requireUnpromised(cx: CommandContext, id: string): Promise<string[]> {
  const ids = (await numbers.linesOf(cx, id)).map((line) => line.softwareId).sort();
  for (const softwareId of ids) await lockPromises(cx, softwareId);
  const promised = (await numbers.linesOf(cx, id)).find((line) => line.promised > 0);
  if (!promised) return ids;
  const sentence = '{{no}} 还有 {{n}} 项未办结的安装，请先取消';
  const params = { no: promised.softwareNo, n: promised.promised };
  throw refuse('installation.stillPromised', sentence, params, { status: 409 });
}

/** Closes every number under the journal's lock: what is installed or not then stays so until the end. */
export async function dispose(cx: CommandContext, id: string, disposedOn: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'dispose');
  if (disposedOn < row.approvedOn! || disposedOn > cx.today) {
    const sentence = '处置日期应在批准日期 {{from}} 与今天之间';
    const params = { from: row.approvedOn! };
    throw refuse('installation.disposalDate', sentence, params, { path: 'body.disposedOn' });
  }
  const reason = DISPOSAL_REASONS[row.reason].label;
  const ids = await requireUnpromised(cx, id);
  for (const softwareId of ids) {
    await disposeSoftware(cx, softwareId, { disposedOn, reason, disposalId: id });
  }
  // Read under that lock: nobody has written since.
  const late = (await numbers.linesOf(cx, id)).find(
    (line) => line.lastEntryOn !== null && line.lastEntryOn > disposedOn,
  );
  if (late) {
    const sentence = '{{no}} 最后一次登记在 {{date}}，处置日期不能早于这一天';
    const params = { no: late.softwareNo, date: late.lastEntryOn! };
    throw refuse('installation.disposalDate', sentence, params, { path: 'body.disposedOn' });
  }
  await store.saveDisposal(cx, id, { state, disposedOn });
  await tellRequesters(cx, row, '软件处置 {{no}} 已办理，汇总表（附件7）已更新');
  await tell(cx, row, [{ role: 'assetOfficer' }], '软件处置 {{no}} 已办理，汇总表（附件7）已更新');
}

export async function cancelDisposal(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'cancel', { opinion: reason });
  await store.releaseNumbers(cx, id);
  await store.saveDisposal(cx, id, { state });
  await tellRequesters(cx, row, '软件处置 {{no}} 不再办理：{{opinion}}', { opinion: reason });
  const sentence = '软件处置 {{no}} 不再办理：{{opinion}}';
  await tell(cx, row, [{ role: 'itManager' }], sentence, { opinion: reason });
}

/** A disposal registered by mistake: the numbers count again, and the approval still stands. */
export async function undoDisposal(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'undo', {
    opinion: reason,
    detail: { before: { disposedOn: row.disposedOn } },
  });
  const ids = (await numbers.linesOf(cx, id)).map((line) => line.softwareId).sort();
  for (const softwareId of ids) {
    await restoreSoftware(cx, softwareId, { reason, disposalId: id });
  }
  await store.saveDisposal(cx, id, { state, disposedOn: null });
  const sentence = '软件处置 {{no}} 的处置登记已撤销：{{opinion}}';
  await tell(cx, row, [{ role: 'itManager' }], sentence, { opinion: reason });
}

type Words = Pick<DisposalInput, 'method' | 'recipient' | 'explanation' | 'notMovable'>;

export async function correctDisposal(
  cx: CommandContext,
  id: string,
  input: Words & { reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const { reason, ...after } = input;
  requireRecipient(after);
  const hardware = row.reason === 'lifeNotReachedHardwareScrapped';
  if (hardware && after.notMovable === '') {
    const sentence = '请说明为什么不能迁移到其他计算机上继续使用';
    throw refuse('installation.notMovable', sentence, {}, { path: 'body.notMovable' });
  }
  const { method, recipient, explanation, notMovable } = row;
  await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to: row.state as never,
    detail: { before: { method, recipient, explanation, notMovable }, after },
  });
  await store.saveDisposal(cx, id, {
    ...after,
    notMovable: hardware ? after.notMovable : '',
  });
}
