/** Filling in and sending an application; opinions are in `commands.review.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { personById } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { type NoticeDraft, notify, type Recipient } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { checksFor, factsOf } from './commands.facts.ts';
import { APPLICATION_MACHINE } from './rules.machine.ts';
import type { Check } from './rules.ts';
import type { ApplicationInput } from './shapes.ts';
import * as store from './store.ts';

/** A device one may apply for: held by oneself, or by one's departments when one heads them. */
export async function applicableDevice(
  cx: CommandContext,
  deviceId: string,
): Promise<store.ApplicableDevice> {
  const [device] = await store.applicableDevices(cx, { ...headReach(cx), id: deviceId });
  if (device) return device;
  const path = 'body.application.deviceId';
  throw refuse(
    'installation.notYourDevice',
    '只能为本人使用的计算机申请',
    {},
    { path, status: 422 },
  );
}

export function headReach(cx: CommandContext): { departmentIds: readonly string[] } {
  const scope = widestScope(cx.actor.roles, 'application.create');
  return { departmentIds: scope === 'department' ? (cx.actor.departmentIds ?? []) : [] };
}

export function requirePerson(cx: CommandContext): string {
  if (cx.actor.personId) return cx.actor.personId;
  throw refuse(
    'installation.noPerson',
    '您的账号没有对应的人员，不能申请；请系统管理员把账号与人员对应起来',
    {},
    { status: 422 },
  );
}

/** A key seen before answers with what it made: a retried request applies once. */
export async function createApplication(
  cx: CommandContext,
  key: string,
  input: ApplicationInput,
): Promise<{ id: string; repeated: boolean }> {
  const personId = requirePerson(cx);
  await lockNamed(cx.tx, cx.unitId, `application-key-${key}`);
  const known = await store.idByKey(cx, key);
  if (known) return { id: known, repeated: true };
  const person = await personById(cx.tx, cx.unitId, personId);
  const device = await applicableDevice(cx, input.deviceId);
  const id = newId();
  await store.insertApplication(cx, {
    ...(await contentOf(cx, input, device)),
    phone: input.phone ?? person?.phone ?? '',
    id,
    applicationNo: null,
    applicantPersonId: personId,
    applicantName: person?.name ?? cx.actor.name,
    departmentId: device.departmentId ?? person?.departmentId ?? null,
    departmentName: device.departmentName,
    appliedOn: cx.today,
    state: 'draft',
    reviewerPersonId: null,
    technicianPersonId: null,
    orderId: null,
    idempotencyKey: key,
    createdAt: cx.now.toISOString(),
    updatedAt: cx.now.toISOString(),
  });
  const title = titleOf({ applicationNo: null });
  await takeStep(cx, APPLICATION_MACHINE, { id, title, state: null }, 'create');
  return { id, repeated: false };
}

/** How people call it: its number, which a draft has not yet. */
export function titleOf(row: Pick<store.ApplicationRow, 'applicationNo'>): string {
  return row.applicationNo ?? '草稿';
}

async function numberFor(cx: CommandContext): Promise<string> {
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `application-${year}`);
  return `SQ${year}-${String(number).padStart(4, '0')}`;
}

/** Computer and software as the form shows them. */
async function contentOf(
  cx: CommandContext,
  input: ApplicationInput,
  device: store.ApplicableDevice,
) {
  const installed = await store.installedOn(cx.tx, cx.unitId, device.id);
  const from = installed.find((row) => row.softwareId === input.fromSoftwareId);
  if (input.kind !== 'install' && !from) {
    const path = 'body.application.fromSoftwareId';
    throw refuse('installation.notInstalled', '台账上这台计算机没有安装原软件', {}, { path });
  }
  const ids = input.toSoftwareId ? [input.toSoftwareId] : [];
  const [to] = await store.numberFacts(cx, { ids, departmentIds: [] });
  if (input.toSoftwareId && !to) {
    const path = 'body.application.toSoftwareId';
    throw refuse('installation.noSoftware', '没有这个软件编号，请重新选择', {}, { path });
  }
  const system = installed.find((row) => row.category === 'operatingSystem');
  const wanted = input.kind === 'uninstall' ? from : to;
  return {
    deviceId: device.id,
    computerNo: device.computerNo,
    computerBrand: device.computerBrand,
    osName: system ? `${system.softwareName} ${system.version}`.trim() : device.osName,
    kind: input.kind,
    fromSoftwareId: input.kind === 'install' ? null : input.fromSoftwareId,
    fromVersion: from?.version ?? '',
    toSoftwareId: input.kind === 'uninstall' ? null : input.toSoftwareId,
    softwareName: wanted?.softwareName ?? input.softwareName,
    softwareVersion: input.softwareVersion,
    reason: input.reason,
  };
}

