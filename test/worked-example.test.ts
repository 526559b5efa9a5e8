/**
 * The worked example of the domain specification (part 4.5), step by step over HTTP: what is done, and what 附件7, 8 and 9
 * say on that day. At the end every earlier day is asked again: the past has not changed.
 */
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from './harness.ts';

let app: TestApp;
let manager: Client;
const people = new Map<string, string>();
const computers = new Map<string, string>();
const numbers = new Map<string, string>();

async function ok(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  return body as any;
}

const url = (path: string) => `/api/units/DW/${path}`;
const id = (map: Map<string, string>, name: string) => map.get(name) ?? expect.fail(name);

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
});

/** Trims the indent of a text table. */
const table = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `人员 总人数/使用计算机人数 计算机 服务器/台式机/便携机`, then `编号 名称 版本 安装数量/许可数量`. */
async function form7(asOf: string): Promise<string[]> {
  const { header, items } = await ok(manager.get(url(`registers/7?asOf=${asOf}&limit=100`)));
  const counts = [header.serverCount, header.desktopCount, header.laptopCount].join('/');
  return [
    `人员 ${header.totalStaff}/${header.computerUsers} 计算机 ${counts}`,
    ...items.map((line: Record<string, unknown>) =>
      [
        line.softwareNo,
        line.softwareName,
        line.softwareVersion ?? '--',
        `${line.installedQuantity}/${line.licenseQuantity ?? '--'}`,
      ].join(' '),
    ),
  ];
}

/** `计算机 使用人: 编号 版本, …` in the order of the register. */
async function form8(asOf: string): Promise<string[]> {
  const { items } = await ok(manager.get(url(`registers/8?asOf=${asOf}&limit=100`)));
  return items
    .map((one: { computerNo: string; userName: string; lines: Record<string, string>[] }) => {
      const lines = one.lines.map((line) => `${line.softwareNo} ${line.installedVersion}`);
      return `${one.computerNo} ${one.userName}: ${lines.join(', ')}`;
    })
    .sort();
}

/** `日期 安装|卸载 计算机 使用人 版本 → 安装数量` for one number. */
async function form9(number: string, asOf: string): Promise<string[]> {
  const query = `software=${id(numbers, number)}&asOf=${asOf}&limit=100`;
  const { items } = await ok(manager.get(url(`registers/9?${query}`)));
  return items.map((event: Record<string, string>) =>
    [
      event.eventDate,
      event.eventType === 'install' ? '安装' : '卸载',
      event.computerNo,
      event.userName,
      event.eventVersion,
      '→',
      event.installedQuantity,
    ].join(' '),
  );
}

type Line = { kind: string; no: string; from?: string; pc: string; version?: string };

async function record(on: string, key: string, lines: Line[]) {
  return ok(
    manager.post(url('entries'), {
      idempotencyKey: `worked-${key}`,
      reason: '按确认单登记',
      lines: lines.map((line) => ({
        kind: line.kind,
        softwareId: id(numbers, line.no),
        ...(line.from ? { fromSoftwareId: id(numbers, line.from) } : {}),
        deviceId: id(computers, line.pc),
        ...(line.version ? { version: line.version } : {}),
        occurredOn: on,
      })),
    }),
  );
}

async function register(name: string, facts: Record<string, unknown>): Promise<string> {
  const made = await ok(manager.post(url('software'), facts));
  numbers.set(name, made.id);
  return made.softwareNo;
}

const purchase = {
  softwareType: 'commercial',
  softwareName: '甲办公',
  licenseType: 'device',
  licenseMetric: 'perDevice',
  licenseTerm: { kind: 'perpetual' },
};

const history: { day: string; seven: string[]; eight?: string[] }[] = [];
async function holds(day: string, seven: string, eight?: string): Promise<void> {
  const expected = { day, seven: table(seven), ...(eight ? { eight: table(eight) } : {}) };
  expect(await form7(day)).toEqual(expected.seven);
  if (expected.eight) expect(await form8(day)).toEqual(expected.eight);
  history.push(expected);
}

