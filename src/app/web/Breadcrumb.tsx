/** Where we are: part of the guideline, list, record. */
import { useMatches } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Go, useUnit } from '../../platform/web/address.tsx';
import { MENU_PARTS, type PageRoute } from '../../platform/web/route.ts';
import { useT } from '../../platform/web/texts.ts';
import { addressOfRoute, HOME_PATH, pageRoutes } from './routes.tsx';

function usePage(): PageRoute | undefined {
  const match = useMatches().at(-1);
  return (match?.staticData as { page?: PageRoute } | undefined)?.page;
}

export function Breadcrumb(): ReactNode {
  const t = useT();
  const unit = useUnit();
  const page = usePage();
  if (!page || page.path === HOME_PATH) return null;
  const parent = page.parent ? pageRoutes.find((route) => route.path === page.parent) : undefined;
  const part = page.menu?.part ?? parent?.menu?.part;
  const parentAddress = parent && addressOfRoute(parent, unit);
  return (
    <nav className="zc-breadcrumb" aria-label={t('当前位置')}>
      <ol>
        <li>
          <Go to="/">{t('首页')}</Go>
        </li>
        {part && part !== 'home' && <li>{t(MENU_PARTS[part])}</li>}
        {parent && parentAddress && (
          <li>
            <Go to={parentAddress}>{t(parent.title)}</Go>
          </li>
        )}
        {page.title !== parent?.title && <li aria-current="page">{t(page.title)}</li>}
      </ol>
    </nav>
  );
}
