/** One problem from its circular to the passed re-check; the head's answer is written on a phone as well. */
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  type Fact,
  Go,
  Loaded,
  PaperMenu,
  RecordPage,
  ToneTag,
  useAction,
  useAddressParams,
  useEndpoint,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { PROBLEM_MACHINE } from '../rules.machine.ts';
import { getProblem, uploadEvidence } from '../shapes.problems.ts';
import {
  PROBLEM_KINDS,
  PROBLEM_SOURCES,
  PROBLEM_STATES,
  type ProblemAction,
  type ProblemRecord as Record,
} from '../shapes.ts';
import { Basis } from './Basis.tsx';
import { FileLines } from './FileLines.tsx';
import { ProblemDrawer } from './ProblemDrawer.tsx';
import { PROBLEM_TITLES, ProblemStepDrawer } from './ProblemSteps.tsx';
import { Due } from './ProblemTable.tsx';

const PRIMARY: ProblemAction[] = ['respond', 'review', 'edit'];
const ORDER: ProblemAction[] = ['edit', 'drop', 'restore', 'adjust', 'waive', 'openCase'];

export default function ProblemRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getProblem, { params: { problem: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<ProblemAction>();
  const close = () => setAction(undefined);
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  return (
    <RecordPage
      kind={t('检查问题')}
      title={`${one.problemNo}. ${one.content}`}
      state={<ChoiceTag set={PROBLEM_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(PROBLEM_TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          <PaperMenu of={{ kind: 'rectification', id: one.id }} />
          {rest.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: rest.map((key) => ({
                  key,
                  label: t(PROBLEM_TITLES[key]),
                  onClick: () => setAction(key),
                })),
              }}
            >
              <Button>{t('更多操作')}</Button>
            </Dropdown>
          )}
        </>
      }
      facts={useFacts(one)}
      history={useStepLines(PROBLEM_MACHINE, one.steps)}
    >
      <Evidence one={one} />
      {action === 'edit' && (
        <ProblemDrawer inspectionId={one.inspectionId} one={one} onClose={close} onDone={close} />
      )}
      {action && action !== 'edit' && (
        <ProblemStepDrawer action={action} one={one} onClose={close} />
      )}
    </RecordPage>
  );
}

function useFacts(one: Record): Fact[] {
  const t = useT();
  const session = useSession();
  const source = t(PROBLEM_SOURCES[one.source].label);
  const seesFinding = one.findingId !== null && session.can('finding.view') === 'all';
  return [
    {
      label: t('检查'),
      value: <Go to={`/inspections/${one.inspectionId}`}>{one.inspectionTitle}</Go>,
    },
    { label: t('类型'), value: <ChoiceTag set={PROBLEM_KINDS} value={one.kind} /> },
    { label: t('责任部门'), value: one.departmentName || EMPTY },
    { label: t('责任人'), value: one.personName || EMPTY },
    { label: t('计算机编号'), value: one.computerNo || EMPTY },
    {
      label: t('来源'),
      value: (
        <span className="zc-inline">
          {seesFinding ? <Go to={`/findings?finding=${one.findingId}`}>{source}</Go> : source}
          {one.findingPresent !== null && (
            <ToneTag tone={one.findingPresent ? 'amber' : 'green'}>
              {one.findingPresent ? t('对照仍发现') : t('对照已不再发现')}
            </ToneTag>
          )}
        </span>
      ),
    },
    ...(one.evidence
      ? [{ label: t('依据'), value: <Basis evidence={one.evidence} />, wide: true }]
      : []),
    { label: t('整改要求'), value: one.measure, wide: true },
    { label: t('期限'), value: <Due row={one} /> },
    ...(one.caseId
      ? [{ label: t('责任追究'), value: <Go to={`/cases/${one.caseId}`}>{t('已立案')}</Go> }]
      : []),
    ...(one.response
      ? [
          {
            label: t('整改情况'),
            value: <Said words={one.response} by={one.respondedBy} on={one.respondedOn} />,
            wide: true,
          },
        ]
      : []),
    ...(one.reviewedBy
      ? [
          {
            label: t('复查意见'),
            value: <Said words={one.review} by={one.reviewedBy} on={one.reviewedOn} />,
            wide: true,
          },
        ]
      : []),
  ];
}

function Said(props: { words: string; by: string | null; on: string | null }): ReactNode {
  return (
    <span className="zc-words">
      {props.words}{' '}
      <span className="zc-quiet">
        {props.by} <DateText value={props.on} />
      </span>
    </span>
  );
}

function Evidence(props: { one: Record }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  const upload = useAction(uploadEvidence, {
    onDone: (done) => void message.success(t('已保存 {{name}}', { name: done.fileName })),
    onRefused: (error) => void message.error(error.message, 8),
  });
  const mayUpload = one.may.includes('respond');
  if (one.files.length === 0 && !mayUpload) return null;
  return (
    <section className="zc-panel" aria-label={t('整改材料')}>
      <h2>{t('整改材料')}</h2>
      <FileLines inspectionId={one.inspectionId} files={one.files} />
      {mayUpload && (
        <Upload
          showUploadList={false}
          beforeUpload={(file) => {
            const body = new FormData();
            body.append('file', file, file.name);
            upload.mutate({ params: { problem: one.id }, body } as never);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={upload.isPending}>
            {t('上传材料或照片')}
          </Button>
        </Upload>
      )}
    </section>
  );
}
