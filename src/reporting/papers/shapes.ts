/** Papers of single records as files: Word to be edited, Excel to be worked with, PDF to be printed, sealed and filed. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint } from '../../platform/http/endpoint.ts';
import { FileFormat, PAPER_FILES } from '../../platform/papers/shapes.ts';

export const PAPER_KINDS = {
  form1: { label: '附件1 软件正版化工作领导小组成员信息表' },
  form2: { label: '附件2 使用正版软件承诺书' },
  form3: { label: '附件3 软件使用需求申请表' },
  form4: { label: '附件4 软件采购计划表' },
  form5: { label: '附件5 软件正版化工作信息统计表' },
  form10: { label: '附件10 软件安装维护申请表' },
  form11: { label: '附件11 软件安装维护确认单' },
  disposal: { label: '软件处置审批表' },
  circular: { label: '检查通报' },
  sheet: { label: '检查表' },
  rectification: { label: '整改通知单' },
  plan: { label: '年度工作计划' },
  assessment: { label: '考核评议结果' },
  threeWay: { label: '三方核对表' },
  signIn: { label: '培训签到表' },
  summary: { label: '年度总结' },
} as const;
export const PaperKind = z.enum(choiceValues(PAPER_KINDS), { error: '没有这种表单' });
export type PaperKind = z.infer<typeof PaperKind>;

/** `id` is the record's; the committee has none: `current`. */
export const downloadPaper = endpoint({
  ...PAPER_FILES,
  summary: '一份表单的 Word、Excel 或 PDF；谁能查看该记录，谁就能下载',
  tag: '表单',
  // The record's own endpoint is asked in the caller's name: its permission and reach decide.
  permission: 'unit.view',
  params: z.object({ kind: PaperKind, id: z.string().regex(/^[\w-]{1,40}$/) }),
  query: z.object({
    format: FileFormat.default('pdf'),
    asOf: dateText.optional(),
    draft: z.string().max(5).optional(),
    of: z.string().max(10).optional(),
    inspection: z.uuid().optional(),
    originNo: z.string().max(60).optional(),
    category: z.string().max(40).optional(),
    differing: z.string().max(5).optional(),
    q: z.string().max(200).optional(),
  }),
  output: z.unknown(),
  raw: 'application/octet-stream',
});
