/** An expected refusal: a stable code, a Chinese sentence (also the key of its translation) and where it belongs. */
export type RefusalParams = Record<string, string | number>;

export class Refusal extends Error {
  readonly code: string;
  readonly sentence: string;
  readonly params: RefusalParams;
  readonly path: string | undefined;
  readonly status: number;
  constructor(
    code: string,
    sentence: string,
    params: RefusalParams = {},
    options: { path?: string; status?: number } = {},
  ) {
    super(`${code}: ${interpolate(sentence, params)}`);
    this.name = 'Refusal';
    this.code = code;
    this.sentence = sentence;
    this.params = params;
    this.path = options.path;
    this.status = options.status ?? 422;
  }
}

/** `throw refuse('organisation.codeTaken', '部门编码 {{code}} 已存在', { code })`. Status 422 unless given. */
export function refuse(
  code: string,
  sentence: string,
  params: RefusalParams = {},
  options: { path?: string; status?: number } = {},
): Refusal {
  return new Refusal(code, sentence, params, options);
}

/** Fills `{{name}}` places; unknown names stay visible so that a missing parameter is noticed. */
export function interpolate(sentence: string, params: RefusalParams = {}): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}
