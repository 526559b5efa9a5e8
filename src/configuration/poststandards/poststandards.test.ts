/** Post standards over HTTP, and what form 10 says of them. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { fitsStandard } from './rules.ts';

test.each([
  [[], '任何软件', true],
  [['甲办公'], '甲办公', true],
  [['甲办公'], '甲 办公 专业版', true],
  [['甲办公'], '乙绘图', false],
])('%j allows %s: %s', (lines, asked, fits) => {
  expect(
    fitsStandard(
      lines.map((softwareName) => ({ softwareName })),
      asked,
    ),
  ).toBe(fits);
});

test('a standard is kept per post; software outside it is told to whoever applies', async () => {
  const world = await office(await testApp());
  const { database, unitId } = world.app;
  const post = newId();
  await database.write(async (tx) => {
    await sql`insert into organisation_post (unit_id, id, name) values (${unitId}, ${post}, '文员')`.execute(
      tx,
    );
    await sql`update organisation_person set post_id = ${post}
      where unit_id = ${unitId} and id = ${world.person('张三')}`.execute(tx);
  });
  const manager = await world.as('钱主管');
  const lines = [{ softwareName: '甲办公', need: 'required' }];
  const saved = await ok(manager.put(url(`post-standards/${post}`), { lines }));
  expect(saved).toMatchObject({
    postName: '文员',
    people: 1,
    lines: [{ softwareName: '甲办公', need: 'required' }],
  });
  expect(await ok(manager.get(url(`post-standards/${post}`)))).toEqual(saved);
  expect(await refused(manager.get(url(`post-standards/${newId()}`)))).toBe(
    '404 configuration.noPost',
  );
  const twice = [...lines, { softwareName: '甲 办公', need: 'allowed' }];
  expect(await refused(manager.put(url(`post-standards/${post}`), { lines: twice }))).toBe(
    '422 configuration.twiceInStandard',
  );
  expect((await ok((await world.as('张三')).get(url('post-standards')))).items).toHaveLength(1);
  expect(
    await refused((await world.as('张三')).put(url(`post-standards/${post}`), { lines })),
  ).toBe('403 platform.forbidden');

  const level = async (software: 'S2' | 'S4') => {
    const asked = {
      deviceId: world.device('C1'),
      kind: 'install',
      toSoftwareId: world.software(software),
      reason: '工作',
    };
    const { checks } = await ok((await world.as('张三')).post(url('applications/check'), asked));
    return checks.find((check: { key: string }) => check.key === 'postStandard')?.level;
  };
  expect(await level('S2')).toBe('ok');
  expect(await level('S4')).toBe('warn');
});
