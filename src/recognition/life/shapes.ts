/** 停止支持: software whose maker mends its version no more, or soon will not (data: endoflife.date). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';

export const LIFE_STATES = {
  ended: { label: '已停止支持', tone: 'red' },
  soon: { label: '半年内停止支持', tone: 'amber' },
  supported: { label: '支持中', tone: 'green' },
} as const satisfies ChoiceSet;

export const Life = z
  .object({
    cycle: z.string(),
    endsOn: z.string().nullable(),
    state: z.enum(choiceValues(LIFE_STATES)),
  })
  .meta({ id: 'EndOfLife' });
export type Life = z.infer<typeof Life>;

export const EndedSoftware = z
  .object({
    id: z.string(),
    productId: z.string(),
    productName: z.string(),
    publisher: z.string(),
    cycle: z.string(),
    versions: z.array(z.string()),
    endsOn: z.string().nullable(),
    state: z.enum(choiceValues(LIFE_STATES)),
    /** Computers; one with two of its entries counts twice. */
    devices: z.number().int(),
    entries: z.number().int(),
  })
  .meta({ id: 'EndedSoftware' });
export type EndedSoftware = z.infer<typeof EndedSoftware>;

export const listEnded = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/end-of-life',
  summary: '采集到的软件中厂商已停止支持或半年内停止支持的版本',
  tag: '软件识别',
  permission: 'recognition.view',
  query: z.object({
    state: z.enum(['ended', 'soon']).optional(),
    q: z.string().max(200).optional(),
  }),
  output: z.object({ items: z.array(EndedSoftware) }),
});
