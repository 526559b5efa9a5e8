/** 自动登记规则: proposed by the information department, approved by the leading group, applied by the system. */
import { Alert, App, Button, Modal, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { DEVICE_TYPES } from '../../../ledgers/devices/shapes.ts';
import {
  ApiError,
  Can,
  ChoiceTag,
  call,
  DateText,
  EMPTY,
  FormDrawer,
  ListPage,
  useAction,
  useT,
  useUnit,
} from '../../../platform/web/index.ts';
import { softwareCategories } from '../../../recognition/shapes.ts';
import {
  decidePostingRule,
  listPostingRules,
  POSTING_STATES,
  type PostingCondition,
  type PostingRule,
  previewPostingRule,
  proposePostingRule,
  RECORD_AS,
  retirePostingRule,
} from '../shapes.ts';

export default function PostingRules(): ReactNode {
  const t = useT();
  const [proposing, setProposing] = useState(false);
  const [deciding, setDeciding] = useState<PostingRule>();
  const propose = (
    <Can permission="postingRule.propose">
      <Button type="primary" onClick={() => setProposing(true)}>
        {t('提出规则')}
      </Button>
    </Can>
  );
  return (
    <>
      <ListPage
        title={t('自动登记规则')}
        list={listPostingRules}
        action={propose}
        above={
          <Alert
            type="info"
            title={t(
              '领导小组审定后，系统按规则把相符的问题自动登记入台账，每条记录都注明依据的规则和采集记录。',
            )}
          />
        }
        columns={columns(t, setDeciding)}
        empty={{
          text: t('还没有规则。可以先提出“随机预装软件登记为OEM软件”，报领导小组审定。'),
          action: propose,
        }}
      />
      <ProposeDrawer open={proposing} onClose={() => setProposing(false)} />
      {deciding && (
        <FormDrawer
          open
          onClose={() => setDeciding(undefined)}
          title={t('审定：{{name}}', { name: deciding.name })}
          endpoint={decidePostingRule}
          params={{ rule: deciding.id }}
          submit={t('提交审定意见')}
          initial={{ approve: true }}
          fields={[
            {
              name: 'approve',
              label: t('结论'),
              kind: 'flag',
              text: t('同意，立即生效'),
              wide: true,
            },
            { name: 'opinion', label: t('意见'), kind: 'area', maxLength: 500, wide: true },
          ]}
          onDone={() => setDeciding(undefined)}
        />
      )}
    </>
  );
}

type T = (sentence: string, params?: Record<string, string | number>) => string;

function columns(t: T, decide: (rule: PostingRule) => void) {
  return [
    { key: 'name', title: t('规则名称'), width: 220 },
    {
      key: 'condition',
      title: t('登记什么'),
      width: 300,
      render: (rule: PostingRule) => <Condition condition={rule.condition} />,
    },
    {
      key: 'state',
      title: t('状态'),
      width: 100,
      render: (rule: PostingRule) => <ChoiceTag set={POSTING_STATES} value={rule.state} />,
    },
    { key: 'posted', title: t('已登记'), number: true, width: 80 },
    {
      key: 'proposedBy',
      title: t('提出'),
      width: 160,
      render: (rule: PostingRule) => (
        <>
          {rule.proposedBy}
          <div className="zc-quiet">
            <DateText value={rule.proposedAt} />
          </div>
        </>
      ),
    },
    {
      key: 'decidedBy',
      title: t('审定'),
      width: 160,
      render: (rule: PostingRule) =>
        rule.decidedBy ? (
          <>
            {rule.decidedBy}
            <div className="zc-quiet">
              <DateText value={rule.decidedAt} /> {rule.opinion}
            </div>
          </>
        ) : (
          EMPTY
        ),
    },
    {
      key: 'actions',
      title: t('操作'),
      width: 130,
      render: (rule: PostingRule) => <RuleActions rule={rule} onDecide={() => decide(rule)} />,
    },
  ];
}

function Condition(props: { condition: PostingCondition }): ReactNode {
  const t = useT();
  const { recordAs, categories, deviceTypes, acquiredWithinDays } = props.condition;
  const limits = [
    ...categories.map((category) => t(softwareCategories[category].label)),
    ...deviceTypes.map((type) => t(DEVICE_TYPES[type].label)),
    ...(acquiredWithinDays ? [t('购置 {{n}} 天内', { n: acquiredWithinDays })] : []),
  ];
  return (
    <>
      {t(RECORD_AS[recordAs].label)}
      {limits.length > 0 && <div className="zc-quiet">{limits.join(' · ')}</div>}
    </>
  );
}

function RuleActions(props: { rule: PostingRule; onDecide: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const retire = useAction(retirePostingRule, {
    onRefused: (error) => message.error(error.message, 8),
  });
  const { rule } = props;
  if (rule.state === 'approved') {
    return (
      <Can permission="postingRule.propose">
        <Button
          size="small"
          loading={retire.isPending}
          onClick={() => retire.mutate({ params: { rule: rule.id } })}
        >
          {t('停用')}
        </Button>
      </Can>
    );
  }
  if (rule.state !== 'proposed' || !rule.mayDecide) return null;
  return (
    <Can permission="postingRule.approve">
      <Button size="small" type="primary" onClick={props.onDecide}>
        {t('审定')}
      </Button>
    </Can>
  );
}

function ProposeDrawer(props: { open: boolean; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <FormDrawer
      open={props.open}
      onClose={props.onClose}
      title={t('提出自动登记规则')}
      endpoint={proposePostingRule}
      submit={t('送领导小组审定')}
      draft="postingRule.new"
      initial={{ condition: { recordAs: 'oem' } }}
      before={<Preview />}
      fields={[
        { name: 'name', label: t('规则名称'), required: true, wide: true, maxLength: 100 },
        {
          name: 'condition.recordAs',
          label: t('登记什么'),
          kind: 'choice',
          set: RECORD_AS,
          required: true,
          wide: true,
        },
        {
          name: 'condition.categories',
          label: t('软件类别'),
          kind: 'choice',
          set: softwareCategories,
          many: true,
          help: t('不选则不限'),
        },
        {
          name: 'condition.deviceTypes',
          label: t('设备类型'),
          kind: 'choice',
          set: DEVICE_TYPES,
          many: true,
          help: t('不选则不限'),
        },
        {
          name: 'condition.acquiredWithinDays',
          label: t('只限新购计算机'),
          kind: 'number',
          min: 1,
          max: 3650,
          unit: t('天内'),
          help: t('不填则不限'),
        },
        {
          name: 'reason',
          label: t('提出理由'),
          kind: 'area',
          required: true,
          wide: true,
          maxLength: 500,
        },
      ]}
      onDone={() => {
        message.success(t('规则已送领导小组审定'));
        props.onClose();
      }}
    />
  );
}

/** What each kind of rule would record now, before anything is sent. */
function Preview(): ReactNode {
  const t = useT();
  const unit = useUnit();
  const [shown, setShown] = useState<{ label: string; matching: number; examples: string[] }[]>();
  const { message } = App.useApp();
  const ask = async () => {
    try {
      const asked = Object.entries(RECORD_AS).map(async ([recordAs, { label }]) => {
        const answer = await call(previewPostingRule, {
          params: { unit },
          body: { recordAs: recordAs as PostingCondition['recordAs'] },
        });
        const examples = answer.examples.map((one) => `${one.computerNo} ${one.software}`);
        return { label, matching: answer.matching, examples };
      });
      setShown(await Promise.all(asked));
    } catch (error) {
      message.error(error instanceof ApiError ? error.message : String(error), 8);
    }
  };
  return (
    <>
      <Button onClick={() => void ask()}>{t('看看现在各会登记多少条')}</Button>
      <Modal
        open={shown !== undefined}
        onCancel={() => setShown(undefined)}
        onOk={() => setShown(undefined)}
        title={t('现在会登记')}
        footer={null}
      >
        <Space orientation="vertical">
          {shown?.map((row) => (
            <div key={row.label}>
              {t(row.label)}：{t('{{n}} 条', { n: row.matching })}
              <div className="zc-quiet">{row.examples.slice(0, 5).join('；')}</div>
            </div>
          ))}
        </Space>
      </Modal>
    </>
  );
}