test('1: 4 staff, 5 computers', async () => {
  const office = await ok(manager.post(url('departments'), { name: '办公室' }));
  for (const [index, name] of ['张', '李', '王', '赵'].entries()) {
    const person = {
      staffNo: `P${index + 1}`,
      name,
      departmentId: office.id,
      joinedOn: '2020-01-01',
    };
    people.set(name, (await ok(manager.post(url('people'), person))).id);
  }
  for (const line of table(`
      C1 desktop 张
      C2 laptop  张
      C3 desktop 李
      C4 desktop 王
      V1 server  王`)) {
    const [computerNo = '', deviceType, holder = ''] = line.split(/\s+/);
    const made = await ok(
      manager.post(url('devices'), {
        computerNo,
        deviceType,
        brand: '清华同方',
        holderId: id(people, holder),
        acquiredOn: '2023-01-10',
      }),
    );
    computers.set(computerNo, made.id);
  }
  await holds('2023-01-10', '人员 4/3 计算机 1/3/1');
});

test('2: preinstalled OEM systems, two numbers without licence data', async () => {
  const oem = {
    softwareType: 'oem',
    acquisitionMethod: 'preinstalled',
    registeredOn: '2023-02-01',
  };
  const system = { ...oem, softwareName: 'X系统 专业版', softwareVersion: 'v11' };
  const server = { ...oem, softwareName: 'X服务器版', softwareVersion: 'v2022' };
  expect(await register('OX', system)).toBe('O0001');
  expect(await register('OS', server)).toBe('O0002');
  await record('2023-02-01', 'oem-systems', [
    ...['C1', 'C2', 'C3', 'C4'].map((pc) => ({ kind: 'install', no: 'OX', pc })),
    { kind: 'install', no: 'OS', pc: 'V1' },
  ]);
  await holds(
    '2023-02-01',
    `人员 4/3 计算机 1/3/1
     O0001 X系统 专业版 v11 4/--
     O0002 X服务器版 v2022 1/--`,
  );
});

test('3: purchase of number A opens an empty sheet', async () => {
  expect(
    await register('A', {
      ...purchase,
      softwareVersion: 'v12',
      acquisitionMethod: 'purchase',
      purchaseDate: '2024-03-01',
      purchaseAmountFen: 300_000,
      licenseQuantity: 3,
      usableVersions: [{ from: 'v11', to: 'v12' }],
    }),
  ).toBe('S0001');
  expect(await form9('A', '2024-03-01')).toEqual([]);
  await holds(
    '2024-03-01',
    `人员 4/3 计算机 1/3/1
     S0001 甲办公 v12 0/3
     O0001 X系统 专业版 v11 4/--
     O0002 X服务器版 v2022 1/--`,
  );
});

test('4: deployment on C1, C3, C4; nothing is left of A', async () => {
  const lines = ['C1', 'C3', 'C4'].map((pc) => ({ kind: 'install', no: 'A', pc }));
  const done = await record('2024-03-15', 'deployment', lines);
  expect(done).toMatchObject({ appended: 3, overUse: [] });
  // Sent again after a lost answer: the same entries, nothing new.
  const again = await record('2024-03-15', 'deployment', lines);
  expect(again).toEqual({ ...done, appended: 0, repeated: 3 });
  expect(await form9('A', '2024-03-15')).toEqual(
    table(`
      2024-03-15 安装 C1 张 v12 → 1
      2024-03-15 安装 C3 李 v12 → 2
      2024-03-15 安装 C4 王 v12 → 3`),
  );
});

