/** Signing, correcting, ending and cancelling a contract. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { initialOf, useContractFields } from './ContractForm.tsx';

type Action = (typeof shapes.CONTRACT_ACTIONS)[number];
type Step = Exclude<Action, 'edit' | 'receive'>;

export const TITLES: Record<Action, string> = {
  edit: '修改',
  sign: '登记签订',
  receive: '登记到货',
  correct: '更正',
  close: '结束合同',
  cancel: '取消合同',
};
const BEFORE: Record<Step, string> = {
  sign: '签订后不能直接修改；到货时逐行建立软件编号。',
  correct: '更正前后的内容和原因留痕；已到货的行不变。',
  close: '结束后不再登记到货。',
  cancel: '没有到货的合同可以取消。',
};
const ENDPOINTS = {
  sign: shapes.signContract,
  correct: shapes.correctContract,
  close: shapes.closeContract,
  cancel: shapes.cancelContract,
};

export function StepDrawer(props: {
  action: Step;
  one: shapes.ContractRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  const { fields, shape } = useContractFields();
  const reason: Field = {
    name: 'reason',
    label: t('原因'),
    kind: 'area',
    maxLength: 500,
    required: true,
    wide: true,
  };
  const corrects = action === 'correct';
  const signs = action === 'sign';
  const signedOn: Field = { name: 'signedOn', label: t('签订日期'), kind: 'date', required: true };
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.closeContract}
      params={{ contract: one.id }}
      initial={corrects ? initialOf(one) : signs ? { signedOn: dateInChina(new Date()) } : {}}
      fields={corrects ? [...fields, reason] : signs ? [signedOn] : [reason]}
      {...(corrects ? { shape } : {})}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.contractNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}
