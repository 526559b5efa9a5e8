/** Assignments people have fixed, whether the last run could give them, and their release. */
import { App, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { listSoftware } from '../../../configuration/software/shapes.api.ts';
import { listDevices } from '../../../ledgers/devices/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import {
  Can,
  call,
  DateText,
  FormDrawer,
  ListPage,
  ToneTag,
  type Translate,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
import {
  type AllocationLock,
  CARRIER_KINDS,
  listLocks,
  lockSeat,
  releaseLock,
} from '../shapes.locks.ts';

export function LockList(): ReactNode {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const action = (
    <Can permission="allocation.run">
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('指定许可')}
      </Button>
    </Can>
  );
  return (
    <>
      <ListPage
        title={t('人工指定')}
        embedded
        list={listLocks}
        action={action}
        columns={[
          {
            key: 'softwareNo',
            title: t('软件编号'),
            width: 220,
            render: (row) => `${row.softwareNo} ${row.softwareName}`,
          },
          {
            key: 'carrierName',
            title: t('指定给'),
            render: (row) => `${t(CARRIER_KINDS[row.carrierKind].label)} ${row.carrierName}`,
          },
          { key: 'reason', title: t('理由') },
          {
            key: 'given',
            title: t('最近一次计算'),
            width: 160,
            render: (row) => (
              <ToneTag tone={row.given ? 'green' : 'amber'}>
                {row.given ? t('已给') : t('没有给：不合法、数量不够或还没有计算')}
              </ToneTag>
            ),
          },
          { key: 'lockedBy', title: t('指定人'), width: 100 },
          {
            key: 'lockedAt',
            title: t('指定时间'),
            width: 110,
            render: (row) => <DateText value={row.lockedAt} />,
          },
          { key: 'release', title: '', width: 90, render: (row) => <Release lock={row} /> },
        ]}
        empty={{ text: t('没有人工指定：许可全部由系统分配。'), action }}
      />
      <LockForm open={adding} close={() => setAdding(false)} />
    </>
  );
}

function Release(props: { lock: AllocationLock }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const release = useAction(releaseLock, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Can permission="allocation.run">
      <Popconfirm
        title={t('取消这项指定？')}
        onConfirm={() => release.mutate({ params: { lock: props.lock.id }, body: {} })}
      >
        <Button size="small">{t('取消指定')}</Button>
      </Popconfirm>
    </Can>
  );
}

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

function LockForm(props: { open: boolean; close: () => void }): ReactNode {
  const t = useT();
  return (
    <FormDrawer
      title={t('指定许可')}
      open={props.open}
      onClose={props.close}
      endpoint={lockSeat}
      submit={t('指定')}
      initial={{ carrierKind: 'device' }}
      before={t('只要合法就一定给，即使因此别处没有许可或成本更高。下一次计算时生效。')}
      onDone={props.close}
      fields={fieldsOf(t)}
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
