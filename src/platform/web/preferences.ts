/** What one person chose for this browser: language, colours, density, columns. Nothing here is a fact of the unit. */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
export type Preferences = {
  language?: Language;
  theme: 'system' | 'light' | 'dark';
  compact: boolean;
  menuFolded: boolean;
  /** The unit looked at last. */
  unit?: string;
  /** Keys of the columns shown, by list. */
  columns: Record<string, string[]>;
};

const KEY = 'zhengce.preferences';
const listeners = new Set<() => void>();

function read(): Preferences {
  const fallback: Preferences = { theme: 'system', compact: false, menuFolded: false, columns: {} };
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return fallback;
  }
}

let current = read();

export function preferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden storage only means the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

function mediaHook(query: string): () => boolean {
  const media = window.matchMedia(query);
  const listen = (listener: () => void) => {
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  };
  return () => useSyncExternalStore(listen, () => media.matches);
}

/** True on a phone: lists become cards, the menu a drawer. */
export const useNarrow = mediaHook('(max-width: 767px)');
const useSystemDark = mediaHook('(prefers-color-scheme: dark)');

export function useDark(): boolean {
  const systemDark = useSystemDark();
  const { theme } = usePreferences();
  return theme === 'dark' || (theme === 'system' && systemDark);
}
