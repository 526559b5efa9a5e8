/**
 * From a finding to the journal: which line it becomes, under which number. Used by people's decisions and by posting
 * rules alike; both go through the ledger's one `append`.
 */

import { dateInChina } from '../../base/dates.ts';
import { interpolate, Refusal } from '../../base/refusal.ts';
import { createSoftware } from '../../configuration/index.ts';
import { type AppendDraft, append, check, lockJournal } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Finding } from './shapes.ts';

export type RecordOptions = {
  /** Record under this number instead of the best candidate. */
  softwareId?: string | undefined;
  /** Record as preinstalled software: the number is found or made by name and version (TZ-1.5). */
  asOem?: boolean | undefined;
  occurredOn?: string | undefined;
  cause: 'manual' | 'postingRule';
  /** What is cited beside the finding and its raw entries. */
  ref?: string | undefined;
  reason: string;
};
export type Refused = {
  findingId: string;
  sentence: string;
  params: Record<string, string | number>;
};
export type Recorded = { findings: Finding[]; refused: Refused[] };

/** Records what can be recorded and says for each of the rest why not. */
export async function recordFindings(
  cx: CommandContext,
  findings: readonly Finding[],
  options: RecordOptions,
): Promise<Recorded> {
  // The journal's lock comes before the one of software numbers, here as everywhere.
  await lockJournal(cx.tx, cx.unitId);
  const lines: { finding: Finding; draft: AppendDraft }[] = [];
  const refused: Refused[] = [];
  for (const finding of findings) {
    const made = await draftOf(cx, finding, options).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return { findingId: finding.id, sentence: error.sentence, params: error.params };
    });
    if ('sentence' in made) refused.push(made);
    else lines.push({ finding, draft: made });
  }
  const fitting = await withoutProblems(cx, lines, refused);
  if (fitting.length > 0) {
    await append(
      cx,
      fitting.map((line) => line.draft),
    );
  }
  return { findings: fitting.map((line) => line.finding), refused };
}

async function withoutProblems(
  cx: CommandContext,
  lines: { finding: Finding; draft: AppendDraft }[],
  refused: Refused[],
) {
  if (lines.length === 0) return [];
  const { problems } = await check(
    cx,
    lines.map((line) => line.draft),
  );
  const broken = new Map(problems.map((problem) => [problem.index, problem]));
  return lines.filter(({ finding }, index) => {
    const problem = broken.get(index);
    if (problem) {
      refused.push({ findingId: finding.id, sentence: problem.sentence, params: problem.params });
    }
    return !problem;
  });
}

/** TZ-3.4: an install seen becomes an install, one gone an uninstall, another version an upgrade (TZ-3.5). */
async function draftOf(
  cx: CommandContext,
  finding: Finding,
  options: RecordOptions,
): Promise<AppendDraft | Refused> {
  const no = (sentence: string): Refused => ({ findingId: finding.id, sentence, params: {} });
  const common = {
    cause: options.cause,
    causeRef: causeRef(finding, options),
    reason: options.reason || null,
    idempotencyKey: `finding-${finding.id}-${finding.lastSeenAt}`,
  };
  if (!finding.deviceId) return no('这个问题不涉及某一台计算机，不能登记入台账');
  if (!finding.present) return no('情况已经变化，这个问题不再存在');
  const deviceId = finding.deviceId;
  if (finding.kind === 'notObserved' && finding.softwareId) {
    const occurredOn = options.occurredOn ?? cx.today;
    return { kind: 'uninstall', softwareId: finding.softwareId, deviceId, occurredOn, ...common };
  }
  const seen = finding.evidence.observed;
  const occurredOn = options.occurredOn ?? dateInChina(new Date(finding.firstSeenAt));
  const version = seen?.version || finding.softwareVersion || '未注明';
  if (finding.kind === 'notRecorded') {
    const softwareId = options.asOem
      ? await oemNumber(cx, finding)
      : (options.softwareId ??
        finding.evidence.candidates?.[0]?.softwareId ??
        (seen?.kind === 'oem' ? await oemNumber(cx, finding) : undefined));
    if (!softwareId) {
      return no('没有可以登记的软件编号：请先在“软件与授权”中登记这项软件，或选择其他处理');
    }
    return { kind: 'install', softwareId, deviceId, version, occurredOn, ...common };
  }
  if (finding.kind === 'versionNotCovered' && finding.softwareId && options.softwareId) {
    return {
      kind: 'upgrade',
      fromSoftwareId: finding.softwareId,
      softwareId: options.softwareId,
      deviceId,
      version,
      occurredOn,
      ...common,
    };
  }
  if (finding.kind === 'versionNotCovered') return no('请选择升级后版本对应的软件编号');
  return no('这类问题不能直接登记入台账，请选择其他处理');
}

/** What the entry rests on: rule, finding and the raw entries it was seen as. */
function causeRef(finding: Finding, options: RecordOptions): string {
  const raws = finding.evidence.observed?.rawEntryIds.slice(0, 5).join(',');
  return [options.ref, `finding:${finding.id}`, raws ? `raw:${raws}` : '']
    .filter(Boolean)
    .join(' ')
    .slice(0, 300);
}

/** TZ-1.5: preinstalled software is numbered by name and version; the number is found or made. */
async function oemNumber(cx: CommandContext, finding: Finding): Promise<string> {
  const seen = finding.evidence.observed;
  const created = await createSoftware(cx, {
    softwareType: 'oem',
    softwareName: finding.softwareName,
    softwareVersion: finding.softwareVersion || seen?.version || '未注明',
    publisher: finding.publisher || null,
    category: finding.category,
    productId: finding.productId,
    acquisitionMethod: 'preinstalled',
  });
  return created.id;
}

/** A refusal as one sentence. */
export function refusalText(refused: Refused): string {
  return interpolate(refused.sentence, refused.params);
}
