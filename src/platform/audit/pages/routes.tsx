/** Page of the audit log. */
import type { PageRoute } from '../../web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/audit',
    title: '审计日志',
    menu: { part: 'system', order: 80 },
    permission: 'audit.view',
    load: () => import('./AuditLog.tsx'),
  },
];
