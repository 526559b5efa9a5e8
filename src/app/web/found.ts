/** What the slices find for a text typed after Ctrl K. */
import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { searches } from './routes.tsx';

const SHORTEST = 2;
const PAUSE_MS = 200;

export type Hit = { key: string; group: string; label: string; detail?: string; to: string };

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function useFound(text: string): Hit[] {
  const t = useT();
  const { can, unit } = useSession();
  const wanted = useSettled(text.trim());
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
