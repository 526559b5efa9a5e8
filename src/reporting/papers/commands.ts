/**
 * A record's paper as a file. The record is read through its own endpoint in the caller's name, so that its permission,
 * reach and masking hold here without being written a second time.
 */
import type { FastifyRequest } from 'fastify';
import { Refusal, refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { App } from '../../platform/http/app.ts';
import { Problem } from '../../platform/http/endpoint.ts';
import { writeFile } from '../../platform/papers/index.ts';
import type { FileFormat, Paper } from '../../platform/papers/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
import { houseOf, noteVersion, withCode } from '../prints/commands.stamp.ts';
import { nameOf } from '../prints/rules.ts';
import { draftOf, PAPERS, type Source } from './rules.kinds.ts';
import { PAPER_KINDS, type PaperKind } from './shapes.ts';

export type PaperAsked = { kind: PaperKind; id: string; query: Record<string, string> };
export type PaperOrder = PaperAsked & { format: FileFormat };
export type WrittenFile = { bytes: Buffer; name: string };
type Unit = { id: string; code: string; name: string; today: string };

/** Null = the record has nothing to be printed yet. */
export async function paperOf(
  app: App,
  request: FastifyRequest,
  unit: Unit,
  order: PaperAsked,
): Promise<{ paper: Paper; record: unknown } | null> {
  const ask = asker(app, request, unit.code);
  const asked = { id: order.id, query: order.query };
  const record: unknown = JSON.parse((await ask(PAPERS[order.kind].source(asked))).toString());
  const resolve = await app.database.read((tx) => unitResolve(tx, unit.id));
  const around = { unitName: unit.name, today: unit.today, resolve };
  const draft = draftOf(order.kind, record, asked, around);
  if (!draft) return null;
  const pictures: Record<string, Uint8Array> = {};
  for (const [place, source] of Object.entries(draft.pictures ?? {})) {
    pictures[place] = await ask(source);
  }
  const title = PAPER_KINDS[order.kind].label;
  return { paper: { name: title.split(' ')[0]!, sheet: draft.sheet, pictures }, record };
}

/** A file of the record's paper; what is signed (Word, PDF) carries the code of its version, noted in the same moment. */
export async function paperFile(
  app: App,
  request: FastifyRequest,
  cx: CommandContext,
  unit: Unit,
  order: PaperOrder,
): Promise<WrittenFile> {
  const found = await paperOf(app, request, unit, order);
  if (!found) throw nothingToPrint();
  const title = PAPER_KINDS[order.kind].label;
  const properties = { title: `${unit.name} ${title}`, on: unit.today };
  const name = `${title}.${order.format}`;
  if (order.format === 'xlsx') {
    return { bytes: await writeFile('xlsx', [found.paper], properties), name };
  }
  const { papers, version } = withCode(
    await houseOf(app, request, unit),
    { kind: order.kind, record: order.id, name: nameOf(found.record), query: order.query },
    [found.paper],
  );
  const bytes = await writeFile(order.format, papers, properties);
  const { format } = order;
  await app.database.write((tx) => noteVersion({ ...cx, tx }, version, format));
  return { bytes, name };
}

export const nothingToPrint = () => refuse('reporting.nothingToPrint', '还没有可以打印的内容');

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
