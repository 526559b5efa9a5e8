/** One year's table: every figure with last year's, its working and what it counts; what does not go together; the next step. */
import { Alert, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  PaperMenu,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { STATISTICS_MACHINE } from '../rules.machine.ts';
import {
  getStatistics,
  type StatisticsRecord as Record,
  type STATISTICS_ACTIONS,
  STATISTICS_STATES,
} from '../shapes.ts';
import { FillDrawer, StepDrawer, TITLES } from './StatisticsSteps.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';

type Action = (typeof STATISTICS_ACTIONS)[number];
const ORDER: Action[] = ['approve', 'edit', 'submit', 'return', 'correct'];

export default function StatisticsRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getStatistics, { params: { statistics: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const able = ORDER.filter((key) => one.may.includes(key));
  const first = able.find((key) => key === 'approve' || key === 'submit');
  const close = () => setAction(undefined);
  return (
    <RecordPage
      kind={t('附件5')}
      title={t('{{year}}年软件正版化工作信息统计表', { year: one.year })}
      state={<ChoiceTag set={STATISTICS_STATES} value={one.state} />}
      note={one.frozen ? undefined : t('数字随记录变化，报审时固定。')}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={<More one={one} actions={able.filter((key) => key !== first)} onPick={setAction} />}
      facts={[
        { label: t('单位名称'), value: one.organizationName },
        {
          label: t('填表人'),
          value: [one.preparedBy, one.preparerPhone].filter(Boolean).join(' '),
        },
        { label: t('填表日期'), value: <DateText value={one.preparedOn} /> },
        { label: t('数字截至'), value: <DateText value={one.asOf} /> },
        {
          label: t('单位负责人'),
          value: one.confirmedBy ? `${one.confirmedBy} ${one.confirmedOn}` : EMPTY,
        },
        {
          label: t('上年数字'),
          value: one.lastYear === 'confirmed' ? t('取自上年审定的统计表') : t('按上年的记录计算'),
        },
      ]}
      history={useStepLines(STATISTICS_MACHINE, one.steps)}
    >
      {one.warnings.length > 0 && (
        <Alert
          className="zc-above"
          type="warning"
          showIcon
          title={t('请核对')}
          description={
            <ul className="zc-plain-list">
              {one.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          }
        />
      )}
      <StatisticsTable rows={one.rows} year={one.year} />
      {action === 'edit' && <FillDrawer one={one} onClose={close} />}
      {action && action !== 'edit' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function More(props: {
  one: Record;
  actions: Action[];
  onPick: (action: Action) => void;
}): ReactNode {
  const t = useT();
  const { one, actions, onPick } = props;
  const filling = actions.includes('edit');
  const items = [
    ...actions
      .filter((key) => key !== 'edit')
      .map((key) => ({ key, label: t(TITLES[key]), onClick: () => onPick(key) })),
  ];
  return (
    <>
      <Go to="/policies">{t('正版化制度')}</Go>
      {filling && <Button onClick={() => onPick('edit')}>{t(TITLES.edit)}</Button>}
      <PaperMenu of={{ kind: 'form5', id: one.id }} print={`/print/form5/${one.id}`} />
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items }}>
          <Button>{t('更多操作')}</Button>
        </Dropdown>
      )}
    </>
  );
}
