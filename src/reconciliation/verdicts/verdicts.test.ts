/**
 * A chain built the product's own way — contract, delivery, entry, report — and each link of it taken away and given
 * back: green goes and comes with it, and the verdict says which link it was.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { ok, url } from '../../../test/office.ts';
import { ACTIVATOR, OFFICE, RUNTIME, VerdictUnit, ZIP } from '../../../test/verdicts.ts';
import { addDays } from '../../base/dates.ts';
import { registerActivation } from '../index.ts';

let unit: VerdictUnit;
let pc: string;
let number: string;
let without: string;
const said = () => unit.said(pc, 'Office');
const correct = async (change: object) => {
  const { revision } = await unit.get(`software/${number}`);
  const body = { ...change, revision, reason: '测试更正' };
  await ok(unit.manager.patch(url(`software/${number}`), body));
  await unit.follow();
};

beforeAll(async () => {
  unit = await VerdictUnit.start(await testApp());
  pc = await unit.computer('PC-01', [OFFICE, ZIP, RUNTIME]);
});

test('from nothing on record to green, one link after the other', async () => {
  expect(await said()).toBe('red contract number right allocation register noLicence');
  number = await unit.delivered(await unit.productOf(pc, 'Office'), 2);
  expect(await said()).toBe('yellow allocation register');
  await unit.record(number, pc, '2019');
  expect(await said()).toBe('yellow allocation');
  await unit.allocated(pc, 'Office', number);
  expect(await said()).toBe('green');
  const { chain } = await unit.verdict(pc, 'Office');
  expect(
    chain.map((one: { link: string; state: string; note: string; refs: { kind: string }[] }) =>
      [one.link, one.state, one.note, ...one.refs.map((ref) => ref.kind)].join(' '),
    ),
  ).toEqual([
    'contract present contractLine contract',
    'number present inForce software',
    'right present versionUsable software',
    'allocation present seatProven software',
    'register present recordedManual entry',
    'observation present seenByAgent source',
    'device present deviceInUse device',
  ]);
  // Components are no software of their own to be judged.
  expect(JSON.stringify(await unit.verdicts())).not.toContain('Visual C++');
});

describe('each link taken away and given back', () => {
  const cases: [string, string, () => Promise<void>, () => Promise<void>][] = [
    [
      'number: its term is over',
      'red number expired',
      () =>
        correct({
          licenseTerm: {
            kind: 'fixedTerm',
            start: addDays(unit.today, -400),
            end: addDays(unit.today, -1),
          },
        }),
      () => correct({ licenseTerm: { kind: 'perpetual' } }),
    ],
    [
      'right: the version is not usable',
      'red right versionNotCovered',
      () => correct({ usableVersions: [{ from: '2021', to: null }], softwareVersion: '2010' }),
      () => correct({ usableVersions: [{ from: '2016', to: '2019' }], softwareVersion: '2019' }),
    ],
    [
      'allocation: none has looked at it',
      'yellow allocation',
      () => unit.unallocated(pc),
      () => unit.allocated(pc, 'Office', number),
    ],
    [
      'allocation: it gave nothing',
      'red allocation notCovered',
      () => unit.allocated(pc, 'Office', null),
      () => unit.allocated(pc, 'Office', number),
    ],
    [
      'register: the entry is reversed',
      'yellow register',
      async () => {
        const { items } = await unit.get(`entries?software=${number}&limit=1`);
        await unit.post(`entries/${items[0].entryNo}/reverse`, { reason: '登记有误' });
        await unit.follow();
      },
      () => unit.record(number, pc, '2019'),
    ],
    [
      'observation: a complete list does not show it',
      'yellow observation',
      () => unit.report('PC-01', [ZIP, RUNTIME]),
      () => unit.report('PC-01', [OFFICE, ZIP, RUNTIME]),
    ],
    [
      'device: nobody answers for it',
      'yellow device',
      async () => {
        await unit.post(`devices/${pc}/holder`, { handBack: true });
        await unit.follow();
      },
      async () => {
        await unit.post(`devices/${pc}/holder`, { personId: unit.world.person('张三') });
        await unit.follow();
      },
    ],
  ];
  test.each(cases)('%s', async (_, expected, take, give) => {
    expect(await said()).toBe('green');
    await take();
    expect(await said()).toBe(expected);
    await give();
    expect(await said()).toBe('green');
  });

  test('contract: papers of a number bought without one', async () => {
    const productId = await unit.productOf(pc, 'Office');
    const bought = await unit.post('software', {
      softwareType: 'commercial',
      softwareName: 'Microsoft Office 专业增强版',
      softwareVersion: '2019',
      productId,
      category: 'office',
      acquisitionMethod: 'purchase',
      purchaseDate: addDays(unit.today, -200),
      purchaseAmountFen: 300000,
      licenseType: 'device',
      licenseMetric: 'perDevice',
      licenseQuantity: 1,
      usableVersions: [{ exact: '2019' }],
      licenseTerm: { kind: 'perpetual' },
      contractNo: '2019-07',
    });
    const id: string = bought.id;
    without = id;
    const second = await unit.computer('PC-02', [OFFICE]);
    await unit.record(id, second, '2019');
    await unit.allocated(second, 'Office', id);
    const says = () => unit.said(second, 'Office');
    expect(await says()).toBe('yellow contract');
    expect((await unit.verdict(second, 'Office')).chain[0].note).toBe('contractNoOnly');
    const documents = url(`software/${id}/documents`);
    const file = { name: '证书.pdf', content: Buffer.from('%PDF-1.4\n授权证书\n%%EOF') };
    const kept = await ok(unit.manager.upload(documents, file, { kind: 'certificate' }));
    await unit.follow();
    expect(await says()).toBe('green');
    expect((await unit.manager.delete(`${documents}/${kept.id}`)).status).toBeLessThan(300);
    await unit.follow();
    expect(await says()).toBe('yellow contract');
  });
});

test('preinstalled software stands on the evidence of its computer, free software on the list', async () => {
  const [windows] = (await unit.get('findings?limit=100')).items.filter(
    (one: { softwareName: string; computerNo: string }) =>
      one.softwareName.includes('Windows') && one.computerNo === 'PC-01',
  );
  const record = { action: 'record', asOem: true, reason: '随机预装' };
  await unit.post('findings/decide', { findingIds: [windows.id], decision: record });
  await unit.follow();
  expect(await unit.said(pc, 'Windows')).toBe('yellow right');
  const evidence = async (list: object[]) => {
    await ok(unit.manager.patch(url(`devices/${pc}`), { oemEvidence: list }));
    await unit.follow();
  };
  await evidence([{ kind: 'coa', text: 'COA 标签在机箱左侧' }]);
  expect(await unit.said(pc, 'Windows')).toBe('green');
  await evidence([]);
  expect(await unit.said(pc, 'Windows')).toBe('yellow right');
  await evidence([{ kind: 'coa', text: 'COA 标签在机箱左侧' }]);

  expect(await unit.said(pc, '7-Zip')).toBe('yellow number right allocation register');
  const about = async () =>
    (await unit.verdict(pc, '7-Zip')).findings.map((one: { id: string }) => one.id);
  const listed = { action: 'addToList', source: '官网', scope: 'openSource', reason: '压缩' };
  await unit.post('findings/decide', { findingIds: await about(), decision: listed });
  await unit.follow();
  await unit.post('findings/decide', { findingIds: await about(), decision: { action: 'record' } });
  await unit.follow();
  expect(await unit.said(pc, '7-Zip')).toBe('green');
});

test('what activation data says is taken in by strength; risk software is red', async () => {
  const flagged = async (...flags: ('strong' | 'medium' | 'weak')[]) => {
    registerActivation(async () => (_, program) => ({
      flags: program.category === 'office' ? flags : [],
      oemChannel: false,
    }));
    await unit.judged(pc);
    return said();
  };
  try {
    expect(await flagged('weak')).toBe('green');
    expect(await flagged('medium')).toBe('yellow activationDoubt');
    expect(await flagged('strong', 'weak')).toBe('red activation');
  } finally {
    registerActivation(undefined);
  }
  await unit.judged(pc);
  await unit.report('PC-02', [OFFICE, ACTIVATOR]);
  const red = await unit.verdicts('&colour=red');
  expect(red.map((one) => [one.computerNo, one.reasons])).toContainEqual(['PC-02', ['risk']]);
});

test('the allocation of the product itself gives what there is, and who is left out is told', async () => {
  const allocate = async () => {
    const { jobId } = await unit.post('allocation/runs', { scope: 'all' });
    for (;;) {
      const job = await unit.get(`jobs/${jobId}`);
      if (job.state === 'done') break;
      if (!['queued', 'running'].includes(job.state)) throw new Error(JSON.stringify(job));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await unit.follow();
  };
  const file = { name: '发票.pdf', content: Buffer.from('%PDF-1.4\n发票\n%%EOF') };
  const documents = url(`software/${without}/documents`);
  await ok(unit.manager.upload(documents, file, { kind: 'invoice' }));
  await allocate();
  expect(await said()).toBe('green');
  const more = [await unit.computer('PC-07', [OFFICE]), await unit.computer('PC-08', [OFFICE])];
  await allocate();
  // Three licences for four computers; the two recorded ones keep theirs.
  const words = await Promise.all(more.map((one) => unit.said(one, 'Office')));
  expect(words.sort()).toEqual(['red allocation register notCovered', 'yellow register']);
  expect(await said()).toBe('green');
  const both = await Promise.all(more.map((one) => unit.verdict(one, 'Office')));
  const told = both.find((one) => one.colour === 'red');
  expect(told.obstacles.map((one: { obstacle: string }) => one.obstacle)).toEqual([
    'quantity',
    'quantity',
  ]);
});

test('time alone ends a term: the computer is judged again on the day after', async () => {
  const { database, unitId } = unit.world.app;
  await correct({
    licenseTerm: { kind: 'fixedTerm', start: addDays(unit.today, -30), end: unit.today },
  });
  expect(await said()).toBe('green');
  const due = async () =>
    (
      await database.pool.query(
        `select due_on::text, chain <> '' as said from reconciliation_verdict
           where unit_id = $1 and device_id = $2 and category = 'office'`,
        [unitId, pc],
      )
    ).rows;
  expect(await due()).toEqual([{ due_on: addDays(unit.today, 1), said: true }]);
  // As on that day: the row is due, and the follower takes it up by itself.
  await database.pool.query(
    `update reconciliation_verdict set due_on = $3, chain = '', digest = ''
       where unit_id = $1 and device_id = $2 and category = 'office'`,
    [unitId, pc, unit.today],
  );
  await unit.follow();
  expect(await due()).toEqual([{ due_on: addDays(unit.today, 1), said: true }]);
  await correct({ licenseTerm: { kind: 'perpetual' } });
});

test('a report that has grown old proves no more; the next one does, though it says the same', async () => {
  const { database, unitId } = unit.world.app;
  const aged = (days: number) =>
    database.pool.query(
      `update discovery_last_seen l set seen_at = now() - make_interval(days => $3) from discovery_source s
         where s.unit_id = $1 and l.unit_id = $1 and l.source_id = s.id and s.device_id = $2`,
      [unitId, pc, days],
    );
  await aged(200);
  await unit.follow();
  expect(await said()).toBe('yellow observation');
  await aged(0);
  await unit.follow();
  expect(await said()).toBe('green');
});

test('unchanged facts change no row; a computer disposed of keeps no verdict', async () => {
  const { database, unitId } = unit.world.app;
  const rows = async () =>
    (
      await database.pool.query(
        'select xmin::text, id from reconciliation_verdict where unit_id = $1 order by id',
        [unitId],
      )
    ).rows;
  const before = await rows();
  await unit.post('findings/reconcile');
  await unit.follow();
  expect(await rows()).toEqual(before);
  const third = await unit.computer('PC-03', [OFFICE]);
  expect(await unit.verdicts(`&device=${third}`)).not.toEqual([]);
  const retired = { status: 'scrapped', on: unit.today, reason: '报废' };
  await unit.post(`devices/${third}/retire`, retired);
  await unit.follow();
  expect(await unit.verdicts(`&device=${third}`)).toEqual([]);
});

test('who sees what: staff their own computers, heads their departments; nobody without the right', async () => {
  const colleague = await unit.world.as('李四');
  expect((await ok(colleague.get(url('verdicts')))).items).toEqual([]);
  const own = await ok((await unit.world.as('张三')).get(url('verdicts?limit=500')));
  expect(own.items.length).toBe((await unit.verdicts()).length);
  const other = await ok((await unit.world.as('周科长')).get(url('verdict-counts')));
  expect(other).toEqual({ categories: [], missing: [] });
  const [one] = own.items;
  expect((await colleague.get(url(`verdicts/${one.id}`))).status).toBe(404);
  expect((await (await unit.world.as('张三')).get(url('three-way'))).status).toBe(403);
});

test('totals are those of the lists, page after page; the list comes as a real Excel file', async () => {
  const counts = await unit.get('verdict-counts');
  for (const row of counts.categories) {
    for (const colour of ['red', 'yellow', 'green']) {
      const listed = await unit.verdicts(`&category=${row.category}&colour=${colour}`);
      expect(listed.length).toBe(row[colour]);
    }
  }
  for (const { link, installs } of counts.missing) {
    expect((await unit.verdicts(`&missing=${link}`)).length).toBe(installs);
  }
  const walked: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await unit.get(`verdicts?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    walked.push(...page.items.map((one: { id: string }) => one.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(walked).toEqual((await unit.verdicts()).map((one) => one.id));
  const file = await unit.manager.get(url('verdicts/export?colour=red'));
  expect(file.payload.subarray(0, 2).toString()).toBe('PK');
});
