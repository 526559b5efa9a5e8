/**
 * Takes uploaded inventories through the same intake as the agents' reports, file by file, each with its verdict.
 * One upload of a unit at a time: parts of a machine are put together from what lies in the tables.
 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { openSealer } from '../../platform/auth/sealing.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { decodeText, type Say, type UploadedFile } from '../../platform/sheets/index.ts';
import type { Intake } from '../intake/commands.ts';
import { sniffCompression, sniffFormat } from '../intake/rules.decode.ts';
import { keyMarks } from '../intake/rules.licence.ts';
import { RefusedReport } from '../intake/rules.report.ts';
import { type ListFinding, readList } from './commands.list.ts';
import { type MachinePart, takeParts } from './commands.parts.ts';
import { bundled, takeStandard } from './commands.standard.ts';
import { type FileItem, isWorkbook, isZip, unpack } from './commands.unpack.ts';
import {
  computerFromPath,
  LICENCE_SCOPE,
  NO_FACTS,
  orderedTime,
  reportTime,
  verdictOf,
} from './rules.machine.ts';
import { isRegistryExport, readRegistry } from './rules.reg.ts';
import { standardFormatOf } from './rules.standard.ts';
import type { FileChoice, FileMachine, FileOptions, FileVerdict } from './shapes.ts';
import * as store from './store.ts';

export type FileContext = Omit<CommandContext, 'tx'>;
export type FileServices = { database: Database; intake: Intake };
/** One file on its way: what it is, what was said about it, and when it speaks of. */
export type Taking = {
  services: FileServices;
  cx: FileContext;
  say: Say;
  item: FileItem;
  digest: Buffer;
  choice: FileChoice;
  takenAt: Date;
};
/** What a handler found out. */
export type Found = Pick<FileVerdict, 'kind' | 'verdict' | 'message'> & {
  machines: FileMachine[];
  list?: ListFinding;
};

const MACHINES_SHOWN = 100;
const running = new Map<string, Promise<unknown>>();

export async function takeFiles(
  services: FileServices,
  cx: FileContext,
  upload: { files: UploadedFile[]; options: FileOptions; say: Say },
): Promise<FileVerdict[]> {
  const before = running.get(cx.unitId) ?? Promise.resolve();
  const work = before.then(() => takeAll(services, cx, upload));
  const settled = work.catch(() => {});
  running.set(cx.unitId, settled);
  try {
    return await work;
  } finally {
    if (running.get(cx.unitId) === settled) running.delete(cx.unitId);
  }
}

