/** One selection: demand behind it, candidates side by side, the decision. */
import { Button, Dropdown, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { SELECTION_MACHINE } from '../rules.machine.ts';
import {
  CRITERIA,
  type Criterion,
  getSelection,
  type SelectionRecord as Record,
  SELECTION_STATES,
  type SelectionDemand,
} from '../shapes.ts';
import { CandidateDrawer } from './CandidateDrawer.tsx';
import { Candidates } from './Candidates.tsx';
import { type Step, StepDrawer, TITLES } from './SelectionSteps.tsx';

const ORDER: Step[] = ['select', 'edit', 'cancel', 'reopen'];

export default function SelectionRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getSelection, { params: { selection: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Step | 'candidate'>();
  const steps = ORDER.filter((key) => one.may.includes(key));
  const close = () => setAction(undefined);
  const edits = one.may.includes('edit');
  // Nothing to decide before there is something to compare.
  const decides = steps.includes('select') && one.candidates.length > 0;
  const rest = steps.filter((key) => key !== 'select');
  return (
    <RecordPage
      kind={t('软件选型')}
      title={`${one.selectionNo} ${one.softwareName}`}
      state={<ChoiceTag set={SELECTION_STATES} value={one.state} />}
      next={
        decides && (
          <Button type="primary" onClick={() => setAction('select')}>
            {t(TITLES.select)}
          </Button>
        )
      }
      more={
        <>
          {edits && <Button onClick={() => setAction('candidate')}>{t('增加候选软件')}</Button>}
          {rest.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: rest.map((key) => ({
                  key,
                  label: t(TITLES[key]),
                  onClick: () => setAction(key),
                })),
              }}
            >
              <Button>{t('更多操作')}</Button>
            </Dropdown>
          )}
        </>
      }
      facts={[
        { label: t('年度'), value: one.planYear },
        { label: t('需求数量'), value: one.quantity },
        { label: t('选定软件'), value: one.chosen ?? EMPTY },
        { label: t('确定日期'), value: <DateText value={one.selectedOn} /> },
        {
          label: t('权重'),
          value: (Object.keys(CRITERIA) as Criterion[])
            .map((key) => `${t(CRITERIA[key].label)} ${one.weights[key]}%`)
            .join(' · '),
          wide: true,
        },
        { label: t('选型要求'), value: one.requirement || EMPTY, wide: true },
        ...(one.reason ? [{ label: t('决定理由'), value: one.reason, wide: true }] : []),
      ]}
      tabs={[
        {
          key: 'candidates',
          label: t('候选软件'),
          count: one.candidates.length,
          content: <Candidates one={one} />,
        },
        {
          key: 'demands',
          label: t('需求'),
          count: one.demands.length,
          content: <Demands demands={one.demands} />,
        },
      ]}
      history={useStepLines(SELECTION_MACHINE, one.steps)}
    >
      {action === 'candidate' && <CandidateDrawer selection={one} onClose={close} />}
      {action && action !== 'candidate' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function Demands(props: { demands: SelectionDemand[] }): ReactNode {
  const t = useT();
  return (
    <Table
      size="small"
      rowKey="lineId"
      pagination={props.demands.length > 50 ? { pageSize: 50 } : false}
      scroll={{ x: 'max-content' }}
      dataSource={props.demands}
      columns={[
        {
          title: t('申请表'),
          key: 'demandNo',
          render: (_, row) => <Go to={`/demands/${row.demandId}`}>{row.demandNo}</Go>,
        },
        { title: t('部门'), dataIndex: 'departmentName' },
        {
          title: t('软件名称'),
          key: 'softwareName',
          render: (_, row) => `${row.softwareName} ${row.softwareVersion}`,
        },
        { title: t('软件用途'), dataIndex: 'purpose' },
        { title: t('核定数量'), dataIndex: 'quantity', align: 'right' },
      ]}
    />
  );
}
