/** Choices of departments and software numbers. */
import { listSoftware } from '../../../configuration/software/shapes.api.ts';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { call, type Option, useList } from '../../../platform/web/index.ts';
import { listObservedProducts } from '../shapes.ts';

/** Open departments by their path, in the order of the tree. */
export function useDepartmentOptions(): Option[] {
  const { items } = useList(listDepartments);
  return items.filter((row) => row.active).map((row) => ({ value: row.id, label: row.path }));
}

/** Numbers in use, with their version. */
export async function searchSoftware(text: string): Promise<Option[]> {
  const { items } = await call(listSoftware, { query: { q: text, status: 'active', limit: 20 } });
  return items.map((row) => ({
    value: row.id,
    label: [row.softwareNo, row.softwareName, row.softwareVersion].filter(Boolean).join(' '),
  }));
}

/** Products that agents and lists have shown on computers of the unit. */
export async function searchObserved(text: string): Promise<Option[]> {
  const { items } = await call(listObservedProducts, { query: { q: text } });
  return items.map((row) => ({
    value: row.id,
    label: [row.name, row.publisher].filter(Boolean).join(' · '),
  }));
}

/** What is pasted: numbers apart by lines, spaces, commas. */
export function numbersIn(text: string): string[] {
  return [...new Set(text.split(/[\s,，;；、]+/).filter((no) => no !== ''))];
}
