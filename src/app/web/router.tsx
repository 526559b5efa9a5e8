/** Routes made from the slices' page lists: sign-in and set-up stand alone, everything else lives in a unit's frame. */
import {
  type AsyncRouteComponent,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { getSession, type SessionInfo } from '../../platform/auth/shapes.ts';
import { call } from '../../platform/web/call.ts';
import { preferences } from '../../platform/web/preferences.ts';
import { queryClient } from '../../platform/web/query.ts';
import type { PageRoute } from '../../platform/web/route.ts';
import { parseSearch, stringifySearch } from '../../platform/web/search.ts';
import { SESSION_KEY } from '../../platform/web/session.tsx';
import { Guarded } from './Guarded.tsx';
import { HOME_PATH, pageRoutes } from './routes.tsx';
import { NotFound, Opening, RouteError } from './Stops.tsx';

function session(): Promise<SessionInfo> {
  return queryClient.fetchQuery({
    queryKey: SESSION_KEY,
    queryFn: () => call(getSession),
    staleTime: 60_000,
  });
}

/** The unit looked at last, else the first one. */
function unitOf(info: SessionInfo): string | undefined {
  const last = info.units.find((unit) => unit.code === preferences().unit);
  return (last ?? info.units[0])?.code;
}

async function requireSignedIn(href: string): Promise<SessionInfo> {
  const info = await session();
  if (info.setupNeeded) throw redirect({ href: '/setup' } as never);
  if (!info.account) throw redirect({ href: `/sign-in?to=${encodeURIComponent(href)}` } as never);
  if (info.account.mustChangePassword) {
    throw redirect({ href: `/password?to=${encodeURIComponent(href)}` } as never);
  }
  return info;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const info = await requireSignedIn('/');
    const unit = unitOf(info);
    if (!unit) return;
    // Who only works here comes for his own things; figures of the unit are for those who run it.
    const roles = info.units.find((one) => one.code === unit)?.roles ?? [];
    const own = roles.every((role) => role === 'staff') ? '/my' : '';
    throw redirect({ href: `/u/${encodeURIComponent(unit)}${own}` } as never);
  },
  component: lazyRouteComponent(() => import('./NoUnit.tsx')),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: async () => {
    const info = await session();
    if (info.setupNeeded) throw redirect({ href: '/setup' } as never);
    if (info.account) throw redirect({ href: '/' } as never);
  },
  component: lazyRouteComponent(() => import('../../platform/auth/pages/SignIn.tsx')),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    if (!(await session()).setupNeeded) throw redirect({ href: '/' } as never);
  },
  component: lazyRouteComponent(() => import('../../platform/auth/pages/Setup.tsx')),
});

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  beforeLoad: async () => {
    if (!(await session()).account) throw redirect({ href: '/sign-in' } as never);
  },
  component: lazyRouteComponent(() => import('../../platform/auth/pages/NewPassword.tsx')),
});

const unit = createRoute({
  getParentRoute: () => root,
  path: HOME_PATH,
  beforeLoad: ({ location }) => requireSignedIn(location.href),
  component: lazyRouteComponent(() => import('./Frame.tsx'), 'Frame'),
  notFoundComponent: NotFound,
});

/** Drops what does not fit the page's schema instead of showing an error for a mistyped address. */
function checkSearch(route: PageRoute, raw: Record<string, unknown>): Record<string, unknown> {
  const checked = route.search?.safeParse(raw);
  if (!checked) return raw;
  if (checked.success) return { ...raw, ...checked.data };
  const wrong = new Set(checked.error.issues.map((issue) => String(issue.path[0])));
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !wrong.has(name)));
}

function toRoute(route: PageRoute) {
  const Page = lazyRouteComponent(route.load) as AsyncRouteComponent<object>;
  return createRoute({
    getParentRoute: () => unit,
    path: route.path.slice(HOME_PATH.length) || '/',
    validateSearch: (raw: Record<string, unknown>) => checkSearch(route, raw),
    loader: () => Page.preload?.(),
    component: () => <Guarded route={route} Page={Page} />,
    staticData: { page: route } as never,
  });
}

const hasHome = pageRoutes.some((route) => route.path === HOME_PATH);
const home: PageRoute[] = hasHome
  ? []
  : [{ path: HOME_PATH, title: '首页', load: () => import('./Contents.tsx') }];

unit.addChildren([...home, ...pageRoutes].map(toRoute));

export const router = createRouter({
  routeTree: root.addChildren([index, signIn, setup, password, unit]),
  parseSearch,
  stringifySearch: stringifySearch as (search: Record<string, unknown>) => string,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  defaultPendingComponent: Opening,
  defaultPendingMs: 200,
});
