/** One closing: its figures, what did not agree, what has changed since the last, the files as they were. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  addressOf,
  ChoiceTag,
  DateText,
  EMPTY,
  FormDrawer,
  Go,
  Loaded,
  RecordPage,
  SignatureField,
  useAddressParams,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { FINDING_KINDS } from '../../../reconciliation/findings/shapes.ts';
import { CLOSING_MACHINE } from '../rules.machine.ts';
import {
  CLOSING_FORMS,
  CLOSING_STATES,
  discardClosing,
  downloadClosingFile,
  getClosing,
  type ClosingRecord as Record,
  reviewClosing,
  signClosing,
} from '../shapes.ts';

type Step = Record['may'][number];
const TITLES: { [step in Step]: string } = {
  review: '核对差异',
  sign: '签字归档',
  discard: '作废重做',
};

export default function ClosingRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(
    getClosing,
    { params: { closing: id } },
    { every: (one) => (one?.state === 'generating' ? 2000 : false) },
  );
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [step, setStep] = useState<Step>();
  const next = one.may.find((action) => action !== 'discard');
  return (
    <RecordPage
      kind={t('半年结存')}
      title={one.period}
      state={<ChoiceTag set={CLOSING_STATES} value={one.state} />}
      note={one.state === 'generating' ? t('正在后台生成，完成后请核对。') : undefined}
      next={
        next && (
          <Button type="primary" onClick={() => setStep(next)}>
            {t(TITLES[next])}
          </Button>
        )
      }
      more={
        one.may.includes('discard') && (
          <Button onClick={() => setStep('discard')}>{t(TITLES.discard)}</Button>
        )
      }
      facts={[
        { label: t('截至日期'), value: <DateText value={one.asOf} /> },
        { label: t('软件编号'), value: one.figures?.numbers ?? EMPTY },
        { label: t('安装数量'), value: one.figures?.installs ?? EMPTY },
        { label: t('计算机'), value: one.figures?.computers ?? EMPTY },
        { label: t('总人数'), value: one.figures?.people ?? EMPTY },
        {
          label: t('签字'),
          value: one.signature ? `${one.signature.personName} ${one.signature.signedOn}` : EMPTY,
        },
        { label: t('核对情况'), value: one.reviewNote || EMPTY, wide: true },
      ]}
      tabs={[
        { key: 'files', label: t('文件'), content: <Files one={one} />, count: one.files.length },
        {
          key: 'differences',
          label: t('当时的差异'),
          content: <Differences one={one} />,
          count: one.differences.length,
        },
        {
          key: 'changes',
          label: t('与上次相比'),
          content: <Changes one={one} />,
          count: one.changes.length,
        },
      ]}
      history={useStepLines(CLOSING_MACHINE, one.steps)}
    >
      {step && <StepDrawer step={step} one={one} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

function Files(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  if (one.files.length === 0) return <p className="zc-quiet">{t('文件还没有生成。')}</p>;
  return one.files.map((file) => (
    <div key={file.form} className="zc-above">
      <a href={addressOf(downloadClosingFile, { params: { closing: one.id, form: file.form } })}>
        {t(CLOSING_FORMS[file.form].label)}
      </a>{' '}
      <span className="zc-quiet">{t('{{n}} 字节', { n: file.size })}</span>
      <div className="zc-quiet zc-words">SHA-256 {file.sha256}</div>
    </div>
  ));
}

function Differences(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  if (one.differences.length === 0) {
    return <p className="zc-quiet">{t('生成时没有待处理的问题。')}</p>;
  }
  return (
    <ul>
      {one.differences.map((line) => (
        <li key={line.kind}>
          <Go to={`/findings?kind=${line.kind}`}>
            {t(FINDING_KINDS[line.kind as keyof typeof FINDING_KINDS].label)}
          </Go>{' '}
          <span className="zc-number">{line.count}</span>
        </li>
      ))}
    </ul>
  );
}

function Changes(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  if (one.since === null) return <p className="zc-quiet">{t('没有更早的结存。')}</p>;
  if (one.changes.length === 0) {
    return <p className="zc-quiet">{t('安装数量与 {{period}} 相同。', { period: one.since })}</p>;
  }
  return (
    <table className="zc-changes">
      <thead>
        <tr>
          <th>{t('软件编号')}</th>
          <th>{t('软件名称')}</th>
          <th>{one.since}</th>
          <th>{one.period}</th>
        </tr>
      </thead>
      <tbody>
        {one.changes.map((line) => (
          <tr key={line.softwareNo}>
            <td>{line.softwareNo}</td>
            <td>{line.softwareName}</td>
            <td className="zc-number">{line.before ?? EMPTY}</td>
            <td className="zc-number">{line.after ?? EMPTY}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ENDPOINTS = { review: reviewClosing, sign: signClosing, discard: discardClosing };
const BEFORE: { [step in Step]: string } = {
  review: '写明差异的原因和处理；没有差异的写明已核对。',
  sign: '签字后归档，以后的冲正和更正不影响这份结存。',
  discard: '这份结存作废，可以重新生成。',
};

function StepDrawer(props: { step: Step; one: Record; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, one } = props;
  const area = (name: string, label: string) => ({
    name,
    label,
    kind: 'area' as const,
    required: true,
    wide: true,
  });
  return (
    <FormDrawer
      open
      title={`${one.period} ${t(TITLES[step])}`}
      endpoint={ENDPOINTS[step] as typeof signClosing}
      params={{ closing: one.id }}
      danger={step === 'discard'}
      before={t(BEFORE[step])}
      fields={
        step === 'review'
          ? [area('opinion', t('核对情况'))]
          : step === 'discard'
            ? [area('reason', t('原因'))]
            : [
                {
                  name: 'signature',
                  label: t('信息化部门签字'),
                  kind: 'custom',
                  required: true,
                  wide: true,
                  control: <SignatureField kinds={['drawn', 'password']} />,
                },
              ]
      }
      submit={t(TITLES[step])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{period}}：{{what}}', { period: one.period, what: t(TITLES[step]) }));
        props.onClose();
      }}
    />
  );
}
