/** The steps of a campaign that ask for something: technicians, a note, a reason. */
import { Alert, App, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import { NO_TECHNICIAN, useTechnicianOptions } from '../../orders/pages/technicians.ts';
import {
  acknowledgeCampaign,
  type CampaignRecord,
  cancelCampaign,
  closeCampaign,
  correctCampaign,
  executeCampaign,
} from '../shapes.ts';

export type Ask = 'execute' | 'acknowledge' | 'close' | 'cancel' | 'correct';
type Props = { campaign: CampaignRecord; close: () => void };

export function StepDrawer(props: Props & { ask: Ask }): ReactNode {
  const Drawer = {
    execute: Execute,
    acknowledge: Acknowledge,
    close: End,
    cancel: Cancel,
    correct: Correct,
  }[props.ask];
  return <Drawer campaign={props.campaign} close={props.close} />;
}

function common(props: Props, said: (row: CampaignRecord) => void) {
  return {
    open: true,
    onClose: props.close,
    params: { campaign: props.campaign.id },
    onDone: (row: CampaignRecord) => {
      said(row);
      props.close();
    },
  };
}

type Technicians = { departmentId: string; technicianPersonId: string }[];

/** One technician per department; those left empty get the campaign's own. */
function TechnicianList(props: {
  campaign: CampaignRecord;
  value?: Technicians;
  onChange?: (value: Technicians) => void;
}): ReactNode {
  const t = useT();
  const technicians = useTechnicianOptions();
  const [chosen, setChosen] = useState(new Map<string, string>());
  const choose = (departmentId: string, personId: string | undefined) => {
    const next = new Map(chosen);
    if (personId) next.set(departmentId, personId);
    else next.delete(departmentId);
    setChosen(next);
    props.onChange?.(
      [...next].map(([id, technicianPersonId]) => ({ departmentId: id, technicianPersonId })),
    );
  };
  return (
    <>
      {technicians.length === 0 && <Alert type="warning" showIcon title={t(NO_TECHNICIAN)} />}
      {props.campaign.departments.map(
        (one) =>
          one.departmentId && (
            <div key={one.departmentId} className="zc-form-notice">
              <div>{t('{{name}} · {{n}} 台', { name: one.departmentName, n: one.computers })}</div>
              <Select
                className="zc-wide"
                aria-label={one.departmentName}
                allowClear
                options={technicians}
                showSearch={{ optionFilterProp: 'label' }}
                value={chosen.get(one.departmentId) ?? null}
                placeholder={props.campaign.technicianName ?? t('待安排')}
                onChange={(personId?: string | null) =>
                  choose(one.departmentId!, personId ?? undefined)
                }
              />
            </div>
          ),
      )}
    </>
  );
}

function Execute(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { campaign } = props;
  return (
    <FormDrawer
      {...common(
        props,
        () =>
          void message.success(
            t('已开始执行：{{n}} 台，每台一张工作单', { n: campaign.computers }),
          ),
      )}
      title={t('开始执行：{{n}} 台计算机', { n: campaign.computers })}
      endpoint={executeCampaign}
      submit={t('开始执行')}
      initial={{ technicians: [] }}
      before={t('每台计算机生成一张工作单，安装维护人会收到通知。')}
      fields={[
        {
          name: 'technicians',
          label: t('按部门安排安装维护人'),
          kind: 'custom',
          wide: true,
          help: t('不选的部门由“{{name}}”负责。', { name: campaign.technicianName ?? t('待安排') }),
          control: <TechnicianList campaign={campaign} />,
        },
      ]}
    />
  );
}

function Acknowledge(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <FormDrawer
      {...common(props, () => void message.success(t('已记下您知悉，信息化部门可以看到')))}
      title={t('已知悉：{{title}}', { title: props.campaign.title })}
      endpoint={acknowledgeCampaign}
      submit={t('已知悉')}
      initial={{}}
      fields={[
        {
          name: 'note',
          label: t('说明'),
          kind: 'area',
          maxLength: 500,
          wide: true,
          placeholder: t('如：周三下午集中办理'),
        },
      ]}
    />
  );
}

const reason = (label: string): Field[] => [
  { name: 'reason', label, kind: 'area', required: true, wide: true, maxLength: 500 },
];

function End(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { campaign } = props;
  const open = campaign.computers - campaign.recorded - campaign.failed;
  return (
    <FormDrawer
      {...common(
        props,
        (row) =>
          void message.success(
            row.state === 'closing' ? t('其余工作单正在后台取消，随后结束') : t('统一部署已结束'),
          ),
      )}
      title={t('结束统一部署')}
      endpoint={closeCampaign}
      submit={t('结束')}
      danger={open > 0}
      initial={{ cancelOpen: false }}
      before={
        open > 0
          ? t('还有 {{n}} 台没有办结；不勾选则先办结再结束。', { n: open })
          : t('全部办结，可以结束。')
      }
      fields={[
        {
          name: 'opinion',
          label: t('结束说明'),
          kind: 'area',
          required: true,
          wide: true,
          maxLength: 500,
        },
        ...(open > 0
          ? [
              {
                name: 'cancelOpen',
                label: t('其余工作单'),
                kind: 'flag' as const,
                text: t('取消其余 {{n}} 台的工作单', { n: open }),
                wide: true,
              },
            ]
          : []),
      ]}
    />
  );
}

function Cancel(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <FormDrawer
      {...common(
        props,
        (row) =>
          void message.success(
            row.state === 'cancelling'
              ? t('其余工作单正在后台取消，已登记的不变')
              : t('统一部署已取消，已登记的不变'),
          ),
      )}
      title={t('取消统一部署')}
      endpoint={cancelCampaign}
      submit={t('取消统一部署')}
      danger
      before={t('未办结的工作单随之取消；已登记台账的不变。')}
      fields={reason(t('取消原因'))}
    />
  );
}

function Correct(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { campaign } = props;
  return (
    <FormDrawer
      {...common(props, () => void message.success(t('已更正，前后内容留痕')))}
      title={t('更正')}
      endpoint={correctCampaign}
      submit={t('更正')}
      initial={{ title: campaign.title, dueOn: campaign.dueOn }}
      fields={[
        { name: 'title', label: t('名称'), required: true, maxLength: 100, wide: true },
        { name: 'dueOn', label: t('完成期限'), kind: 'date' },
        ...reason(t('更正原因')),
      ]}
    />
  );
}
