/** Steps of a demand form in a drawer; the information department says how many of each line. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  type Field,
  FormDrawer,
  type FormLine,
  type LineField,
  LinesField,
  linesOf,
  useT,
} from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';

type Action = (typeof shapes.DEMAND_ACTIONS)[number];
type Step = Exclude<Action, 'edit'>;

export const TITLES: Record<Action, string> = {
  edit: '修改',
  submit: '报送',
  deptApprove: '部门同意',
  deptReturn: '部门退回',
  forward: '转入审核',
  itApprove: '审核同意',
  itReturn: '退回一级',
  withdraw: '撤回',
  correct: '更正核定数量',
};
const BEFORE: Record<Step, string> = {
  submit: '报送后由下一级审核，不能再修改；可以撤回。',
  deptApprove: '同意后报信息化部门审核。',
  deptReturn: '退回填报人修改。',
  forward: '部门没有负责人或代理人可审核时使用。',
  itApprove: '核定数量用于选型和采购计划；核减的须说明理由。',
  itReturn: '退回部门负责人；部门负责人自己填报的退回填报。',
  withdraw: '撤回后这张表不再处理，可以重新填报。',
  correct: '更正前后的数量和原因留痕。',
};
const ENDPOINTS = {
  submit: shapes.submitDemand,
  deptApprove: shapes.deptReviewDemand,
  deptReturn: shapes.deptReviewDemand,
  forward: shapes.forwardDemand,
  itApprove: shapes.itReviewDemand,
  itReturn: shapes.itReviewDemand,
  withdraw: shapes.withdrawDemand,
  correct: shapes.correctDemand,
};
const DECIDES: Partial<Record<Step, boolean>> = {
  deptApprove: true,
  deptReturn: false,
  itApprove: true,
  itReturn: false,
};
const NEEDS_WORDS: Step[] = ['deptReturn', 'forward', 'itReturn', 'withdraw'];

export function StepDrawer(props: {
  action: Step;
  one: shapes.DemandRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  const approve = DECIDES[action];
  const lineFields = useGrantFields();
  const grants = (action === 'itApprove' || action === 'correct') && one.lines.length > 0;
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.itReviewDemand}
      params={{ demand: one.id }}
      {...(approve === undefined ? {} : { extra: { approve } })}
      initial={grants ? { lines: linesOf(one.lines.map(grantOf)) } : {}}
      fields={useFields(action, grants, lineFields, one)}
      {...(grants
        ? {
            shape: (body: Record<string, unknown>) => ({
              ...body,
              lines: bodyOfLines((body.lines ?? []) as FormLine[], lineFields, ['id']),
            }),
          }
        : {})}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.demandNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

const grantOf = (line: shapes.DemandLine) => ({
  id: line.id,
  approvedQuantity: line.approvedQuantity ?? line.requestedQuantity,
  reviewNote: line.reviewNote,
});

function useGrantFields(): LineField[] {
  const t = useT();
  return [
    { name: 'approvedQuantity', label: t('核定数量'), kind: 'number' },
    { name: 'reviewNote', label: t('审核说明'), maxLength: 300, wide: true },
  ];
}

function useFields(
  action: Step,
  grants: boolean,
  lineFields: LineField[],
  one: shapes.DemandRecord,
): Field[] {
  const t = useT();
  const words: Field = {
    name: action === 'correct' ? 'reason' : 'opinion',
    label: action === 'correct' ? t('原因') : t('意见'),
    kind: 'area',
    maxLength: 500,
    required: action === 'correct' || NEEDS_WORDS.includes(action),
    wide: true,
  };
  if (!grants) return [words];
  const byId = new Map(one.lines.map((line) => [line.id, line]));
  const about = (line: FormLine) => {
    const known = byId.get(String(line.id));
    return (
      known &&
      t('{{name}}：申请 {{n}}，{{purpose}}', {
        name: known.softwareName,
        n: known.requestedQuantity,
        purpose: known.purpose,
      })
    );
  };
  const control = <LinesField fields={lineFields} about={about} />;
  return [{ name: 'lines', label: t('软件'), kind: 'custom', wide: true, control }, words];
}
