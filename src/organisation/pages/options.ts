/** Choices of departments, posts and people for select boxes. */
import { call, type Option, useList } from '../../platform/web/index.ts';
import { listDepartments } from '../departments/shapes.ts';
import { listPeople } from '../people/shapes.ts';
import { listPosts } from '../posts/shapes.ts';

/** Open departments by their path, in the order of the tree. */
export function useDepartmentOptions(): Option[] {
  const { items } = useList(listDepartments);
  return items.filter((row) => row.active).map((row) => ({ value: row.id, label: row.path }));
}

export function usePostOptions(): Option[] {
  const { items } = useList(listPosts);
  return items.filter((row) => row.active).map((row) => ({ value: row.id, label: row.name }));
}

/** People in service by name, initials or number. */
export async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · '),
  }));
}
