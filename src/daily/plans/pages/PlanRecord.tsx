/** One plan: its sections, its tasks with what was reported, what may be done with it. */
import { App, Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  download,
  EMPTY,
  Loaded,
  PaperMenu,
  RecordPage,
  ToneTag,
  useAddressParams,
  useAddressSearch,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { PLAN_MACHINE } from '../rules.machine.ts';
import {
  exportTasks,
  getPlan,
  type PLAN_ACTIONS,
  PLAN_STATES,
  type PlanTask,
  type PlanRecord as Record,
  SECTIONS,
  type Section,
  TASK_STATES,
  updatePlan,
} from '../shapes.ts';
import { PlanForm } from './PlanForm.tsx';
import { ReportDrawer, StepDrawer, TITLES } from './PlanSteps.tsx';

type Action = (typeof PLAN_ACTIONS)[number];
const ORDER: Action[] = ['approve', 'submit', 'edit', 'return', 'adjust', 'correct', 'close'];

export default function PlanRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPlan, { params: { plan: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const [first, ...rest] = ORDER.filter((key) => one.may.includes(key));
  const close = () => setAction(undefined);
  const counted = one.tasks.filter((task) => task.state !== 'cancelled').length;
  return (
    <RecordPage
      kind={t('年度计划')}
      title={t('{{year}}年度软件正版化工作计划', { year: one.year })}
      state={<ChoiceTag set={PLAN_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          <PaperMenu of={{ kind: 'plan', id: one.id }} />
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
        { label: t('审定日期'), value: <DateText value={one.approvedOn} /> },
        { label: t('任务完成'), value: `${one.done} / ${counted}` },
        ...(Object.keys(SECTIONS) as Section[]).map((section) => ({
          label: t(SECTIONS[section].label),
          value: one[section] ? <span className="zc-words">{one[section]}</span> : EMPTY,
          wide: true,
        })),
      ]}
      tabs={[
        {
          key: 'tasks',
          label: t('任务'),
          content: (
            <>
              <Tasks one={one} />
              <Button
                onClick={() =>
                  void download(exportTasks, { params: { plan: one.id } }).catch((error: Error) =>
                    message.error(error.message),
                  )
                }
              >
                {t('导出 Excel')}
              </Button>
            </>
          ),
          count: one.tasks.length,
        },
      ]}
      history={useStepLines(PLAN_MACHINE, one.steps)}
    >
      {action === 'edit' && <Edit one={one} onClose={close} />}
      {action && action !== 'edit' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function Tasks(props: { one: Record }): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const [reporting, setReporting] = useState<PlanTask>();
  const mine = search.mine === 'true';
  const shown = mine ? props.one.tasks.filter((task) => task.mayReport) : props.one.tasks;
  if (props.one.tasks.length === 0) return <p className="zc-quiet">{t('还没有列出任务。')}</p>;
  return (
    <>
      {shown.map((task) => (
        <article key={task.id} className="zc-card zc-duty">
          <div>
            <header>
              {task.content}
              <ChoiceTag set={TASK_STATES} value={task.state} />
              {task.overdue && <ToneTag tone="red">{t('逾期')}</ToneTag>}
            </header>
            <div className="zc-quiet">
              {[task.personName, task.departmentName, t('{{date}} 前', { date: task.dueOn })]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {task.words && (
              <p className="zc-words">
                {task.words} <span className="zc-quiet">{task.reportedBy}</span>
              </p>
            )}
          </div>
          {task.mayReport && <Button onClick={() => setReporting(task)}>{t('填报进展')}</Button>}
        </article>
      ))}
      {reporting && (
        <ReportDrawer
          plan={props.one.id}
          task={reporting}
          onClose={() => setReporting(undefined)}
        />
      )}
    </>
  );
}

function Edit(props: { one: Record; onClose: () => void }): ReactNode {
  const t = useT();
  const { one } = props;
  const { goals, measures, schedule, inspection } = one;
  return (
    <Drawer open size={900} title={t(TITLES.edit)} onClose={props.onClose}>
      <PlanForm
        endpoint={updatePlan}
        params={{ plan: one.id }}
        year={one.year}
        initial={{
          ...{ goals, measures, schedule, inspection },
          tasks: one.tasks.map((task) => ({ ...task, key: task.id })),
        }}
        submit={t('保存')}
        onDone={props.onClose}
      />
    </Drawer>
  );
}
