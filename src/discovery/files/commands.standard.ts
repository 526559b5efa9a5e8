/** Takes lists in standard formats: a bill of materials by itself, software tags all together as what a computer has. */
import { createHash } from 'node:crypto';
import { refuse } from '../../base/refusal.ts';
import { osKindOf, RefusedReport } from '../intake/rules.report.ts';
import { type MachinePart, takeParts } from './commands.parts.ts';
import type { Found, Taking } from './commands.ts';
import type { FileItem } from './commands.unpack.ts';
import { computerFromPath, NO_FACTS, orderedTime, reportTime } from './rules.machine.ts';
import { readStandard, type StandardList, standardFormatOf } from './rules.standard.ts';

const TAG_LIMITS = { count: 20_000, bytes: 64 * 1024 * 1024 };

/**
 * Passes everything on but software tags; these come last, all of one zip or upload as one item, because a new set of
 * tags replaces the old one. Their digest does not depend on their order.
 */
export async function* bundled(
  items: AsyncIterable<FileItem>,
  path: string,
): AsyncGenerator<FileItem> {
  const tags: { path: string; bytes: Buffer; digest: string }[] = [];
  let size = 0;
  let modified: Date | undefined;
  for await (const item of items) {
    const format = standardFormatOf(item.bytes, item.path);
    if (format !== 'swid' && format !== 'coswid') {
      yield item;
      continue;
    }
    size += item.bytes.length;
    if (tags.length >= TAG_LIMITS.count || size > TAG_LIMITS.bytes) {
      throw refuse('discovery.tooManyTags', '{{fileName}} 中的软件标签过多，请分台上传', {
        fileName: path,
      });
    }
    const digest = createHash('sha256').update(item.bytes).digest('hex');
    tags.push({ path: item.path, bytes: item.bytes, digest });
    if (item.modified && (!modified || item.modified > modified)) modified = item.modified;
  }
  if (tags.length === 0) return;
  tags.sort((left, right) => (left.digest < right.digest ? -1 : 1));
  const bytes = Buffer.from(tags.map((tag) => tag.digest).join('\n'));
  yield { path, bytes, modified, tags };
}

/** Whose a list is: as told, as it says itself, as its file or folder is named. */
function ownerOf(taking: Taking, list: StandardList, path: string): string {
  return taking.choice.computer || list.computer || computerFromPath(path);
}

export async function takeStandard(taking: Taking): Promise<Found> {
  const { item, say } = taking;
  if (item.tags) return takeTags(taking, item.tags);
  const list = readStandard(item.bytes, standardFormatOf(item.bytes, item.path)!);
  if (list.rows.length === 0 && list.osName === '') {
    const message = say('文件中没有安装的软件：库、文件等组成部分不算安装的软件');
    return { kind: 'standard', verdict: 'refused', message, machines: [] };
  }
  const computer = ownerOf(taking, list, item.path);
  if (computer === '') return waiting(taking);
  const parts = [partOf(taking, computer, 'bom', [list])];
  const machines = await takeParts(taking.services, taking.cx, parts);
  const message = list.skipped > 0 ? skippedText(taking, list.skipped) : '';
  return { kind: 'standard', verdict: 'accepted', message, machines };
}

function waiting({ say }: Taking): Found {
  const message = say('看不出是哪台计算机的。请填写计算机名称，或把文件名改为计算机名称');
  return { kind: 'standard', verdict: 'needsMapping', message, machines: [] };
}

function skippedText({ say }: Taking, n: number): string {
  return say('{{n}} 项不是安装的软件（组成部分、安装介质或仅在册的记录），已略过', { n });
}

/** One tag that cannot be read costs itself only. */
async function takeTags(
  taking: Taking,
  tags: readonly { path: string; bytes: Buffer }[],
): Promise<Found> {
  const { say } = taking;
  const owned = new Map<string, StandardList[]>();
  let [skipped, unread, nameless] = [0, 0, 0];
  for (const { path, bytes } of tags) {
    let list: StandardList;
    try {
      list = readStandard(bytes, standardFormatOf(bytes, path)!);
    } catch (error) {
      if (!(error instanceof RefusedReport)) throw error;
      unread += 1;
      continue;
    }
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const computer = ownerOf(taking, list, folder);
    skipped += list.skipped;
    if (computer === '') nameless += 1;
    else owned.set(computer, [...(owned.get(computer) ?? []), list]);
  }
  if (owned.size === 0 && nameless > 0) return waiting(taking);
  if (owned.size === 0) {
    const message = say('{{n}} 个标签都无法读取', { n: unread });
    return { kind: 'standard', verdict: 'refused', message, machines: [] };
  }
  const parts = [...owned].map(([computer, lists]) => partOf(taking, computer, 'tags', lists));
  const machines = await takeParts(taking.services, taking.cx, parts);
  const message = [
    skipped > 0 ? skippedText(taking, skipped) : '',
    unread > 0 ? say('{{n}} 个标签无法读取', { n: unread }) : '',
    nameless > 0 ? say('{{n}} 个标签没有写明计算机', { n: nameless }) : '',
  ];
  const told = message.filter((sentence) => sentence !== '').join('；');
  return { kind: 'standard', verdict: 'accepted', message: told, machines };
}

/** All lists of one computer as one part of it, as of the newest. */
function partOf(
  { cx, digest, takenAt }: Taking,
  computer: string,
  scope: string,
  lists: readonly StandardList[],
): MachinePart {
  const facts = { ...NO_FACTS, macs: [], computer };
  for (const { osName, osVersion } of lists) {
    if (osName !== '' && facts.osName === '') Object.assign(facts, { osName, osVersion });
  }
  // As with lists: they come from Windows unless something says otherwise.
  facts.osKind = facts.osName === '' ? 'windows' : osKindOf(facts.osName);
  const rows = lists.flatMap((list) => list.rows);
  for (const row of rows) {
    if (row.systemCategory === '' && facts.osKind === 'windows') row.systemCategory = 'application';
  }
  const newest =
    lists
      .map((list) => list.takenOn)
      .sort()
      .at(-1) ?? '';
  const at = orderedTime(timeOf(newest, cx.now) ?? takenAt, digest).getTime();
  return { computer, digest, part: { scope, at, facts, rows } };
}

/** Standards write instants with their zone; a day alone is read as the other lists are. */
function timeOf(text: string, now: Date): Date | undefined {
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return reportTime(text, now);
  const at = new Date(text);
  const valid = !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 2000;
  return valid ? new Date(Math.min(at.getTime(), now.getTime())) : undefined;
}
