/** The menu: 首页, the guideline's five parts, 采集, 系统; only what would open. */
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Go } from '../../platform/web/address.tsx';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { addressOfRoute, HOME_PATH, menuFor } from './routes.tsx';

/** The seal and the name. */
export function Mark(): ReactNode {
  const t = useT();
  return (
    <span className="zc-mark">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="5" />
        <path d="M7 8h18M16 8v17M16 16h8M9.5 15v10M6 25h20" />
      </svg>
      <strong>{t('正册')}</strong>
      <small>{t('正版软件管理')}</small>
    </span>
  );
}

export function Menu(): ReactNode {
  const t = useT();
  const { unit } = useSession();
  const place = decodeURI(useLocation().pathname);
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item to show changes with the place
  useEffect(() => {
    box.current?.querySelector('.zc-menu-here')?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  if (!unit) return null;
  const here = `/u/${unit.code}`;
  const groups = menuFor(unit);
  const addresses = groups.flatMap((group) =>
    group.routes.map((route) => addressOfRoute(route, unit.code) ?? ''),
  );
  // The longest address that begins the present one is where we are.
  const current = addresses
    .filter((address) => address !== here && (place === address || place.startsWith(`${address}/`)))
    .toSorted((left, right) => right.length - left.length)[0];
  const item = (address: string, title: string) => (
    <li key={address}>
      <Go
        to={address}
        className={(current ?? place) === address ? 'zc-menu-item zc-menu-here' : 'zc-menu-item'}
      >
        {title}
      </Go>
    </li>
  );
  return (
    <nav ref={box} className="zc-menu" aria-label={t('菜单')}>
      <ul>{item(here, t('首页'))}</ul>
      {groups.map((group) => {
        const items = group.routes
          .filter((route) => route.path !== HOME_PATH)
          .map((route) => item(addressOfRoute(route, unit.code) ?? here, t(route.title)));
        if (!items.length) return null;
        return (
          <section key={group.part}>
            {group.part !== 'home' && <h2>{t(group.title)}</h2>}
            <ul>{items}</ul>
          </section>
        );
      })}
    </nav>
  );
}
