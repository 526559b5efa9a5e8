/** Signing campaigns: begun, reminded, ended; with the coverage of each. */
import { App, Button, Card } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  ChoiceTag,
  EmptyState,
  FormDrawer,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  listPledgeCampaigns,
  openPledgeCampaign,
  PLEDGE_CAMPAIGN_STATES,
  type PledgeCampaign,
} from '../shapes.ts';
import { CampaignDrawer } from './CampaignDrawer.tsx';

export function Campaigns(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { items, isPending } = useList(listPledgeCampaigns);
  const departments = useList(listDepartments);
  const [opening, setOpening] = useState(false);
  const [shown, setShown] = useState<string>();
  const begin = (
    <Can permission="pledge.manage">
      <Button type="primary" onClick={() => setOpening(true)}>
        {t('发起签署')}
      </Button>
    </Can>
  );
  return (
    <>
      <div className="zc-above">{begin}</div>
      {!isPending && items.length === 0 && <EmptyState text={t('还没有发起过签署。')} />}
      {items.map((one) => (
        <Campaign key={one.id} one={one} onOpen={() => setShown(one.id)} />
      ))}
      {shown && <CampaignDrawer id={shown} onClose={() => setShown(undefined)} />}
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
          setShown(made.id);
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

function Campaign(props: { one: PledgeCampaign; onOpen: () => void }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <Card
      size="small"
      className="zc-above"
      title={<Button type="link" onClick={props.onOpen}>{`${one.campaignNo} ${one.title}`}</Button>}
      extra={<ChoiceTag set={PLEDGE_CAMPAIGN_STATES} value={one.state} />}
    >
      <span className="zc-number">
        {t('已签署 {{n}} / {{m}}', { n: one.signed, m: one.due })}
        {one.dueOn && ` · ${t('限期')} ${one.dueOn}`}
      </span>
    </Card>
  );
}
