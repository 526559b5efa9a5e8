/** Check sheets: filled computer by computer on a phone, signed by the user, with photos (RC-4.1). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import {
  type PreparedSignature,
  saveSignature,
  signatureImage,
} from '../../platform/signatures/signatures.ts';
import { lockToRespond } from './commands.problems.ts';
import { noInspection } from './commands.ts';
import { sheetComplaint } from './rules.ts';
import {
  type InspectionFile,
  SHEET_STATEMENT,
  SHEET_USER_ROLE,
  type SheetAnswer,
} from './shapes.ts';
import * as computers from './store.computers.ts';
import * as problems from './store.problems.ts';
import * as store from './store.ts';

export const SHEET_OBJECT = 'inspectionSheet';

const noSheet = () =>
  refuse('daily.noSheet', '这台计算机不在检查名单中，或您无权查看', {}, { status: 404 });

/** Why the caller may not fill this sheet; undefined when he may. */
export function checkingProblem(
  cx: CommandContext,
  inspection: Pick<store.InspectionRow, 'state' | 'inspectors'>,
  sheet: Pick<computers.SheetRow, 'personId'>,
): { code: string; sentence: string; status: number } | undefined {
  const me = cx.actor.personId;
  if (me === undefined || !inspection.inspectors.includes(me)) {
    const sentence = '您不是这次检查的检查人员';
    return { code: 'daily.notInspector', sentence, status: 403 };
  }
  if (sheet.personId === me) {
    const sentence = '本人使用的计算机须由其他检查人员检查';
    return { code: 'daily.ownComputer', sentence, status: 403 };
  }
  if (inspection.state !== 'onsite') {
    const sentence = '检查没有开始或已经汇总，不能再填写检查表';
    return { code: 'daily.notOnsite', sentence, status: 409 };
  }
  return undefined;
}

async function lockToCheck(cx: CommandContext, inspectionId: string, deviceId: string) {
  const inspection = await store.shareInspection(cx, inspectionId);
  if (!inspection) throw noInspection();
  const sheet = await computers.lockSheet(cx, inspectionId, deviceId);
  if (!sheet) throw noSheet();
  const problem = checkingProblem(cx, inspection, sheet);
  if (problem) throw refuse(problem.code, problem.sentence, {}, { status: problem.status });
  return { inspection, sheet };
}

/** Who comes second is told whose work he would overwrite. */
function requireVersion(sheet: computers.SheetRow, version: number): void {
  if (sheet.version === version) return;
  throw refuse(
    'daily.sheetMoved',
    '{{no}} 的检查表刚由{{by}}保存过，请重新打开后再填',
    { no: sheet.computerNo, by: sheet.checkedBy ?? '' },
    { status: 409 },
  );
}

export async function saveSheet(
  cx: CommandContext,
  inspectionId: string,
  deviceId: string,
  input: {
    version: number;
    state: 'draft' | 'done' | 'skipped';
    answers: SheetAnswer[];
    note: string;
  },
): Promise<void> {
  const { inspection, sheet } = await lockToCheck(cx, inspectionId, deviceId);
  requireVersion(sheet, input.version);
  const complaint = sheetComplaint(inspection.items, input);
  if (complaint) {
    const { sentence, params = {}, path } = complaint;
    throw refuse('daily.sheetIncomplete', sentence, params, { path });
  }
  await computers.saveSheet(cx, inspectionId, {
    deviceId,
    sheetState: input.state,
    version: sheet.version + 1,
    answers: input.answers,
    note: input.note,
    // A signature stands for what was signed.
    userSignatureId: null,
  });
  await audit(cx, {
    action: 'inspection.saveSheet',
    objectType: 'inspection',
    objectId: inspectionId,
    before: { computerNo: sheet.computerNo, state: sheet.sheetState, answers: sheet.answers },
    after: { computerNo: sheet.computerNo, ...input },
  });
}

/** On the inspector's screen, once the sheet is complete. */
export async function signSheet(
  cx: CommandContext,
  inspectionId: string,
  deviceId: string,
  prepared: PreparedSignature,
  input: { version: number; signerName: string },
): Promise<void> {
  const { sheet } = await lockToCheck(cx, inspectionId, deviceId);
  requireVersion(sheet, input.version);
  if (sheet.sheetState !== 'done') {
    throw refuse('daily.sheetNotDone', '检查表填写完成后再签字', {}, { status: 409 });
  }
  const personName = sheet.personName || input.signerName;
  if (personName === '') {
    const path = 'body.signerName';
    throw refuse('daily.noSigner', '请填写签字人姓名', {}, { path });
  }
  const userSignatureId = await saveSignature(cx, prepared, {
    objectType: SHEET_OBJECT,
    objectId: deviceId,
    role: SHEET_USER_ROLE,
    personId: sheet.personId,
    personName,
    statement: SHEET_STATEMENT,
  });
  await computers.signSheet(cx, inspectionId, {
    deviceId,
    version: sheet.version + 1,
    userSignatureId,
  });
  await audit(cx, {
    action: 'inspection.signSheet',
    objectType: 'inspection',
    objectId: inspectionId,
    after: { computerNo: sheet.computerNo, personName },
  });
}

