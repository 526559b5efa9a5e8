/** Notices and the list of what waits for whom. */

import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';

/** What a notice is about; people switch e-mail on and off by these. */
export const NOTICE_KINDS = {
  application: { label: '安装维护申请' },
  order: { label: '安装维护工作单' },
  campaign: { label: '统一部署与升级' },
  pledge: { label: '使用正版软件承诺书' },
  committee: { label: '领导小组' },
  case: { label: '责任追究' },
  finding: { label: '发现的问题' },
  system: { label: '系统' },
} as const satisfies ChoiceSet;
export const NoticeKind = z.enum(choiceValues(NOTICE_KINDS));
export type NoticeKind = z.infer<typeof NoticeKind>;

/** What waits for the caller: one line per kind of work, with how many and where. */
export const Todo = z
  .object({
    key: z.string(),
    /** In the reader's language. */
    title: z.string(),
    count: z.number().int(),
    /** Relative to the unit. */
    link: z.string(),
    /** The earliest date by which something of it is due. */
    dueOn: z.string().nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Todo' });
export type Todo = z.infer<typeof Todo>;
