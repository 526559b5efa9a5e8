/** `-name` → descending by name. */
export function readSort(sort: unknown): { column: string; down: boolean } | undefined {
  if (typeof sort !== 'string' || !sort) return undefined;
  return sort.startsWith('-')
    ? { column: sort.slice(1), down: true }
    : { column: sort, down: false };
}
