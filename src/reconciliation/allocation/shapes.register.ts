/** Where the register names another number than the allocation: corrected through the journal (D17, TZ-3.5). */
import { z } from 'zod';
import { dateText, endpoint } from '../../platform/http/endpoint.ts';

const CHOSEN = 1000;

export const RegisterResult = z
  .object({
    /** Programs the register now records as the allocation says. */
    done: z.number().int(),
    /** Lines written into the journal. */
    entries: z.number().int(),
    refused: z.array(z.object({ installId: z.string(), message: z.string() })),
  })
  .meta({ id: 'AllocationRegisterResult' });
export type RegisterResult = z.infer<typeof RegisterResult>;

export const correctRegister = endpoint({
  method: 'POST',
  path: '/api/units/:unit/allocation/register',
  summary: '按许可分配更正台账：原编号卸载、新编号安装，成对登记',
  tag: '许可分配',
  permission: 'entry.append',
  body: z.object({
    installIds: z
      .array(z.string().min(1).max(600))
      .min(1, { error: '请先选择要更正的安装' })
      .max(CHOSEN, { error: '一次最多更正 1000 处' }),
    reason: z
      .string({ error: '请填写原因' })
      .trim()
      .min(1, { error: '请填写原因' })
      .max(400, { error: '原因不超过 400 个字' }),
    occurredOn: dateText.nullish(),
  }),
  output: RegisterResult,
});
