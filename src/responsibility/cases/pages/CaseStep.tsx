/** One step of a case in a drawer: what is asked, and what happens next said before the button. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import {
  type Field,
  FormDrawer,
  ScanField,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { ConsequenceField } from './ConsequenceField.tsx';

export type StepKey =
  | 'requestStatement'
  | 'giveStatement'
  | 'recordStatement'
  | 'respond'
  | 'propose'
  | 'decide'
  | 'returnProposal'
  | 'dismiss'
  | 'appeal'
  | 'redecide'
  | 'rectify'
  | 'close'
  | 'correct';

type Words = { title: string; before: string };
export const STEPS: Record<StepKey, Words> = {
  requestStatement: { title: '通知陈述', before: '当事人收到通知后可以看到本案并陈述情况。' },
  giveStatement: { title: '陈述情况', before: '陈述提交后由人事部门提出处理建议。' },
  recordStatement: {
    title: '登记陈述',
    before: '登记书面陈述；陈述期限已过的可登记为逾期未陈述。',
  },
  respond: { title: '填写部门意见', before: '部门意见随案，供提出建议和决定时参考。' },
  propose: {
    title: '提出处理建议',
    before: '系统按事实给出建议，请核实修改；由领导小组组长决定。',
  },
  decide: { title: '作出决定', before: '决定送达当事人和人事部门；当事人可在申诉期内申诉。' },
  returnProposal: { title: '退回建议', before: '由人事部门重新提出处理建议。' },
  dismiss: { title: '不予追究', before: '本案结束，有关的问题重新待处理。' },
  appeal: { title: '申诉', before: '由领导小组组长复核，只能申诉一次。' },
  redecide: { title: '复核决定', before: '可以维持或改变原决定。' },
  rectify: { title: '责令整改', before: '当事人或部门收到整改要求。' },
  close: { title: '结案', before: '写明整改和问题消除的情况。' },
  correct: { title: '更正事实', before: '更正前后的内容和原因留痕，决定不变。' },
};

const ENDPOINTS = {
  requestStatement: shapes.requestStatement,
  giveStatement: shapes.giveStatement,
  recordStatement: shapes.recordStatement,
  respond: shapes.respond,
  propose: shapes.proposeConsequences,
  decide: shapes.decideCase,
  returnProposal: shapes.decideCase,
  dismiss: shapes.decideCase,
  appeal: shapes.appealCase,
  redecide: shapes.redecideCase,
  rectify: shapes.rectifyCase,
  close: shapes.closeCase,
  correct: shapes.correctCase,
};

export function CaseStep(props: {
  step: StepKey;
  one: shapes.CaseRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, one } = props;
  const result = { decide: 'decide', returnProposal: 'return', dismiss: 'dismiss' }[
    step as 'decide'
  ];
  return (
    <FormDrawer
      open
      title={`${one.caseNo} ${t(STEPS[step].title)}`}
      endpoint={ENDPOINTS[step] as typeof shapes.decideCase}
      params={{ case: one.id }}
      fields={useFields(step, one)}
      initial={initialOf(step, one)}
      {...(result ? { extra: { result } } : {})}
      submit={t(STEPS[step].title)}
      before={t(STEPS[step].before)}
      danger={step === 'dismiss'}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.caseNo, what: t(STEPS[step].title) }));
        props.onClose();
      }}
    />
  );
}

function initialOf(step: StepKey, one: shapes.CaseRecord): Record<string, unknown> {
  const plain = (lines: readonly shapes.Consequence[]) =>
    lines.map(({ subject, kind, year, note }) => ({ subject, kind, year, note }));
  if (step === 'propose') {
    return { proposal: plain(one.proposal.length > 0 ? one.proposal : one.suggested) };
  }
  if (step === 'decide') return { consequences: plain(one.proposal) };
  if (step === 'redecide') return { consequences: plain(one.consequences) };
  return step === 'correct' ? { facts: one.facts } : {};
}

function useFields(step: StepKey, one: shapes.CaseRecord): Field[] {
  const t = useT();
  const { can } = useSession();
  const area = (name: string, label: string, required: boolean, maxLength = 4000): Field => ({
    name,
    label,
    kind: 'area',
    rows: 4,
    required,
    maxLength,
    wide: true,
  });
  const lines = (name: string): Field => ({
    name,
    label: t('处理'),
    kind: 'custom',
    wide: true,
    control: (
      <ConsequenceField person={one.personId !== null} department={one.departmentId !== null} />
    ),
  });
  const day = (name: string): Field => ({ name, label: t('限期'), kind: 'date', required: true });
  const fields: Record<StepKey, Field[]> = {
    requestStatement: [day('dueOn'), area('opinion', t('说明'), false, 500)],
    giveStatement: [area('statement', t('陈述'), true)],
    recordStatement: [
      area('statement', t('书面陈述'), false),
      ...(can('signature.scan')
        ? [
            {
              name: 'fileId',
              label: t('书面陈述扫描件'),
              kind: 'custom' as const,
              wide: true,
              control: <ScanField />,
            },
          ]
        : []),
      area('opinion', t('说明'), false, 500),
    ],
    respond: [area('response', t('部门意见'), true, 2000)],
    propose: [lines('proposal'), area('opinion', t('说明'), false, 500)],
    decide: [lines('consequences'), area('opinion', t('决定意见'), true, 500)],
    returnProposal: [area('opinion', t('意见'), true, 500)],
    dismiss: [area('opinion', t('决定意见'), true, 500)],
    appeal: [area('appeal', t('申诉理由'), true)],
    redecide: [lines('consequences'), area('opinion', t('决定意见'), true, 500)],
    rectify: [area('rectification', t('整改要求'), true, 2000), day('dueOn')],
    close: [area('note', t('整改和结案情况'), true, 2000)],
    correct: [area('facts', t('事实'), true), area('reason', t('原因'), true, 500)],
  };
  return fields[step];
}
