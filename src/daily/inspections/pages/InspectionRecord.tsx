/** One inspection: its plan and figures, computers, problems, circulars, and how the sample was drawn. */
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  type Fact,
  Loaded,
  RecordPage,
  type Tab,
  useAddressParams,
  useEndpoint,
  useGo,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { INSPECTION_MACHINE } from '../rules.machine.ts';
import { getInspection } from '../shapes.api.ts';
import {
  DEVICE_TYPES,
  INSPECTION_KINDS,
  INSPECTION_STATES,
  type InspectionAction,
  type InspectionRecord as Record,
} from '../shapes.ts';
import { CircularCards } from './CircularCards.tsx';
import { DrawPanel } from './DrawPanel.tsx';
import { type Step, StepDrawer, TITLES } from './InspectionSteps.tsx';
import { PlanDrawer } from './PlanDrawer.tsx';
import { ProblemDrawer } from './ProblemDrawer.tsx';
import { ProblemTable } from './ProblemTable.tsx';
import { SheetTable } from './SheetTable.tsx';

/** What the process waits for, the first that is open; the rest is in the menu. */
const PRIMARY: InspectionAction[] = ['check', 'start', 'draw', 'notify', 'close'];
const ORDER: InspectionAction[] = [
  'conclude',
  'draw',
  'edit',
  'addProblem',
  'resume',
  'correct',
  'cancel',
];

export default function InspectionRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getInspection, { params: { inspection: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

/** With nothing left to check, summing up is what comes next. */
function nextOf(one: Record): InspectionAction | undefined {
  const left = one.computers - one.checked - one.skipped;
  if (left === 0 && one.may.includes('conclude')) return 'conclude';
  return PRIMARY.find((action) => one.may.includes(action));
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { one } = props;
  const [action, setAction] = useState<InspectionAction>();
  const close = () => setAction(undefined);
  const first = nextOf(one);
  const rest = ([...ORDER, 'check'] as InspectionAction[]).filter(
    (key) => key !== first && one.may.includes(key),
  );
  const act = (key: InspectionAction) =>
    key === 'check' ? go(`/inspections/${one.id}/check`) : setAction(key);
  const history = useStepLines(INSPECTION_MACHINE, one.steps);
  return (
    <RecordPage
      kind={t(INSPECTION_KINDS[one.kind].label)}
      title={one.title}
      state={<ChoiceTag set={INSPECTION_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => act(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest.map((key) => ({ key, label: t(TITLES[key]), onClick: () => act(key) })),
            }}
          >
            <Button>{t('更多操作')}</Button>
          </Dropdown>
        )
      }
      facts={useFacts(one)}
      tabs={useTabs(one)}
      {...(one.steps.length > 0 ? { history } : {})}
    >
      {action === 'edit' && <PlanDrawer one={one} onClose={close} onDone={close} />}
      {action === 'addProblem' && (
        <ProblemDrawer
          inspectionId={one.id}
          onClose={close}
          onDone={() => {
            message.success(t('问题已登记'));
            close();
          }}
        />
      )}
      {action && !['edit', 'addProblem', 'check'].includes(action) && (
        <StepDrawer action={action as Step} one={one} onClose={close} />
      )}
    </RecordPage>
  );
}

function useFacts(one: Record): Fact[] {
  const t = useT();
  const names = (list: { name: string }[]) => list.map(({ name }) => name).join('、');
  const sample =
    one.sampleSize !== null
      ? t('抽 {{n}} 台', { n: one.sampleSize })
      : one.sampleRate !== null
        ? t('抽 {{n}}%', { n: one.sampleRate })
        : t('范围内全部计算机');
  const settled = t('{{done}} / {{all}}（免予整改 {{waived}}）', {
    done: one.passed,
    all: one.problems,
    waived: one.waived,
  });
  return [
    { label: t('编号'), value: one.inspectionNo },
    {
      label: t('检查时间'),
      value: (
        <>
          <DateText value={one.periodFrom} /> – <DateText value={one.periodTo} />
        </>
      ),
    },
    {
      label: t('已检查'),
      value:
        `${one.checked} / ${one.computers}` +
        (one.skipped > 0 ? ` · ${t('未能检查 {{n}} 台', { n: one.skipped })}` : ''),
    },
    { label: t('已整改'), value: settled },
    { label: t('检查人员'), value: names(one.inspectors) || EMPTY },
    { label: t('通报日期'), value: <DateText value={one.notifiedOn} /> },
    {
      label: t('检查范围'),
      value: [
        names(one.departments) || t('全单位'),
        one.deviceTypes.map((type) => t(DEVICE_TYPES[type].label)).join('、'),
        sample,
      ]
        .filter(Boolean)
        .join(' · '),
      wide: true,
    },
    ...(one.plan ? [words(t('检查方案'), one.plan)] : []),
    ...(one.conclusion ? [words(t('检查结论'), one.conclusion)] : []),
  ];
}

function words(label: string, text: string): Fact {
  return { label, value: <span className="zc-words">{text}</span>, wide: true };
}

function useTabs(one: Record): Tab[] {
  const t = useT();
  const { can } = useSession();
  const begun = one.startedOn !== null;
  const tabs: Tab[] = [];
  const problems = {
    key: 'problems',
    label: t('问题'),
    count: one.problems,
    content: <ProblemTable inspectionId={one.id} />,
  };
  if (one.problems > 0) tabs.push(problems);
  if (one.circulars.length > 0) {
    const content = <CircularCards one={one} />;
    tabs.push({ key: 'circulars', label: t('通报'), count: one.circulars.length, content });
  }
  if (one.seed !== null) {
    const content = <SheetTable inspectionId={one.id} begun={begun} />;
    tabs.push({ key: 'sheets', label: t('计算机'), count: one.computers, content });
  }
  if (one.seed !== null && can('inspection.view') === 'all') {
    tabs.push({ key: 'draw', label: t('抽取情况'), content: <DrawPanel one={one} /> });
  }
  return tabs;
}
