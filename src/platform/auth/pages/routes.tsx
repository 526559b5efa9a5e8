/** Pages of accounts and API keys. */
import type { PageRoute } from '../../web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/accounts',
    title: '账号与角色',
    menu: { part: 'system', order: 60 },
    permission: 'account.view',
    load: () => import('./Accounts.tsx'),
  },
  {
    path: '/u/$unit/api-keys',
    title: 'API 密钥',
    menu: { part: 'system', order: 70 },
    permission: 'apiKey.edit',
    load: () => import('./ApiKeys.tsx'),
  },
];
