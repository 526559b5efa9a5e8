/**
 * The list's state lives in the address: filters, sorting, cursor. The cursors already passed travel in the history
 * entry, so that 上一页 works after a reload although the server only knows the way forward.
 */
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useAddressSearch } from '../address.tsx';
import type { Search } from '../search.ts';

export type Paging = {
  search: Search;
  /** Sets filters or sorting and goes back to the first page. */
  change: (part: Search) => void;
  /** Removes all the named filters. */
  clear: (names: string[]) => void;
  /** Counts from 1; undefined when the address was opened in the middle. */
  pageNo: number | undefined;
  next: (cursor: string) => void;
  previous: (() => void) | undefined;
  first: (() => void) | undefined;
};

type Trail = { zcTrail?: string[] };

export function usePaging(): Paging {
  const [search, changeSearch] = useAddressSearch();
  const navigate = useNavigate();
  const trail = (useLocation().state as Trail).zcTrail ?? [];
  const cursor = typeof search.cursor === 'string' ? search.cursor : undefined;

  const goTo = (target: string | undefined, zcTrail: string[]) => {
    void navigate({
      to: '.',
      search: (before: Search) => ({ ...before, cursor: target }),
      state: (before: object) => ({ ...before, zcTrail }),
    } as never);
  };
  const known = !cursor || trail.length > 0;
  return {
    search,
    change: (part) => changeSearch({ ...part, cursor: undefined }, false),
    clear: (names) =>
      changeSearch(
        Object.fromEntries([...names, 'cursor'].map((name) => [name, undefined])),
        false,
      ),
    pageNo: known ? (cursor ? trail.length + 1 : 1) : undefined,
    next: (target) => goTo(target, [...(cursor ? trail : []), cursor ?? '']),
    previous:
      cursor && known ? () => goTo(trail.at(-1) || undefined, trail.slice(0, -1)) : undefined,
    first: cursor ? () => goTo(undefined, []) : undefined,
  };
}
