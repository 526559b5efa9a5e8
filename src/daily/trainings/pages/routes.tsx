/** Training and publicity. */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/trainings';
const record = '/u/$unit/trainings/$id';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '培训宣传',
    menu: { part: 'daily', order: 40 },
    permission: 'training.view',
    load: () => import('./TrainingList.tsx'),
  },
  {
    path: record,
    title: '培训宣传',
    parent: list,
    permission: 'training.view',
    load: () => import('./TrainingRecord.tsx'),
  },
  {
    path: '/u/$unit/trainings/$id/sign-in',
    title: '扫码签到',
    parent: list,
    permission: 'training.edit',
    load: () => import('./SignIn.tsx'),
  },
  {
    path: '/u/$unit/trainings/$id/attend',
    title: '签到',
    parent: list,
    permission: 'training.attend',
    load: () => import('./Attend.tsx'),
  },
  {
    path: '/u/$unit/trainings/$id/import',
    title: '导入参加人员',
    parent: list,
    permission: 'training.edit',
    load: () => import('./AttendanceImport.tsx'),
  },
];
