/** Addresses as plain text: flat `name=value` pairs that people can read, send and bookmark. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export type Search = Record<string, string | string[] | undefined>;

/** Router option: `?q=联想&status=active&status=idle`, no JSON and no quotes. */
export function parseSearch(text: string): Search {
  const found: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = found[name];
    if (before === undefined) found[name] = value;
    else found[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return found;
}

/** Router option, the other way; empty values leave the address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') pairs.append(name, String(one));
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

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
