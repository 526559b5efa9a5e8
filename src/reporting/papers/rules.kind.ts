/** What makes a record a paper: where it is read, and how its answer becomes a resolved sheet. */
import type { z } from 'zod';
import type { Layout, LayoutData, ResolvedSheet } from '../../base/layout.ts';
import type { Endpoint } from '../../platform/http/endpoint.ts';

/** Where something is read: an endpoint with the values of its places. */
export type Source = {
  endpoint: Pick<Endpoint, 'method' | 'path'>;
  params?: Record<string, string>;
  query?: Record<string, string>;
};
export type Asked = { id: string; query: Record<string, string> };
export type Draft = {
  sheet: ResolvedSheet;
  /** Drawn signatures, by the name of their place in the layout. */
  pictures?: Record<string, Source>;
};
/** What the paper says besides the record itself. */
export type Surroundings = {
  unitName: string;
  today: string;
  /** The unit's own changes of a layout, applied before the data go in. */
  resolve?: (layout: Layout, data: LayoutData) => ResolvedSheet;
};
export type Kind<T> = {
  source: (asked: Asked) => Source;
  /** Null = there is nothing to be printed yet. */
  draft: (record: T, asked: Asked, around: Required<Surroundings>) => Draft | null;
};

export function kind<T>(one: Kind<T>): Kind<unknown> {
  return one as Kind<unknown>;
}
export type Answer<E extends { output: z.ZodType }> = z.output<E['output']>;
