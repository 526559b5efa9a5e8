/** The open round: who has answered, who has not; reminding and ending it. */
import { App, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  FormDrawer,
  Go,
  ToneTag,
  useAction,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  closeRound,
  DEMAND_STATES,
  type DemandRound,
  listRounds,
  openRound,
  remindRound,
} from '../shapes.ts';

export function Rounds(): ReactNode {
  const found = useEndpoint(listRounds);
  const open = (found.data?.items ?? []).filter((round) => round.state === 'open');
  return open.map((round) => <Round key={round.id} round={round} />);
}

function Round(props: { round: DemandRound }): ReactNode {
  const t = useT();
  const go = useGo();
  const { can } = useSession();
  const { round } = props;
  const shown = round.departments;
  const late = shown.filter((one) => !isAnswered(one.state));
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>{t('{{year}} 年度需求填报', { year: round.planYear })}</header>
        <div className="zc-quiet">
          {t('截止 {{date}}，已报送 {{answered}} / {{asked}}，已审核 {{approved}}', {
            date: round.dueOn,
            answered: round.answered,
            asked: round.asked,
            approved: round.approved,
          })}
        </div>
        {round.words && <p className="zc-words">{round.words}</p>}
        {late.length > 0 && (
          <div className="zc-inline">
            {t('未报送：')}
            {late.map((one) => (
              <ToneTag key={one.id} tone={one.state ? 'blue' : 'grey'}>
                {one.demandId ? <Go to={`/demands/${one.demandId}`}>{one.name}</Go> : one.name}
                {one.state && ` · ${t(DEMAND_STATES[one.state].label)}`}
              </ToneTag>
            ))}
          </div>
        )}
      </div>
      {can('demand.manage') ? (
        <Manage round={round} />
      ) : (
        can('demand.edit') &&
        late.some((one) => one.state === null) && (
          <Button type="primary" onClick={() => go(`/demands/new?round=${round.id}`)}>
            {t('开始填报')}
          </Button>
        )
      )}
    </article>
  );
}

const isAnswered = (state: string | null) =>
  state === 'submitted' || state === 'deptApproved' || state === 'itApproved';

function Manage(props: { round: DemandRound }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const params = { round: props.round.id };
  const remind = useAction(remindRound, {
    onDone: ({ reminded }) => message.success(t('已催办 {{n}} 个部门', { n: reminded })),
  });
  const close = useAction(closeRound);
  return (
    <span className="zc-inline">
      {props.round.answered < props.round.asked && (
        <Button loading={remind.isPending} onClick={() => remind.mutate({ params })}>
          {t('催办')}
        </Button>
      )}
      <Popconfirm
        title={t('结束后各部门只能填报临时需求。')}
        okText={t('结束填报')}
        cancelText={t('取消')}
        onConfirm={() => close.mutate({ params })}
      >
        <Button loading={close.isPending}>{t('结束填报')}</Button>
      </Popconfirm>
    </span>
  );
}

export function OpenRound(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const year = Number(dateInChina(new Date()).slice(0, 4));
  return (
    <FormDrawer
      open
      title={t('发起年度填报')}
      endpoint={openRound}
      initial={{ planYear: year, dueOn: `${year}-12-31` }}
      fields={[
        { name: 'planYear', label: t('年度'), kind: 'number', required: true },
        { name: 'dueOn', label: t('截止日期'), kind: 'date', required: true },
        { name: 'words', label: t('填报要求'), kind: 'area', maxLength: 1000, wide: true },
      ]}
      before={t('通知所有有人员的部门，由部门负责人组织填报。')}
      submit={t('发起填报')}
      onClose={props.onClose}
      onDone={(round) => {
        message.success(t('已通知 {{n}} 个部门', { n: round.asked }));
        props.onClose();
      }}
    />
  );
}
