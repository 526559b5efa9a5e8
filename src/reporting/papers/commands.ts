/**
 * A record's paper as a file. The record is read through its own endpoint in the caller's name, so that its permission,
 * reach and masking hold here without being written a second time.
 */
import type { FastifyRequest } from 'fastify';
import { Refusal, refuse } from '../../base/refusal.ts';
import type { App } from '../../platform/http/app.ts';
import { Problem } from '../../platform/http/endpoint.ts';
import { writeFile } from '../../platform/papers/index.ts';
import type { FileFormat, Paper } from '../../platform/papers/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
import { draftOf, PAPERS, type Source } from './rules.kinds.ts';
import { PAPER_KINDS, type PaperKind } from './shapes.ts';

export type PaperOrder = {
  kind: PaperKind;
  id: string;
  format: FileFormat;
  query: Record<string, string>;
};
export type WrittenFile = { bytes: Buffer; name: string };

export async function paperFile(
  app: App,
  request: FastifyRequest,
  unit: { id: string; code: string; name: string; today: string },
  order: PaperOrder,
): Promise<WrittenFile> {
  const ask = asker(app, request, unit.code);
  const asked = { id: order.id, query: order.query };
  const record: unknown = JSON.parse((await ask(PAPERS[order.kind].source(asked))).toString());
  const resolve = await app.database.read((tx) => unitResolve(tx, unit.id));
  const around = { unitName: unit.name, today: unit.today, resolve };
  const draft = draftOf(order.kind, record, asked, around);
  if (!draft) throw refuse('reporting.nothingToPrint', '还没有可以打印的内容');
  const pictures: Record<string, Uint8Array> = {};
  for (const [place, source] of Object.entries(draft.pictures ?? {})) {
    pictures[place] = await ask(source);
  }
  const title = PAPER_KINDS[order.kind].label;
  const paper: Paper = { name: title.split(' ')[0]!, sheet: draft.sheet, pictures };
  const bytes = await writeFile(order.format, [paper], {
    title: `${unit.name} ${title}`,
    on: unit.today,
  });
  return { bytes, name: `${title}.${order.format}` };
}

const PASSED_ON = ['cookie', 'authorization', 'accept-language', 'x-forwarded-for'] as const;

/** Asks an endpoint of this server as the caller would; its refusal becomes ours. */
export function asker(app: App, request: FastifyRequest, unitCode: string) {
  return async ({ endpoint, params = {}, query = {} }: Source): Promise<Buffer> => {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(name === 'unit' ? unitCode : (params[name] ?? '')),
    );
    const headers: Record<string, string> = {};
    for (const name of PASSED_ON) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const answer = await app.http.inject({ method: 'GET', url: path, query, headers });
    if (answer.statusCode >= 400) throw passedOn(answer.statusCode, answer.body);
    return answer.rawPayload;
  };
}

/** The refusal of the record's endpoint, in its words; a failure of ours stays a failure. */
function passedOn(status: number, body: string): Error {
  const problem = status < 500 ? Problem.safeParse(JSON.parse(body)) : undefined;
  if (!problem?.success) return new Error(`the record's endpoint answered ${status}`);
  return new Refusal(problem.data.code, problem.data.message, {}, { status });
}
