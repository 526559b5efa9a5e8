/** One form 附件3: its lines, its opinions, what may be done with it. */
import { Button, Drawer, Dropdown, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  linesOf,
  PaperMenu,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useNarrow,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { DEMAND_MACHINE } from '../rules.machine.ts';
import {
  type DEMAND_ACTIONS,
  DEMAND_STATES,
  DEMAND_TYPES,
  type DemandLine,
  getDemand,
  type DemandRecord as Record,
  updateDemand,
} from '../shapes.ts';
import { DemandForm, lineOnScreen } from './DemandForm.tsx';
import { StepDrawer, TITLES } from './DemandSteps.tsx';

type Action = (typeof DEMAND_ACTIONS)[number];
const ORDER: Action[] = [
  'itApprove',
  'deptApprove',
  'submit',
  'edit',
  'itReturn',
  'deptReturn',
  'forward',
  'withdraw',
  'correct',
];
/** What the process waits for; the rest is in the menu. */
const PRIMARY: Action[] = ['itApprove', 'deptApprove', 'submit', 'forward'];

export default function DemandRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getDemand, { params: { demand: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  const close = () => setAction(undefined);
  return (
    <RecordPage
      kind={t('软件使用需求申请表（附件3）')}
      title={`${one.demandNo} ${one.departmentName}`}
      state={<ChoiceTag set={DEMAND_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          <PaperMenu of={{ kind: 'form3', id: one.id }} print={`/print/form3/${one.id}`} />
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
        { label: t('填报'), value: one.roundId ? t('年度需求') : t('临时需求') },
        { label: t('截止日期'), value: <DateText value={one.dueOn} /> },
        { label: t('填表人'), value: one.preparedBy },
        { label: t('联系电话'), value: one.preparerPhone || EMPTY },
        { label: t('填表日期'), value: <DateText value={one.preparedOn} /> },
      ]}
      tabs={[
        {
          key: 'lines',
          label: t('软件'),
          count: one.lines.length,
          content: one.nothingNeeded ? (
            <p>{t('本部门没有新增软件需求。')}</p>
          ) : (
            <Lines lines={one.lines} />
          ),
        },
      ]}
      history={useStepLines(DEMAND_MACHINE, one.steps)}
    >
      {action === 'edit' && (
        <Drawer open size={900} title={t(TITLES.edit)} onClose={close}>
          <DemandForm
            endpoint={updateDemand}
            params={{ demand: one.id }}
            initial={{
              preparerPhone: one.preparerPhone,
              nothingNeeded: one.nothingNeeded,
              lines: linesOf(one.lines.map(lineOnScreen)),
            }}
            submit={t('保存')}
            onDone={close}
          />
        </Drawer>
      )}
      {action && action !== 'edit' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function Lines(props: { lines: DemandLine[] }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  if (narrow) return props.lines.map((line) => <LineCard key={line.id} line={line} />);
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={props.lines}
      columns={[
        {
          title: t('软件名称'),
          key: 'softwareName',
          render: (_, line) => `${line.softwareName} ${line.softwareVersion}`,
        },
        {
          title: t('软件类型'),
          key: 'softwareType',
          render: (_, line) => t(DEMAND_TYPES[line.softwareType].label),
        },
        { title: t('软件用途'), dataIndex: 'purpose' },
        { title: t('岗位'), dataIndex: 'postName' },
        { title: t('已安装'), dataIndex: 'installedBefore', align: 'right' },
        { title: t('申请数量'), dataIndex: 'requestedQuantity', align: 'right' },
        { title: t('核定数量'), dataIndex: 'approvedQuantity', align: 'right' },
        {
          title: t('审核说明'),
          key: 'reviewNote',
          render: (_, line) => (
            <>
              {line.reviewNote}{' '}
              {line.selectionId && <Go to={`/selections/${line.selectionId}`}>{t('选型')}</Go>}
            </>
          ),
        },
      ]}
    />
  );
}

function LineCard(props: { line: DemandLine }): ReactNode {
  const t = useT();
  const { line } = props;
  return (
    <article className="zc-card">
      <header>
        {line.softwareName} {line.softwareVersion}
      </header>
      <div>{line.purpose}</div>
      <div className="zc-quiet">
        {[
          t(DEMAND_TYPES[line.softwareType].label),
          t('申请 {{n}}', { n: line.requestedQuantity }),
          line.approvedQuantity !== null && t('核定 {{n}}', { n: line.approvedQuantity }),
          line.reviewNote,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </article>
  );
}
