/**
 * Finds departments by what people write into sheets: code, path (办公厅/秘书处) or a name only one has. Every question
 * costs the same in a tree of ten and of ten thousand, because an import asks once per row.
 */
import { pathNames } from './rules.ts';

export type IndexedDepartment = {
  id: string;
  code: string;
  name: string;
  parentId: string | null;
  active: boolean;
};

export class DepartmentIndex<D extends IndexedDepartment> {
  readonly byId = new Map<string, D>();
  private readonly byCode = new Map<string, string>();
  private readonly byPlace = new Map<string, string>();
  private readonly byName = new Map<string, Set<string>>();

  constructor(departments: Iterable<D>) {
    for (const department of departments) this.put(department);
  }

  /** Adds a department, or takes the new state of a known one. */
  put(department: D): void {
    const before = this.byId.get(department.id);
    if (before) this.forget(before);
    this.byId.set(department.id, department);
    if (department.code !== '') this.byCode.set(department.code, department.id);
    if (!department.active) return;
    this.byPlace.set(place(department.parentId, department.name), department.id);
    const named = this.byName.get(department.name);
    if (named) named.add(department.id);
    else this.byName.set(department.name, new Set([department.id]));
  }

  private forget(department: D): void {
    if (this.byCode.get(department.code) === department.id) this.byCode.delete(department.code);
    const at = place(department.parentId, department.name);
    if (this.byPlace.get(at) === department.id) this.byPlace.delete(at);
    this.byName.get(department.name)?.delete(department.id);
  }

  withCode(code: string): D | undefined {
    return this.byId.get(this.byCode.get(code) ?? '');
  }

  /** The open department of that name under that parent. */
  child(parentId: string | null, name: string): D | undefined {
    return this.byId.get(this.byPlace.get(place(parentId, name)) ?? '');
  }

  /** The open department the text means; 'several' when a name alone does not tell. */
  find(text: string): D | 'several' | undefined {
    const coded = this.withCode(text);
    if (coded?.active) return coded;
    const names = pathNames(text);
    const last = names.at(-1);
    if (last === undefined) return undefined;
    let found: D | undefined;
    for (const [level, name] of names.entries()) {
      found = level > 0 && !found ? undefined : this.child(found?.id ?? null, name);
    }
    if (found || names.length > 1) return found;
    const named = this.byName.get(last);
    if (!named || named.size === 0) return undefined;
    return named.size > 1 ? 'several' : this.byId.get([...named][0]!);
  }

  /** Levels above a place under `parentId`: 0 at the top. Stops at `limit`. */
  depthUnder(parentId: string | null, limit: number): number {
    let depth = 0;
    for (let id = parentId; id !== null && depth < limit; depth++) {
      id = this.byId.get(id)?.parentId ?? null;
    }
    return depth;
  }
}

function place(parentId: string | null, name: string): string {
  return `${parentId ?? ''}/${name}`;
}
