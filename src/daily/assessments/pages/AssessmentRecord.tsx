/** One year's assessment: each department with its points and grade, what stands against it, the next step. */
import { App, Button, Dropdown } from 'antd';
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
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { ASSESSMENT_MACHINE } from '../rules.machine.ts';
import {
  ASSESSMENT_STATES,
  type DepartmentResult,
  exportAssessment,
  GRADES,
  getAssessment,
  type AssessmentRecord as Record,
} from '../shapes.ts';
import { type AssessmentStep, StepDrawer, TITLES } from './AssessmentSteps.tsx';
import { DepartmentDrawer } from './DepartmentDrawer.tsx';

const ORDER: AssessmentStep[] = [
  'approve',
  'submit',
  'draft',
  'report',
  'return',
  'recollect',
  'correct',
];
/** What the process waits for; the rest is in the menu. */
const PRIMARY: AssessmentStep[] = ['approve', 'submit', 'draft', 'report'];

export default function AssessmentRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getAssessment, { params: { assessment: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  const [step, setStep] = useState<AssessmentStep>();
  const [opened, setOpened] = useState<string>();
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  const department = one.results.find((result) => result.departmentId === opened);
  const items = [
    ...rest.map((key) => ({ key, label: t(TITLES[key]), onClick: () => setStep(key) })),
    {
      key: 'export',
      label: t('导出 Excel'),
      onClick: () =>
        void download(exportAssessment, { params: { assessment: one.id } }).catch((error: Error) =>
          message.error(error.message),
        ),
    },
  ];
  const { thresholds } = one.scheme;
  const history = useStepLines(ASSESSMENT_MACHINE, one.steps);
  return (
    <RecordPage
      kind={t('考核评议')}
      title={t('{{year}}年度软件正版化工作考核评议', { year: one.year })}
      state={<ChoiceTag set={ASSESSMENT_STATES} value={one.state} />}
      note={one.state === 'collecting' ? t('分数随记录变化，起草评议结果时固定下来。') : undefined}
      next={
        first && (
          <Button type="primary" onClick={() => setStep(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          <PaperMenu of={{ kind: 'assessment', id: one.id }} />
          <Dropdown trigger={['click']} menu={{ items }}>
            <Button>{t('更多操作')}</Button>
          </Dropdown>
        </>
      }
      facts={[
        {
          label: t('等次'),
          value: t('优秀不低于 {{excellent}} 分，合格 {{qualified}} 分，基本合格 {{basic}} 分', {
            ...thresholds,
          }),
        },
        { label: t('审定日期'), value: <DateText value={one.approvedOn} /> },
        {
          label: t('上报'),
          value: one.reportedOn ? `${one.reportedTo} ${one.reportedOn}` : EMPTY,
        },
      ]}
      {...(one.whole ? { history } : {})}
    >
      {one.results.length === 0 && <p className="zc-quiet">{t('没有可考核的部门。')}</p>}
      {one.results.map((result) => (
        <Line
          key={result.departmentId}
          one={one}
          result={result}
          onOpen={() => setOpened(result.departmentId)}
        />
      ))}
      {department && (
        <DepartmentDrawer one={one} result={department} onClose={() => setOpened(undefined)} />
      )}
      {step && <StepDrawer step={step} one={one} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

function Line(props: { one: Record; result: DepartmentResult; onOpen: () => void }): ReactNode {
  const t = useT();
  const { one, result, onOpen } = props;
  const labels = new Map(one.scheme.criteria.map((criterion) => [criterion.key, criterion]));
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          {result.departmentName}
          {result.grade && <ChoiceTag set={GRADES} value={result.grade} />}
          {result.vetoes.length > 0 && <ToneTag tone="red">{t('有责任追究')}</ToneTag>}
          {result.decided && <span className="zc-quiet">{t('与建议不同')}</span>}
        </header>
        <div>
          {result.total === null
            ? t('还有 {{n}} 项没有评分', {
                n: result.scores.filter((score) => score.points === null).length,
              })
            : t('总分 {{n}}', { n: result.total })}
        </div>
        <div className="zc-quiet">
          {result.scores
            .map((score) => {
              const criterion = labels.get(score.key)!;
              return `${t(criterion.label)} ${score.points ?? EMPTY}/${criterion.points}`;
            })
            .join(' · ')}
        </div>
      </div>
      <Button aria-label={`${t('查看')} ${result.departmentName}`} onClick={onOpen}>
        {t('查看')}
      </Button>
    </article>
  );
}
