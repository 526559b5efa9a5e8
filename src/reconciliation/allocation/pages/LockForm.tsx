/** Fixing a licence to a computer or a person. */
import type { ReactNode } from 'react';
import { listSoftware } from '../../../configuration/software/shapes.api.ts';
import { listDevices } from '../../../ledgers/devices/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, FormDrawer, type Translate, useT } from '../../../platform/web/index.ts';
import type { NumberAnswer } from '../shapes.explain.ts';
import { CARRIER_KINDS, lockSeat } from '../shapes.locks.ts';

const findNumbers = async (q: string) => {
  const { items } = await call(listSoftware, { query: { q, limit: 20, type: 'commercial' } });
  return items.map(({ id, softwareNo, softwareName }) => ({
    value: id,
    label: `${softwareNo} ${softwareName}`,
  }));
};
const findCarriers = async (q: string) => {
  const [devices, people] = await Promise.all([
    call(listDevices, { query: { q, limit: 10 } }),
    call(listPeople, { query: { q, limit: 10 } }),
  ]);
  return { devices: devices.items, people: people.items };
};
const findDevices = async (q: string) =>
  (await findCarriers(q)).devices.map(({ id, computerNo }) => ({ value: id, label: computerNo }));
const findPeople = async (q: string) =>
  (await findCarriers(q)).people.map(({ id, name }) => ({ value: id, label: name }));

/** `number`: opened from an install, with the number and what has it given. */
export function LockForm(props: {
  open: boolean;
  close: () => void;
  number?: NumberAnswer;
}): ReactNode {
  const t = useT();
  const { number } = props;
  const fixed = number?.fixable && { softwareId: number.softwareId, ...number.fixable };
  const fields = fieldsOf(t);
  return (
    <FormDrawer
      title={number ? t('指定许可 {{no}}', { no: number.softwareNo }) : t('指定许可')}
      open={props.open}
      onClose={props.close}
      endpoint={lockSeat}
      submit={t('指定')}
      {...(fixed ? { extra: fixed } : { initial: { carrierKind: 'device' } })}
      before={t('只要合法就一定给，即使因此别处没有许可或成本更高。下一次计算时生效。')}
      onDone={props.close}
      fields={fixed ? fields.slice(-1) : fields}
    />
  );
}

function fieldsOf(t: Translate) {
  return [
    {
      name: 'softwareId',
      label: t('软件编号'),
      kind: 'search' as const,
      search: findNumbers,
      required: true,
      wide: true,
    },
    {
      name: 'carrierKind',
      label: t('指定给'),
      kind: 'choice' as const,
      set: CARRIER_KINDS,
      radio: true,
      required: true,
    },
    {
      name: 'carrierId',
      label: t('计算机'),
      kind: 'search' as const,
      search: findDevices,
      required: true,
      when: (values: Record<string, unknown>) => values.carrierKind === 'device',
    },
    {
      name: 'carrierId',
      label: t('使用人'),
      kind: 'search' as const,
      search: findPeople,
      required: true,
      when: (values: Record<string, unknown>) => values.carrierKind === 'user',
    },
    { name: 'reason', label: t('理由'), kind: 'area' as const, required: true, maxLength: 200 },
  ];
}
