/** One case: facts and evidence, what each side says, what was proposed and decided, what happens next. */
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  addressOf,
  ChoiceTag,
  DateText,
  EMPTY,
  type Fact,
  Facts,
  Go,
  Loaded,
  RecordPage,
  useAction,
  useAddressParams,
  useEndpoint,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { FINDING_KINDS, FINDING_STATES } from '../../../reconciliation/findings/shapes.ts';
import { CASE_MACHINE } from '../rules.machine.ts';
import {
  addCaseFile,
  CASE_RULES,
  CASE_STATES,
  CONSEQUENCE_KINDS,
  type Consequence,
  downloadCaseFile,
  getCase,
  type CaseRecord as Record,
} from '../shapes.ts';
import { CaseStep, STEPS, type StepKey } from './CaseStep.tsx';

export default function CaseRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getCase, { params: { case: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

/** The step that carries the case on comes first; the others stand under 更多操作. */
const ORDER: StepKey[] = [
  'giveStatement',
  'requestStatement',
  'propose',
  'decide',
  'redecide',
  'rectify',
  'respond',
  'recordStatement',
  'close',
  'appeal',
  'returnProposal',
  'dismiss',
  'correct',
];

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [step, setStep] = useState<StepKey>();
  const steps = ORDER.filter((key) => (one.may as string[]).includes(key));
  const [first, ...rest] = steps;
  const words = useWords(one);
  return (
    <RecordPage
      kind={t('责任追究')}
      title={`${one.caseNo} ${one.title}`}
      state={<ChoiceTag set={CASE_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setStep(first)}>
            {t(STEPS[first].title)}
          </Button>
        )
      }
      more={
        rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest.map((key) => ({
                key,
                label: t(STEPS[key].title),
                onClick: () => setStep(key),
              })),
            }}
          >
            <Button>{t('更多操作')}</Button>
          </Dropdown>
        )
      }
      facts={useFacts(one)}
      tabs={[
        { key: 'words', label: t('陈述与意见'), content: <Facts facts={words} /> },
        {
          key: 'findings',
          label: t('有关的问题'),
          content: <Findings one={one} />,
          count: one.findings.length,
        },
        {
          key: 'files',
          label: t('证据材料'),
          content: <Files one={one} />,
          count: one.files.length,
        },
      ]}
      note={useNote(one)}
      history={useStepLines(CASE_MACHINE, one.steps)}
    >
      {step && <CaseStep step={step} one={one} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

/** What happens next, and who does it. */
function useNote(one: Record): string | undefined {
  const t = useT();
  switch (one.state) {
    case 'opened':
      return t('下一步：信息化部门通知当事人陈述。');
    case 'statementRequested':
      return t('等待当事人在 {{date}} 前陈述。', { date: one.statementDueOn ?? '' });
    case 'statementGiven':
      return t('等待人事部门提出处理建议。');
    case 'proposed':
      return t('等待领导小组组长决定。');
    case 'appealed':
      return t('等待领导小组组长复核。');
    case 'rectifying':
      return t('整改完成后由信息化部门结案。');
    default:
      return undefined;
  }
}

function useLines(): (lines: readonly Consequence[]) => string {
  const t = useT();
  return (lines) =>
    lines
      .map((line) =>
        [
          line.subject === 'person' ? t('个人') : t('部门'),
          t('{{year}} 年度', { year: line.year }),
          t(CONSEQUENCE_KINDS[line.kind].label),
          line.note,
        ]
          .filter(Boolean)
          .join(' '),
      )
      .join('；');
}

function useFacts(one: Record): Fact[] {
  const t = useT();
  const { can } = useSession();
  const lines = useLines();
  return [
    {
      label: t('当事人'),
      value:
        one.personId && can('organisation.view') ? (
          <Go to={`/people/${one.personId}`}>{one.personName}</Go>
        ) : (
          one.personName
        ),
    },
    { label: t('部门'), value: one.departmentName },
    { label: t('立案人'), value: one.openedBy },
    { label: t('立案时间'), value: <DateText value={one.createdAt} time /> },
    {
      label: t('违反的规定'),
      value: one.rules.map((rule) => t(CASE_RULES[rule].label)).join('；'),
      wide: true,
    },
    ...(one.pirated ? [{ label: t('使用盗版软件'), value: t('是') }] : []),
    { label: t('事实'), value: <Words text={one.facts} />, wide: true },
    ...(one.suggested.length > 0 && one.decidedOn === null
      ? [
          {
            label: t('系统建议'),
            value: `${lines(one.suggested)}（${[...new Set(one.suggested.map((line) => t(line.reason)))].join('；')}）`,
            wide: true,
          },
        ]
      : []),
    ...(one.proposal.length > 0
      ? [{ label: t('处理建议'), value: lines(one.proposal), wide: true }]
      : []),
    ...(one.decidedOn
      ? [
          { label: t('决定日期'), value: <DateText value={one.decidedOn} /> },
          { label: t('申诉期至'), value: <DateText value={one.appealUntil} /> },
          { label: t('处理'), value: lines(one.consequences) || t('不作处理'), wide: true },
        ]
      : []),
  ];
}

/** What somebody wrote keeps its lines. */
function Words(props: { text: string }): ReactNode {
  return props.text === '' ? EMPTY : <span className="zc-words">{props.text}</span>;
}

function useWords(one: Record): Fact[] {
  const t = useT();
  return [
    { label: t('陈述期限'), value: <DateText value={one.statementDueOn} /> },
    { label: t('当事人陈述'), value: <Words text={one.statement} />, wide: true },
    { label: t('部门意见'), value: <Words text={one.response} />, wide: true },
    { label: t('申诉理由'), value: <Words text={one.appeal} />, wide: true },
    { label: t('整改要求'), value: <Words text={one.rectification} />, wide: true },
    { label: t('整改限期'), value: <DateText value={one.rectifyBy} /> },
    { label: t('整改和结案情况'), value: <Words text={one.rectifiedNote} />, wide: true },
  ];
}

function nameOf(finding: Record['findings'][number]): string {
  const { computerNo, softwareName, softwareVersion } = finding;
  return [computerNo, softwareName, softwareVersion].filter(Boolean).join(' ');
}

function Findings(props: { one: Record }): ReactNode {
  const t = useT();
  const { can } = useSession();
  const opens = can('finding.view') !== undefined;
  if (props.one.findings.length === 0) return <p className="zc-quiet">{t('没有有关的问题。')}</p>;
  return (
    <ul>
      {props.one.findings.map((finding) => (
        <li key={finding.findingId}>
          <ChoiceTag set={FINDING_KINDS} value={finding.kind as keyof typeof FINDING_KINDS} />{' '}
          {opens ? (
            <Go to={`/findings?finding=${finding.findingId}`}>{nameOf(finding)}</Go>
          ) : (
            nameOf(finding)
          )}{' '}
          <ChoiceTag set={FINDING_STATES} value={finding.state as keyof typeof FINDING_STATES} />
        </li>
      ))}
    </ul>
  );
}

function Files(props: { one: Record }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  const add = useAction(addCaseFile, {
    onDone: () => message.success(t('材料已添加')),
    onRefused: (error) => message.error(error.message, 8),
  });
  const upload = (file: File) => {
    const form = new FormData();
    form.append('file', file);
    add.mutate({ params: { case: one.id }, body: form } as never);
    return false;
  };
  return (
    <>
      {one.files.map((file) => (
        <p key={file.fileId}>
          <a href={addressOf(downloadCaseFile, { params: { case: one.id, file: file.fileId } })}>
            {file.title}
          </a>{' '}
          <span className="zc-quiet">
            {file.addedBy} <DateText value={file.addedAt} time />
          </span>
        </p>
      ))}
      {one.may.includes('addFile') && (
        <Upload beforeUpload={upload} showUploadList={false}>
          <Button icon={<UploadOutlined />} loading={add.isPending}>
            {t('添加证据材料')}
          </Button>
        </Upload>
      )}
    </>
  );
}