async function takeAll(
  services: FileServices,
  cx: FileContext,
  { files, options, say }: { files: UploadedFile[]; options: FileOptions; say: Say },
): Promise<FileVerdict[]> {
  const verdicts: FileVerdict[] = [];
  const rows: store.FileRow[] = [];
  const mappings: ListFinding[] = [];
  for (const source of sourcesOf(files)) {
    const zipTime = options.files[source.name]?.lastModified;
    try {
      for await (const item of bundled(source.items(), source.name)) {
        const choice = options.files[item.path] ?? {};
        const modified = choice.lastModified ?? item.modified?.getTime() ?? zipTime;
        const taken = await takeOne(services, cx, item, choice, modified, say);
        verdicts.push(taken.verdict);
        rows.push(taken.row);
        if (taken.list?.chosen) mappings.push(taken.list);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      verdicts.push(refusedVerdict(source.name, say(error.sentence, error.params)));
    }
  }
  const by = { name: cx.actor.name, at: cx.now };
  await services.database.write(async (tx) => {
    await store.saveFiles(tx, cx.unitId, by, rows);
    for (const list of mappings) {
      await store.saveMapping(tx, cx.unitId, by, list.columnsDigest, list.reading.mapping);
    }
    const accepted = verdicts.filter(({ verdict }) => verdict === 'accepted').length;
    await audit(
      { ...cx, tx },
      {
        action: 'discovery.uploadFiles',
        objectType: 'file',
        objectId: files
          .map(({ fileName }) => fileName)
          .join(', ')
          .slice(0, 200),
        after: { files: verdicts.length, accepted },
      },
    );
  });
  return verdicts;
}

type Source = { name: string; items(): AsyncIterable<FileItem> };

/** Each file by itself; software tags outside a zip belong together and are one source. */
function sourcesOf(files: readonly UploadedFile[]): Source[] {
  const isTag = ({ buffer, fileName }: UploadedFile) =>
    /^(swid|coswid)$/.test(standardFormatOf(buffer, fileName) ?? '');
  const tags = files.filter(isTag);
  const sources = files
    .filter((file) => !isTag(file))
    .map((file): Source => ({ name: file.fileName, items: () => itemsOf(file) }));
  if (tags.length === 0) return sources;
  return [...sources, { name: tags[0]!.fileName, items: () => looseItems(tags) }];
}

async function* looseItems(files: readonly UploadedFile[]): AsyncGenerator<FileItem> {
  for (const file of files) yield* itemsOf(file);
}

async function* itemsOf(file: UploadedFile): AsyncGenerator<FileItem> {
  const { buffer, fileName } = file;
  if (isZip(buffer) && !(await isWorkbook(buffer, fileName))) yield* unpack(buffer, fileName);
  else yield { path: fileName, bytes: buffer, modified: undefined };
}

async function takeOne(
  services: FileServices,
  cx: FileContext,
  item: FileItem,
  choice: FileChoice,
  modified: number | undefined,
  say: Say,
): Promise<{ verdict: FileVerdict; row: store.FileRow; list?: ListFinding }> {
  const digest = createHash('sha256').update(item.bytes).digest();
  const before = await services.database.read((tx) => store.takenBefore(tx, cx.unitId, digest));
  const known = modified === undefined ? cx.now : new Date(Math.min(modified, cx.now.getTime()));
  const takenAt = before ?? known;
  const taking: Taking = { services, cx, say, item, digest, choice, takenAt };
  const found = await handle(taking);
  const entryCount = found.machines.reduce((sum, machine) => sum + machine.entries, 0);
  const machineCount = found.machines.length;
  const { kind, verdict, message } = found;
  const fileName = item.path;
  return {
    verdict: {
      ...{ fileName, kind, verdict, message, repeated: before !== undefined },
      ...{ machineCount, entryCount, machines: found.machines.slice(0, MACHINES_SHOWN) },
      ...(found.list ? { list: found.list.reading } : {}),
    },
    row: {
      ...{ digest, fileName, kind, verdict, message, takenAt },
      ...{ machines: machineCount, entries: entryCount },
    },
    ...(found.list ? { list: found.list } : {}),
  };
}

function refusedVerdict(fileName: string, message: string): FileVerdict {
  const nothing = { repeated: false, machineCount: 0, entryCount: 0, machines: [] };
  return { fileName, kind: 'other', verdict: 'refused', message, ...nothing };
}

/** The bytes decide what a file is; its name only helps where they cannot. */
async function handle(taking: Taking): Promise<Found> {
  const { bytes, path, tags } = taking.item;
  const standard = tags !== undefined || standardFormatOf(bytes, path) !== undefined;
  const kind = standard ? ('standard' as const) : kindOf(bytes);
  try {
    if (isZip(bytes) && !(await isWorkbook(bytes, path))) {
      const message = taking.say('压缩包里的压缩包不再解开，请解压后直接上传里面的文件');
      return { kind: 'other', verdict: 'refused', message, machines: [] };
    }
    if (kind === 'standard') return await takeStandard(taking);
    if (kind === 'agent') return await takeAgentReport(taking);
    if (kind === 'registry') return await takeRegistry(taking);
    return await readList(taking);
  } catch (error) {
    const refused = { kind, verdict: 'refused' as const, machines: [] };
    if (error instanceof RefusedReport) return { ...refused, message: error.refused.reason };
    if (error instanceof Refusal) {
      return { ...refused, message: taking.say(error.sentence, error.params) };
    }
    throw error;
  }
}

function kindOf(bytes: Buffer): 'agent' | 'registry' | 'list' {
  const start = bytes.subarray(0, 200);
  if (isRegistryExport(start.toString('latin1')) || isRegistryExport(start.toString('utf16le'))) {
    return 'registry';
  }
  if (sniffCompression(start) !== 'none') return 'agent';
  const text = start.toString('latin1').includes('\0')
    ? start.toString('utf16le')
    : start.toString('latin1');
  if (/^(?:\ufeff|ï»¿)?\s*<(?:!doctype\s+html|html|table)/i.test(text)) return 'list';
  return sniffFormat(text) === 'other' ? 'list' : 'agent';
}

async function takeAgentReport(taking: Taking): Promise<Found> {
  const { services, cx, item, digest, takenAt } = taking;
  const accepted = await services.intake.acceptBody(cx.unitId, item.bytes, {
    at: ({ reportedAt }) => orderedTime(reportTime(reportedAt, cx.now) ?? takenAt, digest),
  });
  const { kind, newSource, deviceName, sourceId, softwareRows, added, removed } = accepted;
  const verdict = verdictOf(kind, newSource);
  const machine = { name: deviceName, sourceId, verdict, entries: softwareRows, added, removed };
  return { kind: 'agent', verdict: 'accepted', message: '', machines: [machine] };
}

async function takeRegistry(taking: Taking): Promise<Found> {
  const { item, choice, say, digest, takenAt } = taking;
  const text = decodeText(item.bytes) ?? item.bytes.toString('latin1');
  const seal = openSealer();
  const registry = readRegistry(text, seal && keyMarks(seal.fingerprint, taking.cx.unitId));
  const { parts = [], computerName = '', licences = [], ...system } = registry ?? {};
  if (parts.length === 0 && licences.length === 0) {
    const message = say(
      '文件中没有已安装软件，也没有许可信息。请导出 HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
    );
    return { kind: 'registry', verdict: 'refused', message, machines: [] };
  }
  const computer = choice.computer || computerName || computerFromPath(item.path);
  if (computer === '') {
    const message = say('看不出是哪台计算机的。请填写计算机名称，或把文件名改为计算机名称');
    return { kind: 'registry', verdict: 'needsMapping', message, machines: [] };
  }
  const facts = { ...NO_FACTS, ...system, computer };
  const at = orderedTime(takenAt, digest).getTime();
  const own = parts.map(
    ({ scope, rows }): MachinePart => ({ computer, digest, part: { scope, at, facts, rows } }),
  );
  if (licences.length > 0) {
    const told = { ...facts, licences };
    own.push({ computer, digest, part: { scope: LICENCE_SCOPE, at, facts: told, rows: [] } });
  }
  const machines = await takeParts(taking.services, taking.cx, own);
  return { kind: 'registry', verdict: 'accepted', message: '', machines };
}
