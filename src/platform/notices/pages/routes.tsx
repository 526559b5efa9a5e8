/** Pages of notices. */
import type { PageRoute } from '../../web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/inbox',
    title: '待办与消息',
    menu: { part: 'home', order: 5 },
    permission: 'home.view',
    load: () => import('./Inbox.tsx'),
  },
  {
    path: '/u/$unit/notice-settings',
    title: '邮件与机器人',
    menu: { part: 'system', order: 60 },
    permission: 'notice.edit',
    load: () => import('./NoticeSettings.tsx'),
  },
];
