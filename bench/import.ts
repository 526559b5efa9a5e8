/**
 * Imports of a hundred thousand rows — people, form 8, form 7 — as the background job does them, with batch, changes and
 * annotated copy; and taking one back. The aim is under 60 s each.
 * Run: `node bench/import.ts [rows] [kind …]`. Figures depend on what else runs: the load average is printed beside them.
 */
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { dateInChina } from '../src/base/dates.ts';
import { newId } from '../src/base/ids.ts';
import { systemContext } from '../src/platform/db/context.ts';
import { importerOf } from '../src/platform/imports/importer.ts';
import { importFile } from '../src/platform/imports/run.ts';
import { type Product, withProduct } from './product.ts';

const rows = Number(process.argv[2] ?? 100_000);
const only = process.argv.slice(3);
const COMPUTERS = 2_500;

const many = (line: (n: number) => string) => Array.from({ length: rows }, (_, n) => line(n));

async function sheets(product: Product): Promise<[string, string[]][]> {
  const { rows: devices } = await product.database.read((tx) =>
    sql<{ computerNo: string }>`select computer_no from ledgers_device
      where unit_id = ${product.unitId} and retired_on is null order by 1`.execute(tx),
  );
  const computer = (n: number) => devices[n % devices.length]!.computerNo;
  return [
    [
      'organisation.people',
      [
        '工号,姓名,部门,岗位,电话,入职日期',
        ...many((n) => `B${n},员工${n},部门${n % 300},岗位${n % 20},010-${n},2020-01-02`),
      ],
    ],
    [
      'ledgers.opening',
      [
        '序号,计算机编号,软件编号,软件名称,软件版本,商业软件,OEM软件,免费软件,安装日期',
        ...many(
          (n) =>
            `${n},${computer(n)},,旧表软件${Math.floor(n / devices.length)},v${n % 9},,√,,2023-05-01`,
        ),
      ],
    ],
    [
      'configuration.software',
      [
        '软件名称,软件版本,软件类型,采购时间,采购金额,许可类型,许可数量,可使用版本,许可期限,序列号',
        ...many(
          (n) =>
            `旧软件${n % 5000},v${n % 7},商业软件,2024-03-01,${n}.50,单机许可,2,v1–v9,永久,SN-${n}`,
        ),
      ],
    ],
  ];
}

await withProduct(
  COMPUTERS,
  async () => {},
  async (product) => {
    const { database, services, unitId } = product;
    const write = <T>(work: (cx: ReturnType<typeof systemContext>) => Promise<T>) =>
      database.write((tx) => work(systemContext(tx, unitId, 'bench')));
    for (const [kind, lines] of await sheets(product)) {
      if (only.length > 0 && !only.includes(kind)) continue;
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      const importId = newId();
      const from = performance.now();
      const parts: string[] = [];
      let last = from;
      const step = async (_: number, sentence: string) => {
        parts.push(((performance.now() - last) / 1000).toFixed(1), sentence);
        last = performance.now();
      };
      const env = {
        database,
        files: services.files,
        unitId,
        today: dateInChina(new Date()),
        write,
        step,
      };
      const options = { commit: true, forget: false };
      const asked = { kind, fileName: 'bench.csv', options, params: {}, language: 'zh' as const };
      const { report } = await importFile(env, importerOf(kind)!, asked, bytes, {
        copy: true,
        importId,
      });
      const seconds = (performance.now() - from) / 1000;
      const load = loadavg()[0]!.toFixed(1);
      console.log(
        `${kind}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ` +
          `${JSON.stringify(report.counts)}  load ${load}\n  ${parts.slice(1).join(' ')}`,
      );
    }
  },
);
