/** 发现的问题: what is observed, recorded and entitled does not agree; with the decisions to be taken. */
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Can, Go, useAction, useT } from '../../../platform/web/index.ts';
import { reconcileNow } from '../shapes.ts';
import { FindingTable } from './FindingTable.tsx';

function ReconcileButton(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const reconcile = useAction(reconcileNow, {
    onDone: ({ queued }) =>
      message.info(t('已排队重新对照 {{n}} 台计算机，稍后刷新查看', { n: queued })),
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Button loading={reconcile.isPending} onClick={() => reconcile.mutate({})}>
      {t('重新对照')}
    </Button>
  );
}

export default function FindingList(): ReactNode {
  const t = useT();
  return (
    <FindingTable
      title={t('发现的问题')}
      more={
        <Can permission="finding.decide">
          <ReconcileButton />
        </Can>
      }
      empty={{
        text: t(
          '没有待处理的问题：观察到的、台账登记的、单位有权使用的一致。还没有采集数据时，请先接入采集代理。',
        ),
        action: <Go to="/discovery/connect">{t('接入采集代理')}</Go>,
      }}
    />
  );
}
