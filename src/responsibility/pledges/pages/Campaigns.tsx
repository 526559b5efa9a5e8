/** Signing campaigns: begun, reminded, ended; with the coverage of each. */
import { App, Button, Card, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  ChoiceTag,
  EmptyState,
  FormDrawer,
  useAction,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  endPledgeCampaign,
  listPledgeCampaigns,
  openPledgeCampaign,
  PLEDGE_CAMPAIGN_STATES,
  type PledgeCampaign,
  remindPledges,
} from '../shapes.ts';

export function Campaigns(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { items, isPending } = useList(listPledgeCampaigns);
  const departments = useList(listDepartments);
  const [opening, setOpening] = useState(false);
  const begin = (
    <Can permission="pledge.manage">
      <Button type="primary" onClick={() => setOpening(true)}>
        {t('发起签署')}
      </Button>
    </Can>
  );
  return (
    <>
      <div className="zc-inline">{begin}</div>
      {!isPending && items.length === 0 && <EmptyState text={t('还没有发起过签署。')} />}
      {items.map((one) => (
        <Campaign key={one.id} one={one} />
      ))}
      <FormDrawer
        open={opening}
        onClose={() => setOpening(false)}
        title={t('发起签署')}
        endpoint={openPledgeCampaign}
        submit={t('发起签署')}
        before={t('范围内还没有签署的人员会收到通知，待办里出现签署事项。')}
        onDone={(made) => {
          setOpening(false);
          message.success(t('已发起，应签署 {{n}} 人', { n: made.due }));
        }}
        fields={[
          { name: 'title', label: t('名称'), required: true, wide: true },
          {
            name: 'departmentIds',
            label: t('部门'),
            kind: 'options',
            many: true,
            wide: true,
            help: t('不选则全单位；包括下级部门。'),
            options: departments.items
              .filter((row) => row.active)
              .map((row) => ({ value: row.id, label: row.path })),
          },
          { name: 'dueOn', label: t('限期'), kind: 'date' },
        ]}
      />
    </>
  );
}

function Campaign(props: { one: PledgeCampaign }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  const onRefused = (error: { message: string }) => message.error(error.message, 8);
  const remind = useAction(remindPledges, {
    onRefused,
    onDone: ({ told }) => message.success(t('已催签 {{n}} 人', { n: told })),
  });
  const end = useAction(endPledgeCampaign, {
    onRefused,
    onDone: () => message.success(t('签署活动已结束')),
  });
  const params = { campaign: one.id };
  return (
    <Card
      size="small"
      title={`${one.campaignNo} ${one.title}`}
      extra={<ChoiceTag set={PLEDGE_CAMPAIGN_STATES} value={one.state} />}
    >
      <p className="zc-number">
        {t('已签署 {{n}} / {{m}}', { n: one.signed, m: one.due })}
        {one.dueOn && ` · ${t('限期')} ${one.dueOn}`}
      </p>
      {one.state === 'open' && (
        <Can permission="pledge.manage">
          <div className="zc-inline">
            <Button loading={remind.isPending} onClick={() => remind.mutate({ params })}>
              {t('催签')}
            </Button>
            <Popconfirm
              title={t('结束后不再催签，已签的承诺书不受影响。')}
              onConfirm={() =>
                end.mutate({ params, body: { action: 'close', reason: t('签署活动结束') } })
              }
            >
              <Button>{t('结束')}</Button>
            </Popconfirm>
          </div>
        </Can>
      )}
    </Card>
  );
}
