/** The two ways out: SMTP through nodemailer, and plain HTTPS posts. Every outside call ends by itself. */
import { createTransport } from 'nodemailer';
import { type HookMessage, hookProblem, hookRequest } from './rules.ts';
import type { MailSettings, WebhookKind } from './shapes.ts';

const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;
const MOST_ANSWER = 4_000;

export type MailAccount = MailSettings & { password: string | null };

/** Sends one mail and returns the server's answer; throws with the server's own words. */
export async function sendMail(
  account: MailAccount,
  mail: { to: string; subject: string; text: string; html: string },
): Promise<string> {
  const transport = createTransport({
    host: account.host,
    port: account.port,
    secure: account.tls === 'tls',
    requireTLS: account.tls === 'starttls',
    ignoreTLS: account.tls === 'none',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    ...(account.userName ? { auth: { user: account.userName, pass: account.password ?? '' } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({ from: account.sender, ...mail });
    return String(sent.response ?? '').slice(0, 300);
  } finally {
    transport.close();
  }
}

/** What went wrong, in a line that may be shown: never the password. */
export function mailProblem(error: unknown, password: string | null): string {
  const found = error as {
    responseCode?: number;
    response?: string;
    code?: string;
    message?: string;
  };
  const text = found.response ?? `${found.code ?? ''} ${found.message ?? String(error)}`.trim();
  const safe = password ? text.replaceAll(password, '***') : text;
  return safe.replaceAll(/\s+/g, ' ').slice(0, 300);
}

/** Posts to a robot; no redirects are followed. Returns undefined when it was taken, else why not. */
export async function postHook(
  hook: { kind: WebhookKind; url: string; secret: string | null },
  message: HookMessage,
  now: Date,
): Promise<string | undefined> {
  const request = hookRequest(hook, message, now);
  try {
    const answer = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return hookProblem(hook.kind, answer.status, await beginningOf(answer));
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code;
    return (cause ?? (error instanceof Error ? error.message : String(error))).slice(0, 300);
  }
}

async function beginningOf(answer: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MOST_ANSWER) break;
  }
  return text.slice(0, MOST_ANSWER);
}
