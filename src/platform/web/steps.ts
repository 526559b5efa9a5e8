/** The steps of a workflow as a record's history: the machine's own words, who, on whose behalf, with what opinion. */
import type { Machine } from '../../base/workflow.ts';
import type { WorkflowStep } from '../workflow/shapes.ts';
import type { HistoryLine } from './RecordPage.tsx';
import { useT } from './texts.ts';

/** Newest first, as `RecordPage` shows `history`. */
export function useStepLines(machine: Machine, steps: readonly WorkflowStep[]): HistoryLine[] {
  const t = useT();
  return steps.toReversed().map((step) => ({
    at: step.at,
    who: step.onBehalfOf
      ? t('{{actor}}（代{{absent}}）', { actor: step.actorName, absent: step.onBehalfOf })
      : step.actorName,
    what: t(machine.transitions[step.action]?.label ?? step.action),
    detail: step.opinion,
    tone: machine.states[step.toState]?.tone ?? 'blue',
  }));
}
