/** A page with its right checked and its title in the window; without the right it says whom to ask. */
import { type ComponentType, type ReactNode, useEffect } from 'react';
import type { PageRoute } from '../../platform/web/route.ts';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { NoPermission } from './Stops.tsx';

export function Guarded(props: { route: PageRoute; Page: ComponentType }): ReactNode {
  const t = useT();
  const { can, unit } = useSession();
  const title = t(props.route.title);
  useEffect(() => {
    document.title = `${title} · ${t('正册')}`;
  }, [title, t]);
  if (!unit) return <NoPermission />;
  const { permission } = props.route;
  return permission && !can(permission) ? <NoPermission page={title} /> : <props.Page />;
}
