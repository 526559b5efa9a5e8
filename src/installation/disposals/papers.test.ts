/** Papers of a disposal, the list and its export: whoever sees the request sees them, until it is over. */
import { expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { office, ok, refused, url } from '../../../test/office.ts';

const REPORT = { name: '鉴定报告.pdf', content: Buffer.from('%PDF-1.4\n%%EOF') };

test('papers, list and export', async () => {
  const world = await office(await testApp());
  const asset = await world.anew('何人事', ['staff', 'assetOfficer']);
  const head = await world.as('冯主管');
  const { id } = await ok(
    head.post(url('disposals'), {
      softwareIds: [world.software('S4')],
      reason: 'lifeReachedUnusable',
      method: 'scrap',
      explanation: '新系统不再支持',
    }),
  );
  const paper = await ok(head.upload(url(`disposals/${id}/documents`), REPORT, { kind: 'report' }));
  expect((await asset.get(url(`disposals/${id}/documents/${paper.id}`))).status).toBe(200);
  expect(await refused((await world.as('王主任')).get(url(`disposals/${id}/documents`)))).toBe(
    '404 installation.noDisposal',
  );
  await ok(head.delete(url(`disposals/${id}/documents/${paper.id}`)));
  const found = await ok(
    asset.get(url(`disposals?q=${encodeURIComponent('丙杀毒')}&state=requested`)),
  );
  expect(found.items[0]).toMatchObject({ software: 'S4 丙杀毒 8', numbers: 1 });
  expect((await asset.get(url('disposals/export'))).status).toBe(200);
  await ok(head.post(url(`disposals/${id}/withdraw`), { reason: '不报了' }));
  const late = head.upload(url(`disposals/${id}/documents`), REPORT, { kind: 'report' });
  expect(await refused(late)).toBe('409 installation.disposalOver');
});
