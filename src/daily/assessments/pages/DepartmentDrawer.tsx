/** One department: each criterion with its points, how they came about and where; points by hand, and the grade. */
import { App, Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { ChoiceTag, EMPTY, type Field, FormDrawer, Go, useT } from '../../../platform/web/index.ts';
import {
  type AssessmentRecord,
  type DepartmentResult,
  decideGrade,
  GRADES,
  type Score,
  scoreDepartment,
} from '../shapes.ts';

export function DepartmentDrawer(props: {
  one: AssessmentRecord;
  result: DepartmentResult;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { one, result, onClose } = props;
  const [form, setForm] = useState<'score' | 'decide'>();
  const criteria = new Map(one.scheme.criteria.map((criterion) => [criterion.key, criterion]));
  return (
    <Drawer
      open
      size={620}
      title={result.departmentName}
      onClose={onClose}
      extra={
        one.may.includes('score') ? (
          <Button type="primary" onClick={() => setForm('score')}>
            {t('评分')}
          </Button>
        ) : (
          one.may.includes('decide') && (
            <Button type="primary" onClick={() => setForm('decide')}>
              {t('确定等次')}
            </Button>
          )
        )
      }
    >
      <Grades result={result} />
      {result.scores.map((score) => {
        const criterion = criteria.get(score.key)!;
        return (
          <article key={score.key} className="zc-card zc-above">
            <header>
              {t(criterion.label)}
              <span className="zc-number">
                {score.points ?? EMPTY} / {criterion.points}
              </span>
            </header>
            <Working score={score} />
          </article>
        );
      })}
      {form === 'score' && (
        <ScoreForm one={one} result={result} onClose={() => setForm(undefined)} />
      )}
      {form === 'decide' && (
        <GradeForm one={one} result={result} onClose={() => setForm(undefined)} />
      )}
    </Drawer>
  );
}

function Grades(props: { result: DepartmentResult }): ReactNode {
  const t = useT();
  const { result } = props;
  return (
    <div className="zc-above">
      <p>
        {result.total === null ? t('还有指标没有评分') : t('总分 {{n}}', { n: result.total })}
        {result.proposed && (
          <>
            {'　'}
            {t('建议等次')} <ChoiceTag set={GRADES} value={result.proposed} />
          </>
        )}
        {result.grade && result.grade !== result.proposed && (
          <>
            {t('评定等次')} <ChoiceTag set={GRADES} value={result.grade} />
          </>
        )}
      </p>
      {result.reason && (
        <p className="zc-words">{t('原因：{{reason}}', { reason: result.reason })}</p>
      )}
      {result.vetoes.length > 0 && (
        <p>
          {t('按责任追究规定，本年有使用盗版或私自安装的处理决定，不评优秀、合格：')}
          {result.vetoes.map((one) => (
            <span key={one.caseId}>
              <Go to={`/cases/${one.caseId}`}>
                {one.caseNo} {one.title}
              </Go>{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function Working(props: { score: Score }): ReactNode {
  const t = useT();
  const { score } = props;
  return (
    <>
      <div className="zc-quiet">
        {score.link ? <Go to={score.link}>{score.working}</Go> : score.working}
        {score.hand !== null &&
          score.computed !== null &&
          ` ${t('计算为 {{n}} 分', { n: score.computed })}`}
      </div>
      {score.hand !== null && (
        <div className="zc-words">
          {score.note} <span className="zc-quiet">{score.by}</span>
        </div>
      )}
    </>
  );
}

const pointsName = (key: string) => `points_${key}`;
const noteName = (key: string) => `note_${key}`;

function ScoreForm(props: {
  one: AssessmentRecord;
  result: DepartmentResult;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one, result, onClose } = props;
  const scores = new Map(result.scores.map((score) => [score.key, score]));
  const fields = one.scheme.criteria.flatMap((criterion): Field[] => {
    const score = scores.get(criterion.key)!;
    const label = `${t(criterion.label)}（${t('满分 {{n}}', { n: criterion.points })}）`;
    const computed =
      score.computed === null
        ? score.working
        : t('系统计算 {{n}} 分，不填则以此为准', { n: score.computed });
    return [
      {
        name: pointsName(criterion.key),
        label,
        kind: 'number',
        min: 0,
        max: criterion.points,
        help: computed,
      },
      {
        name: noteName(criterion.key),
        label: t('说明'),
        maxLength: 300,
        when: (values) => typeof values[pointsName(criterion.key)] === 'number',
      },
    ];
  });
  return (
    <FormDrawer
      open
      title={t('给“{{department}}”评分', { department: result.departmentName })}
      endpoint={scoreDepartment}
      params={{ assessment: one.id, department: result.departmentId }}
      initial={Object.fromEntries(
        result.scores
          .filter((score) => score.hand !== null)
          .flatMap((score) => [
            [pointsName(score.key), score.hand],
            [noteName(score.key), score.note],
          ]),
      )}
      shape={(body) => ({
        scores: one.scheme.criteria.map(({ key }) => ({
          key,
          points: body[pointsName(key)] ?? null,
          note: body[noteName(key)] ?? '',
        })),
      })}
      fields={fields}
      submit={t('保存')}
      onClose={onClose}
      onDone={() => {
        message.success(t('已保存'));
        onClose();
      }}
    />
  );
}

function GradeForm(props: {
  one: AssessmentRecord;
  result: DepartmentResult;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one, result, onClose } = props;
  return (
    <FormDrawer
      open
      title={t('确定“{{department}}”的等次', { department: result.departmentName })}
      endpoint={decideGrade}
      params={{ assessment: one.id, department: result.departmentId }}
      initial={{ grade: result.grade, reason: result.reason }}
      shape={({ grade, reason }) => ({ grade: grade ?? null, reason: reason ?? '' })}
      fields={[
        { name: 'grade', label: t('等次'), kind: 'choice', set: GRADES, required: true },
        {
          name: 'reason',
          label: t('原因'),
          kind: 'area',
          maxLength: 500,
          wide: true,
          help: t('与建议的等次不同时必须写明。'),
        },
      ]}
      submit={t('确定等次')}
      onClose={onClose}
      onDone={() => {
        message.success(t('已保存'));
        onClose();
      }}
    />
  );
}
