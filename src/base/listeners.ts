/**
 * Later slices follow what earlier ones do without being imported by them: the earlier one tells, inside its own
 * transaction; `app` ties them together at start.
 */
export type Listeners<A extends unknown[]> = {
  /** Adds a listener; the same one is told once. */
  on(listener: (...args: A) => Promise<void>): void;
  tell(...args: A): Promise<void>;
};

export function createListeners<A extends unknown[]>(): Listeners<A> {
  const listeners = new Set<(...args: A) => Promise<void>>();
  return {
    on(listener) {
      listeners.add(listener);
    },
    async tell(...args) {
      for (const listener of listeners) await listener(...args);
    },
  };
}
