/** An office with computers for inspections, and what every test about them does. */
import { addDays } from '../src/base/dates.ts';
import { newId } from '../src/base/ids.ts';
import { DEFAULT_ITEMS } from '../src/daily/inspections/rules.ts';
import { testApp } from './harness.ts';
import { type Name, type Office, office, ok, url } from './office.ts';

const HOLDERS: Name[] = ['张三', '张三', '李四', '李四', '王主任', '吴会计', '赵工'];
const INSPECTORS = ['赵工', '徐检查', '郑工'] as const;

export const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
export const year = Number(today.slice(0, 4));

/** C1…C7 of these people, C8 of the office without a user. */
export async function inspectionWorld() {
  const world = await office(await testApp(), [...HOLDERS, null]);
  for (const name of INSPECTORS) await world.as(name);
  return { world, ...handsOf(world) };
}

function handsOf(world: Office) {
  const plan = (more: object = {}) => ({
    year,
    title: '年度软件使用情况检查',
    kind: 'full',
    periodFrom: today,
    periodTo: addDays(today, 10),
    inspectors: [world.person('赵工'), world.person('徐检查'), world.person('郑工')],
    ...more,
  });
  const post = async (who: Name, path: string, body: object = {}) =>
    (await world.as(who)).post(url(path), body);
  const put = async (who: Name, path: string, body: object = {}) =>
    (await world.as(who)).put(url(path), body);
  const get = async (who: Name, path: string) => (await world.as(who)).get(url(path));
  const answers = (fail: Record<string, string> = {}) =>
    DEFAULT_ITEMS.map(({ key }) => ({
      key,
      verdict: fail[key] === undefined ? 'pass' : 'fail',
      note: fail[key] ?? '',
    }));
  const sheetOf = (inspection: string, no: string) =>
    `inspections/${inspection}/sheets/${world.device(no)}`;

  async function fill(
    inspection: string,
    no: string,
    fail: Record<string, string> = {},
    who: Name = '徐检查',
  ) {
    const { version } = await ok(get(who, sheetOf(inspection, no)));
    return put(who, sheetOf(inspection, no), { version, state: 'done', answers: answers(fail) });
  }

  /** A difference as the comparison leaves it. */
  async function finding(no: string | null, kind: string, name: string): Promise<string> {
    const id = newId();
    await world.app.database.pool.query(
      `insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
         software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at)
       values ($1, $2, $3, $4, 'open', true, $5, $6, '1.0', '某公司', 'utility', $7, now(), now())`,
      [
        world.app.unitId,
        id,
        `${kind} ${name}`,
        kind,
        no && world.device(no),
        name,
        evidenceOf(name),
      ],
    );
    return id;
  }

  async function started(more: object = {}): Promise<string> {
    const { id } = await ok(post('钱主管', 'inspections', plan(more)));
    await ok(post('钱主管', `inspections/${id}/draw`));
    await ok(post('钱主管', `inspections/${id}/start`));
    return id;
  }

  return { plan, post, put, get, answers, sheetOf, fill, finding, started };
}

const evidenceOf = (rawName: string) => ({
  observed: {
    rawEntryIds: [1],
    kind: 'commercial',
    rawName,
    version: '1.0',
    publisher: '某公司',
    rule: '名称',
    learntFrom: 'agent',
  },
});