export async function sheetSignature(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  deviceId: string,
): Promise<Buffer> {
  const sheet = await computers.sheetRow(cx, scope, inspectionId, deviceId);
  if (!sheet) throw noSheet();
  const id = sheet.userSignatureId ?? '00000000-0000-0000-0000-000000000000';
  return signatureImage(cx.tx, cx.unitId, SHEET_OBJECT, deviceId, id);
}

const MOST_FILES = 20;

function requireRoom(present: readonly unknown[]): void {
  if (present.length < MOST_FILES) return;
  const sentence = '已有 {{n}} 个文件，达到上限';
  throw refuse('daily.tooManyFiles', sentence, { n: present.length }, { status: 409 });
}

export async function addPhoto(
  cx: CommandContext,
  files: Files,
  at: { inspectionId: string; deviceId: string },
  received: { file: ReceivedFile; fields: Record<string, string> },
): Promise<InspectionFile> {
  const { inspection, sheet } = await lockToCheck(cx, at.inspectionId, at.deviceId);
  const itemKey = received.fields.itemKey ?? '';
  if (itemKey !== '' && !inspection.items.some((item) => item.key === itemKey)) {
    const path = 'itemKey';
    throw refuse('daily.noItem', '检查表中没有这个项目，请刷新', {}, { path });
  }
  requireRoom(await problems.filesOf(cx, at.inspectionId, { deviceId: at.deviceId }));
  const of = { deviceId: at.deviceId };
  return keepFile(
    cx,
    files,
    { inspectionId: at.inspectionId, of, itemKey, title: sheet.computerNo },
    received.file,
  );
}

export async function addEvidence(
  cx: CommandContext,
  files: Files,
  problemId: string,
  file: ReceivedFile,
): Promise<InspectionFile> {
  const { row } = await lockToRespond(cx, problemId);
  if (row.state !== 'open' && row.state !== 'returned') {
    const sentence = '这个问题不在整改中，不能再上传材料';
    throw refuse('daily.notRectifying', sentence, {}, { status: 409 });
  }
  const of = { problemId };
  requireRoom(await problems.filesOf(cx, row.inspectionId, of));
  const title = `${row.problemNo}. ${row.content}`;
  return keepFile(cx, files, { inspectionId: row.inspectionId, of, itemKey: '', title }, file);
}

async function keepFile(
  cx: CommandContext,
  files: Files,
  place: {
    inspectionId: string;
    of: { deviceId: string } | { problemId: string };
    itemKey: string;
    title: string;
  },
  file: ReceivedFile,
): Promise<InspectionFile> {
  const kept = await files.keep(cx, file, 'daily.inspection');
  const one = {
    id: newId(),
    itemKey: place.itemKey,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    createdAt: cx.now.toISOString(),
    createdBy: cx.actor.name,
    createdById: cx.actor.id,
  };
  await problems.insertFile(cx, place.inspectionId, place.of, one);
  await audit(cx, {
    action: 'inspection.attachFile',
    objectType: 'inspection',
    objectId: place.inspectionId,
    after: { of: place.title, fileName: one.fileName },
  });
  return one;
}

export async function removePhoto(
  cx: CommandContext,
  inspectionId: string,
  deviceId: string,
  fileId: string,
): Promise<void> {
  const { sheet } = await lockToCheck(cx, inspectionId, deviceId);
  const found = (await problems.filesOf(cx, inspectionId, { deviceId })).find(
    (one) => one.id === fileId,
  );
  if (!found) throw refuse('daily.noFile', '没有这个文件，可能已移除', {}, { status: 404 });
  await problems.deleteFile(cx, fileId);
  await audit(cx, {
    action: 'inspection.removeFile',
    objectType: 'inspection',
    objectId: inspectionId,
    before: { of: sheet.computerNo, fileName: found.fileName, fileId: found.fileId },
  });
}

export async function fileOf(cx: CommandContext, scope: Scope, inspectionId: string, id: string) {
  const found = await problems.fileWithinReach(cx, scope, inspectionId, id);
  if (found) return found;
  throw refuse('daily.noFile', '没有这个文件，可能已移除', {}, { status: 404 });
}
