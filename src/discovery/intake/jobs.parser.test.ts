/** The parser's thread may die; reports and server live on. */
import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { Parser } from './jobs.parser.ts';
import { LIMITS, RefusedReport } from './rules.report.ts';

const parser = new Parser();
afterAll(() => parser.close());

const envelope = { userAgent: 'FusionInventory-Agent_v2.6', agentId: '' };
const report = (device: string) =>
  deflateSync(
    `<REQUEST><CONTENT><HARDWARE><NAME>${device}</NAME></HARDWARE><SOFTWARES><NAME>${device}</NAME></SOFTWARES></CONTENT>
     <DEVICEID>${device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`,
  );

async function nameOf(device: string): Promise<string | undefined> {
  const parsed = await parser.parse(report(device), envelope, 13_475, '');
  if (parsed.kind !== 'inventory') throw new Error(parsed.kind);
  return parsed.generation.entries[parsed.report.ids[0]!]?.name;
}

test('reports that were in a thread when it died are read again, each as itself', async () => {
  expect(await nameOf('before')).toBe('before');
  const inside = ['a', 'b', 'c', 'd'].map(nameOf);
  // The thread is ended from outside, as the memory limit would.
  await (parser as unknown as { worker: { terminate(): Promise<number> } }).worker.terminate();
  expect(await Promise.all(inside)).toEqual(['a', 'b', 'c', 'd']);
  expect(await nameOf('after')).toBe('after');
});

test('a body that fills the memory of the thread is refused; the next report is read', async () => {
  const rows = Array.from({ length: 400_000 }, (_, index) => `{"k${index % 5000}":"v${index}"}`);
  const body = deflateSync(`{"deviceid":"x","content":{"other":[${rows.join(',')}]}}`);
  const small = new Parser(LIMITS, 24);
  const poison = small.parse(body, envelope, 13_475, '').then(
    (parsed) => parsed.kind,
    (error) => (error instanceof RefusedReport ? error.refused.code : String(error)),
  );
  const innocent = small.parse(report('innocent'), envelope, 13_475, '');
  expect(await poison).toBe('tooLarge');
  expect((await innocent).kind).toBe('inventory');
  await small.close();
}, 60_000);
