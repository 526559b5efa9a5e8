/** Facts for verdicts in tests: a number with papers, and a computer on which everything is in order. */
import type { InstallFacts, NumberFacts } from '../src/reconciliation/verdicts/rules.ts';

export const TODAY = '2026-11-23';

export function number(change: Partial<NumberFacts> = {}): NumberFacts {
  return {
    softwareId: 'A',
    softwareNo: 'S0001',
    softwareType: 'commercial',
    softwareName: '甲办公',
    softwareVersion: '12',
    productId: 'jia',
    publisher: '甲公司',
    category: 'office',
    quantity: 3,
    installed: 1,
    usableVersions: [{ from: '11', to: '12' }],
    termEnd: null,
    listed: [],
    acquisitionMethod: 'purchase',
    termStart: null,
    contractNo: 'HT-1',
    contractId: 'contract-1',
    papers: [],
    edition: null,
    downgradeEvidence: null,
    downgradeVersions: [],
    ...change,
  };
}

/** A computer on which everything is in order. */
export function install(change: Partial<InstallFacts> = {}): InstallFacts {
  return {
    today: TODAY,
    kind: 'commercial',
    category: 'office',
    risk: null,
    freeScope: null,
    version: '12',
    reportedVersion: '',
    observed: { sourceId: 'Q', from: 'agent', longAgo: false },
    recorded: [{ softwareId: 'A', version: '12', entryNo: 7, cause: 'workOrder' }],
    numbers: [number()],
    allocation: { coveredBy: 'A', proof: 'proven', obstacles: [] },
    activation: { flags: [], oemChannel: false },
    device: { inUse: true, held: true, departmentIds: ['D1'], oemEvidence: true, complete: true },
    ...change,
  };
}

export const line = (change: object = {}) => ({
  versions: [{ from: null, to: null }] as NumberFacts['usableVersions'],
  departmentIds: null,
  unitUse: true,
  ...change,
});
export const freeNumber = (listed: NumberFacts['listed']) =>
  number({
    softwareType: 'free',
    quantity: null,
    usableVersions: [],
    contractNo: null,
    contractId: null,
    acquisitionMethod: 'freeDownload',
    listed,
  });
export const free = (change: Partial<InstallFacts> = {}) =>
  install({
    kind: 'free',
    freeScope: 'any',
    numbers: [freeNumber([line()])],
    allocation: null,
    ...change,
  });
export const oem = (change: Partial<InstallFacts> = {}) =>
  install({
    kind: 'oem',
    category: 'operatingSystem',
    numbers: [
      number({
        softwareType: 'oem',
        quantity: null,
        usableVersions: [],
        contractNo: null,
        contractId: null,
        acquisitionMethod: 'preinstalled',
      }),
    ],
    allocation: null,
    ...change,
  });
