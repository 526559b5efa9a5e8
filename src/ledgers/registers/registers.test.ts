/** The registers over HTTP: who sees how much, page after page, at any day, and what is refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';

let app: TestApp;
let manager: Client;
const people = new Map<string, string>();
const software = new Map<string, string>();
const url = (path: string) => `/api/units/DW/${path}`;

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

async function seed(): Promise<void> {
  const devices: string[] = [];
  for (const [at, name] of ['办公室', '财务处'].entries()) {
    const department = await ok(manager.post(url('departments'), { name }));
    const facts = { staffNo: `P${at}`, name: `人员${at}`, departmentId: department.id };
    const person = await ok(manager.post(url('people'), { ...facts, joinedOn: '2020-01-01' }));
    people.set(name, person.id);
    for (let no = 0; no < 5; no++) {
      const device = {
        computerNo: `C${at}${no}`,
        deviceType: 'desktop',
        brand: at === 0 ? '清华同方' : '联想',
        holderId: person.id,
        acquiredOn: '2022-01-01',
      };
      devices.push((await ok(manager.post(url('devices'), device))).id);
    }
  }
  for (const name of ['X系统', 'Y系统', 'Z系统']) {
    const facts = { softwareType: 'oem', softwareName: name, softwareVersion: 'v1' };
    const made = await ok(
      manager.post(url('software'), {
        ...facts,
        acquisitionMethod: 'preinstalled',
        registeredOn: '2022-01-01',
      }),
    );
    software.set(name, made.id);
  }
  // X on all ten, Y on the second department's five, Z on one computer and removed again.
  const line = (kind: string, name: string, at: number, occurredOn: string) => ({
    kind,
    softwareId: software.get(name),
    deviceId: devices[at],
    occurredOn,
  });
  const lines = [
    ...devices.map((_, at) => line('install', 'X系统', at, '2022-02-01')),
    ...[5, 6, 7, 8, 9].map((at) => line('install', 'Y系统', at, '2023-02-01')),
    line('install', 'Z系统', 0, '2023-03-01'),
    line('uninstall', 'Z系统', 0, '2023-04-01'),
  ];
  await ok(
    manager.post(url('entries'), { idempotencyKey: 'seed-registers', reason: '建账', lines }),
  );
}

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  await seed();
});

/** Follows the cursors to the end. */
async function walk(
  client: Client,
  path: string,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const join = path.includes('?') ? '&' : '?';
    const page = await ok(client.get(url(`${path}${join}limit=${limit}${cursor}`)));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
  } while (cursor);
  return all;
}

