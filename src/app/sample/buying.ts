/** What the sample unit has on paper about its licences, and what suppliers offer it. Names and prices are made up. */
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Layout, resolveLayout } from '../../base/layout.ts';
import { attachDocument } from '../../configuration/documents/commands.ts';
import { writeFile } from '../../platform/papers/index.ts';
import { createOffer } from '../../reconciliation/index.ts';
import { OfferInput } from '../../reconciliation/optimiser/shapes.offers.ts';
import type { Clock, SampleParts } from './load.ts';
import { NUMBERS, type NumberKey } from './software.ts';

/** The others have a contract's number only, as registers often do: their chain from contract to computer is not whole. */
const CERTIFIED: readonly NumberKey[] = [
  'wps',
  'ofd',
  'antivirus',
  'antivirus11',
  'uos',
  'kylin',
  'pdf',
];

const row = (name: string, field: string) => ({
  height: 34,
  cells: [
    { text: name, span: 1, style: 'text' },
    { text: { field }, span: 1, style: 'text', align: 'left' as const },
  ],
});
const CERTIFICATE: Layout = {
  id: 'sampleCertificate',
  title: '软件使用授权证书（示例）',
  page: {
    size: 'A4',
    orientation: 'portrait',
    margin: { top: 50, right: 25, bottom: 25, left: 25 },
  },
  cols: [45, 115],
  rows: [
    {
      height: 70,
      cells: [{ text: '软件使用授权证书（示例）', span: 2, style: 'title', border: false }],
    },
    row('被授权单位', 'unit'),
    row('软件名称', 'name'),
    row('软件版本', 'version'),
    row('许可数量', 'quantity'),
    row('合同编号', 'contractNo'),
    row('授权方', 'publisher'),
  ],
  styles: {
    title: { font: 'hei', size: 22 },
    text: { font: 'fang', size: 14 },
  },
};

export async function certify(
  parts: SampleParts,
  clock: Clock,
  unit: string,
  numbers: ReadonlyMap<string, string>,
): Promise<void> {
  for (const key of CERTIFIED) {
    const { softwareName, softwareVersion, licenseQuantity, contractNo, publisher, bought } =
      NUMBERS[key] as (typeof NUMBERS)['wps'];
    const quantity = licenseQuantity === 'unlimited' ? '不限' : `${licenseQuantity} 套`;
    const fields = { unit, name: softwareName, version: softwareVersion, quantity };
    const sheet = resolveLayout(CERTIFICATE, {
      fields: { ...fields, contractNo, publisher },
      rows: [],
    });
    const bytes = await writeFile('pdf', [{ name: CERTIFICATE.title, sheet }], {
      title: CERTIFICATE.title,
      on: clock.dayOf(bought),
    });
    const name = `${softwareName}授权证书.pdf`;
    const file = await parts.services.files.receive(Readable.from([bytes]), {
      name,
      accept: ['document'],
    });
    await clock.at(bought, (cx) =>
      attachDocument(cx, parts.services.files, numbers.get(key)!, {
        file,
        fields: { kind: 'certificate', title: '授权证书（示例）' },
      }),
    );
  }
}

type Offer = z.input<typeof OfferInput>;
const common = { source: '示例价格，并非真实报价', supplier: '云州软件服务有限公司' };
const guard: Omit<Offer, 'packPriceFen'> = {
  ...common,
  productId: 'qianxin-tianqing',
  productName: '奇安信天擎终端安全管理系统',
  version: '11.0',
  category: 'antivirus',
  origin: 'domestic',
  usableVersions: [{ from: '10.0', to: '11.9' }],
  metric: 'device',
  termYears: 1,
};
const zip: Omit<Offer, 'packPriceFen'> = {
  ...common,
  productId: 'winrar',
  productName: 'WinRAR',
  category: 'utility',
  origin: 'foreign',
  usableVersions: [{ from: null, to: null }],
  metric: 'device',
};

/** Licences to renew by the piece or in packs, one that may be replaced by a domestic one, one to be bought or removed. */
const OFFERS: Offer[] = [
  { ...guard, packPriceFen: 8_800 },
  { ...guard, packSize: 50, packPriceFen: 360_000 },
  { ...guard, packSize: 200, packPriceFen: 1_200_000 },
  {
    ...common,
    productId: 'zwcad',
    productName: '中望CAD 专业版',
    version: '2025',
    category: 'engineering',
    origin: 'domestic',
    usableVersions: [{ from: '2021', to: '2025' }],
    metric: 'device',
    packPriceFen: 580_000,
  },
  { ...zip, packPriceFen: 19_900 },
  { ...zip, packSize: 10, packPriceFen: 99_000 },
  {
    ...common,
    productId: 'microsoft-visio',
    productName: 'Microsoft Visio 专业版',
    version: '2021',
    category: 'office',
    origin: 'foreign',
    usableVersions: [{ from: '2016', to: '2021' }],
    metric: 'device',
    packPriceFen: 420_000,
  },
  {
    ...common,
    productId: 'edraw-max',
    productName: '亿图图示',
    version: '12.0',
    category: 'office',
    origin: 'domestic',
    replaces: [{ productId: 'microsoft-visio', productName: 'Microsoft Visio' }],
    usableVersions: [{ from: '11.0', to: '12.9' }],
    metric: 'device',
    packPriceFen: 69_900,
  },
];

export async function collectOffers(clock: Clock): Promise<void> {
  await clock.at(20, async (cx) => {
    for (const offer of OFFERS) await createOffer(cx, OfferInput.parse(offer));
  });
}
