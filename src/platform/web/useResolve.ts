/** How this unit's forms are filled on screen: the same as in the files. */
import { useMemo } from 'react';
import { type Changes, type Resolve, resolverOf } from '../../base/layout.change.ts';
import { listLayouts } from '../papers/shapes.layouts.ts';
import { useEndpoint } from './query.ts';

/** Until the unit's changes are there, the official layout. */
export function useResolve(): Resolve {
  const { data } = useEndpoint(listLayouts);
  return useMemo(() => {
    const changes: Changes = {};
    for (const { form, change } of data?.items ?? []) changes[form] = change;
    return resolverOf(changes);
  }, [data]);
}
