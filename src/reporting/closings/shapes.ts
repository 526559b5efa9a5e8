/** Half-yearly closing of forms 7, 8 and 9: generated, differences reviewed, signed, frozen (W10; TZ-1.13, TZ-2.3). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { Signature, SignatureInput } from '../../platform/signatures/shapes.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const CLOSING_STATES = {
  generating: { label: '正在生成', tone: 'blue' },
  generated: { label: '待核对差异', tone: 'amber' },
  reviewed: { label: '待签字', tone: 'amber' },
  signed: { label: '已签字归档', tone: 'green' },
  discarded: { label: '已作废', tone: 'grey' },
} as const satisfies ChoiceSet;
export const ClosingState = z.enum(choiceValues(CLOSING_STATES));
export type ClosingState = z.infer<typeof ClosingState>;

export const CLOSING_FORMS = {
  form7: { label: '附件7 软件使用情况汇总表' },
  form8: { label: '附件8 软件使用情况明细表' },
  form9: { label: '附件9 软件安装维护情况明细表' },
} as const satisfies ChoiceSet;
export const ClosingForm = z.enum(choiceValues(CLOSING_FORMS));
export type ClosingForm = z.infer<typeof ClosingForm>;

export const ClosingFigures = z.object({
  numbers: z.number().int(),
  installs: z.number().int(),
  computers: z.number().int(),
  people: z.number().int(),
});
export type ClosingFigures = z.infer<typeof ClosingFigures>;

/** Open findings of a kind when it was generated. */
export const ClosingDifference = z.object({ kind: z.string(), count: z.number().int() });
export type ClosingDifference = z.infer<typeof ClosingDifference>;

/** 安装数量 of a number at the closing before and at this one; null = it was not on the form. */
export const ClosingChange = z.object({
  softwareNo: z.string(),
  softwareName: z.string(),
  before: z.number().int().nullable(),
  after: z.number().int().nullable(),
});
export type ClosingChange = z.infer<typeof ClosingChange>;

export const ClosingFile = z.object({
  form: ClosingForm,
  name: z.string(),
  sha256: z.string(),
  size: z.number().int(),
});

export const Closing = z
  .object({
    id: z.string(),
    period: z.string(),
    asOf: dateText,
    state: ClosingState,
    figures: ClosingFigures.nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'LedgerClosing' });
export type Closing = z.infer<typeof Closing>;

export const ClosingRecord = Closing.extend({
  differences: z.array(ClosingDifference),
  changes: z.array(ClosingChange),
  /** The closing the changes are counted from. */
  since: z.string().nullable(),
  files: z.array(ClosingFile),
  reviewNote: z.string(),
  signature: Signature.nullable(),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(['review', 'sign', 'discard'])),
}).meta({ id: 'LedgerClosingRecord' });
export type ClosingRecord = z.infer<typeof ClosingRecord>;

const tag = '台账';
const params = z.object({ closing: z.uuid() });

export const listClosings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/closings',
  summary: '台账半年结存',
  tag,
  permission: 'closing.view',
  output: page(Closing),
});
export const getClosing = endpoint({
  method: 'GET',
  path: '/api/units/:unit/closings/:closing',
  summary: '一份结存：数字、差异、变化、文件',
  tag,
  permission: 'closing.view',
  params,
  output: ClosingRecord,
});
export const createClosing = endpoint({
  method: 'POST',
  path: '/api/units/:unit/closings',
  summary: '生成一个半年的结存（后台任务）',
  tag,
  permission: 'closing.edit',
  body: z.object({
    period: z.string().regex(/^\d{4}H[12]$/, { error: '请选择半年' }),
    /** The last day of the half when left out, or today within it. */
    asOf: dateText.optional(),
  }),
  output: ClosingRecord,
});

const step = (action: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/closings/:closing/${action}`,
    summary,
    tag,
    permission: 'closing.edit',
    params,
    output: ClosingRecord,
  }) as const;

export const reviewClosing = endpoint({
  ...step('review', '核对差异，写明情况'),
  body: z.object({
    opinion: z
      .string({ error: '请写明核对情况' })
      .trim()
      .min(1, { error: '请写明核对情况' })
      .max(2000, { error: '核对情况不超过 2000 个字' }),
  }),
});
export const signClosing = endpoint({
  ...step('sign', '签字归档'),
  body: z.object({ opinion: opinionText, signature: SignatureInput }),
});
export const discardClosing = endpoint({
  ...step('discard', '作废重做'),
  body: z.object({ reason: reasonText }),
});
export const downloadClosingFile = endpoint({
  method: 'GET',
  path: '/api/units/:unit/closings/:closing/files/:form',
  summary: '下载结存的文件（与归档时逐字节相同）',
  tag,
  permission: 'closing.view',
  params: params.extend({ form: ClosingForm }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const closingSignature = endpoint({
  method: 'GET',
  path: '/api/units/:unit/closings/:closing/signature',
  summary: '结存上的手写签名图片',
  tag,
  permission: 'closing.view',
  params,
  raw: 'image/png',
  output: z.void(),
});
