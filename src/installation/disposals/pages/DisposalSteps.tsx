/** Opinions and the other steps of a disposal in a drawer. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { type Field, FormDrawer, type FormValues, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { shapeWords, useWords } from './DisposalForm.tsx';

export type Step = Exclude<shapes.DisposalAction, 'resubmit' | 'attach'>;

export const TITLES: Record<Step | 'resubmit', string> = {
  resubmit: '修改并重新提出',
  withdraw: '撤回',
  appraise: '鉴定',
  assetReview: '资产审批',
  headReview: '审批',
  uninstall: '发起卸载',
  dispose: '办理处置',
  correct: '更正文字',
  cancel: '不再处置',
  undo: '撤销处置登记',
};
const BEFORE: Record<Step, string> = {
  withdraw: '撤回后这些软件编号可以另行申请。',
  appraise: '写明鉴定情况和结论；同意后报资产管理部门审批。',
  assetReview: '按资产处置报批手续审批；退回的由信息化部门重新鉴定。',
  headReview: '同意后由信息化部门卸载并办理处置；退回的由资产管理部门重新审批。',
  uninstall:
    '每个仍有在册安装的软件编号建一次统一部署（卸载），随后在统一部署中通知部门、派单执行。',
  dispose: '软件编号自处置日期起关闭，不再列入汇总表（附件7），也不会另作他用。',
  correct: '更正前后的文字和原因留痕。',
  cancel: '审批作废，软件编号继续使用；进行中的卸载请在统一部署中取消。',
  undo: '软件编号恢复有效，重新列入汇总表（附件7）；审批仍然有效，可以重新办理。',
};
const ENDPOINTS = {
  withdraw: shapes.withdrawDisposal,
  appraise: shapes.appraiseDisposal,
  assetReview: shapes.assetReviewDisposal,
  headReview: shapes.headReviewDisposal,
  uninstall: shapes.uninstallDisposal,
  dispose: shapes.disposeDisposal,
  correct: shapes.correctDisposal,
  cancel: shapes.cancelDisposal,
  undo: shapes.undoDisposal,
};

export function StepDrawer(props: {
  action: Step;
  one: shapes.DisposalRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.appraiseDisposal}
      params={{ disposal: one.id }}
      initial={initialOf(action, one)}
      fields={useFields(action, one)}
      {...(action === 'correct' ? { shape: shapeWords } : {})}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      danger={action === 'dispose'}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.disposalNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

function initialOf(action: Step, one: shapes.DisposalRecord): FormValues {
  const { method, recipient, explanation, notMovable } = one;
  if (action === 'correct') return { method, recipient, explanation, notMovable };
  if (action === 'dispose') return { disposedOn: dateInChina(new Date()) };
  return {};
}

function useFields(action: Step, one: shapes.DisposalRecord): Field[] {
  const t = useT();
  const words = useWords(() => one.reason === 'lifeNotReachedHardwareScrapped');
  const reason: Field = {
    name: 'reason',
    label: t('原因'),
    kind: 'area',
    maxLength: 500,
    required: true,
    wide: true,
  };
  switch (action) {
    case 'appraise':
    case 'assetReview':
    case 'headReview':
      return [
        {
          name: 'result',
          label: t('结论'),
          kind: 'choice',
          set: shapes.REVIEW_RESULTS,
          radio: true,
          required: true,
          wide: true,
        },
        {
          name: 'opinion',
          label: action === 'appraise' ? t('鉴定意见') : t('意见'),
          kind: 'area',
          maxLength: 500,
          required: action === 'appraise',
          wide: true,
        },
      ];
    case 'uninstall':
      return [{ name: 'dueOn', label: t('完成期限'), kind: 'date' }];
    case 'dispose':
      return [{ name: 'disposedOn', label: t('处置日期'), kind: 'date', required: true }];
    case 'correct':
      return [...words, reason];
    default:
      return [reason];
  }
}
