/** All slices' pages and tabs. A slice needs no registration: its `pages/routes.tsx` is found by its name. */
import type { MenuPart, PageRoute, RecordTab, SearchSource } from '../../platform/web/route.ts';
import { MENU_PARTS } from '../../platform/web/route.ts';
import type { SessionUnit } from '../../platform/web/session.tsx';

type RoutesFile = { routes?: PageRoute[]; tabs?: RecordTab[]; searches?: SearchSource[] };

const files = Object.values(
  import.meta.glob<RoutesFile>('../../**/pages/routes.tsx', { eager: true }),
);

export const pageRoutes: PageRoute[] = files.flatMap((file) => file.routes ?? []);
export const recordTabs: RecordTab[] = files.flatMap((file) => file.tabs ?? []);

export const searches: SearchSource[] = files.flatMap((file) => file.searches ?? []);

export const HOME_PATH = '/u/$unit';

export type MenuGroup = { part: MenuPart; title: string; routes: PageRoute[] };

/** The menu as this person may use it: no part without a page, no page that would be refused. */
export function menuFor(unit: SessionUnit | undefined): MenuGroup[] {
  const groups: MenuGroup[] = [];
  for (const [part, title] of Object.entries(MENU_PARTS) as [MenuPart, string][]) {
    const routes = pageRoutes
      .filter((route) => route.menu?.part === part)
      .filter((route) => !route.permission || unit?.permissions[route.permission])
      .toSorted((left, right) => left.menu!.order - right.menu!.order);
    if (routes.length) groups.push({ part, title, routes });
  }
  return groups;
}

/** `/u/$unit/devices` → `/u/110/devices`; undefined when the route has places of its own. */
export function addressOfRoute(route: PageRoute, unit: string): string | undefined {
  const address = route.path.replace('$unit', encodeURIComponent(unit));
  return address.includes('$') ? undefined : address;
}
