/** What an inspection lists as problems: differences the comparison found, and failures of check sheets (RC-4.2). */
import { departmentTree } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import { problemSubject, titleOf } from './commands.problems.ts';
import { PROBLEM_MACHINE } from './rules.machine.ts';
import { contentOfAnswer, contentOfFinding, KIND_OF_FINDING, USUAL_MEASURES } from './rules.ts';
import type { Computer, SheetRow } from './store.computers.ts';
import * as problems from './store.problems.ts';
import type * as store from './store.ts';

type Sheets = readonly (Computer & Pick<SheetRow, 'sheetState' | 'answers'>)[];

/**
 * Differences of the drawn computers and failures of their sheets, each once however often it is summed up. A failure
 * that a later look took back is dropped; what people dropped stays dropped.
 */
export async function listProblems(
  cx: CommandContext,
  row: store.InspectionRow,
  sheets: Sheets,
): Promise<void> {
  const known = await problems.problemsOf(cx, row.id);
  const wholeUnit = row.kind === 'full' && row.departmentIds.length === 0;
  const drafts = [...(await ofFindings(cx, row.id, sheets, wholeUnit)), ...ofSheets(row, sheets)];
  const keyOf = (one: {
    findingId: string | null;
    deviceId: string | null;
    itemKey: string | null;
  }) => one.findingId ?? `${one.deviceId} ${one.itemKey}`;
  const before = new Map<string, problems.ProblemRow>(
    known.filter((one) => one.source !== 'manual').map((one) => [keyOf(one), one] as const),
  );
  const fresh = drafts.filter((one) => !before.has(keyOf(one)));
  const last = known.at(-1)?.problemNo ?? 0;
  const made = await problems.insertProblems(cx, row.id, last, fresh);
  const subjects = made.map(({ id, problemNo }, at) => ({
    id,
    title: titleOf({ problemNo, content: fresh[at]!.content }),
    state: null,
  }));
  if (subjects.length > 0) await takeSteps(cx, PROBLEM_MACHINE, subjects, 'list');
  await followSheets(cx, known, drafts);
}

/** What stands on a sheet now, for failures that were listed before it was looked at again. */
async function followSheets(
  cx: CommandContext,
  known: readonly problems.ProblemRow[],
  drafts: readonly problems.NewProblem[],
): Promise<void> {
  const failures = new Map<string, string>(
    drafts
      .filter((one) => one.source === 'sheet')
      .map((one) => [`${one.deviceId} ${one.itemKey}`, one.content] as const),
  );
  const own = known.filter((one) => one.source === 'sheet');
  const failing = (one: problems.ProblemRow) => failures.has(`${one.deviceId} ${one.itemKey}`);
  const listed = own.filter((one) => one.state === 'listed');
  const gone = listed.filter((one) => !failing(one));
  await moveAll(cx, gone, 'drop', TAKEN_BACK);
  const back = own.filter(
    (one) => one.state === 'dropped' && one.review === TAKEN_BACK && failing(one),
  );
  await moveAll(cx, back, 'restore', '再次检查为不合格');
  const changed = [...listed, ...back].flatMap((one) => {
    const content = failures.get(`${one.deviceId} ${one.itemKey}`);
    return content && content !== one.content ? [{ id: one.id, content }] : [];
  });
  if (changed.length > 0) await problems.saveContents(cx, changed);
}

/** Why a failure was dropped without anybody having judged it. */
const TAKEN_BACK = '再次检查为合格';

async function moveAll(
  cx: CommandContext,
  rows: readonly problems.ProblemRow[],
  action: 'drop' | 'restore',
  opinion: string,
): Promise<void> {
  if (rows.length === 0) return;
  const state = await takeSteps(cx, PROBLEM_MACHINE, rows.map(problemSubject), action, { opinion });
  await problems.setStates(
    cx,
    rows.map((one) => one.id),
    state,
    action === 'drop' ? { review: opinion } : {},
  );
}

async function ofFindings(
  cx: CommandContext,
  inspectionId: string,
  sheets: Sheets,
  unitToo: boolean,
): Promise<problems.NewProblem[]> {
  const byDevice = new Map(sheets.map((one) => [one.deviceId, one]));
  const found = await problems.openFindings(cx, { inspectionId, unitToo });
  // What concerns a number and no computer is the information department's.
  const tree = await departmentTree(cx.tx, cx.unitId);
  const it = tree.find((one) => one.active && one.functions.includes('informatization'));
  return found.map((finding): problems.NewProblem => {
    const sheet = finding.deviceId === null ? undefined : byDevice.get(finding.deviceId);
    const kind = KIND_OF_FINDING[finding.kind];
    return {
      source: 'finding',
      findingId: finding.id,
      itemKey: null,
      deviceId: finding.deviceId,
      computerNo: sheet?.computerNo ?? '',
      kind,
      content: contentOfFinding(finding),
      evidence: finding,
      departmentId: sheet ? sheet.departmentId : (it?.id ?? null),
      departmentName: sheet ? sheet.departmentName : (it?.name ?? ''),
      personId: sheet?.personId ?? null,
      personName: sheet?.personName ?? '',
      measure: USUAL_MEASURES[kind],
      dueOn: null,
    };
  });
}

function ofSheets(row: store.InspectionRow, sheets: Sheets): problems.NewProblem[] {
  const items = new Map(row.items.map((item) => [item.key, item]));
  return sheets
    .filter((sheet) => sheet.sheetState === 'done')
    .flatMap((sheet) =>
      sheet.answers
        .filter((answer) => answer.verdict === 'fail')
        .map((answer): problems.NewProblem => {
          const item = items.get(answer.key)!;
          const { deviceId, computerNo, departmentId, departmentName, personId, personName } =
            sheet;
          return {
            source: 'sheet',
            findingId: null,
            itemKey: answer.key,
            ...{ deviceId, computerNo, departmentId, departmentName, personId, personName },
            kind: item.kind,
            content: contentOfAnswer(item, answer),
            evidence: null,
            measure: USUAL_MEASURES[item.kind],
            dueOn: null,
          };
        }),
    );
}
