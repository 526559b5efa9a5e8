/** Uploading files from machines without a network, on a real server and database. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';
import type { FileVerdict } from './shapes.ts';

let app: TestApp;
let technician: Client;

beforeAll(async () => {
  app = await testApp();
  technician = await app.as('itTechnician');
}, 120_000);

type Options = Record<string, object>;
async function upload(
  name: string,
  content: Buffer | string,
  files: Options = {},
  as = technician,
) {
  const options = JSON.stringify({ files });
  const answer = await as.upload('/api/units/DW/discovery/files', { name, content }, { options });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.files as FileVerdict[];
}

/** What a source has now, by name, as the tables say. */
async function present(agentKey: string): Promise<string[]> {
  return app.database.read(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select e.name from discovery_source s
      join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
      cross join unnest(p.entries) as i (id)
      join recognition_raw_entry e on e.unit_id = s.unit_id and e.id = i.id
      where s.unit_id = ${app.unitId} and s.agent_key = ${agentKey} order by 1`.execute(tx);
    return rows.map((row) => row.name);
  });
}

const reg = (names: string[], branch = '') =>
  `Windows Registry Editor Version 5.00\r\n\r\n${names
    .map(
      (name) =>
        `[HKEY_LOCAL_MACHINE\\SOFTWARE\\${branch}Microsoft\\Windows\\CurrentVersion\\Uninstall\\${name}]\r\n"DisplayName"="${name}"\r\n\r\n`,
    )
    .join('')}`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const ocs = (device: string, names: string[], time: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><ACCESSLOG><LOGDATE>${time}</LOGDATE></ACCESSLOG>
  <HARDWARE><NAME>${device}</NAME><OSNAME>Microsoft Windows 10</OSNAME></HARDWARE>
  ${names.map((name) => `<SOFTWARES><NAME>${name}</NAME></SOFTWARES>`).join('')}</CONTENT>
  <DEVICEID>${device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

describe('registry exports', () => {
  it('of one machine, branch by branch, make one source whose newest parts stand together', async () => {
    const day = (n: number) => Date.UTC(2026, 0, n);
    const first = await upload('CW-01.reg', utf16(reg(['WPS', 'QQ'])), {
      'CW-01.reg': { lastModified: day(3) },
    });
    expect(first).toMatchObject([
      {
        kind: 'registry',
        verdict: 'accepted',
        repeated: false,
        machines: [{ name: 'CW-01', verdict: 'new', entries: 2 }],
      },
    ]);
    const wow = reg(['Chrome'], 'Wow6432Node\\');
    const second = await upload('cw-01_Wow6432Node.reg', utf16(wow), {
      'cw-01_Wow6432Node.reg': { lastModified: day(2) },
    });
    expect(second[0]!.machines).toMatchObject([{ verdict: 'changed', entries: 3, added: 1 }]);
    const old = await upload('CW-01.reg', utf16(reg(['Old'])), {
      'CW-01.reg': { lastModified: day(1) },
    });
    expect(old[0]!.machines).toMatchObject([{ verdict: 'older', entries: 3 }]);
    expect(await present('file:cw-01')).toEqual(['Chrome', 'QQ', 'WPS']);
    const newer = await upload('CW-01.reg', utf16(reg(['WPS'])), {
      'CW-01.reg': { lastModified: day(5) },
    });
    expect(newer[0]!.machines).toMatchObject([{ verdict: 'changed', removed: 1 }]);
    expect(await present('file:cw-01')).toEqual(['Chrome', 'WPS']);
  });

  it('ask whose they are when nothing says so, and take the answer', async () => {
    const [asked] = await upload('Uninstall.reg', utf16(reg(['A'])));
    expect(asked).toMatchObject({ verdict: 'needsMapping', machineCount: 0 });
    expect(asked!.message).toContain('计算机名称');
    const [told] = await upload('Uninstall.reg', utf16(reg(['A'])), {
      'Uninstall.reg': { computer: 'DA-07' },
    });
    expect(told).toMatchObject({ verdict: 'accepted', machines: [{ name: 'DA-07' }] });
  });
});

describe('software lists', () => {
  it('of many computers become a source each; a row without computer is named and left out', async () => {
    const text = '计算机,软件,版本\nL-1,WPS,11\nL-1,QQ,9\nL-2,微信,4\n,无主,1\n';
    const [verdict] = await upload('汇总.csv', text);
    expect(verdict).toMatchObject({
      kind: 'list',
      verdict: 'accepted',
      message: '1 行未能读取，其余已接收',
      machineCount: 2,
      entryCount: 3,
      list: { rejectedRows: 1, problems: [{ rowNo: 5, message: '没有写明计算机名称' }] },
    });
    expect(await present('file:l-1')).toEqual(['QQ', 'WPS']);
  });

  it('remember which column means what', async () => {
    // Another machine each: two lists of one machine in one second are ordered by their content.
    const text = (machine: string, name: string) => `机器,甲,乙\n${machine},${name},x\n`;
    const [asked] = await upload('m1.csv', text('M-1', 'WPS'));
    expect(asked).toMatchObject({
      verdict: 'needsMapping',
      list: { columns: ['机器', '甲', '乙'] },
    });
    const mapping = { computer: 0, name: 1 };
    await upload('m1.csv', text('M-1', 'WPS'), { 'm1.csv': { mapping } });
    const [remembered] = await upload('m2.csv', text('M-2', 'QQ'));
    expect(remembered).toMatchObject({ verdict: 'accepted', list: { mapping } });
    expect(await present('file:m-2')).toEqual(['QQ']);
  });

  it('with a sheet per computer give each sheet to its computer', async () => {
    const head = ['软件名称', '版本'];
    const bytes = await writeXlsx({
      sheets: [
        { name: '填写说明', rows: [['每台计算机一张表']] },
        { name: 'B-01', rows: [head, ['WPS', '11']] },
        { name: 'B-02', rows: [head, ['QQ', '9'], [null, '1']] },
      ],
    });
    const [verdict] = await upload('软件清单.xlsx', Buffer.from(bytes));
    expect(verdict).toMatchObject({
      verdict: 'accepted',
      machines: [{ name: 'B-01' }, { name: 'B-02' }],
      list: { problems: [{ rowNo: 3, message: '“软件名称”不能为空' }] },
    });
    expect(await present('file:b-02')).toEqual(['QQ']);
    const plain = await writeXlsx({ sheets: [{ name: 'Sheet1', rows: [head, ['WPS', '11']] }] });
    const [asked] = await upload('软件清单.xlsx', Buffer.from(plain));
    expect(asked!.verdict).toBe('needsMapping');
  });

  it('refuse what is no list, each with the remedy', async () => {
    const bytes = zipSync({
      'a.html': Buffer.from('<html><table></table></html>'),
      'b.pdf': Buffer.from('%PDF-1.7'),
      'c.zip': zipSync({ x: Buffer.from('y') }),
      'd.xml': Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
      'e.json': Buffer.from('{"action":"netinventory","deviceid":"x","content":{}}'),
      'f.csv': Buffer.alloc(0),
    });
    const verdicts = await upload('all.zip', Buffer.from(bytes));
    expect(verdicts.map(({ fileName, verdict }) => [fileName, verdict])).toEqual(
      ['a.html', 'b.pdf', 'c.zip', 'd.xml', 'e.json', 'f.csv'].map((name) => [
        `all.zip/${name}`,
        'refused',
      ]),
    );
    for (const { message } of verdicts) expect(message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('refuse a zip bomb without touching the rest of the upload', async () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(15 * 1024 * 1024) }, { level: 9 });
    const verdicts = await upload('bomb.zip', Buffer.from(bomb));
    expect(verdicts).toMatchObject([{ fileName: 'bomb.zip', verdict: 'refused', kind: 'other' }]);
    expect(verdicts[0]!.message).toContain('解压后过大');
  });
});

describe('the same files', () => {
  const files: [string, Buffer, number][] = [
    ['X-1.reg', utf16(reg(['A1', 'A2'])), 1],
    ['X-1_wow6432node.reg', utf16(reg(['B1'], 'Wow6432Node\\')), 2],
    ['neu/X-1.reg', utf16(reg(['A1', 'A3'])), 3],
    [
      'liste.csv',
      Buffer.from(
        '主机名,软件名称,采集时间\nX-1,C1,2026-01-02 08:00:00\nX-2,C2,2026-01-02 08:00:00\n',
      ),
      4,
    ],
    [
      'alt.csv',
      Buffer.from(
        '主机名,软件名称,采集时间\nX-1,C0,2026-01-01 08:00:00\nX-2,C0,2026-01-01 08:00:00\n',
      ),
      5,
    ],
    ['dev.ocs', Buffer.from(ocs('x-dev', ['D1'], '2026-01-02 00:00:00')), 6],
    ['dev-old.ocs', Buffer.from(ocs('x-dev', ['D0'], '2026-01-01 00:00:00')), 7],
    ['same-a.ocs', Buffer.from(ocs('x-tie', ['E1'], '2026-01-01 00:00:00')), 8],
    ['same-b.ocs', Buffer.from(ocs('x-tie', ['E2'], '2026-01-01 00:00:00')), 9],
  ];
  const KEYS = ['file:x-1', 'file:x-2', 'file:device:x-dev', 'file:device:x-tie'];

  async function run(order: number[], rename: (key: string) => string) {
    const swap = (bytes: Buffer) => {
      const wide = bytes[0] === 0xff;
      const text = rename(bytes.toString(wide ? 'utf16le' : 'utf8'));
      return Buffer.from(text, wide ? 'utf16le' : 'utf8');
    };
    for (const at of order) {
      const [name, bytes, day] = files[at]!;
      const path = rename(name);
      const options = { [path.split('/').at(-1)!]: { lastModified: Date.UTC(2026, 2, day) } };
      const [verdict] = await upload(path, swap(bytes), options);
      expect(verdict!.verdict).toBe('accepted');
    }
    return Promise.all(KEYS.map((key) => present(rename(key))));
  }

  it('in any order, twice, give the same result', async () => {
    const sets = [];
    const orders = [
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [8, 7, 6, 5, 4, 3, 2, 1, 0],
      [4, 2, 6, 0, 8, 5, 1, 3, 7, 4, 2, 6, 0, 8, 5, 1, 3, 7],
    ];
    for (const [round, order] of orders.entries()) {
      // The tie of x-tie is settled by content, which the name is part of: it keeps its name.
      const rename = (text: string) => text.replaceAll(/([Xx])-(1|2|dev)/g, `$1${round}-$2`);
      sets.push(await run(order, rename));
    }
    expect(sets[0]!.slice(0, 3)).toEqual([
      ['A1', 'A3', 'B1', 'C1'],
      ['C2'],
      ['D1', 'Microsoft Windows 10'],
    ]);
    expect(sets[1]).toEqual(sets[0]);
    expect(sets[2]).toEqual(sets[0]);
  }, 240_000);

  it('are counted, and shown with their verdict', async () => {
    const content = utf16(reg(['Zweimal']));
    await upload('Z-1.reg', content);
    const [again] = await upload('Z-1.reg', content);
    expect(again).toMatchObject({ repeated: true, machines: [{ verdict: 'unchanged' }] });
    const list = await technician.get('/api/units/DW/discovery/files?limit=1&q=Z-1');
    expect(list.body.items).toMatchObject([
      {
        fileName: 'Z-1.reg',
        kind: 'registry',
        verdict: 'accepted',
        times: 2,
        machines: 1,
        entries: 1,
      },
    ]);
  });
});

it('learns from files as files: never in the name of a live agent', async () => {
  await upload('live.ocs', ocs('live-2026', ['F1'], '2026-01-02 00:00:00'));
  const kinds = await app.database.read(async (tx) => {
    const { rows } = await sql<{ agentKey: string; kind: string }>`
      select agent_key, kind from discovery_source
      where unit_id = ${app.unitId} and agent_key like '%live-2026'`.execute(tx);
    return rows;
  });
  expect(kinds).toEqual([{ agentKey: 'file:device:live-2026', kind: 'file' }]);
});

it('is for those who may edit what was discovered', async () => {
  const inspector = await app.as('inspector');
  const file = { name: 'a.csv', content: 'a' };
  expect((await inspector.upload('/api/units/DW/discovery/files', file)).status).toBe(403);
  expect((await inspector.get('/api/units/DW/discovery/files')).status).toBe(200);
  const options = await technician.upload('/api/units/DW/discovery/files', file, { options: '{' });
  expect(options).toMatchObject({ status: 422, body: { code: 'sheets.options', path: 'options' } });
});

const corpora = join(import.meta.dirname, '../../../../shared/corpora');

describe.skipIf(!existsSync(corpora))(
  'all sample files (skipped without ../shared/corpora)',
  () => {
    it('go through in one zip, each with a verdict', async () => {
      const names = readdirSync(corpora, { withFileTypes: true }).filter((entry) => entry.isFile());
      const content = Object.fromEntries(
        names.map(({ name }) => [name, readFileSync(join(corpora, name))] as const),
      );
      const verdicts = await upload('corpora.zip', Buffer.from(zipSync(content, { level: 1 })));
      expect(verdicts).toHaveLength(names.length);
      const counted = new Map(
        readFileSync(join(corpora, 'INDEX.tsv'), 'utf8')
          .split('\n')
          .map((line) => line.split('\t'))
          .map((cells) => [`corpora.zip/${cells[0]}`, Number(cells[6])]),
      );
      let compared = 0;
      for (const { fileName, verdict, message, machineCount, entryCount } of verdicts) {
        if (verdict !== 'accepted') {
          expect(message).toMatch(/[\u4e00-\u9fff]/);
          continue;
        }
        expect(machineCount).toBe(1);
        const entries = counted.get(fileName);
        // One row of this list names nothing.
        const nameless = fileName.endsWith('hive_Amcache.hve.csv') ? 1 : 0;
        if (!entries || fileName.includes('partial')) continue;
        expect([fileName, entryCount]).toEqual([fileName, entries - nameless]);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(25);
    }, 240_000);
  },
);
