/** One signing campaign: coverage by department, what may be done with it, and what was done. */
import { App, Button, Drawer, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  Facts,
  FormDrawer,
  History,
  Loaded,
  useAction,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { PLEDGE_CAMPAIGN_MACHINE } from '../rules.machine.ts';
import {
  correctPledgeCampaign,
  endPledgeCampaign,
  getPledgeCampaign,
  PLEDGE_CAMPAIGN_STATES,
  type PledgeCampaignRecord,
  remindPledges,
} from '../shapes.ts';
import { DepartmentCoverage } from './DepartmentCoverage.tsx';

export function CampaignDrawer(props: { id: string; onClose: () => void }): ReactNode {
  const t = useT();
  const query = useEndpoint(getPledgeCampaign, { params: { campaign: props.id } });
  return (
    <Drawer open size={640} title={t('签署活动')} onClose={props.onClose}>
      <Loaded query={query}>{(campaign) => <Shown campaign={campaign} />}</Loaded>
    </Drawer>
  );
}

function Shown(props: { campaign: PledgeCampaignRecord }): ReactNode {
  const t = useT();
  const { campaign } = props;
  const history = useStepLines(PLEDGE_CAMPAIGN_MACHINE, campaign.steps);
  return (
    <>
      <h2>
        {`${campaign.campaignNo} ${campaign.title}`}{' '}
        <ChoiceTag set={PLEDGE_CAMPAIGN_STATES} value={campaign.state} />
      </h2>
      <Facts
        facts={[
          {
            label: t('已签署 / 应签署'),
            value: `${campaign.signed} / ${campaign.due}`,
          },
          { label: t('文本版本'), value: t('第 {{n}} 版', { n: campaign.textVersion }) },
          { label: t('限期'), value: <DateText value={campaign.dueOn} /> },
          { label: t('最近催签'), value: <DateText value={campaign.remindedOn} /> },
        ]}
      />
      <Actions campaign={campaign} />
      <DepartmentCoverage coverage={campaign.coverage} />
      <h2>{t('经过')}</h2>
      <History lines={history} />
    </>
  );
}

const STEPS = {
  close: {
    submit: '结束签署活动',
    title: '结束',
    before: '结束后不再催签，已签的承诺书不受影响。',
    done: '签署活动已结束',
  },
  cancel: {
    title: '取消',
    submit: '取消签署活动',
    before: '取消后待办里的签署事项不再有限期，已签的承诺书不受影响。',
    done: '签署活动已取消',
  },
  correct: {
    title: '更正',
    submit: '更正',
    before: '只改名称和限期；更正前后的内容和原因都留痕。',
    done: '已更正并留痕',
  },
} as const;
type Step = keyof typeof STEPS;

function Actions(props: { campaign: PledgeCampaignRecord }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { campaign } = props;
  const [step, setStep] = useState<Step>();
  const remind = useAction(remindPledges, {
    onRefused: (error) => message.error(error.message, 8),
    onDone: ({ told }) => message.success(t('已催签 {{n}} 人', { n: told })),
  });
  const may = (action: PledgeCampaignRecord['may'][number]) => campaign.may.includes(action);
  return (
    <Space wrap className="zc-above">
      {may('remind') && (
        <Button
          type="primary"
          loading={remind.isPending}
          onClick={() => remind.mutate({ params: { campaign: campaign.id } })}
        >
          {t('催签')}
        </Button>
      )}
      {(['close', 'correct', 'cancel'] as const).filter(may).map((key) => (
        <Button key={key} danger={key === 'cancel'} onClick={() => setStep(key)}>
          {t(STEPS[key].title)}
        </Button>
      ))}
      {step && <StepDrawer step={step} campaign={campaign} onClose={() => setStep(undefined)} />}
    </Space>
  );
}

function StepDrawer(props: {
  step: Step;
  campaign: PledgeCampaignRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, campaign, onClose } = props;
  const words = STEPS[step];
  const correcting = step === 'correct';
  return (
    <FormDrawer
      open
      onClose={onClose}
      title={`${t(words.submit)} ${campaign.campaignNo}`}
      endpoint={
        (correcting ? correctPledgeCampaign : endPledgeCampaign) as typeof endPledgeCampaign
      }
      params={{ campaign: campaign.id }}
      {...(correcting ? {} : { extra: { action: step } })}
      initial={correcting ? { title: campaign.title, dueOn: campaign.dueOn } : {}}
      fields={[
        ...(correcting
          ? [
              { name: 'title', label: t('名称'), maxLength: 100, required: true, wide: true },
              { name: 'dueOn', label: t('限期'), kind: 'date' as const },
            ]
          : []),
        { name: 'reason', label: t('原因'), kind: 'area', required: true, wide: true },
      ]}
      submit={t(words.submit)}
      before={t(words.before)}
      danger={step === 'cancel'}
      onDone={() => {
        message.success(t(words.done));
        onClose();
      }}
    />
  );
}
