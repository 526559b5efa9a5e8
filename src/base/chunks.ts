/** Parts of at most `size`, in order: a statement over a hundred thousand rows need not be one message. */
export function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
