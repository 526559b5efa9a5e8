/** One campaign: how far it is, by department, computer by computer, and the next step. */
import { Alert, App, Button, Dropdown, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  type Fact,
  Figure,
  Go,
  Loaded,
  RecordPage,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES, ORDER_STATES } from '../../orders/shapes.ts';
import { CAMPAIGN_MACHINE } from '../rules.machine.ts';
import {
  CAMPAIGN_STATES,
  type CampaignRecord as Campaign,
  extendCampaign,
  finishCampaign,
  getCampaign,
  notifyDepartments,
  remindCampaign,
} from '../shapes.ts';
import { type Ask, StepDrawer } from './CampaignDrawers.tsx';
import { Departments } from './Departments.tsx';
import { Devices } from './Devices.tsx';

const POLL_MS = 2_000;
type Action = Campaign['may'][number];

/** The steps that need nothing typed. */
function useSteps(campaign: Campaign) {
  const t = useT();
  const { message } = App.useApp();
  const onRefused = (error: Error) => void message.error(error.message, 10);
  const notify = useAction(notifyDepartments, {
    onDone: (done) => void message.success(t('已通知相关部门，共 {{n}} 台', { n: done.computers })),
    onRefused,
  });
  const extend = useAction(extendCampaign, {
    onDone: (done) =>
      void message.success(t('现共 {{n}} 台，新增的已派工作单', { n: done.computers })),
    onRefused,
  });
  const remind = useAction(remindCampaign, {
    onDone: ({ told }) =>
      void message.success(told > 0 ? t('已催办 {{n}} 人', { n: told }) : t('没有需要催办的人')),
    onRefused,
  });
  const finish = useAction(finishCampaign, { onRefused });
  const params = { campaign: campaign.id };
  return {
    busy: notify.isPending || extend.isPending || remind.isPending || finish.isPending,
    finish: () => finish.mutate({ params }),
    notify: () => notify.mutate({ params }),
    extend: () => extend.mutate({ params }),
    remind: () => remind.mutate({ params }),
  };
}

const WORDS: Record<Exclude<Action, 'remove' | 'finish'>, string> = {
  edit: '修改',
  notify: '通知部门',
  execute: '开始执行',
  extend: '纳入新增',
  remind: '催办',
  close: '结束统一部署',
  cancel: '取消统一部署',
  acknowledge: '已知悉',
  correct: '更正',
};

/** What the person here does next; the rest stands under 更多操作. */
function nextOf(campaign: Campaign): keyof typeof WORDS | undefined {
  const may = new Set(campaign.may);
  const finished = campaign.recorded + campaign.failed === campaign.computers;
  const order: (keyof typeof WORDS)[] = finished
    ? ['notify', 'execute', 'close', 'acknowledge']
    : ['acknowledge', 'notify', 'execute', 'remind', 'close'];
  return order.find((action) => may.has(action));
}

function useFacts(campaign: Campaign): Fact[] {
  const t = useT();
  return [
    {
      label: t('类型'),
      value: <ChoiceTag set={MAINTENANCE_TYPES} value={campaign.kind} />,
    },
    {
      label: t('软件'),
      value: [campaign.softwareNo, campaign.softwareName, campaign.version].join(' '),
    },
    { label: t('完成期限'), value: <DateText value={campaign.dueOn} /> },
    { label: t('安装维护人'), value: campaign.technicianName },
    { label: t('上次催办'), value: <DateText value={campaign.remindedOn} /> },
    ...(campaign.schemeId
      ? [
          {
            label: t('升级方案'),
            value: <Go to={`/upgrades/${campaign.schemeId}`}>{t('查看升级方案')}</Go>,
          },
        ]
      : []),
    { label: t('原因'), value: campaign.reason, wide: true },
  ];
}

/** The rest is being cancelled by a job; it can be started again where it has stopped. */
function Ending(props: { campaign: Campaign; finish: () => void; busy: boolean }): ReactNode {
  const t = useT();
  const { campaign, finish, busy } = props;
  const open = campaign.computers - campaign.recorded - campaign.failed;
  if (campaign.state !== 'closing' && campaign.state !== 'cancelling') return null;
  return (
    <Alert
      type="info"
      showIcon
      className="zc-form-notice"
      title={t('正在后台取消其余工作单，还有 {{n}} 张；若已停下，可继续取消。', { n: open })}
      action={
        campaign.may.includes('finish') && (
          <Button size="small" loading={busy} onClick={finish}>
            {t('继续取消')}
          </Button>
        )
      }
    />
  );
}

