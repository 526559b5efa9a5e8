/** 附件4: annual and supplementary plans; what prices and lives are measured by. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  ChoiceTag,
  DateText,
  FormDrawer,
  ListPage,
  MoneyText,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  createPurchasePlan,
  listPurchasePlans,
  PURCHASE_KINDS,
  PURCHASE_STATES,
} from '../shapes.ts';
import { ParametersDrawer } from './ParametersDrawer.tsx';

export default function PurchaseList(): ReactNode {
  const t = useT();
  const { can } = useSession();
  const [open, setOpen] = useState<'create' | 'parameters'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ListPage
        title={t('采购计划（附件4）')}
        list={listPurchasePlans}
        rowTo={(row) => `/purchase-plans/${row.id}`}
        columns={[
          { key: 'planNo', title: t('编号'), sort: true, width: 140 },
          { key: 'planYear', title: t('年度'), width: 80, render: (row) => String(row.planYear) },
          {
            key: 'kind',
            title: t('类型'),
            width: 110,
            render: (row) => t(PURCHASE_KINDS[row.kind].label),
          },
          {
            key: 'state',
            title: t('状态'),
            width: 160,
            render: (row) => <ChoiceTag set={PURCHASE_STATES} value={row.state} />,
          },
          { key: 'lines', title: t('软件项数'), width: 100 },
          {
            key: 'amountFen',
            title: t('金额合计'),
            width: 150,
            render: (row) => <MoneyText fen={row.amountFen} />,
          },
          {
            key: 'approvedOn',
            title: t('审批日期'),
            width: 120,
            render: (row) => <DateText value={row.approvedOn} />,
          },
        ]}
        filters={[{ name: 'state', label: t('状态'), set: PURCHASE_STATES }]}
        searchHint={t('编号、软件名称')}
        action={
          can('purchase.edit') && (
            <Button type="primary" onClick={() => setOpen('create')}>
              {t('编制采购计划')}
            </Button>
          )
        }
        more={<Button onClick={() => setOpen('parameters')}>{t('限价和最低年限')}</Button>}
        empty={{ text: t('还没有采购计划。') }}
      />
      {open === 'create' && <Create onClose={close} />}
      {open === 'parameters' && <ParametersDrawer onClose={close} />}
    </>
  );
}

function Create(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  return (
    <FormDrawer
      open
      title={t('编制采购计划')}
      endpoint={createPurchasePlan}
      initial={{ planYear: Number(dateInChina(new Date()).slice(0, 4)), kind: 'annual' }}
      fields={[
        { name: 'planYear', label: t('年度'), kind: 'number', required: true },
        {
          name: 'kind',
          label: t('类型'),
          kind: 'choice',
          set: PURCHASE_KINDS,
          radio: true,
          required: true,
        },
      ]}
      before={t('由已确定的选型、核定需求和现有许可算出缺口，逐项列出；可再增减。')}
      submit={t('编制采购计划')}
      onClose={props.onClose}
      onDone={(made) => go(`/purchase-plans/${made.id}`)}
    />
  );
}
