/** Pages of units, departments, people and posts. */
import { call } from '../../platform/web/call.ts';
import type { PageRoute, SearchSource } from '../../platform/web/route.ts';
import { listPeople } from '../people/shapes.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/units',
    title: '单位',
    menu: { part: 'system', order: 10 },
    permission: 'unit.view',
    load: () => import('./Units.tsx'),
  },
  {
    path: '/u/$unit/departments',
    title: '部门',
    menu: { part: 'system', order: 20 },
    permission: 'organisation.view',
    load: () => import('./Departments.tsx'),
  },
  {
    path: '/u/$unit/departments/import',
    title: '导入部门',
    parent: '/u/$unit/departments',
    permission: 'organisation.edit',
    load: () => import('./DepartmentImport.tsx'),
  },
  {
    path: '/u/$unit/people',
    title: '人员',
    menu: { part: 'system', order: 30 },
    permission: 'organisation.view',
    load: () => import('./People.tsx'),
  },
  {
    path: '/u/$unit/people/import',
    title: '导入人员',
    parent: '/u/$unit/people',
    permission: 'organisation.edit',
    load: () => import('./PeopleImport.tsx'),
  },
  {
    path: '/u/$unit/people/$id',
    title: '人员',
    parent: '/u/$unit/people',
    permission: 'organisation.view',
    load: () => import('./PersonRecord.tsx'),
  },
  {
    path: '/u/$unit/posts',
    title: '岗位',
    menu: { part: 'system', order: 40 },
    permission: 'organisation.view',
    load: () => import('./Posts.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'people',
    title: '人员',
    permission: 'organisation.view',
    find: async (text) => {
      const { items } = await call(listPeople, { query: { q: text, limit: 6 } });
      return items.map((person) => ({
        id: person.id,
        label: person.name,
        detail: [person.staffNo, person.departmentName].filter(Boolean).join(' · '),
        to: `/people/${person.id}`,
      }));
    },
  },
];
