/** What of a computer the allocation sees: where a name does not say edition or version, the register's stand, then what is reported. */
import { expect, test } from 'vitest';
import { number, TODAY } from '../../../test/verdictFacts.ts';
import { type DeviceFacts, type ObservedProduct, unitFacts } from '../findings/rules.ts';
import { pictureOf } from './rules.picture.ts';

const seen = (version: string, edition = ''): ObservedProduct => ({
  productId: 'guard',
  productName: 'Guard',
  publisher: '',
  edition,
  version,
  kind: 'commercial',
  category: 'antivirus',
  risk: null,
  freeScope: null,
  rawEntryIds: [1],
  rawName: 'Guard',
  rawVersion: '10.3.0.5200',
  rule: '',
  learntFrom: 'agent',
  sourceId: 'Q',
  seenAt: '2026-11-20T00:00:00.000Z',
});

function rows(observed: ObservedProduct[], recorded: DeviceFacts['recorded']) {
  const unit = unitFacts(
    [number({ softwareId: 'S', productId: 'guard', edition: '专业版' })],
    TODAY,
  );
  const device: DeviceFacts = {
    deviceId: 'C1',
    retired: false,
    departmentIds: [],
    oemEvidence: false,
    complete: true,
    observed,
    recorded,
  };
  return pictureOf(device, unit, new Map()).map((row) => [row.version, row.edition, row.observed]);
}

test('seen without version and edition: those recorded stand; said by the name, the name stands', () => {
  const install = { softwareId: 'S', version: '10.3', installedOn: TODAY };
  expect(rows([seen('')], [install])).toEqual([['10.3', '专业版', true]]);
  expect(rows([seen('11.0', '标准版')], [install])).toEqual([['11.0', '标准版', true]]);
  expect(rows([seen('')], [])).toEqual([['10.3', '', true]]);
  expect(rows([{ ...seen(''), rawVersion: '' }], [])).toEqual([['', '', true]]);
});
