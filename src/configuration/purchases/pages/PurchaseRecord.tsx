/** One plan 附件4: lines with the working of their gap, opinions, what is met from stock. */
import { Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Loaded,
  MoneyText,
  PaperMenu,
  RecordPage,
  useAction,
  useAddressParams,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { PURCHASE_MACHINE } from '../rules.machine.ts';
import {
  getPurchasePlan,
  type PURCHASE_ACTIONS,
  PURCHASE_KINDS,
  PURCHASE_STATES,
  type PurchaseRecord as Record,
  recomputePurchasePlan,
  updatePurchasePlan,
} from '../shapes.ts';
import { PurchaseForm } from './PurchaseForm.tsx';
import { FromStockLines, Lines, OutsideLines } from './PurchaseLines.tsx';
import { StepDrawer, TITLES } from './PurchaseSteps.tsx';

type Action = (typeof PURCHASE_ACTIONS)[number];

export default function PurchaseRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPurchasePlan, { params: { plan: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

const ORDER: Action[] = [
  'approve',
  'financeApprove',
  'budget',
  'submit',
  'edit',
  'leaderReturn',
  'reject',
  'financeReturn',
  'correct',
  'close',
];
/** What the process waits for; the rest is in the menu. */
const PRIMARY: Action[] = ['approve', 'financeApprove', 'budget', 'submit'];

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  return (
    <RecordPage
      kind={t('软件采购计划表（附件4）')}
      title={`${one.planNo} ${t(PURCHASE_KINDS[one.kind].label)}`}
      state={<ChoiceTag set={PURCHASE_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={<More one={one} rest={rest} onPick={setAction} />}
      facts={[
        { label: t('年度'), value: one.planYear },
        { label: t('金额合计'), value: <MoneyText fen={one.amountFen} /> },
        { label: t('审批日期'), value: <DateText value={one.approvedOn} /> },
        {
          label: t('列入预算'),
          value: one.inBudgetOn ? `${one.inBudgetOn} ${one.budgetDocument}` : EMPTY,
        },
        ...(one.words ? [{ label: t('编制说明'), value: one.words, wide: true }] : []),
      ]}
      tabs={[
        {
          key: 'lines',
          label: t('采购软件'),
          count: one.lines.length,
          content: <Lines lines={one.lines} />,
        },
        ...(one.fromStock.length > 0
          ? [
              {
                key: 'stock',
                label: t('现有许可可满足'),
                count: one.fromStock.length,
                content: <FromStockLines lines={one.fromStock} />,
              },
            ]
          : []),
        ...(one.outsidePlan.length > 0
          ? [
              {
                key: 'outside',
                label: t('计划外采购'),
                count: one.outsidePlan.length,
                content: <OutsideLines lines={one.outsidePlan} />,
              },
            ]
          : []),
      ]}
      history={useStepLines(PURCHASE_MACHINE, one.steps)}
    >
      {action === 'edit' && (
        <Drawer open size={1000} title={t(TITLES.edit)} onClose={close}>
          <PurchaseForm
            endpoint={updatePurchasePlan}
            params={{ plan: one.id }}
            one={one}
            submit={t('保存')}
            onDone={close}
          />
        </Drawer>
      )}
      {action && action !== 'edit' && <StepDrawer action={action} one={one} onClose={close} />}
    </RecordPage>
  );
}

function More(props: { one: Record; rest: Action[]; onPick: (action: Action) => void }): ReactNode {
  const t = useT();
  const { one, rest } = props;
  const recompute = useAction(recomputePurchasePlan);
  return (
    <>
      <PaperMenu of={{ kind: 'form4', id: one.id }} print={`/print/form4/${one.id}`} />
      {one.may.includes('edit') && (
        <Button
          loading={recompute.isPending}
          onClick={() => recompute.mutate({ params: { plan: one.id } })}
        >
          {t('重新计算缺口')}
        </Button>
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((key) => ({
              key,
              label: t(TITLES[key]),
              onClick: () => props.onPick(key),
            })),
          }}
        >
          <Button>{t('更多操作')}</Button>
        </Dropdown>
      )}
    </>
  );
}