test('5: one licence of the same suite by 调剂 is a new number B without date and amount', async () => {
  const number = await register('B', {
    ...purchase,
    softwareVersion: 'v12',
    acquisitionMethod: 'transfer',
    licenseQuantity: 1,
    usableVersions: [{ from: 'v11', to: 'v12' }],
    registeredOn: '2024-08-01',
  });
  expect(number).toBe('S0002');
  const { items } = await ok(manager.get(url('registers/7?asOf=2024-08-01')));
  expect(items[1]).toMatchObject({
    softwareNo: 'S0002',
    purchaseDate: null,
    purchaseAmountFen: null,
  });
});

test('6: A has none left, so C2 gets B; an install beyond A would be told as over-use', async () => {
  const lines = [
    {
      kind: 'install',
      softwareId: id(numbers, 'A'),
      deviceId: id(computers, 'C2'),
      occurredOn: '2024-09-01',
    },
  ];
  const check = await ok(manager.post(url('entries/check'), { lines }));
  expect(check).toMatchObject({
    problems: [],
    overUse: [{ softwareNo: 'S0001', licenseQuantity: 3, installedQuantity: 4 }],
  });
  await record('2024-09-01', 'personal-request', [{ kind: 'install', no: 'B', pc: 'C2' }]);
  expect(await form9('B', '2024-09-01')).toEqual(['2024-09-01 安装 C2 张 v12 → 1']);
});

test('7 and 8: v13 is number C; C1 is upgraded: two events in two sheets', async () => {
  const number = await register('C', {
    ...purchase,
    softwareVersion: 'v13',
    acquisitionMethod: 'purchase',
    purchaseDate: '2025-02-01',
    purchaseAmountFen: 120_000,
    licenseQuantity: 1,
    usableVersions: [{ exact: 'v13' }],
  });
  expect(number).toBe('S0003');
  await record('2025-02-10', 'upgrade-C1', [{ kind: 'upgrade', from: 'A', no: 'C', pc: 'C1' }]);
  expect((await form9('A', '2025-02-10')).at(-1)).toBe('2025-02-10 卸载 C1 张 v12 → 2');
  expect(await form9('C', '2025-02-10')).toEqual(['2025-02-10 安装 C1 张 v13 → 1']);
  await holds(
    '2025-02-10',
    `人员 4/3 计算机 1/3/1
     S0001 甲办公 v12 2/3
     S0002 甲办公 v12 1/1
     S0003 甲办公 v13 1/1
     O0001 X系统 专业版 v11 4/--
     O0002 X服务器版 v2022 1/--`,
  );
});

test('9: free software has one number and many versions, and must be on 附件6', async () => {
  await register('F', {
    softwareType: 'free',
    softwareName: '乙阅读',
    acquisitionMethod: 'freeDownload',
    registeredOn: '2025-03-01',
  });
  await expect(
    record('2025-03-01', 'free-early', [{ kind: 'install', no: 'F', pc: 'C3', version: 'v1' }]),
  ).rejects.toThrow('附件6');
  for (const softwareVersion of ['v1', 'v2']) {
    await ok(
      manager.post(url('free-list'), {
        softwareId: id(numbers, 'F'),
        softwareVersion,
        source: '官方网站',
        publisher: '乙公司',
        reason: '阅读公文',
        freeScope: 'any',
        validFrom: '2025-03-01',
      }),
    );
  }
  await record('2025-03-01', 'free-C3', [{ kind: 'install', no: 'F', pc: 'C3', version: 'v1' }]);
  await record('2025-04-01', 'free-C4', [{ kind: 'install', no: 'F', pc: 'C4', version: 'v2' }]);
  await holds(
    '2025-04-01',
    `人员 4/3 计算机 1/3/1
     S0001 甲办公 v12 2/3
     S0002 甲办公 v12 1/1
     S0003 甲办公 v13 1/1
     O0001 X系统 专业版 v11 4/--
     O0002 X服务器版 v2022 1/--
     F0001 乙阅读 -- 2/--`,
    `C1 张: S0003 v13, O0001 v11
     C2 张: S0002 v12, O0001 v11
     C3 李: S0001 v12, O0001 v11, F0001 v1
     C4 王: S0001 v12, O0001 v11, F0001 v2
     V1 王: O0002 v2022`,
  );
});

