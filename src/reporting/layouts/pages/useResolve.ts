/** How this unit's forms are filled on screen: the same as in the files. */
import { useMemo } from 'react';
import { useEndpoint } from '../../../platform/web/index.ts';
import { type Changes, type Resolve, resolverOf } from '../rules.ts';
import { listLayouts } from '../shapes.ts';

/** Until the unit's changes are there, the official layout. */
export function useResolve(): Resolve {
  const { data } = useEndpoint(listLayouts);
  return useMemo(() => {
    const changes: Changes = {};
    for (const { form, change } of data?.items ?? []) changes[form] = change;
    return resolverOf(changes);
  }, [data]);
}
