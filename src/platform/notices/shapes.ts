/** Notices and the list of what waits for whom. */

import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page, queryFlag } from '../http/endpoint.ts';

/** What a notice is about; people switch e-mail on and off by these. */
export const NOTICE_KINDS = {
  application: { label: '安装维护申请' },
  order: { label: '安装维护工作单' },
  campaign: { label: '统一部署与升级' },
  disposal: { label: '软件处置' },
  pledge: { label: '使用正版软件承诺书' },
  committee: { label: '领导小组' },
  case: { label: '责任追究' },
  finding: { label: '发现的问题' },
  daily: { label: '日常管理' },
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

export const Notice = z
  .object({
    id: z.string(),
    kind: NoticeKind,
    /** In the reader's language. */
    text: z.string(),
    link: z.string(),
    createdAt: z.string(),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof Notice>;

const tag = '消息';
export const listNotices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/notices',
  summary: '本人的消息',
  tag,
  permission: 'home.view',
  query: listQuery.extend({ unread: queryFlag.optional(), kind: NoticeKind.optional() }),
  output: page(Notice),
});
export const countNotices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/notice-count',
  summary: '本人未读消息数',
  tag,
  permission: 'home.view',
  output: z.object({ unread: z.number().int() }),
});
export const readNotices = endpoint({
  method: 'POST',
  path: '/api/units/:unit/notices/read',
  summary: '标为已读（不给编号则全部）',
  tag,
  permission: 'home.view',
  body: z.object({ ids: z.array(z.uuid()).max(500).optional() }),
  output: z.object({ read: z.number().int() }),
});
export const listTodos = endpoint({
  method: 'GET',
  path: '/api/units/:unit/todos',
  summary: '本人待办',
  tag,
  permission: 'home.view',
  output: z.object({ items: z.array(Todo) }),
});

export const MAIL_MODES = {
  now: { label: '即时' },
  digest: { label: '合并后发送（约 10 分钟）' },
  daily: { label: '每天 8:30 汇总' },
  never: { label: '不发邮件' },
} as const satisfies ChoiceSet;
export const MailMode = z.enum(choiceValues(MAIL_MODES));
export type MailMode = z.infer<typeof MailMode>;
const Preferences = z.object({ modes: z.record(NoticeKind, MailMode) });
export const getPreferences = endpoint({
  method: 'GET',
  path: '/api/units/:unit/notice-preferences',
  summary: '本人的邮件提醒设置',
  tag,
  permission: 'home.view',
  output: Preferences,
});
export const savePreferences = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/notice-preferences',
  summary: '修改本人的邮件提醒设置',
  tag,
  permission: 'home.view',
  /** Kinds that are not named stay as they are. */
  body: z.object({ modes: z.partialRecord(NoticeKind, MailMode) }),
  output: Preferences,
});

export const TLS_MODES = {
  none: { label: '不加密' },
  starttls: { label: 'STARTTLS' },
  tls: { label: 'TLS（SSL）' },
} as const satisfies ChoiceSet;
export const MailSettings = z
  .object({
    enabled: z.boolean(),
    host: z.string().trim().max(200, { error: '地址不超过 200 个字' }).default(''),
    port: z.number().int().min(1).max(65_535).default(465),
    tls: z.enum(choiceValues(TLS_MODES)).default('tls'),
    userName: z.string().trim().max(200).default(''),
    sender: z.string().trim().max(200).default(''),
    /** What links in mails and chats begin with. */
    publicAddress: z
      .string()
      .trim()
      .max(200)
      .regex(/^(https?:\/\/[^\s/]+(\/[^\s]*)?)?$/, { error: '地址应以 http:// 或 https:// 开头' })
      .default(''),
  })
  .meta({ id: 'MailSettings' });
export type MailSettings = z.output<typeof MailSettings>;

export const WEBHOOK_KINDS = {
  json: { label: '通用 JSON' },
  wecom: { label: '企业微信群机器人' },
  dingtalk: { label: '钉钉群机器人' },
  feishu: { label: '飞书群机器人' },
} as const satisfies ChoiceSet;
export const WebhookKind = z.enum(choiceValues(WEBHOOK_KINDS));
export type WebhookKind = z.infer<typeof WebhookKind>;
export const Webhook = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: WebhookKind,
    /** Host only: the rest of the address is a secret. */
    host: z.string(),
    hasSecret: z.boolean(),
    noticeKinds: z.array(NoticeKind),
    enabled: z.boolean(),
    lastError: z.string().nullable(),
    lastSentAt: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

export const NoticeSettings = z.object({
  mail: MailSettings.extend({ hasPassword: z.boolean() }),
  webhooks: z.array(Webhook),
  failures: z.array(z.object({ to: z.string(), at: z.string(), error: z.string() })),
});
export const getNoticeSettings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/notice-settings',
  summary: '邮件与网络钩子设置',
  tag,
  permission: 'notice.edit',
  output: NoticeSettings,
});
export const saveMailSettings = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/notice-settings/mail',
  summary: '修改邮件设置',
  tag,
  permission: 'notice.edit',
  body: MailSettings.extend({
    /** Empty keeps the one on file. */
    password: z.string().max(200).optional(),
  }),
  output: NoticeSettings,
});
export const testMail = endpoint({
  method: 'POST',
  path: '/api/units/:unit/notice-settings/test-mail',
  summary: '发送测试邮件',
  tag,
  permission: 'notice.edit',
  body: z.object({ to: z.email({ error: '请填写邮箱地址' }) }),
  output: z.object({ answer: z.string() }),
});
const WebhookInput = z.object({
  name: z
    .string({ error: '请填写名称' })
    .trim()
    .min(1, { error: '请填写名称' })
    .max(60, { error: '名称不超过 60 个字' }),
  kind: WebhookKind,
  url: z
    .string({ error: '请填写地址' })
    .trim()
    .max(1000)
    .regex(/^https?:\/\/[^\s]+$/, { error: '地址应以 http:// 或 https:// 开头' }),
  secret: z.string().trim().max(200).optional(),
  noticeKinds: z.array(NoticeKind).min(1, { error: '请选择要发送的消息' }),
  enabled: z.boolean().default(true),
});
export const addWebhook = endpoint({
  method: 'POST',
  path: '/api/units/:unit/notice-settings/webhooks',
  summary: '添加网络钩子',
  tag,
  permission: 'notice.edit',
  body: WebhookInput,
  output: NoticeSettings,
});
const hookParams = z.object({ webhook: z.uuid() });
export const removeWebhook = endpoint({
  method: 'DELETE',
  path: '/api/units/:unit/notice-settings/webhooks/:webhook',
  summary: '删除网络钩子',
  tag,
  permission: 'notice.edit',
  params: hookParams,
  output: NoticeSettings,
});
export const testWebhook = endpoint({
  method: 'POST',
  path: '/api/units/:unit/notice-settings/webhooks/:webhook/test',
  summary: '发送测试消息',
  tag,
  permission: 'notice.edit',
  params: hookParams,
  output: z.object({ answer: z.string() }),
});
