/**
 * Software tags of what was observed on a computer: SWID (ISO/IEC 19770-2:2015) as XML, CoSWID (RFC 9393) as CBOR. They
 * are evidence tags: made by who looked, saying on which computer and when.
 */
import { CborTag, type CborValue, encodeCbor } from '../../base/cbor.ts';
import { attributes, fileNameOf, type Inventory, type Item, tagIdOf } from './rules.inventory.ts';

const NAMESPACE = 'http://standards.iso.org/iso/19770/-2/2015/schema.xsd';
/** What the standard says where a version is not known. */
const NO_VERSION = '0.0';

export function swidXml(inventory: Inventory, item: Item): string {
  const root = attributes({
    xmlns: NAMESPACE,
    'xmlns:zhengce': 'urn:zhengce:swid:1',
    name: item.name,
    tagId: tagIdOf(inventory, item),
    tagVersion: '0',
    version: item.version || NO_VERSION,
    versionScheme: 'alphanumeric',
  });
  const meta = attributes({
    product: item.product,
    'zhengce:kind': item.kind,
    'zhengce:softwareNo': item.softwareNos.length > 0 ? item.softwareNos.join(' ') : null,
    'zhengce:from': item.from || null,
    'zhengce:installedOn': item.installedOn,
  });
  const { computerNo } = inventory.computer;
  const evidence = attributes({ date: item.lastSeen ?? inventory.takenAt, deviceId: computerNo });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<SoftwareIdentity${root}>`,
    `  <Entity${attributes({ name: inventory.unitName, role: 'tagCreator' })}/>`,
    ...(item.publisher
      ? [`  <Entity${attributes({ name: item.publisher, role: 'softwareCreator' })}/>`]
      : []),
    `  <Evidence${evidence}/>`,
    ...(meta ? [`  <Meta${meta}/>`] : []),
    '</SoftwareIdentity>',
    '',
  ].join('\n');
}

/** Index numbers of RFC 9393, section 2; each is one of the registered items. */
const KEY = {
  tagId: 0,
  softwareName: 1,
  entity: 2,
  evidence: 3,
  softwareMeta: 5,
  tagVersion: 12,
  softwareVersion: 13,
  versionScheme: 14,
  entityName: 31,
  role: 33,
  date: 35,
  deviceId: 36,
  product: 52,
} as const;
const TAG_CREATOR = 1;
const SOFTWARE_CREATOR = 2;
const ALPHANUMERIC = 3;
/** The CBOR tag of a CoSWID: "SWID". */
const SWID = 1398229316;
const EPOCH = 1;

export function coSwid(inventory: Inventory, item: Item): Buffer {
  const entity = (name: string, role: number) =>
    new Map<CborValue, CborValue>([
      [KEY.entityName, name],
      [KEY.role, role],
    ]);
  const creator = entity(inventory.unitName, TAG_CREATOR);
  const seen = Math.floor(Date.parse(item.lastSeen ?? inventory.takenAt) / 1000);
  const meta = new Map<CborValue, CborValue>();
  if (item.product) meta.set(KEY.product, item.product);
  if (item.softwareNos.length > 0) meta.set('softwareNo', item.softwareNos.join(' '));
  if (item.from) meta.set('from', item.from);
  const tag = new Map<CborValue, CborValue>([
    [KEY.tagId, tagIdOf(inventory, item)],
    [KEY.softwareName, item.name],
    [KEY.entity, item.publisher ? [creator, entity(item.publisher, SOFTWARE_CREATOR)] : creator],
    [
      KEY.evidence,
      new Map<CborValue, CborValue>([
        [KEY.date, new CborTag(EPOCH, seen)],
        [KEY.deviceId, inventory.computer.computerNo],
      ]),
    ],
    ...(meta.size > 0 ? [[KEY.softwareMeta, meta] as [CborValue, CborValue]] : []),
    [KEY.tagVersion, 0],
    [KEY.softwareVersion, item.version || NO_VERSION],
    [KEY.versionScheme, ALPHANUMERIC],
  ]);
  return encodeCbor(new CborTag(SWID, tag));
}

/** A folder named as the computer, a file per tag; two programs of one name stay two files. */
export function tagFiles(
  inventory: Inventory,
  ending: 'swidtag' | 'coswid',
): { name: string; bytes: Buffer }[] {
  const folder = fileNameOf(inventory.computer.computerNo);
  return inventory.items
    .filter((item) => item.basis === 'observed')
    .map((item) => {
      const id = tagIdOf(inventory, item).slice(-8);
      const name = `${fileNameOf(`${item.name} ${item.version}`)}.${id}.${ending}`;
      const bytes =
        ending === 'swidtag' ? Buffer.from(swidXml(inventory, item)) : coSwid(inventory, item);
      return { name: `${folder}/${name}`, bytes };
    });
}
