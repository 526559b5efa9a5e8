/** The browser's side of an endpoint descriptor: builds the address, sends, and turns a refusal into `ApiError`. */
import type { z } from 'zod';
import { dateInChina } from '../../base/dates.ts';
import type { Endpoint, Problem } from '../http/endpoint.ts';
import { language, t } from './texts.ts';

export type Params = Record<string, string | number>;

export type CallInput<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> = {
  /** `:unit` need not be given: it is the unit in the page's address. */
  params?: Params | undefined;
  query?: z.input<Q> | undefined;
  signal?: AbortSignal | undefined;
} & ([B] extends [z.ZodUndefined] ? { body?: FormData | undefined } : { body?: z.input<B> });

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly path: string | undefined;
  readonly issues: { path: string; message: string }[];
  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code;
    this.path = problem.path;
    this.issues = problem.issues ?? [];
  }
}

const signedOutListeners = new Set<() => void | Promise<void>>();

/** Called when the server says that nobody is signed in (any more). */
export function onSignedOut(listener: () => void | Promise<void>): () => void {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
}

/** The unit's code in the page's address `/u/<code>/…`. */
export function unitInAddress(): string | undefined {
  const found = /^\/u\/([^/]+)/.exec(window.location.pathname);
  return found ? decodeURIComponent(found[1]!) : undefined;
}

function queryText(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The address of an endpoint with its places filled. */
export function addressOf(
  endpoint: Pick<Endpoint, 'path'>,
  input: { params?: Params | undefined; query?: unknown } = {},
): string {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = input.params?.[name] ?? (name === 'unit' ? unitInAddress() : undefined);
    if (value === undefined) throw new Error(`${endpoint.path}: no value for :${name}`);
    return encodeURIComponent(value);
  });
  return path + queryText(input.query);
}

async function problemOf(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => undefined)) as Problem | undefined;
  if (typeof body?.message === 'string') return new ApiError(answer.status, body);
  const message = t('服务器答复异常（{{status}}）。请稍后重试，仍不行请告知系统管理员。', {
    status: answer.status,
  });
  return new ApiError(answer.status, { code: 'web.unexpectedAnswer', message });
}

async function send(
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  input: { params?: Params | undefined; query?: unknown; body?: unknown; signal?: AbortSignal },
): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json, */*;q=0.5',
    'accept-language': language() === 'en' ? 'en' : 'zh-CN',
  };
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (input.signal) init.signal = input.signal;
  if (input.body instanceof FormData) init.body = input.body;
  else if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }
  let answer: Response;
  try {
    answer = await fetch(addressOf(endpoint, input), init);
  } catch (error) {
    if (input.signal?.aborted) throw error;
    const message = t('连不上服务器。请检查网络，或稍后重试。');
    throw new ApiError(0, { code: 'web.unreachable', message });
  }
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (answer.status === 401) for (const listener of signedOutListeners) void listener();
  throw problem;
}

/** Calls an endpoint. Throws `ApiError` with the server's sentence when it refuses. */
export async function call<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(endpoint: Endpoint<P, Q, B, O>, input?: CallInput<Q, B>): Promise<z.output<O>> {
  const answer = await send(endpoint, (input ?? {}) as Parameters<typeof send>[1]);
  if (answer.status === 204) return undefined as z.output<O>;
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as z.output<O>;
}

function fileNameOf(answer: Response): string | undefined {
  const header = answer.headers.get('content-disposition') ?? '';
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header);
  if (extended) return decodeURIComponent(extended[1]!);
  return /filename="?([^";]+)"?/i.exec(header)?.[1];
}

/** Fetches a file and hands it to the browser's downloads; a refusal is thrown like any other. */
export async function download(
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  input: { params?: Params | undefined; query?: unknown; body?: unknown; fileName?: string } = {},
): Promise<void> {
  const answer = await send(endpoint, input);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(answer) ?? input.fileName ?? `正册-${dateInChina(new Date())}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
