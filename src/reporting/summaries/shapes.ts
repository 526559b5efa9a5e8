/** 年度总结 (RC-6): drafted from the year's records section by section, edited by people, approved by the head. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const SUMMARY_STATES = {
  draft: { label: '起草中', tone: 'grey' },
  submitted: { label: '待组长审定', tone: 'amber' },
  returned: { label: '已退回', tone: 'amber' },
  approved: { label: '已审定', tone: 'green' },
} as const satisfies ChoiceSet;
export const SummaryState = z.enum(choiceValues(SUMMARY_STATES));
export type SummaryState = z.infer<typeof SummaryState>;

/** What RC-6 asks a summary to say, and what follows from it. */
export const SUMMARY_SECTIONS = {
  responsibility: { label: '责任落实情况' },
  purchase: { label: '软件采购情况' },
  usage: { label: '软件使用管理情况' },
  inspection: { label: '督促检查情况' },
  training: { label: '宣传培训情况' },
  problems: { label: '存在的问题' },
  next: { label: '下一步工作' },
} as const satisfies ChoiceSet;
export const SummarySection = z.enum(choiceValues(SUMMARY_SECTIONS));
export type SummarySection = z.infer<typeof SummarySection>;

export const Summary = z
  .object({
    id: z.string(),
    year: z.number().int(),
    state: SummaryState,
    approvedBy: z.string().nullable(),
    approvedOn: dateText.nullable(),
  })
  .meta({ id: 'AnnualSummary' });
export type Summary = z.infer<typeof Summary>;

export const SectionText = z.object({
  section: SummarySection,
  words: z.string(),
  revision: z.number().int(),
  /** Null = as it was generated. */
  editedBy: z.string().nullable(),
  changedAt: z.string(),
});
export type SectionText = z.infer<typeof SectionText>;

export const SUMMARY_ACTIONS = ['edit', 'submit', 'approve', 'return', 'correct'] as const;
export const SummaryRecord = Summary.extend({
  organizationName: z.string(),
  sections: z.array(SectionText),
  /** The year's statistics: both together close the duty of the clock. */
  statistics: z.object({ id: z.string(), state: z.string() }).nullable(),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(SUMMARY_ACTIONS)),
}).meta({ id: 'AnnualSummaryRecord' });
export type SummaryRecord = z.infer<typeof SummaryRecord>;

const tag = '年度总结';
const base = '/api/units/:unit/summaries';
const params = z.object({ summary: z.uuid() });
const words = z
  .string({ error: '请填写内容' })
  .trim()
  .min(1, { error: '请填写内容' })
  .max(8000, { error: '每部分不超过 8000 个字' });

export const listSummaries = endpoint({
  method: 'GET',
  path: base,
  summary: '各年的软件正版化工作总结',
  tag,
  permission: 'summary.view',
  output: page(Summary),
});
export const getSummary = endpoint({
  method: 'GET',
  path: `${base}/:summary`,
  summary: '一年的总结',
  tag,
  permission: 'summary.view',
  params,
  output: SummaryRecord,
});
export const createSummary = endpoint({
  method: 'POST',
  path: base,
  summary: '按一年的记录起草总结',
  tag,
  permission: 'summary.edit',
  body: z.object({
    year: z
      .number({ error: '请选择年度' })
      .int()
      .min(2000, { error: '年度不早于 2000 年' })
      .max(2100, { error: '年度不晚于 2100 年' }),
  }),
  output: SummaryRecord,
});
/** Read only: whoever edits decides what of it he takes. */
export const draftSection = endpoint({
  method: 'GET',
  path: `${base}/:summary/sections/:section/draft`,
  summary: '一个部分按现在的记录生成的文字（不保存）',
  tag,
  permission: 'summary.edit',
  params: params.extend({ section: SummarySection }),
  output: z.object({ words: z.string() }),
});
export const saveSection = endpoint({
  method: 'PUT',
  path: `${base}/:summary/sections/:section`,
  summary: '修改一个部分',
  tag,
  permission: 'summary.edit',
  params: params.extend({ section: SummarySection }),
  body: z.object({
    words,
    /** As read: another's change in between is refused, not written over. */
    revision: z.number().int(),
  }),
  output: SummaryRecord,
});

const step = (action: string, summary: string, permission: 'summary.edit' | 'summary.approve') =>
  ({
    method: 'POST',
    path: `${base}/:summary/${action}`,
    summary,
    tag,
    permission,
    params,
    output: SummaryRecord,
  }) as const;

export const submitSummary = endpoint({
  ...step('submit', '报组长审定', 'summary.edit'),
  body: z.object({ opinion: opinionText }),
});
export const decideSummary = endpoint({
  ...step('decide', '审定或退回', 'summary.approve'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const correctSummary = endpoint({
  ...step('correct', '审定后更正一个部分（须写明原因）', 'summary.edit'),
  body: z.object({ section: SummarySection, words, reason: reasonText }),
});
