/** Before and after of an audit line, side by side, one line per field; what changed comes first. */
export type Difference = { path: string; before: string | undefined; after: string | undefined };

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, path ? `${path}.${key}` : key, into);
    }
    return;
  }
  into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
}

/** Fields by which people know a thing, the most telling first. */
const NAMES = ['computerNo', 'softwareNo', 'displayName', 'name', 'title', 'fileName', 'userName'];

/** What the thing is called, as far as before or after say so; else its id. */
export function nameOf(entry: { before?: unknown; after?: unknown; objectId: string }): string {
  for (const part of [entry.after, entry.before]) {
    if (typeof part !== 'object' || part === null) continue;
    for (const name of NAMES) {
      const value = (part as Record<string, unknown>)[name];
      if (typeof value === 'string' && value) return value;
    }
  }
  return entry.objectId;
}

export function differences(before: unknown, after: unknown): Difference[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  flatten(before, '', old);
  flatten(after, '', now);
  const lines = [...new Set([...old.keys(), ...now.keys()])].map((path) => ({
    path,
    before: old.get(path),
    after: now.get(path),
  }));
  const same = (line: Difference) => Number(line.before === line.after);
  return lines.toSorted((left, right) => same(left) - same(right));
}
