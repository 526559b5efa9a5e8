/** Software records from a sheet in the columns of 附件7; the dry run decides exactly as the import does. */
import type { CommandContext } from '../../platform/db/context.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
} from '../../platform/imports/index.ts';
import type { ImportPlan, RowVerdict, Say } from '../../platform/sheets/index.ts';
import { lockNumbers } from './commands.inuse.ts';
import { maskedSerials } from './commands.serials.ts';
import { decide, type Outcome, save } from './commands.ts';
import { undoSoftware } from './commands.undo.ts';
import { SOFTWARE_FIELDS } from './rules.fields.ts';
import { factsOfRow, isMaskedSerial, splitSerials } from './rules.import.ts';
import { identityText } from './rules.ts';
import type { SoftwareFacts } from './shapes.ts';
import { saveStated } from './store.stated.ts';
import { softwareByNos } from './store.ts';

export const softwareImporter = defineImporter({
  kind: 'configuration.software',
  title: '软件记录（附件7）',
  permission: 'software.edit',
  fields: SOFTWARE_FIELDS,
  tables: ['configuration_software', 'configuration_serial'],
  run: importSoftware,
  undo: undoSoftware,
});

type Plan = ImportPlan<typeof SOFTWARE_FIELDS>;
type Told = { at: number; facts: SoftwareFacts; notes: string[] };

async function importSoftware(
  cx: CommandContext,
  plan: Plan,
  { commit, importId, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockNumbers(cx);
  const verdicts = new Map<number, RowVerdict>();
  const masked = await maskedTwins(cx, plan);
  const told: Told[] = [];
  const stated = new Map<string, number>();
  const state = (at: number, softwareId: string) => {
    const quantity = plan.rows[at]!.values.statedQuantity;
    if (quantity !== undefined) stated.set(softwareId, quantity);
  };
  for (const row of plan.rows) {
    if (row.issues.length > 0) continue;
    const twin = masked.get(row.at);
    if (twin) {
      const message = say('已有软件编号 {{no}}', { no: twin.softwareNo });
      verdicts.set(row.at, { verdict: 'unchanged', messages: [message] });
      state(row.at, twin.id);
      continue;
    }
    const read = factsOfRow(row.values);
    if ('problem' in read) {
      const { sentence, params } = read.problem;
      verdicts.set(row.at, { verdict: 'reject', messages: [say(sentence, params)] });
      continue;
    }
    const notes = read.notes.map(({ sentence, params }) => say(sentence, params));
    told.push({ at: row.at, facts: read.facts, notes });
  }
  const outcomes = await decide(
    cx,
    told.map((row) => row.facts),
  );
  const changes: ImportChange[] = [];
  const met = new Set<string>();
  for (const [index, found] of outcomes.entries()) {
    const { at, notes } = told[index]!;
    const outcome = ownNumber(found, met);
    verdicts.set(at, verdictOf(outcome, notes, say));
    if (outcome.kind === 'refused' && outcome.equalTo) state(at, outcome.equalTo.id);
    if (outcome.kind === 'refused') continue;
    state(at, outcome.id);
    if (outcome.kind !== 'new') continue;
    // Changed since when its revision is another one.
    const made = { at, objectType: 'software', objectId: outcome.id, mark: markOf(1) };
    changes.push({ ...made, label: outcome.softwareNo });
  }
  if (commit) {
    await save(cx, outcomes);
    await saveStated(cx, importId, stated);
  }
  return { verdicts, changes };
}

/**
 * Rows whose serial numbers are printed masked, as our own form 7 prints them: the number they name, where all the
 * rest says the same and the masks are its own.
 */
async function maskedTwins(
  cx: CommandContext,
  plan: Plan,
): Promise<Map<number, { id: string; softwareNo: string }>> {
  const rows = plan.rows.filter(
    ({ issues, values }) =>
      issues.length === 0 && splitSerials(values.serialNumbers).some(isMaskedSerial),
  );
  const records = await softwareByNos(
    cx.tx,
    cx.unitId,
    rows.flatMap(({ values }) => values.softwareNo ?? []),
  );
  const ids = [...records.values()].map((record) => record.id);
  const masks = await maskedSerials(cx.tx, cx.unitId, ids);
  const twins = new Map<number, { id: string; softwareNo: string }>();
  for (const { at, values } of rows) {
    const record = records.get(values.softwareNo ?? '');
    const read = record && factsOfRow({ ...values, serialNumbers: undefined });
    if (!record || !read || !('facts' in read)) continue;
    const own = identityText({ ...record, serials: masks.get(record.id) ?? [] });
    const said = { ...read.facts, serials: splitSerials(values.serialNumbers) };
    if (identityText(said) === own) twins.set(at, record);
  }
  return twins;
}

/** A number answers for one row: a second purchase that says the same is refused each time the sheet is read. */
function ownNumber(outcome: Outcome, met: Set<string>): Outcome {
  if (outcome.kind !== 'refused' || outcome.equalTo === undefined) return outcome;
  const { id } = outcome.equalTo;
  if (met.has(id)) return { kind: 'refused', objection: outcome.objection };
  met.add(id);
  return outcome;
}

function verdictOf(outcome: Outcome, notes: string[], say: Say): RowVerdict {
  if (outcome.kind === 'new') {
    const told = say('软件编号 {{no}}', { no: outcome.softwareNo });
    return { verdict: 'create', messages: [told, ...notes] };
  }
  if (outcome.kind === 'existing') {
    const told = say('已有软件编号 {{no}}', { no: outcome.softwareNo });
    return { verdict: 'unchanged', messages: [told] };
  }
  if (outcome.equalTo !== undefined) {
    const told = say('已有软件编号 {{no}}', { no: outcome.equalTo.softwareNo });
    return { verdict: 'unchanged', messages: [told] };
  }
  const { sentence, params } = outcome.objection;
  return { verdict: 'reject', messages: [say(sentence, params)] };
}
