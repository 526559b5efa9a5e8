/** A step of a workflow as records show it. */
import { z } from 'zod';

export const WorkflowStep = z
  .object({
    id: z.string(),
    action: z.string(),
    fromState: z.string().nullable(),
    toState: z.string(),
    actorName: z.string(),
    onBehalfOf: z.string().nullable(),
    opinion: z.string(),
    at: z.string(),
  })
  .meta({ id: 'WorkflowStep' });
export type WorkflowStep = z.infer<typeof WorkflowStep>;

/** An opinion as people write it; the machine says where it is needed. */
export const opinionText = z.string().trim().max(500, { error: '意见不超过 500 个字' }).default('');

/** A reason that has to be given. */
export const reasonText = z
  .string({ error: '请填写原因' })
  .trim()
  .min(1, { error: '请填写原因' })
  .max(500, { error: '原因不超过 500 个字' });
