/** Figures of a year's training and publicity, who has not been trained, and the sheet people sign. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { ATTENDED_HOW, PUBLICITY_FORMS } from './shapes.ts';

const tag = '培训宣传';
const year = z.coerce.number().int().min(2000).max(2100);
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What counts: held and recorded ones whose day is in the year. */
export const TrainingFacts = z
  .object({
    /** The unit's own classes, and how many people were there (人次). */
    trainings: z.number().int(),
    attendees: z.number().int(),
    /** Different people among them. */
    persons: z.number().int(),
    lines: z.array(
      z.object({
        id: z.string(),
        heldOn: z.string(),
        title: z.string(),
        attendees: z.number().int(),
      }),
    ),
    externalTrainings: z.number().int(),
    externalAttendees: z.number().int(),
    publicity: z.object({
      count: z.number().int(),
      reach: z.number().int(),
      forms: z.array(z.enum(choiceValues(PUBLICITY_FORMS))),
    }),
  })
  .meta({ id: 'TrainingYearFacts' });
export type TrainingFacts = z.infer<typeof TrainingFacts>;

export const trainingFigures = endpoint({
  method: 'GET',
  path: '/api/units/:unit/training-figures',
  summary: '某年培训和宣传的次数、人次、人数',
  tag,
  permission: 'training.view',
  query: z.object({ year }),
  output: TrainingFacts,
});

const covered = {
  people: z.number().int(),
  attended: z.number().int(),
  /** Names of who has not; at most 200. */
  missing: z.array(z.string()),
};
/** Without department id: people who belong to none. */
export const Coverage = z
  .object({ departmentId: z.string(), departmentName: z.string(), ...covered })
  .meta({ id: 'TrainingCoverage' });
export type Coverage = z.infer<typeof Coverage>;
export const trainingCoverage = endpoint({
  method: 'GET',
  path: '/api/units/:unit/training-coverage',
  summary: '某年参加培训的覆盖情况（按部门），领导小组成员参加主管部门培训的情况',
  tag,
  permission: 'training.edit',
  query: z.object({ year }),
  output: z.object({ items: z.array(Coverage), leadingGroup: z.object(covered) }),
});
export const exportUntrained = endpoint({
  method: 'GET',
  path: '/api/units/:unit/training-coverage/export',
  summary: '某年没有参加培训的人员（Excel）',
  tag,
  permission: 'training.edit',
  query: z.object({ year }),
  raw: excel,
  output: z.void(),
});

export const SHEET_OF = {
  present: { label: '已登记的人员' },
  asked: { label: '通知参加的人员' },
} as const;
export const SheetLine = z.object({
  name: z.string(),
  staffNo: z.string(),
  departmentName: z.string(),
  how: z.enum(choiceValues(ATTENDED_HOW)).nullable(),
});
export type SheetLine = z.infer<typeof SheetLine>;
export const SignInSheet = z
  .object({
    trainingNo: z.string(),
    title: z.string(),
    heldOn: z.string(),
    place: z.string(),
    lecturer: z.string(),
    lines: z.array(SheetLine),
  })
  .meta({ id: 'TrainingSignInSheet' });
export type SignInSheet = z.infer<typeof SignInSheet>;
export const signInSheet = endpoint({
  method: 'GET',
  path: '/api/units/:unit/trainings/:training/sign-in-sheet',
  summary: '签到表：通知参加的人员（会前签字用），或已登记的人员',
  tag,
  permission: 'training.edit',
  params: z.object({ training: z.uuid() }),
  query: z.object({ of: z.enum(choiceValues(SHEET_OF)).default('present') }),
  output: SignInSheet,
});
