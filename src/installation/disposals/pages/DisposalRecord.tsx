/** One disposal: numbers with their life and installs, opinions, papers, what comes next. */
import { Alert, Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  Go,
  Loaded,
  MoneyText,
  PaperMenu,
  Papers,
  RecordPage,
  ToneTag,
  useAddressParams,
  useEndpoint,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { DISPOSAL_MACHINE } from '../rules.machine.ts';
import * as documents from '../shapes.documents.ts';
import * as shapes from '../shapes.ts';
import { DisposalForm, initialOf } from './DisposalForm.tsx';
import { type Step, StepDrawer, TITLES } from './DisposalSteps.tsx';
import { Life, nameOf } from './words.tsx';

type Action = Step | 'resubmit';
const ORDER: Action[] = [
  'headReview',
  'assetReview',
  'appraise',
  'resubmit',
  'uninstall',
  'dispose',
  'withdraw',
  'correct',
  'cancel',
  'undo',
];
/** Never the one primary button: they undo what was done. */
const SIDE: Action[] = ['withdraw', 'correct', 'cancel', 'undo'];

export default function DisposalRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(shapes.getDisposal, { params: { disposal: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: shapes.DisposalRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  const offered = ORDER.filter((key) => one.may.includes(key));
  const first = offered.find((key) => !SIDE.includes(key));
  return (
    <RecordPage
      kind={t('软件处置')}
      title={one.disposalNo}
      state={<ChoiceTag set={shapes.DISPOSAL_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={<More one={one} rest={offered.filter((key) => key !== first)} onPick={setAction} />}
      facts={useFacts(one)}
      tabs={useTabs(one)}
      history={useStepLines(DISPOSAL_MACHINE, one.steps)}
    >
      <Warnings one={one} />
      {action === 'resubmit' && (
        <Drawer open size={900} title={t(TITLES.resubmit)} onClose={close}>
          <DisposalForm
            endpoint={shapes.resubmitDisposal as unknown as typeof shapes.createDisposal}
            params={{ disposal: one.id }}
            initial={initialOf(one)}
            submit={t('重新提出')}
            onDone={close}
          />
        </Drawer>
      )}
      {action && action !== 'resubmit' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function More(props: {
  one: shapes.DisposalRecord;
  rest: Action[];
  onPick: (action: Action) => void;
}): ReactNode {
  const t = useT();
  const items = props.rest.map((key) => ({
    key: key as string,
    label: t(TITLES[key]),
    onClick: () => props.onPick(key),
  }));
  const { id } = props.one;
  return (
    <>
      <PaperMenu of={{ kind: 'disposal', id }} print={`/print/disposal/${id}`} />
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items }}>
          <Button>{t('更多操作')}</Button>
        </Dropdown>
      )}
    </>
  );
}

function useFacts(one: shapes.DisposalRecord) {
  const t = useT();
  return [
    { label: t('处置原因'), value: t(shapes.DISPOSAL_REASONS[one.reason].label), wide: true },
    {
      label: t('处置方式'),
      value: [t(shapes.DISPOSAL_METHODS[one.method].label), one.recipient]
        .filter(Boolean)
        .join(' · '),
    },
    { label: t('申请人'), value: [one.departmentName, one.requestedBy].filter(Boolean).join(' ') },
    { label: t('申请日期'), value: <DateText value={one.requestedOn} /> },
    { label: t('批准日期'), value: <DateText value={one.approvedOn} /> },
    ...(one.disposedOn
      ? [{ label: t('处置日期'), value: <DateText value={one.disposedOn} /> }]
      : []),
    {
      label: t('情况说明'),
      value: <span className="zc-words">{one.explanation}</span>,
      wide: true,
    },
    ...(one.notMovable
      ? [
          {
            label: t('无法迁移的原因'),
            value: <span className="zc-words">{one.notMovable}</span>,
            wide: true,
          },
        ]
      : []),
  ];
}

function useTabs(one: shapes.DisposalRecord) {
  const t = useT();
  return [
    {
      key: 'numbers',
      label: t('软件编号'),
      count: one.lines.length,
      content: one.lines.map((line) => <Line key={line.softwareId} line={line} />),
    },
    ...(one.devices.length > 0
      ? [
          {
            key: 'devices',
            label: t('报废的计算机'),
            count: one.devices.length,
            content: one.devices.map((device) => (
              <p key={device.id} className="zc-inline">
                <Go to={`/devices/${device.id}`}>{device.computerNo}</Go>
                <span className="zc-quiet">
                  {t('{{date}} 报废', { date: device.retiredOn ?? '' })}
                </span>
              </p>
            )),
          },
        ]
      : []),
    {
      key: 'documents',
      label: t('资料'),
      content: (
        <Papers
          endpoints={{
            list: documents.listDisposalDocuments,
            upload: documents.uploadDisposalDocument,
            download: documents.downloadDisposalDocument,
            remove: documents.removeDisposalDocument,
          }}
          params={{ disposal: one.id }}
          writes={one.may.includes('attach')}
          kinds={documents.DISPOSAL_DOCUMENT_KINDS}
          empty={t('还没有资料。可上传停止服务通知、鉴定报告、照片等依据。')}
        />
      ),
    },
  ];
}

/** What the appraiser has to look into, and what is still in the way of the end. */
function Warnings(props: { one: shapes.DisposalRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const live = !['disposed', 'rejected', 'withdrawn'].includes(one.state);
  const open = one.lines.reduce((sum, line) => sum + line.openInstalls, 0);
  const promised = one.lines.reduce((sum, line) => sum + line.promised, 0);
  const waits = one.state === 'approved' || one.state === 'uninstalling';
  return (
    <>
      {live &&
        one.warnings.map((warning) => (
          <Alert
            key={`${warning.sentence}${warning.params.no}`}
            type="warning"
            showIcon
            className="zc-above"
            title={t(warning.sentence, warning.params)}
          />
        ))}
      {waits && open > 0 && (
        <Alert
          type="info"
          showIcon
          className="zc-above"
          title={t('还有 {{n}} 处在册安装，须先卸载并登记，才能办理处置。', { n: open })}
        />
      )}
      {waits && promised > 0 && (
        <Alert
          type="info"
          showIcon
          className="zc-above"
          title={t('还有 {{n}} 项未办结的安装，须先取消，才能办理处置。', { n: promised })}
        />
      )}
    </>
  );
}

function Line(props: { line: shapes.DisposalLine }): ReactNode {
  const t = useT();
  const { can } = useSession();
  const { line } = props;
  const more = line.openInstalls - line.installedOn.length;
  return (
    <article className="zc-card zc-above" aria-label={line.softwareNo}>
      <header>
        {can('software.view') ? (
          <Go to={`/software/${line.softwareId}`}>{nameOf(line)}</Go>
        ) : (
          nameOf(line)
        )}
        {line.status === 'disposed' && <ToneTag tone="grey">{t('已处置')}</ToneTag>}
      </header>
      <Life one={line} />
      <p className="zc-inline">
        <span>
          {line.licenseQuantity === 'unlimited'
            ? t('许可不限')
            : t('许可 {{n}} 个', { n: line.licenseQuantity ?? 0 })}
        </span>
        {line.purchaseAmountFen !== null && (
          <span>
            {t('采购金额')} <MoneyText fen={line.purchaseAmountFen} />
          </span>
        )}
        <span>{t('在册安装 {{n}} 处', { n: line.openInstalls })}</span>
        {line.campaignId && (
          <Go to={`/campaigns/${line.campaignId}`}>
            {t('卸载 {{no}}', { no: line.campaignNo ?? '' })}
          </Go>
        )}
      </p>
      {line.installedOn.length > 0 && (
        <div className="zc-quiet">
          {line.installedOn.join(t('、'))}
          {more > 0 && ` ${t('等 {{n}} 台', { n: line.openInstalls })}`}
        </div>
      )}
    </article>
  );
}
