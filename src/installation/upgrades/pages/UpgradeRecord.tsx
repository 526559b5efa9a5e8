/** One scheme: its words, what it comes to, the requests in it, and who decided what. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  type Fact,
  Facts,
  Go,
  Loaded,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useGo,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { CAMPAIGN_STATES } from '../../campaigns/shapes.ts';
import { UPGRADE_MACHINE } from '../rules.machine.ts';
import {
  getUpgrade,
  UPGRADE_SECTIONS,
  UPGRADE_STATES,
  type UpgradeAction,
  type UpgradeRecord,
  type UpgradeSection,
  type UpgradeState,
} from '../shapes.ts';
import { PreviewOf } from './PreviewOf.tsx';
import { RequestTable } from './RequestTable.tsx';
import { type StepAction, UpgradeStep } from './UpgradeStep.tsx';

export default function UpgradeRecordPage(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getUpgrade, { params: { upgrade: id } });
  return <Loaded query={query}>{(upgrade) => <Shown upgrade={upgrade} />}</Loaded>;
}

function Shown(props: { upgrade: UpgradeRecord }): ReactNode {
  const t = useT();
  const { upgrade } = props;
  const [step, setStep] = useState<StepAction>();
  // A step that only follows the deployment says how far that has come.
  const reached = upgrade.steps.toReversed();
  const history = useStepLines(UPGRADE_MACHINE, upgrade.steps).map((line, at) => {
    const { action, toState } = reached[at]!;
    if (action !== 'follow') return line;
    const state = t(UPGRADE_STATES[toState as UpgradeState].label);
    return { ...line, what: `${line.what}：${state}` };
  });
  const words = (Object.keys(UPGRADE_SECTIONS) as UpgradeSection[]).map((key) => ({
    label: t(UPGRADE_SECTIONS[key].label),
    value: upgrade[key] && <span className="zc-words">{upgrade[key]}</span>,
    wide: true,
  }));
  const tabs = [
    { key: 'scheme', label: t('方案内容'), content: <Facts facts={words} /> },
    {
      key: 'requests',
      label: t('列入的升级申请'),
      content: <RequestTable upgrade={upgrade} />,
      count: upgrade.applications.length,
    },
    ...(upgrade.preview
      ? [{ key: 'check', label: t('核对'), content: <PreviewOf preview={upgrade.preview} /> }]
      : []),
  ];
  return (
    <RecordPage
      kind={t('升级方案')}
      title={`${upgrade.schemeNo} ${upgrade.title}`}
      state={<ChoiceTag set={UPGRADE_STATES} value={upgrade.state} />}
      next={<Next upgrade={upgrade} onStep={setStep} />}
      more={<More upgrade={upgrade} onStep={setStep} />}
      note={useNote(upgrade)}
      facts={useFacts(upgrade)}
      tabs={tabs}
      history={history}
    >
      {step && <UpgradeStep step={step} upgrade={upgrade} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

/** What has to happen next, and who does it. */
function useNote(upgrade: UpgradeRecord): string | undefined {
  const t = useT();
  const blocked = upgrade.preview?.checks.find((check) => check.level === 'block');
  if (blocked) return blocked.message;
  switch (upgrade.state) {
    case 'submitted':
      return t('等待领导小组组长或副组长审批（起草人不能审批）。');
    case 'approved':
      return t('已批准。下一步：信息化部门在统一部署中通知部门，再开始执行。');
    case 'departmentsNotified':
      return t('各部门已通知。下一步：信息化部门在统一部署中开始执行。');
    default:
      return undefined;
  }
}

function useFacts(upgrade: UpgradeRecord): Fact[] {
  const t = useT();
  const { campaign } = upgrade;
  const name = (one: UpgradeRecord['from'][number]) =>
    [one.softwareNo, one.softwareName, one.softwareVersion].filter(Boolean).join(' ');
  return [
    { label: t('原软件'), value: upgrade.from.map(name).join('、'), wide: true },
    {
      label: t('升级后'),
      value: [upgrade.toSoftwareNo, upgrade.toSoftwareName, upgrade.version].join(' '),
    },
    { label: t('起草人'), value: upgrade.draftedBy },
    { label: t('限期'), value: <DateText value={upgrade.dueOn} /> },
    { label: t('安装维护人'), value: upgrade.technicianName ?? EMPTY },
    ...(campaign
      ? [
          {
            label: t('统一部署'),
            value: (
              <>
                <Go to={`/campaigns/${campaign.id}`}>{campaign.campaignNo}</Go>{' '}
                <ChoiceTag set={CAMPAIGN_STATES} value={campaign.state} />
              </>
            ),
          },
          {
            label: t('已登记'),
            value: t('{{n}} 台，共 {{all}} 台', { n: upgrade.recorded, all: upgrade.computers }),
          },
        ]
      : []),
  ];
}

type Steps = { upgrade: UpgradeRecord; onStep: (step: StepAction) => void };

function Next({ upgrade, onStep }: Steps): ReactNode {
  const t = useT();
  const go = useGo();
  const may = (action: UpgradeAction) => upgrade.may.includes(action);
  if (may('approve')) {
    return (
      <Button type="primary" onClick={() => onStep('approve')}>
        {t('批准')}
      </Button>
    );
  }
  if (may('submit')) {
    return (
      <Button type="primary" onClick={() => onStep('submit')}>
        {t('送审')}
      </Button>
    );
  }
  if (!upgrade.campaign) return null;
  return (
    <Button type="primary" onClick={() => go(`/campaigns/${upgrade.campaign!.id}`)}>
      {t('打开统一部署')}
    </Button>
  );
}

function More({ upgrade, onStep }: Steps): ReactNode {
  const t = useT();
  const go = useGo();
  const may = (action: UpgradeAction) => upgrade.may.includes(action);
  return (
    <>
      {may('return') && <Button onClick={() => onStep('return')}>{t('退回')}</Button>}
      {may('edit') && (
        <Button onClick={() => go(`/upgrades/${upgrade.id}/edit`)}>{t('修改')}</Button>
      )}
      {may('correct') && <Button onClick={() => onStep('correct')}>{t('更正')}</Button>}
      {may('cancel') && (
        <Button danger onClick={() => onStep('cancel')}>
          {t('取消方案')}
        </Button>
      )}
    </>
  );
}
