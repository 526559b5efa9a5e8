/**
 * What is being filled in and not sent yet, kept in this browser with its key: after a lost connection or a reload it is
 * there again, and sending it twice applies once.
 */
import { useEffect, useState } from 'react';
import { newId } from '../../../base/ids.ts';
import { clearDraft, readDraft, writeDraft } from '../../../platform/web/index.ts';
import type { Entered } from './ApplicationForm.tsx';

const KEY = 'application.new';

export type Kept = {
  entered: Entered;
  idempotencyKey: string;
  change: (part: Partial<Entered>) => void;
  /** When it was written, if it was brought back. */
  restoredAt: string | undefined;
  /** Sent, or thrown away. */
  drop: () => void;
  startAnew: () => void;
};

/** `asked` = what the address says; a kept sheet for something else gives way to it. */
export function useKept(asked: Entered): Kept {
  const [found] = useState(() => keptFor(asked));
  const [state, setState] = useState({
    entered: found?.entered ?? asked,
    idempotencyKey: found?.idempotencyKey ?? newId(),
  });
  const [restoredAt, setRestoredAt] = useState(found?.at);
  useEffect(() => {
    if (state.entered.reason !== '' || state.entered.softwareName.trim() !== '') {
      writeDraft(KEY, state);
    }
  }, [state]);
  // One function for good: fields call it from effects.
  const [change] = useState(
    () => (part: Partial<Entered>) =>
      setState((before) => ({ ...before, entered: { ...before.entered, ...part } })),
  );
  return {
    ...state,
    change,
    restoredAt,
    drop: () => clearDraft(KEY),
    startAnew: () => {
      clearDraft(KEY);
      setState({ entered: asked, idempotencyKey: newId() });
      setRestoredAt(undefined);
    },
  };
}

function keptFor(asked: Entered) {
  const draft = readDraft(KEY);
  if (!draft) return undefined;
  const { entered, idempotencyKey } = draft.values as {
    entered?: Entered;
    idempotencyKey?: string;
  };
  if (!entered || !idempotencyKey) return undefined;
  if (asked.deviceId && asked.deviceId !== entered.deviceId) return undefined;
  return { entered, idempotencyKey, at: draft.at };
}
