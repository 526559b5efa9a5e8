/**
 * How long the files take and how much memory: 附件7 with 1,000 numbers in the three formats, 附件8 as official paper and as a
 * streamed list of 1,000,000 lines.
 * `node bench/forms.ts [lines]`; prints figures, judges nothing.
 */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Form8Computer } from '../src/ledgers/registers/shapes.ts';
import { form7File, form8File } from '../src/reporting/forms/commands.ts';
import { FORM7_SAMPLE, FORM8_SAMPLE } from '../test/forms.ts';

const LINES_PER_COMPUTER = 50;

async function* computers(lines: number): AsyncGenerator<Form8Computer> {
  const [sample] = FORM8_SAMPLE.computers;
  let lineNo = 0;
  for (let no = 1; lineNo < lines; no++) {
    const count = Math.min(LINES_PER_COMPUTER, lines - lineNo);
    yield {
      ...sample!,
      deviceId: `d${no}`,
      computerNo: `PC-${no}`,
      lines: Array.from({ length: count }, (_, at) => ({
        ...sample!.lines[at % sample!.lines.length]!,
        lineNo: ++lineNo,
      })),
    };
  }
}

async function measure(lines: number): Promise<void> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const answer = await form8File('xlsx', FORM8_SAMPLE.header, computers(lines));
  let bytes = 0;
  if (Buffer.isBuffer(answer)) bytes = answer.length;
  else {
    const count = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done();
      },
    });
    await pipeline(answer, count);
  }
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const row = {
    lines,
    kind: Buffer.isBuffer(answer) ? 'paper' : 'list',
    seconds: seconds.toFixed(1),
    'cpu s': ((user + system) / 1e6).toFixed(1),
    'lines/s': Math.round(lines / seconds),
    'peak RSS MB': Math.round(peak / 1e6),
    'file MB': (bytes / 1e6).toFixed(1),
  };
  console.log(JSON.stringify(row));
}

async function measureForm7(numbers: number): Promise<void> {
  const lines = Array.from({ length: numbers }, (_, at) => ({
    ...FORM7_SAMPLE.lines[at % FORM7_SAMPLE.lines.length]!,
    lineNo: at + 1,
    softwareNo: `S${String(at + 1).padStart(4, '0')}`,
  }));
  for (const format of ['xlsx', 'docx', 'pdf'] as const) {
    const start = performance.now();
    const bytes = await form7File(format, { ...FORM7_SAMPLE, lines });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const size = `${Math.round(bytes.length / 1000)} KB`;
    console.log(JSON.stringify({ form: '附件7', numbers, format, seconds, size }));
  }
}

const asked = process.argv.slice(2).map(Number).filter(Boolean);
if (asked.length === 0) await measureForm7(1_000);
for (const lines of asked.length > 0 ? asked : [1_000, 5_000, 100_000, 1_000_000]) {
  await measure(lines);
}
