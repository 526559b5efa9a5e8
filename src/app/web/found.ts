/** What the slices find for a text typed after Ctrl K. */
import { useQueries } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { searches } from './routes.tsx';

const SHORTEST = 2;

export type Hit = { key: string; group: string; label: string; detail?: string; to: string };

export function useFound(text: string): Hit[] {
  const t = useT();
  const { can, unit } = useSession();
  const wanted = useDeferredValue(text.trim());
  const allowed = searches.filter((source) => can(source.permission));
  const answers = useQueries({
    queries: allowed.map((source) => ({
      queryKey: ['search', unit?.code, source.key, wanted],
      queryFn: () => source.find(wanted),
      enabled: wanted.length >= SHORTEST,
      staleTime: 30_000,
    })),
  });
  return answers.flatMap((answer, at) =>
    (answer.data ?? []).map((hit) => ({
      ...hit,
      key: `${allowed[at]!.key}:${hit.id}`,
      group: t(allowed[at]!.title),
    })),
  );
}
