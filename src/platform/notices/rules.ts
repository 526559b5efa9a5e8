/** What goes out, and in which words: pure functions over notices. */
import { createHmac } from 'node:crypto';
import type { MailMode, WebhookKind } from './shapes.ts';

const MINUTE = 60_000;
export const DIGEST_MS = 10 * MINUTE;
const GIVE_UP_MS = 24 * 60 * MINUTE;
const STEPS_MINUTES = [1, 5, 15, 60, 180, 360];

/** When a notice of this moment is mailed; undefined = never. 每天 8:30 is Beijing time. */
export function dueAt(mode: MailMode, now: Date): Date | undefined {
  if (mode === 'never') return undefined;
  if (mode === 'now') return now;
  if (mode === 'digest') return new Date(now.getTime() + DIGEST_MS);
  const day = 24 * 60 * MINUTE;
  const halfPastEight = Math.floor(now.getTime() / day) * day + 30 * MINUTE;
  return new Date(halfPastEight > now.getTime() ? halfPastEight : halfPastEight + day);
}

/** The next try after a failure; undefined when a day has gone by. */
export function retryAt(attempts: number, createdAt: Date, now: Date): Date | undefined {
  if (now.getTime() - createdAt.getTime() > GIVE_UP_MS) return undefined;
  const minutes = STEPS_MINUTES[Math.min(attempts, STEPS_MINUTES.length) - 1] ?? 1;
  return new Date(now.getTime() + minutes * MINUTE);
}

export type MailLine = { text: string; url: string };

/** One mail for whatever has gathered. Plain text and HTML say the same; everything is escaped. */
export function composeMail(
  unitName: string,
  lines: readonly MailLine[],
): { subject: string; text: string; html: string } {
  const subject =
    lines.length === 1 ? `[正册] ${lines[0]!.text}` : `[正册] ${unitName}：${lines.length} 条消息`;
  const text = lines.map((line) => `${line.text}\n${line.url}`).join('\n\n');
  const html = lines
    .map((line) => `<p>${escapeHtml(line.text)}<br><a href="${escapeHtml(line.url)}">查看</a></p>`)
    .join('\n');
  return { subject: subject.slice(0, 200), text, html: `<div lang="zh-CN">${html}</div>` };
}

export function escapeHtml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
}

export type HookMessage = {
  unit: string;
  kind: string;
  text: string;
  url: string;
  people: number;
  at: string;
};

/** The request a robot wants: address, headers and body, signed in its own way. */
export function hookRequest(
  hook: { kind: WebhookKind; url: string; secret: string | null },
  message: HookMessage,
  now: Date,
): { url: string; headers: Record<string, string>; body: string } {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  const people = message.people > 1 ? `（涉及 ${message.people} 人）` : '';
  const text = `[正册] ${message.unit}：${message.text}${people}\n${message.url}`;
  const hmac = (key: string, data: string) =>
    createHmac('sha256', key).update(data).digest('base64');
  if (hook.kind === 'wecom') {
    return {
      url: hook.url,
      headers,
      body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
    };
  }
  if (hook.kind === 'dingtalk') {
    const url = new URL(hook.url);
    if (hook.secret) {
      const timestamp = String(now.getTime());
      url.searchParams.set('timestamp', timestamp);
      url.searchParams.set('sign', hmac(hook.secret, `${timestamp}\n${hook.secret}`));
    }
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    return { url: url.toString(), headers, body };
  }
  if (hook.kind === 'feishu') {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signed = hook.secret ? { timestamp, sign: hmac(`${timestamp}\n${hook.secret}`, '') } : {};
    const body = JSON.stringify({ ...signed, msg_type: 'text', content: { text } });
    return { url: hook.url, headers, body };
  }
  const body = JSON.stringify(message);
  if (hook.secret) {
    headers['x-zhengce-signature'] =
      `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`;
  }
  return { url: hook.url, headers, body };
}

/** What an answer means: robots say 200 and put the error into the body. */
export function hookProblem(kind: WebhookKind, status: number, body: string): string | undefined {
  if (status < 200 || status >= 300) return `HTTP ${status}`;
  if (kind === 'json') return undefined;
  try {
    const answer = JSON.parse(body) as {
      errcode?: number;
      errmsg?: string;
      code?: number;
      msg?: string;
    };
    const code = answer.errcode ?? answer.code ?? 0;
    return code === 0
      ? undefined
      : `${code} ${answer.errmsg ?? answer.msg ?? ''}`.trim().slice(0, 300);
  } catch {
    return 'HTTP 200, no JSON';
  }
}
