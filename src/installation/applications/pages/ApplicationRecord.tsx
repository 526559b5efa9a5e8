/** One application 附件10: what is asked, the checks, the two opinions, what happens next. */
import { App, Button, Dropdown, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  type Fact,
  Go,
  Loaded,
  PaperMenu,
  RecordPage,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES } from '../../orders/shapes.ts';
import { APPLICATION_MACHINE } from '../rules.machine.ts';
import {
  APPLICATION_STATES,
  discardApplication,
  getApplication,
  type ApplicationRecord as Record,
  submitApplication,
} from '../shapes.ts';
import { Checks } from './Checks.tsx';
import { ReviewDrawer, type ReviewStep } from './ReviewDrawer.tsx';
import { useNext, useWork } from './words.ts';

export default function ApplicationRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getApplication, { params: { application: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const work = useWork();
  const [step, setStep] = useState<ReviewStep>();
  return (
    <RecordPage
      kind={t('附件10')}
      title={[one.applicationNo, work(one)].filter(Boolean).join(' ')}
      state={<ChoiceTag set={APPLICATION_STATES} value={one.state} />}
      next={<Next one={one} onStep={setStep} />}
      more={<More one={one} onStep={setStep} />}
      note={useNext(one)}
      facts={useFacts(one)}
      history={useStepLines(APPLICATION_MACHINE, one.steps)}
    >
      <Checks checks={one.checks} />
      {step && <ReviewDrawer step={step} one={one} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

function useFacts(one: Record): Fact[] {
  const t = useT();
  const session = useSession();
  const block = (review: Record['deptReview']) =>
    review &&
    `${review.opinion}（${review.by}${review.onBehalfOf ? t('，代{{name}}', { name: review.onBehalfOf }) : ''}）`;
  const order =
    one.orderId && session.can('order.view') ? (
      <Go to={`/orders/${one.orderId}`}>{one.orderNo}</Go>
    ) : (
      one.orderNo
    );
  return [
    { label: t('申请人'), value: one.applicantName },
    { label: t('申请部门'), value: one.departmentName },
    { label: t('联系电话'), value: one.phone },
    { label: t('申请日期'), value: one.appliedOn },
    { label: t('计算机编号'), value: one.computerNo },
    { label: t('计算机品牌'), value: one.computerBrand },
    { label: t('当前操作系统'), value: one.osName },
    { label: t('申请类型'), value: t(MAINTENANCE_TYPES[one.kind].label) },
    ...(one.kind === 'install'
      ? []
      : [
          {
            label: t('原软件名称、版本'),
            value: [one.fromSoftwareName, one.fromVersion, one.fromSoftwareNo]
              .filter(Boolean)
              .join(' '),
          },
        ]),
    ...(one.kind === 'uninstall'
      ? []
      : [
          {
            label: t('软件名称、版本'),
            value: [one.softwareName, one.softwareVersion, one.toSoftwareNo]
              .filter(Boolean)
              .join(' '),
          },
        ]),
    { label: t('申请理由'), value: one.reason, wide: true },
    { label: t('部门负责人意见'), value: block(one.deptReview), wide: true },
    { label: t('信息化部门意见'), value: block(one.itReview), wide: true },
    { label: t('安装维护人'), value: one.technicianName },
    { label: t('工作单'), value: order },
  ];
}

type Steps = { one: Record; onStep: (step: ReviewStep) => void };

/** The one next step. */
function Next(props: Steps): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one, onStep } = props;
  const submit = useAction(submitApplication, {
    onDone: (sent) => message.success(t('申请 {{no}} 已送审', { no: sent.applicationNo })),
    onRefused: (error) => message.error(error.message, 8),
  });
  const may = (action: Record['may'][number]) => one.may.includes(action);
  const open = (step: ReviewStep, label: string) => (
    <Button type="primary" onClick={() => onStep(step)}>
      {label}
    </Button>
  );
  if (may('submit')) {
    return (
      <Button
        type="primary"
        loading={submit.isPending}
        onClick={() => submit.mutate({ params: { application: one.id } })}
      >
        {t('送审')}
      </Button>
    );
  }
  if (may('deptApprove')) return open('deptApprove', t('部门同意'));
  if (may('itApprove')) return open('itApprove', t('信息化部门同意'));
  if (may('reorder')) return open('reorder', t('重新安排'));
  if (may('reassign') && one.reviewers.length === 0) {
    return open('reassign', t('指定审核人'));
  }
  return null;
}

function Discard(props: { one: Record }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const discard = useAction(discardApplication, {
    onDone: () => {
      message.success(t('草稿已删除'));
      go('/applications?mine=true', { replace: true });
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Popconfirm
      title={t('删除这份草稿？')}
      okText={t('删除草稿')}
      onConfirm={() => discard.mutate({ params: { application: props.one.id } })}
    >
      <Button danger loading={discard.isPending}>
        {t('删除草稿')}
      </Button>
    </Popconfirm>
  );
}

function More(props: Steps): ReactNode {
  const t = useT();
  const go = useGo();
  const { one, onStep } = props;
  const may = (action: Record['may'][number]) => one.may.includes(action);
  const item = (shown: boolean, key: ReviewStep, label: string) =>
    shown ? [{ key, label, onClick: () => onStep(key) }] : [];
  const dept = one.state === 'submitted';
  const items = [
    ...item(may('deptReturn'), 'deptReturn', t('退回申请人')),
    ...item(may('itReturn'), 'itReturn', t('退回部门')),
    ...item(may('reject'), dept ? 'deptReject' : 'itReject', t('不同意')),
    ...item(may('reassign'), 'reassign', t('指定审核人')),
    ...item(may('correct'), 'correct', t('更正申请')),
    ...item(may('withdraw'), 'withdraw', t('撤回申请')),
  ];
  return (
    <>
      {may('edit') && (
        <Button onClick={() => go(`/applications/${one.id}/edit`)}>{t('修改')}</Button>
      )}
      {may('discard') && <Discard one={one} />}
      {one.applicationNo && (
        <PaperMenu of={{ kind: 'form10', id: one.id }} print={`/print/form10/${one.id}`} />
      )}
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button>{t('更多操作')}</Button>
        </Dropdown>
      )}
    </>
  );
}
