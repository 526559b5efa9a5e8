/** Puts the exports together: sightings, recorded installs and entitlements as they stand now. */
import about from '../../../package.json' with { type: 'json' };
import { refuse } from '../../base/refusal.ts';
import { listActiveSoftware, softwareByIds } from '../../configuration/index.ts';
import { softwareOfDevice } from '../../discovery/index.ts';
import { installedCounts, openInstallsOf, whenOf } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { writeZip } from '../../platform/files/zip.ts';
import { cycloneDx } from './rules.cyclonedx.ts';
import { entitlementsJson, entitlementsXml } from './rules.entitlements.ts';
import { fileNameOf, type Inventory, type Item } from './rules.inventory.ts';
import { tagFiles } from './rules.swid.ts';
import type { DeviceFormat } from './shapes.ts';
import * as store from './store.ts';

export type Made = { fileName: string; type: string; bytes: Buffer };

export async function inventoryOf(cx: CommandContext, deviceId: string): Promise<Inventory> {
  const { tx, unitId } = cx;
  const computer = await store.computer(tx, unitId, deviceId);
  if (!computer) throw refuse('ledgers.unknownDevice', '没有这台计算机', {}, { status: 404 });
  const seen = await softwareOfDevice(tx, unitId, deviceId, { gone: 'false' });
  const items = seen.items;
  const products = await store.productsOf(
    tx,
    unitId,
    items.map((one) => one.entryId),
  );
  const recorded = await recordedOn(cx, deviceId);
  const used = new Set<Recorded>();
  const observed = items.map((one): Item => {
    const product = products.get(one.entryId);
    const own = recorded.filter((record) => product !== undefined && record.product === product);
    for (const record of own) used.add(record);
    const { name, version, publisher, from, productName, kind } = one;
    const { installedOn, firstSeen, lastSeen, fromFileOnly } = one;
    return {
      ...{ name, version, publisher, from, kind, installedOn, firstSeen, lastSeen, fromFileOnly },
      product: productName,
      softwareNos: own.map((record) => record.softwareNo),
      basis: 'observed',
    };
  });
  return {
    unitId,
    unitName: await store.unitName(tx, unitId),
    computer,
    takenAt: new Date(seen.seenAt ?? cx.now).toISOString(),
    items: [...observed, ...recorded.filter((record) => !used.has(record)).map(recordedItem)],
  };
}

type Recorded = {
  softwareNo: string;
  product: string | null;
  name: string;
  version: string;
  publisher: string;
  kind: string;
  installedOn: string;
};

async function recordedOn(cx: CommandContext, deviceId: string): Promise<Recorded[]> {
  const { tx, unitId } = cx;
  const open = await openInstallsOf(tx, unitId, whenOf(cx, {}), [deviceId]);
  const numbers = await softwareByIds(
    tx,
    unitId,
    open.map((row) => row.softwareId),
  );
  return open
    .map(({ softwareId, version, installedOn }) => {
      const number = numbers.get(softwareId)!;
      return {
        softwareNo: number.softwareNo,
        product: number.productId,
        name: number.softwareName,
        version,
        publisher: number.publisher ?? '',
        kind: number.softwareType,
        installedOn,
      };
    })
    .sort((left, right) => (left.softwareNo < right.softwareNo ? -1 : 1));
}

/** On record but not seen: said as such, and never read back in as seen. */
function recordedItem(record: Recorded): Item {
  const { name, version, publisher, kind, installedOn, softwareNo } = record;
  return {
    ...{ name, version, publisher, kind, installedOn, from: '', product: null },
    softwareNos: [softwareNo],
    ...{ firstSeen: null, lastSeen: null, fromFileOnly: false, basis: 'recorded' },
  };
}

export async function deviceFile(
  cx: CommandContext,
  deviceId: string,
  format: DeviceFormat,
): Promise<Made> {
  const inventory = await inventoryOf(cx, deviceId);
  const stem = fileNameOf(inventory.computer.computerNo);
  if (format === 'cyclonedx') {
    const bom = cycloneDx(inventory, about.version);
    return {
      fileName: `${stem}.cdx.json`,
      type: 'application/vnd.cyclonedx+json; version=1.6',
      bytes: Buffer.from(`${JSON.stringify(bom, null, 2)}\n`),
    };
  }
  const files = tagFiles(inventory, format === 'swid' ? 'swidtag' : 'coswid');
  if (files.length === 0) {
    throw refuse(
      'reporting.nothingSeen',
      '{{computerNo}} 还没有采集到软件，没有可以导出的标签；在册的安装请导出 CycloneDX',
      { computerNo: inventory.computer.computerNo },
      { status: 409 },
    );
  }
  const bytes = writeZip(files, new Date(inventory.takenAt));
  return { fileName: `${stem}.${format}.zip`, type: 'application/zip', bytes };
}

export async function entitlementsFile(
  cx: CommandContext,
  format: 'xml' | 'json',
  day: string | undefined,
): Promise<Made> {
  const { tx, unitId } = cx;
  const when = whenOf(cx, { asOf: day });
  const { asOf } = when;
  const source = {
    unitName: await store.unitName(tx, unitId),
    asOf,
    numbers: await listActiveSoftware(tx, unitId, asOf),
    installed: await installedCounts(tx, unitId, when),
  };
  const text =
    format === 'xml'
      ? entitlementsXml(source)
      : `${JSON.stringify(entitlementsJson(source), null, 2)}\n`;
  return {
    fileName: `entitlements-${asOf}.${format}`,
    type: `application/${format}; charset=utf-8`,
    bytes: Buffer.from(text),
  };
}
