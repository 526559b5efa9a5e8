/** A unit's own recognition rules and products. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';

export const patternKinds = {
  exact: { label: '名称等于' },
  prefix: { label: '名称开头为' },
  contains: { label: '名称包含' },
  regex: { label: '正则表达式' },
} as const satisfies ChoiceSet;
export const PatternKind = z.enum(choiceValues(patternKinds));
export type PatternKind = z.infer<typeof PatternKind>;

/** `productId` null: ignore what matches (not counted, not asked about again). */
export const UnitRule = z
  .object({
    id: z.uuid(),
    patternKind: PatternKind,
    pattern: z.string(),
    publisher: z.string(),
    productId: z.string().nullable(),
    note: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'RecognitionUnitRule' });
export type UnitRule = z.infer<typeof UnitRule>;

/** What matching needs of a rule. */
export type ActiveRule = Pick<
  UnitRule,
  'id' | 'patternKind' | 'pattern' | 'publisher' | 'productId'
>;
