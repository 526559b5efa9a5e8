/** Choices of departments and holders for select boxes. */
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, type Option, useList } from '../../../platform/web/index.ts';
import { listDevices } from '../shapes.ts';

/** Open departments by their path, in the order of the tree. */
export function useDepartmentOptions(): Option[] {
  const { items } = useList(listDepartments);
  return items.filter((row) => row.active).map((row) => ({ value: row.id, label: row.path }));
}

/** People in service by name, initials or number. */
export async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · '),
  }));
}

/** Computers by anything the list finds them by. */
export async function searchDevices(text: string): Promise<Option[]> {
  const { items } = await call(listDevices, { query: { q: text, limit: 20 } });
  return items.map((device) => ({
    value: device.id,
    label: [device.computerNo, device.brand, device.model, device.holderName]
      .filter(Boolean)
      .join(' · '),
  }));
}
