/** The given fields of a patch: a key set to undefined changes nothing, null empties. */
export type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function definedOf<T extends object>(patch: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
