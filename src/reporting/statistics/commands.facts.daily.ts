/** Training, publicity and inspection of the year, from the daily slice, as the reports want them. */
import { inspectionFacts, trainingFacts } from '../../daily/index.ts';
import { PUBLICITY_FORMS } from '../../daily/trainings/shapes.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { InspectionFacts, TrainingFacts } from './rules.facts.ts';

export async function trainingsOf(cx: CommandContext, year: number): Promise<TrainingFacts> {
  const facts = await trainingFacts(cx.tx, cx.unitId, year);
  const { publicity, lines } = facts;
  return {
    ...facts,
    lines: lines.map(({ title, ...line }) => ({ ...line, topic: title })),
    publicity: {
      count: publicity.count,
      reach: publicity.reach,
      kinds: publicity.forms.map(
        (form) => PUBLICITY_FORMS[form as keyof typeof PUBLICITY_FORMS].label,
      ),
    },
  };
}

export async function inspectionsOf(cx: CommandContext, year: number): Promise<InspectionFacts> {
  const facts = await inspectionFacts(cx.tx, cx.unitId, year);
  return {
    ...facts,
    lines: facts.lines.map(({ id, title, notifiedOn, computers, problems, rectified }) => ({
      id,
      label: title,
      detail: `${notifiedOn} 通报，检查 ${computers} 台，问题 ${problems} 个，已整改 ${rectified} 个`,
    })),
  };
}
