/** Every error answer has one form: `{code, message, path?, issues?}` in the caller's language. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal, refuse } from '../../base/refusal.ts';
import { isUniqueViolation } from '../db/database.ts';
import type { Problem } from './endpoint.ts';
import { type Language, languageOf, localise } from './texts.ts';

const zodChinese = z.locales.zhCN().localeError;
const zodEnglish = z.locales.en().localeError;

/** Input that does not fit its schema. */
export class InvalidInput extends Error {
  readonly part: string;
  readonly error: z.ZodError;
  constructor(part: string, error: z.ZodError) {
    super(`invalid ${part}`);
    this.part = part;
    this.error = error;
  }
}

export function problemOf(error: unknown, language: Language): { status: number; body: Problem } {
  if (error instanceof Refusal) {
    const message = localise(language, error.sentence, error.params);
    return {
      status: error.status,
      body: { code: error.code, message, ...(error.path ? { path: error.path } : {}) },
    };
  }
  if (error instanceof InvalidInput) return { status: 422, body: invalidInput(error, language) };
  if (isUniqueViolation(error)) {
    return fromRefusal(
      refuse('platform.duplicate', '已有相同的记录，请刷新后再试', {}, { status: 409 }),
      language,
    );
  }
  const known = knownFastifyError(error);
  if (known) return fromRefusal(known, language);
  return fromRefusal(
    refuse('platform.internal', '服务器内部错误，已记录，请稍后再试', {}, { status: 500 }),
    language,
  );
}

function fromRefusal(refusal: Refusal, language: Language): { status: number; body: Problem } {
  return problemOf(refusal, language);
}

function invalidInput(error: InvalidInput, language: Language): Problem {
  const issues = error.error.issues.slice(0, 50).map((issue) => ({
    path: [error.part, ...issue.path].join('.'),
    message: sentenceOf(issue, language),
  }));
  const first = issues[0];
  return {
    code: 'platform.invalidInput',
    message: `${localise(language, '填写有误')}：${first?.message ?? ''}`,
    ...(first ? { path: first.path } : {}),
    issues,
  };
}

/** A schema's own sentence where it has one, else the library's in the caller's language. */
function sentenceOf(issue: z.core.$ZodIssue, language: Language): string {
  const raw = issue as Parameters<typeof zodChinese>[0];
  const chinese = told(zodChinese(raw));
  if (issue.message !== chinese && !ENGLISH.test(issue.message)) {
    return localise(language, issue.message);
  }
  // “expected string, received undefined” is no sentence for people.
  if (chinese.endsWith('undefined')) return localise(language, '必须填写');
  return language === 'en' ? told(zodEnglish(raw)) : chinese;
}

const ENGLISH = /^(Invalid|Too|Unrecognized|Expected|Required)/;

function told(answer: string | { message: string } | null | undefined): string {
  return typeof answer === 'string' ? answer : (answer?.message ?? '');
}

function knownFastifyError(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  // The limiter's error has a status and no code.
  if ((error as FastifyError).statusCode === 429) {
    return refuse('platform.tooMany', '请求过于频繁，请稍后再试', {}, { status: 429 });
  }
  if (!('code' in error)) return undefined;
  switch ((error as FastifyError).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return refuse('platform.tooLarge', '内容过大，超过了上限', {}, { status: 413 });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse('platform.mediaType', '不支持的内容类型', {}, { status: 415 });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse('platform.badJson', '请求内容不是有效的 JSON', {}, { status: 400 });
    default:
      if (error instanceof SyntaxError && (error as FastifyError).statusCode === 400) {
        return refuse('platform.badJson', '请求内容不是有效的 JSON', {}, { status: 400 });
      }
      return undefined;
  }
}

/** Fastify's error handler: answers, and logs only what is our fault. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = problemOf(error, languageOf(request.headers['accept-language']));
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}