export async function lockOne(cx: CommandContext, id: string): Promise<store.ApplicationRow> {
  const [row] = await store.lockApplications(cx, [id]);
  if (row) return row;
  throw refuse('installation.noApplication', '没有这份申请，可能链接有误', {}, { status: 404 });
}

/** The applicant's own; anybody else's is not there for him. */
async function lockOwn(cx: CommandContext, id: string): Promise<store.ApplicationRow> {
  const row = await lockOne(cx, id);
  if (row.applicantPersonId === cx.actor.personId) return row;
  throw refuse(
    'installation.notYourApplication',
    '只有申请人本人可以这样办理',
    {},
    { status: 403 },
  );
}

export async function updateApplication(
  cx: CommandContext,
  id: string,
  input: ApplicationInput,
): Promise<void> {
  const row = await lockOwn(cx, id);
  if (row.state !== 'draft') {
    throw refuse(
      'installation.notDraft',
      '申请 {{no}} 已送审，不能修改；可请审核人退回，或撤回后重新申请',
      { no: titleOf(row) },
      { status: 409 },
    );
  }
  const device = await applicableDevice(cx, input.deviceId);
  await store.saveApplication(cx, id, {
    ...(await contentOf(cx, input, device)),
    ...(input.phone === undefined ? {} : { phone: input.phone }),
    departmentId: device.departmentId ?? row.departmentId,
    departmentName: device.departmentName || row.departmentName,
  });
}

/** Sends the draft to the department's head; what cannot come to anything is said now. */
export async function submitApplication(cx: CommandContext, id: string): Promise<void> {
  const row = await lockOwn(cx, id);
  await lockNamed(cx.tx, cx.unitId, `application-device-${row.deviceId}`);
  await applicableDevice(cx, row.deviceId);
  const applicationNo = row.applicationNo ?? (await numberFor(cx));
  const subject = { id, title: applicationNo, state: row.state };
  const state = await takeStep(cx, APPLICATION_MACHINE, subject, 'submit');
  refuseBlocked(await checksFor(cx, row, 'filling'));
  const change = { applicationNo, state, appliedOn: cx.today, reviewerPersonId: null };
  await store.saveApplication(cx, id, change);
  await tellReviewers(cx, { ...row, ...change });
}

/** Whoever gives the department's opinion; without anybody the information department, which names somebody. */
export async function tellReviewers(cx: CommandContext, row: store.ApplicationRow): Promise<void> {
  const facts = await factsOf(cx, row);
  const { reviewerPersonId } = row;
  const reviewers = reviewerPersonId
    ? [{ personId: reviewerPersonId }]
    : facts.reviewers.map(({ personId }) => ({ personId }));
  const to: Recipient[] = reviewers.length > 0 ? reviewers : [{ role: 'itManager' }];
  const sentence =
    reviewers.length > 0
      ? '{{name}}的安装维护申请 {{no}} 待您审核'
      : '{{name}}的安装维护申请 {{no}} 没有可审核的部门负责人，请指定审核人';
  await tell(cx, row, to, sentence, { name: row.applicantName });
}

export function refuseBlocked(checks: readonly Check[]): void {
  const found = checks.find((check) => check.level === 'block');
  if (found) {
    throw refuse(`installation.check.${found.key}`, found.sentence, found.params ?? {}, {
      status: 409,
    });
  }
}

export async function withdrawApplication(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOwn(cx, id);
  const subject = { id, title: titleOf(row), state: row.state };
  const state = await takeStep(cx, APPLICATION_MACHINE, subject, 'withdraw', { opinion });
  await store.saveApplication(cx, id, { state });
}

/** Throws a draft away that nobody but its writer has seen; afterwards only withdrawing is left. */
export async function discardApplication(cx: CommandContext, id: string): Promise<void> {
  const row = await lockOwn(cx, id);
  if (!(await store.deleteDraft(cx, id))) {
    throw refuse(
      'installation.notDraft',
      '申请 {{no}} 已送审过，不能删除；请改为撤回',
      { no: titleOf(row) },
      { status: 409 },
    );
  }
  await audit(cx, {
    action: 'application.discard',
    objectType: 'application',
    objectId: id,
    before: { softwareName: row.softwareName, computerNo: row.computerNo, reason: row.reason },
  });
}

export async function tell(
  cx: CommandContext,
  row: Pick<store.ApplicationRow, 'id' | 'applicationNo'>,
  to: readonly Recipient[],
  sentence: string,
  params: NoticeDraft['params'] = {},
): Promise<void> {
  await notify(cx, [
    {
      to,
      kind: 'application',
      sentence,
      params: { no: titleOf(row), ...params },
      link: `/applications/${row.id}`,
      objectType: 'application',
      objectId: row.id,
    },
  ]);
}
