/** TanStack Query over endpoint descriptors: one line to read, one line to act. */
import {
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type { Endpoint } from '../http/endpoint.ts';
import { ApiError, addressOf, type CallInput, call } from './call.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // A refusal does not change by asking again; an unreachable server may come back.
      retry: (count, error) => count < 2 && error instanceof ApiError && error.status === 0,
    },
    mutations: { retry: false },
  },
});

export type ReadOptions<T = unknown> = {
  enabled?: boolean;
  /** Ask again every so many milliseconds, e.g. while a job runs. */
  every?: number | false | ((data: T | undefined) => number | false);
};

/** The address without what stands behind `?`. */
function placeOf(address: unknown): string {
  return String(address).split('?')[0]!;
}

/** Reads an endpoint; asked again whenever the address changes, kept on screen meanwhile. */
export function useEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, O>,
  input: Omit<CallInput<Q, B>, 'body' | 'signal'> = {} as CallInput<Q, B>,
  options: ReadOptions<z.output<O>> = {},
): UseQueryResult<z.output<O>, ApiError> {
  const enabled = options.enabled ?? true;
  const { every = false } = options;
  const address = enabled ? addressOf(endpoint, input) : 'off';
  return useQuery<z.output<O>, ApiError>({
    queryKey: ['endpoint', endpoint.path, address],
    queryFn: ({ signal }) => call(endpoint, { ...input, signal } as CallInput<Q, B>),
    enabled,
    // Another page of the same list may wait under the old one; another record must not show the old one's facts.
    placeholderData: (previous, query) =>
      placeOf(query?.queryKey[2]) === placeOf(address) ? previous : undefined,
    refetchInterval: (query) =>
      typeof every === 'function' ? every(query.state.data as z.output<O> | undefined) : every,
  });
}

/** Reads one page of a list, e.g. for a select box: `{ items, total, … }`. */
export function useList<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType<{ items: unknown[] }>,
>(
  endpoint: Endpoint<P, Q, B, O>,
  input: Omit<CallInput<Q, B>, 'body' | 'signal'> = {} as CallInput<Q, B>,
  options: ReadOptions<z.output<O>> = {},
) {
  const query = useEndpoint(endpoint, input, options);
  return { ...query, items: (query.data?.items ?? []) as z.output<O>['items'] };
}

/** Calls an endpoint that changes something; afterwards everything on screen is asked again. */
export function useAction<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, O>,
  options: { onDone?: (output: z.output<O>) => void; onRefused?: (error: ApiError) => void } = {},
) {
  const client = useQueryClient();
  return useMutation<z.output<O>, ApiError, CallInput<Q, B>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: (output) => {
      void client.invalidateQueries();
      options.onDone?.(output);
    },
    onError: (error) => options.onRefused?.(error),
  });
}
