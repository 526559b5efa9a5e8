/** What was typed and not yet sent, kept in this browser. */
import type { FormValues } from './fields.tsx';

const PREFIX = 'zhengce.draft.';
const KEPT_DAYS = 14;

type Draft = { at: string; values: FormValues };

export function writeDraft(key: string, values: FormValues): void {
  const draft: Draft = { at: new Date().toISOString(), values };
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // Without storage the form still works; only the safety net is missing.
  }
}

/** The draft with its time as `MM-DD HH:mm`; old ones are forgotten. */
export function readDraft(key: string): Draft | undefined {
  const text = localStorage.getItem(PREFIX + key);
  if (!text) return undefined;
  try {
    const draft = JSON.parse(text) as Draft;
    const age = Date.now() - Date.parse(draft.at);
    if (age > KEPT_DAYS * 86_400_000) {
      clearDraft(key);
      return undefined;
    }
    const local = new Date(Date.parse(draft.at) + 8 * 3_600_000).toISOString();
    return { at: local.slice(5, 16).replace('T', ' '), values: draft.values };
  } catch {
    clearDraft(key);
    return undefined;
  }
}

export function clearDraft(key: string): void {
  localStorage.removeItem(PREFIX + key);
}