test('10: C4 moves from 王 to 赵: form 8 changes, no event is written', async () => {
  const before = await ok(manager.get(url('entries?limit=500')));
  const holder = { personId: id(people, '赵'), fromOn: '2025-05-01' };
  await ok(manager.post(url(`devices/${id(computers, 'C4')}/holder`), holder));
  expect((await ok(manager.get(url('entries?limit=500')))).items).toEqual(before.items);
  await holds(
    '2025-05-01',
    `人员 4/4 计算机 1/3/1
     S0001 甲办公 v12 2/3
     S0002 甲办公 v12 1/1
     S0003 甲办公 v13 1/1
     O0001 X系统 专业版 v11 4/--
     O0002 X服务器版 v2022 1/--
     F0001 乙阅读 -- 2/--`,
    `C1 张: S0003 v13, O0001 v11
     C2 张: S0002 v12, O0001 v11
     C3 李: S0001 v12, O0001 v11, F0001 v1
     C4 赵: S0001 v12, O0001 v11, F0001 v2
     V1 王: O0002 v2022`,
  );
});

test('11: C3 is scrapped: everything on it is uninstalled, its licence is free again', async () => {
  const done = await ok(
    manager.post(url(`devices/${id(computers, 'C3')}/retire`), {
      status: 'scrapped',
      on: '2025-06-01',
      reason: '超过使用年限',
    }),
  );
  expect(done.appended).toBe(3);
  expect((await form9('A', '2025-06-01')).at(-1)).toBe('2025-06-01 卸载 C3 李 v12 → 1');
  await holds(
    '2025-06-01',
    `人员 4/3 计算机 1/2/1
     S0001 甲办公 v12 1/3
     S0002 甲办公 v12 1/1
     S0003 甲办公 v13 1/1
     O0001 X系统 专业版 v11 3/--
     O0002 X服务器版 v2022 1/--
     F0001 乙阅读 -- 1/--`,
    `C1 张: S0003 v13, O0001 v11
     C2 张: S0002 v12, O0001 v11
     C4 赵: S0001 v12, O0001 v11, F0001 v2
     V1 王: O0002 v2022`,
  );
});

test('every earlier day still says what it said, figures open their installs, and the ledger is whole', async () => {
  for (const { day, seven, eight } of history) {
    expect(await form7(day), day).toEqual(seven);
    if (eight) expect(await form8(day), day).toEqual(eight);
  }
  const installs = async (asOf: string) => {
    const { items } = await ok(
      manager.get(url(`installs?software=${id(numbers, 'A')}&asOf=${asOf}`)),
    );
    return items.map((one: Record<string, string>) => `${one.computerNo} ${one.userName}`);
  };
  expect(await installs('2024-12-31')).toEqual(['C1 张', 'C3 李', 'C4 王']);
  expect(await installs('2025-12-31')).toEqual(['C4 赵']);
  expect(await ok(manager.get(url('ledger/verify')))).toMatchObject({ ok: true, problems: [] });
});

test('form 8 as printed is read back line by line, and found to be recorded already (domain 8.11)', async () => {
  const paper = await manager.get(url('forms/8?format=xlsx&asOf=2025-06-01'));
  expect(paper.status).toBe(200);
  const upload = { name: '附件8.xlsx', content: paper.payload };
  const report = await ok(manager.upload(url('opening/import'), upload, { options: '{}' }));
  expect(report.counts).toMatchObject({ total: 8, unchanged: 8, reject: 0 });
  const read = report.rows.map((row: { values: Record<string, string> }) =>
    [row.values.computerNo, row.values.softwareNo, row.values.version, row.values.installedOn].join(
      ' ',
    ),
  );
  expect(read).toContain('C4 F0001 v2 2025-04-01');
});
