/** Figures of a year's training and publicity for 附件5 and the annual summary; what is planned or cancelled does not count. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { TrainingFacts } from './shapes.figures.ts';
import type { TrainingKind } from './shapes.ts';

export type { TrainingFacts };

type Line = {
  id: string;
  kind: TrainingKind;
  form: TrainingFacts['publicity']['forms'][number] | null;
  heldOn: string;
  title: string;
  reach: number | null;
  attendees: number;
};

export async function trainingFacts(tx: Tx, unitId: string, year: number): Promise<TrainingFacts> {
  const { rows } = await sql<Line>`
    select t.id, t.kind, t.form, t.held_on, t.title, t.reach,
      (select count(*)::int from daily_training_attendance a
        where a.unit_id = t.unit_id and a.training_id = t.id) as attendees
    from daily_training t
    where t.unit_id = ${unitId} and t.state in ('held', 'recorded')
      and t.held_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
    order by t.held_on, t.training_no
  `.execute(tx);
  const { rows: counted } = await sql<{ n: number }>`
    select count(distinct a.person_id)::int as n from daily_training_attendance a
    join daily_training t on t.unit_id = a.unit_id and t.id = a.training_id
    where t.unit_id = ${unitId} and t.state in ('held', 'recorded') and t.kind = 'class'
      and t.held_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
  `.execute(tx);
  const of = (kind: TrainingKind) => rows.filter((row) => row.kind === kind);
  const sum = (lines: Line[]) => lines.reduce((n, line) => n + line.attendees, 0);
  const classes = of('class');
  const publicity = of('publicity');
  return {
    trainings: classes.length,
    attendees: sum(classes),
    persons: counted[0]!.n,
    lines: classes.map(({ id, heldOn, title, attendees }) => ({ id, heldOn, title, attendees })),
    externalTrainings: of('external').length,
    externalAttendees: sum(of('external')),
    publicity: {
      count: publicity.length,
      reach: publicity.reduce((n, line) => n + (line.reach ?? 0), 0),
      forms: [...new Set(publicity.map((line) => line.form!))],
    },
  };
}
