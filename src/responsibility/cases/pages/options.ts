/** Choices that pages of responsibility ask the server for. */
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, type Option } from '../../../platform/web/index.ts';

/** People in service, by name, staff number or department. */
export async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · '),
  }));
}
