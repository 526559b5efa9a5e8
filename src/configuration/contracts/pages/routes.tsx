/** Contracts and what ends when. */
import type { PageRoute, RecordTab } from '../../../platform/web/route.ts';

const list = '/u/$unit/contracts';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '采购合同',
    menu: { part: 'configuration', order: 8 },
    permission: 'contract.view',
    load: () => import('./ContractList.tsx'),
  },
  {
    path: '/u/$unit/contracts/new',
    title: '登记合同',
    parent: list,
    permission: 'contract.edit',
    load: () => import('./NewContract.tsx'),
  },
  {
    path: '/u/$unit/contracts/import',
    title: '导入采购合同',
    parent: list,
    permission: 'contract.edit',
    load: () => import('./ContractImport.tsx'),
  },
  {
    path: '/u/$unit/contracts/$id',
    title: '采购合同',
    parent: list,
    permission: 'contract.view',
    load: () => import('./ContractRecord.tsx'),
  },
  {
    path: '/u/$unit/expiries',
    title: '到期日历',
    menu: { part: 'configuration', order: 15 },
    permission: 'contract.view',
    load: () => import('./Expiries.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'software',
    key: 'contracts',
    title: '采购与续订',
    order: 15,
    permission: 'contract.view',
    load: () => import('./SoftwareContracts.tsx'),
  },
];
