/** The computers of a campaign, and what is done to many of them with one signature. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  ChoiceTag,
  EMPTY,
  type Field,
  FormDrawer,
  Go,
  ListPage,
  SignatureField,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  type BulkResult,
  confirmMany,
  confirmManyByScan,
  getOrderSettings,
  performMany,
} from '../../orders/shapes.api.ts';
import { ORDER_STATES, PERFORMER_STATEMENT, USER_STATEMENT } from '../../orders/shapes.ts';
import {
  type CampaignDevice,
  type CampaignRecord,
  exportCampaignDevices,
  listCampaignDevices,
  removeDevices,
} from '../shapes.ts';

type Work = 'perform' | 'confirm' | 'scan' | 'remove';

/** Which of the bulk steps the unit and the caller's role allow. */
function useWorks(campaign: CampaignRecord): Work[] {
  const session = useSession();
  const settings = useEndpoint(
    getOrderSettings,
    {},
    { enabled: session.can('order.view') !== undefined },
  );
  const bulk = settings.data?.bulkConfirmation === true;
  const running = campaign.state === 'executing';
  const works: Work[] = [];
  if (running && session.can('order.perform')) works.push('perform');
  if (running && bulk && session.can('order.sign') === 'department') works.push('confirm');
  if (running && bulk && session.can('order.perform')) works.push('scan');
  if (campaign.may.includes('remove')) works.push('remove');
  return works;
}

const WORDS: Record<Work, string> = {
  perform: '批量填报完成',
  confirm: '代本部门签字确认',
  scan: '凭签字清单确认',
  remove: '移出',
};

export function Devices(props: { campaign: CampaignRecord }): ReactNode {
  const t = useT();
  const { campaign } = props;
  const works = useWorks(campaign);
  const [doing, setDoing] = useState<{ work: Work; rows: CampaignDevice[]; done: () => void }>();
  const options = campaign.departments.flatMap((one) =>
    one.departmentId ? [{ value: one.departmentId, label: one.departmentName }] : [],
  );
  const bulk = (rows: CampaignDevice[], done: () => void) => (
    <>
      {works.map((work) => (
        <Button key={work} onClick={() => setDoing({ work, rows, done })}>
          {t(WORDS[work])}
        </Button>
      ))}
    </>
  );
  return (
    <>
      <ListPage
        embedded
        title={t('计算机')}
        list={listCampaignDevices}
        params={{ campaign: campaign.id }}
        exports={exportCampaignDevices}
        searchHint={t('编号、使用人、工作单号')}
        filters={[
          { name: 'state', label: t('状态'), set: ORDER_STATES },
          { name: 'department', label: t('部门'), options, search: true },
          { name: 'open', label: t('只看未办结'), kind: 'flag' },
        ]}
        columns={columns(t)}
        {...(works.length > 0 ? { bulk } : {})}
        empty={{ text: t('通知部门后，计算机名单固定在这里。') }}
      />
      {doing && <BulkDrawer {...doing} campaign={campaign} close={() => setDoing(undefined)} />}
    </>
  );
}

function columns(t: (sentence: string) => string) {
  return [
    { key: 'computerNo', title: t('计算机编号'), sort: true, width: 140 },
    { key: 'departmentName', title: t('使用部门'), sort: true, width: 140 },
    { key: 'userName', title: t('使用人'), width: 100 },
    {
      key: 'orderState',
      title: t('状态'),
      sort: true,
      width: 130,
      render: (row: CampaignDevice) =>
        row.orderState ? (
          <ChoiceTag set={ORDER_STATES} value={row.orderState} />
        ) : (
          <span className="zc-quiet">{t('尚未派单')}</span>
        ),
    },
    {
      key: 'orderNo',
      title: t('工作单'),
      width: 140,
      render: (row: CampaignDevice) =>
        row.orderId ? <Go to={`/orders/${row.orderId}`}>{row.orderNo}</Go> : EMPTY,
    },
    { key: 'technicianName', title: t('安装维护人'), width: 110 },
  ];
}

type BulkProps = {
  work: Work;
  rows: CampaignDevice[];
  done: () => void;
  campaign: CampaignRecord;
  close: () => void;
};

/** Says what was done and, one by one, what was not and why. */
function useResult(props: BulkProps) {
  const t = useT();
  const { modal, message } = App.useApp();
  return (result: BulkResult) => {
    props.done();
    props.close();
    if (result.refused.length === 0) {
      void message.success(t('{{n}} 台已签字', { n: result.done }));
      return;
    }
    const content = (
      <ul>
        {result.refused.slice(0, 50).map((one) => (
          <li key={one.orderId}>
            {one.orderNo}：{one.message}
          </li>
        ))}
      </ul>
    );
    const title = t('{{n}} 台已办，{{refused}} 台未办', {
      n: result.done,
      refused: result.refused.length,
    });
    modal.info({ title, content });
  };
}

function BulkDrawer(props: BulkProps): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { work, rows, campaign } = props;
  const onResult = useResult(props);
  const orderIds = rows.flatMap((row) => (row.orderId ? [row.orderId] : []));
  const title = t('{{what}}：{{n}} 台', { what: t(WORDS[work]), n: rows.length });
  if (work === 'remove') {
    return (
      <FormDrawer
        open
        onClose={props.close}
        title={title}
        endpoint={removeDevices}
        params={{ campaign: campaign.id }}
        extra={{ deviceIds: rows.map((row) => row.id) }}
        submit={t('移出')}
        danger
        before={t('未办结的工作单随之取消；已登记台账的不变。')}
        fields={[
          {
            name: 'reason',
            label: t('移出原因'),
            kind: 'area',
            required: true,
            wide: true,
            maxLength: 500,
          },
        ]}
        onDone={() => {
          void message.success(t('已移出所选计算机'));
          props.done();
          props.close();
        }}
      />
    );
  }
  const kinds = work === 'scan' ? (['scan'] as const) : (['drawn', 'password'] as const);
  const signature: Field = {
    name: 'signature',
    label: work === 'scan' ? t('使用人签字的清单') : t('签字'),
    kind: 'custom',
    required: true,
    wide: true,
    help: t(work === 'perform' ? PERFORMER_STATEMENT : USER_STATEMENT),
    control: <SignatureField kinds={kinds} />,
  };
  const on: Field = {
    name: 'performedOn',
    label: t('完成日期'),
    kind: 'date',
    required: true,
  };
  const shared = { open: true, onClose: props.close, title, extra: { orderIds }, onDone: onResult };
  if (work === 'perform') {
    return (
      <FormDrawer
        {...shared}
        endpoint={performMany}
        submit={t('签字，全部完成')}
        initial={{ performedOn: dateInChina(new Date()) }}
        fields={[on, signature]}
      />
    );
  }
  return (
    <FormDrawer
      {...shared}
      endpoint={work === 'scan' ? confirmManyByScan : confirmMany}
      submit={t('签字确认')}
      fields={[signature]}
    />
  );
}
