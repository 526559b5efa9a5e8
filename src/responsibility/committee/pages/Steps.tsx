/** What may be done with a composition: edit, send in, decide, record by document, discard, correct. */
import { Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type Field,
  FormDrawer,
  type FormValues,
  ScanField,
  useT,
} from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { MemberEditor } from './MemberEditor.tsx';

type Action = (typeof shapes.COMMITTEE_ACTIONS)[number];
type Step = Exclude<Action, 'edit' | 'correct' | 'confirmByDocument'>;

const TITLES: Record<Action, string> = {
  edit: '修改成员',
  submit: '报组长审定',
  approve: '审定',
  return: '退回',
  confirmByDocument: '依据文件登记',
  discard: '放弃',
  correct: '更正联系方式',
};
const BEFORE: Record<Step, string> = {
  submit: '组长收到通知后审定；审定前不能再修改。',
  approve: '审定后成为现行组成，原组成转为历史。',
  return: '由信息化部门修改后重新报审。',
  discard: '放弃这次调整，现行组成不变。',
};
const ENDPOINTS = {
  submit: shapes.submitCommittee,
  approve: shapes.decideCommittee,
  return: shapes.decideCommittee,
  discard: shapes.discardCommittee,
};
const MAIN: Action[] = ['submit', 'approve'];

export function Steps(props: { one: shapes.Committee }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  return (
    <Space wrap>
      {shapes.COMMITTEE_ACTIONS.filter((key) => one.may.includes(key)).map((key) => (
        <Button
          key={key}
          type={MAIN.includes(key) ? 'primary' : 'default'}
          onClick={() => setAction(key)}
        >
          {t(TITLES[key])}
        </Button>
      ))}
      {(action === 'edit' || action === 'correct') && (
        <MemberEditor one={one} correcting={action === 'correct'} onClose={close} />
      )}
      {action === 'confirmByDocument' && <ByDocument one={one} onClose={close} />}
      {action && action in ENDPOINTS && (
        <StepDrawer step={action as Step} one={one} onClose={close} />
      )}
    </Space>
  );
}

function StepDrawer(props: { step: Step; one: shapes.Committee; onClose: () => void }): ReactNode {
  const t = useT();
  const { step, one, onClose } = props;
  const opinion: Field =
    step === 'discard'
      ? { name: 'reason', label: t('原因'), kind: 'area', required: true, wide: true }
      : {
          name: 'opinion',
          label: t('意见'),
          kind: 'area',
          required: step === 'return',
          wide: true,
        };
  const fields: Field[] =
    step === 'approve'
      ? [{ name: 'effectiveFrom', label: t('生效日期'), kind: 'date' }, opinion]
      : [opinion];
  const decides: FormValues =
    step === 'approve' || step === 'return' ? { approve: step === 'approve' } : {};
  return (
    <FormDrawer
      open
      title={t(TITLES[step])}
      endpoint={ENDPOINTS[step] as typeof shapes.decideCommittee}
      params={{ committee: one.id }}
      extra={decides}
      fields={fields}
      before={t(BEFORE[step])}
      submit={t(TITLES[step])}
      danger={step === 'discard'}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function ByDocument(props: { one: shapes.Committee; onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <FormDrawer
      open
      title={t(TITLES.confirmByDocument)}
      endpoint={shapes.confirmCommitteeByDocument}
      params={{ committee: props.one.id }}
      fields={[
        { name: 'documentNo', label: t('文号'), required: true },
        { name: 'documentOn', label: t('文件日期'), kind: 'date', required: true },
        { name: 'effectiveFrom', label: t('生效日期'), kind: 'date', required: true },
        {
          name: 'fileId',
          label: t('文件扫描件'),
          kind: 'custom',
          required: true,
          control: <ScanField />,
        },
      ]}
      before={t('已以纸质文件审定的组成，凭文件登记后成为现行组成。')}
      submit={t(TITLES.confirmByDocument)}
      onDone={props.onClose}
      onClose={props.onClose}
    />
  );
}
