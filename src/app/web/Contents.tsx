/** What can be done here, as a table of contents; stands in until a slice brings a home page. */
import type { ReactNode } from 'react';
import { Go } from '../../platform/web/address.tsx';
import { PageHead } from '../../platform/web/PageHead.tsx';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { addressOfRoute, menuFor } from './routes.tsx';

export default function Contents(): ReactNode {
  const t = useT();
  const { unit } = useSession();
  if (!unit) return null;
  return (
    <section>
      <PageHead title={unit.name} />
      <div className="zc-contents">
        {menuFor(unit).map((group) => (
          <nav key={group.part} aria-label={t(group.title)}>
            <h2>{t(group.title)}</h2>
            <ul>
              {group.routes.map((route) => (
                <li key={route.path}>
                  <Go to={addressOfRoute(route, unit.code) ?? '/'}>{t(route.title)}</Go>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </section>
  );
}