describe('pages', () => {
  test.each([
    ['registers/7', 2, 3],
    ['registers/7?asOf=2023-03-15', 1, 3],
    ['registers/8', 3, 10],
    ['registers/8?asOf=2022-12-31', 4, 10],
    ['installs', 4, 15],
    ['installs?asOf=2023-03-15', 4, 16],
    ['entries', 5, 17],
  ])('%s walked by %i gives the %i rows of one page', async (path, limit, count) => {
    const rows = await walk(manager, path, limit);
    expect(rows).toEqual(await walk(manager, path, 200));
    expect(rows).toHaveLength(count);
  });

  test('form 9 walked keeps the running count', async () => {
    const path = `registers/9?software=${software.get('X系统')}`;
    const rows = await walk(manager, path, 3);
    expect(rows.map((row) => row.installedQuantity)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('form 8 is numbered through all its pages', async () => {
    const rows = (await walk(manager, 'registers/8', 2)) as { lines: { lineNo: number }[] }[];
    const numbers = rows.flatMap((row) => row.lines.map((line) => line.lineNo));
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
  });

  test('today asked as a past day says the same', async () => {
    const past = `knownAt=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`;
    for (const path of ['registers/7', 'registers/8', 'installs']) {
      const now = await walk(manager, path, 200);
      expect(await walk(manager, `${path}?${past}`, 200), path).toEqual(now);
    }
  });

  test('what was not yet recorded is not known', async () => {
    const before = await ok(manager.get(url('registers/7?knownAt=2020-01-01T00:00:00Z')));
    expect(before.items.map((row: { installedQuantity: number }) => row.installedQuantity)).toEqual(
      [0, 0, 0],
    );
  });
});

describe('search', () => {
  const found = async (path: string, q: string) =>
    (
      await ok(
        manager.get(url(`${path}${path.includes('?') ? '&' : '?'}q=${encodeURIComponent(q)}`)),
      )
    ).items;
  test('finds by software, computer, person, department, make; wildcards are plain text', async () => {
    expect(await found('registers/7', 'y系统')).toHaveLength(1);
    expect(await found('registers/8', '联想')).toHaveLength(5);
    expect(await found('registers/8', '财务')).toHaveLength(5);
    expect(await found('registers/8', '人员0')).toHaveLength(5);
    expect(await found('registers/8', 'C13')).toHaveLength(1);
    expect(await found('registers/8', '%')).toHaveLength(0);
    expect(await found(`installs?software=${software.get('X系统')}`, 'c03')).toHaveLength(1);
    expect(await found('entries', 'Z系统')).toHaveLength(2);
    expect(await found(`registers/9?software=${software.get('Z系统')}`, 'C00')).toHaveLength(2);
  });
});

describe('who sees what', () => {
  test('a member of staff sees the own computers on form 8 and nothing of forms 7 and 9', async () => {
    const staff = await app.as('staff', { personId: people.get('办公室')! });
    const rows = await walk(staff, 'registers/8', 200);
    expect(rows.map((row) => row.computerNo)).toEqual(['C00', 'C01', 'C02', 'C03', 'C04']);
    expect(await walk(staff, 'installs', 200)).toHaveLength(5);
    for (const path of ['registers/7', 'registers/9', 'entries', 'forms/7?format=json']) {
      expect((await staff.get(url(path))).status, path).toBe(403);
    }
    const nobody = await app.as('staff');
    expect(await walk(nobody, 'registers/8', 200)).toEqual([]);
  });

  test('a head of department sees what is installed there', async () => {
    const head = await app.as('deptHead', { personId: people.get('财务处')! });
    const lines = await walk(head, 'registers/7', 200);
    expect(lines.map((line) => [line.softwareName, line.installedQuantity])).toEqual([
      ['X系统', 5],
      ['Y系统', 5],
    ]);
    expect(await walk(head, 'registers/8', 200)).toHaveLength(5);
    expect(await walk(head, 'registers/7?asOf=2022-12-31', 200)).toHaveLength(1);
  });

  test('recording and correcting are the manager’s', async () => {
    for (const role of ['itTechnician', 'inspector', 'committeeHead', 'sysAdmin'] as const) {
      const other = await app.as(role);
      expect((await other.post(url('entries'), {})).status, role).toBeGreaterThanOrEqual(403);
      const reversal = await other.post(url('entries/1/reverse'), { reason: '无权' });
      expect(reversal.status, role).toBe(403);
    }
  });
});

describe('refusals', () => {
  test.each([
    ['registers/7?asOf=2099-01-01', 'ledgers.futureAsOf', 'query.asOf'],
    ['registers/7?asOf=2026-02-30', 'platform.invalidInput', 'query.asOf'],
    ['registers/7?knownAt=yesterday', 'platform.invalidInput', 'query.knownAt'],
    ['registers/8?cursor=abc', 'platform.badCursor', 'query.cursor'],
    ['registers/8?limit=100000', 'platform.invalidInput', 'query.limit'],
    ['registers/9?software=1', 'platform.invalidInput', 'query.software'],
    [
      'registers/9?software=00000000-0000-4000-8000-000000000000',
      'ledgers.noSoftware',
      'query.software',
    ],
  ])('%s', async (path, code, at) => {
    const { status, body } = await manager.get(url(path));
    expect([body.code, body.path]).toEqual([code, at]);
    expect(status).toBeLessThan(500);
  });

  test.each(['registers/7', 'registers/8', 'registers/9', 'installs', 'entries', 'opening/groups'])(
    'a forged place in %s is refused, not run',
    async (path) => {
      const list = path.split('/').at(-1)!;
      const name = path.startsWith('registers') ? `form${list}` : list;
      for (const key of ['"', '{"occurredOn":"x"}', 'null', '[1]']) {
        const cursor = Buffer.from(JSON.stringify([name, key, ''])).toString('base64url');
        const { status, body } = await manager.get(url(`${path}?cursor=${cursor}`));
        expect([status, body.code], `${path} ${key}`).toEqual([422, 'platform.badCursor']);
      }
    },
  );

  test('in English, too', async () => {
    const answer = await manager.get(url('registers/7?asOf=2099-01-01'), {
      'accept-language': 'en',
    });
    expect(answer.body.message).toContain('lies in the future');
    const line = {
      kind: 'uninstall',
      softwareId: software.get('Z系统'),
      deviceId: '00000000-0000-4000-8000-000000000000',
      occurredOn: '2024-01-01',
    };
    const body = { idempotencyKey: 'english-refusal', reason: 'x', lines: [line, line] };
    const refused = await manager.post(url('entries'), body, { 'accept-language': 'en' });
    expect(refused.body.message).toBe(
      'Line 1: No such computer; choose one from the list of computers',
    );
  });
});
