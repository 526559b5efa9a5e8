/**
 * CycloneDX 1.6 (JSON) of a computer: the computer is the subject, what it has are components, how it is known is their
 * evidence. Identifiers that are no facts (purl, cpe) are not made up.
 */
import { type Inventory, type Item, tagIdOf, uuidOf } from './rules.inventory.ts';

/** Names of our properties; the reader of these files knows them too (discovery/files/rules.bom.ts). */
const property = (name: string, value: string | null) =>
  value === null || value === '' ? [] : [{ name: `zhengce:${name}`, value }];

export function cycloneDx(inventory: Inventory, version: string) {
  const { computer, takenAt, items, unitName } = inventory;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([computer.id, takenAt, items])}`,
    version: 1,
    metadata: {
      timestamp: takenAt,
      lifecycles: [{ phase: 'discovery' }],
      tools: { components: [{ type: 'application', name: '正册', version }] },
      component: {
        type: 'device',
        'bom-ref': computer.id,
        name: computer.computerNo,
        ...(computer.brand ? { manufacturer: { name: computer.brand } } : {}),
        ...(computer.model ? { description: computer.model } : {}),
      },
      properties: [...property('unit', unitName), ...property('osName', computer.osName)],
    },
    components: items.map((item) => componentOf(inventory, item)),
  };
}

function componentOf(inventory: Inventory, item: Item) {
  const tagId = tagIdOf(inventory, item);
  return {
    type: item.from === 'operatingsystem' ? 'operating-system' : 'application',
    'bom-ref': `${item.basis}-${tagId}-${item.softwareNos.join('.')}`,
    ...(item.publisher ? { supplier: { name: item.publisher }, publisher: item.publisher } : {}),
    name: item.name,
    ...(item.version ? { version: item.version } : {}),
    ...(item.basis === 'observed'
      ? { swid: { tagId, name: item.name, ...(item.version ? { version: item.version } : {}) } }
      : {}),
    evidence: evidenceOf(item),
    properties: [
      ...property('basis', item.basis),
      ...property('from', item.from),
      ...property('product', item.product),
      ...property('kind', item.kind),
      ...item.softwareNos.flatMap((no) => property('softwareNo', no)),
      ...property('installedOn', item.installedOn),
      ...property('firstSeen', item.firstSeen),
      ...property('lastSeen', item.lastSeen),
      ...property('fromFileOnly', item.fromFileOnly ? 'true' : null),
    ],
  };
}

/** An agent reads what the system lists; a record of the ledger is a statement of people. */
function evidenceOf(item: Item) {
  const observed = item.basis === 'observed';
  const confidence = observed && !item.fromFileOnly ? 1 : 0.5;
  const value = observed
    ? `${item.fromFileOnly ? 'file' : 'agent'} ${item.lastSeen}`
    : `ledger ${item.softwareNos.join(' ')} ${item.installedOn ?? ''}`.trim();
  const technique = observed ? 'manifest-analysis' : 'attestation';
  return {
    identity: [{ field: 'name', confidence, methods: [{ technique, confidence, value }] }],
    ...(item.from ? { occurrences: [{ location: item.from }] } : {}),
  };
}
