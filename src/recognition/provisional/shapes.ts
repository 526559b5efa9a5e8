/** 暂定产品: names outside the catalogue, each counted as a product of its own until it is decided once. */
import { z } from 'zod';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { OwnProduct } from '../entries/shapes.ts';
import { RecognisedKind } from '../shapes.ts';

export const ProvisionalProduct = z
  .object({
    id: z.string(),
    name: z.string(),
    publisher: z.string(),
    /** Undecided, or what its maker's products are. */
    kind: RecognisedKind,
    /** Distinct names, versions and sources seen. */
    entries: z.number().int(),
    /** Computers; one with two of its entries counts twice. */
    devices: z.number().int(),
    versions: z.array(z.string()),
    firstSeenAt: z.string(),
  })
  .meta({ id: 'ProvisionalProduct' });
export type ProvisionalProduct = z.infer<typeof ProvisionalProduct>;

const tag = '软件识别';
const base = '/api/units/:unit/recognition/provisional';

export const listProvisional = endpoint({
  method: 'GET',
  path: base,
  summary: '暂定产品：目录以外的软件，同名各版本合为一个，等待认定一次',
  tag,
  permission: 'recognition.view',
  query: listQuery,
  output: page(ProvisionalProduct),
});

export const ProvisionalDecision = z.discriminatedUnion('to', [
  z.object({ to: z.literal('product'), productId: z.string().min(1).max(120) }),
  z.object({ to: z.literal('ignore') }),
  z.object({ to: z.literal('newProduct'), product: OwnProduct }),
]);
export type ProvisionalDecision = z.output<typeof ProvisionalDecision>;

export const decideProvisional = endpoint({
  method: 'POST',
  path: `${base}/decisions`,
  summary: '认定暂定产品：对它的全部条目和以后采集到的版本都有效',
  tag,
  permission: 'recognition.edit',
  body: z.object({
    productIds: z
      .array(z.string().regex(/^p-[0-9a-f]{16}$/, { error: '没有这个暂定产品' }))
      .min(1, { error: '请至少选择一个暂定产品' })
      .max(200, { error: '一次最多认定 200 个暂定产品' }),
    decision: ProvisionalDecision,
  }),
  output: z.object({ batchId: z.uuid(), rules: z.number().int(), moved: z.number().int() }),
});