function Notes(props: { campaign: Campaign; extend: () => void; busy: boolean }): ReactNode {
  const t = useT();
  const { campaign, extend, busy } = props;
  const may = campaign.may.includes('extend');
  if (campaign.state !== 'executing' || !may) return null;
  return (
    <>
      {campaign.withoutOrder > 0 && (
        <Alert
          type="info"
          showIcon
          className="zc-form-notice"
          title={t('还有 {{n}} 台没有工作单，正在后台生成；若已停下，可继续生成。', {
            n: campaign.withoutOrder,
          })}
          action={
            <Button size="small" loading={busy} onClick={extend}>
              {t('继续生成')}
            </Button>
          }
        />
      )}
      {campaign.newInScope > 0 && (
        <Alert
          type="warning"
          showIcon
          className="zc-form-notice"
          title={t('范围内新增了 {{n}} 台计算机，尚未纳入。', { n: campaign.newInScope })}
          action={
            <Button size="small" loading={busy} onClick={extend}>
              {t('新纳入 {{n}} 台', { n: campaign.newInScope })}
            </Button>
          }
        />
      )}
    </>
  );
}

function States(props: { campaign: Campaign }): ReactNode {
  const t = useT();
  const { campaign } = props;
  if (campaign.states.length === 0) return null;
  return (
    <div className="zc-figures">
      <Figure label={t('计算机')} value={campaign.computers} />
      {campaign.states.map(({ state, computers }) => (
        <Figure
          key={state ?? ''}
          label={state ? t(ORDER_STATES[state].label) : t('尚未派单')}
          value={computers}
          {...(state ? { to: `/campaigns/${campaign.id}?tab=devices&state=${state}` } : {})}
          {...(state === 'recorded' ? { tone: 'green' as const } : {})}
        />
      ))}
    </div>
  );
}

function Page(props: { campaign: Campaign }): ReactNode {
  const t = useT();
  const go = useGo();
  const { campaign } = props;
  const [modal, holder] = Modal.useModal();
  const [ask, setAsk] = useState<Ask>();
  const steps = useSteps(campaign);
  const notify = () =>
    void modal.confirm({
      title: t('通知相关部门'),
      content: t('计算机名单随之固定，各部门负责人会收到通知；许可不足则不能通知。'),
      okText: t('通知部门'),
      cancelText: t('再看看'),
      onOk: steps.notify,
    });
  const run = (action: keyof typeof WORDS) => {
    if (action === 'edit') go(`/campaigns/${campaign.id}/edit`);
    else if (action === 'notify') notify();
    else if (action === 'extend') steps.extend();
    else if (action === 'remind') steps.remind();
    else setAsk(action);
  };
  const next = nextOf(campaign);
  const rest = campaign.may.filter(
    (action): action is keyof typeof WORDS =>
      action !== next &&
      action !== 'remove' &&
      action !== 'finish' &&
      !(action === 'extend' && !campaign.newInScope),
  );
  const items = rest.map((key) => ({ key, label: t(WORDS[key]), onClick: () => run(key) }));
  return (
    <>
      {holder}
      <RecordPage
        kind={`${t('统一部署')} ${campaign.campaignNo}`}
        title={campaign.title}
        state={<ChoiceTag set={CAMPAIGN_STATES} value={campaign.state} />}
        next={
          next && (
            <Button type="primary" loading={steps.busy} onClick={() => run(next)}>
              {t(WORDS[next])}
            </Button>
          )
        }
        more={
          items.length > 0 && (
            <Dropdown menu={{ items }} trigger={['click']}>
              <Button>{t('更多操作')}</Button>
            </Dropdown>
          )
        }
        facts={useFacts(campaign)}
        tabs={[
          {
            key: 'departments',
            label: t('各部门进度'),
            content: <Departments campaign={campaign} />,
            count: campaign.departments.length,
          },
          {
            key: 'devices',
            label: t('计算机'),
            content: <Devices campaign={campaign} />,
            count: campaign.computers,
          },
        ]}
        history={useStepLines(CAMPAIGN_MACHINE, campaign.steps)}
      >
        <Ending campaign={campaign} finish={steps.finish} busy={steps.busy} />
        <Notes campaign={campaign} extend={steps.extend} busy={steps.busy} />
        <States campaign={campaign} />
      </RecordPage>
      {ask && <StepDrawer ask={ask} campaign={campaign} close={() => setAsk(undefined)} />}
    </>
  );
}

/** A job works on it. */
const isMoving = (row: Campaign) =>
  (row.state === 'executing' && row.withoutOrder > 0) ||
  row.state === 'closing' ||
  row.state === 'cancelling';

export default function CampaignRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(
    getCampaign,
    { params: { campaign: id } },
    { every: (row) => row !== undefined && isMoving(row) && POLL_MS },
  );
  return <Loaded query={query}>{(row) => <Page key={row.id} campaign={row} />}</Loaded>;
}
