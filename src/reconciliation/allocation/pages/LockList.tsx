/** Assignments people have fixed, whether the last run could give them, and their release. */
import { App, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { Can, DateText, ListPage, ToneTag, useAction, useT } from '../../../platform/web/index.ts';
import { type AllocationLock, CARRIER_KINDS, listLocks, releaseLock } from '../shapes.locks.ts';
import { LockForm } from './LockForm.tsx';

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
