/** Who may be given orders, as choices: with how many each has in hand. */
import { type Option, useList, useT } from '../../../platform/web/index.ts';
import { listTechnicians } from '../shapes.api.ts';

/** `chosen` stays on the list, also when the role has gone since. */
export function useTechnicianOptions(chosen?: Option): Option[] {
  const t = useT();
  const { items } = useList(listTechnicians);
  const options = items.map((one) => ({
    value: one.personId,
    label: [one.name, one.departmentName, t('在办 {{n}} 张', { n: one.open })]
      .filter(Boolean)
      .join(' · '),
  }));
  const known = !chosen || options.some((one) => one.value === chosen.value);
  return known ? options : [chosen, ...options];
}

export const NO_TECHNICIAN = '还没有安装维护人：请在“账号与角色”中给人员授予安装维护人员角色。';
