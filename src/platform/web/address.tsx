/** Where one is and how to get elsewhere, in addresses relative to the unit. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { parseSearch, type Search } from './search.ts';

/** The unit's code in the address; pages under `/u/$unit` always have one. */
export function useUnit(): string {
  return useAddressParams().unit ?? '';
}

/** The places of the route, e.g. `{ unit, id }`. */
export function useAddressParams(): Record<string, string> {
  return useParams({ strict: false }) as Record<string, string>;
}

/** What stands behind `?`, and a function that changes some of it without leaving the page. */
export function useAddressSearch(): [Search, (change: Search, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (part: Search, push = false) => {
    void navigate({
      to: '.',
      search: (before: Search) => ({ ...before, ...part }),
      replace: !push,
    } as never);
  };
  return [search, change];
}

/** `/u/<unit>` in front of an address that begins with `/`, unless it stands there already. */
function inUnit(address: string, unit: string | undefined): string {
  const whole = address.startsWith('/u/') || !unit;
  return whole ? address : `/u/${encodeURIComponent(unit)}${address === '/' ? '' : address}`;
}

/** `const go = useGo(); go('/devices/' + id)`: addresses are relative to the unit unless they begin with `/u/`. */
export function useGo(): (address: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  const { unit } = useAddressParams();
  return (address, options) => {
    void navigate({ href: inUnit(address, unit), ...options } as never);
  };
}

const EXACT = { exact: true };

/** A link inside the product; nothing reloads. `to` may carry a query: `/devices?status=idle`. */
export function Go(props: {
  to: string;
  children: ReactNode;
  className?: string;
  title?: string;
  onClick?: () => void;
}): ReactNode {
  const { unit } = useAddressParams();
  const [path, query] = inUnit(props.to, unit).split('?') as [string, string?];
  return (
    <Link
      to={path as never}
      search={parseSearch(query ?? '') as never}
      activeOptions={EXACT}
      className={props.className}
      title={props.title}
      onClick={props.onClick}
    >
      {props.children}
    </Link>
  );
}
