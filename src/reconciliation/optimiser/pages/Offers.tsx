/** 供货方式: what suppliers offer for how much; recorded, imported, withdrawn. */
import { App, Button, Drawer, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { ORIGINS, SOFTWARE_CATEGORIES } from '../../../configuration/software/shapes.ts';
import {
  Can,
  DateText,
  Facts,
  ListPage,
  MoneyText,
  useAction,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  listOffers,
  OFFER_METRIC_WORDS,
  type PurchaseOffer,
  withdrawOffer,
} from '../shapes.offers.ts';
import { OfferForm } from './OfferForm.tsx';

export default function Offers(): ReactNode {
  const t = useT();
  const go = useGo();
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<PurchaseOffer>();
  return (
    <>
      <ListPage
        title={t('供货方式')}
        list={listOffers}
        onOpen={setShown}
        columns={[
          {
            key: 'productName',
            title: t('软件名称'),
            sort: true,
            width: 220,
            render: (row) => [row.productName, row.version, row.edition].filter(Boolean).join(' '),
          },
          {
            key: 'metric',
            title: t('许可计量'),
            width: 100,
            render: (row) => t(OFFER_METRIC_WORDS[row.metric].label),
          },
          {
            key: 'packSize',
            title: t('每包许可数'),
            width: 110,
            render: (row) => (row.metric === 'site' ? t('不限') : String(row.packSize)),
          },
          {
            key: 'packPriceFen',
            title: t('每包价格'),
            sort: true,
            width: 130,
            render: (row) => <MoneyText fen={row.packPriceFen} />,
          },
          {
            key: 'termYears',
            title: t('许可年限'),
            width: 90,
            render: (row) =>
              row.termYears === null ? t('永久') : t('{{n}} 年', { n: row.termYears }),
          },
          { key: 'usableVersionsText', title: t('可使用版本'), width: 140 },
          {
            key: 'origin',
            title: t('产地'),
            width: 80,
            render: (row) => t(ORIGINS[row.origin].label),
          },
          { key: 'supplier', title: t('供应商'), width: 160 },
          {
            key: 'validUntil',
            title: t('报价有效期至'),
            width: 120,
            render: (row) => <DateText value={row.validUntil} />,
          },
        ]}
        filters={[
          { name: 'category', label: t('软件类别'), set: SOFTWARE_CATEGORIES },
          { name: 'origin', label: t('产地'), set: ORIGINS },
          { name: 'withdrawn', label: t('状态'), set: { true: { label: '已停用' } } },
        ]}
        searchHint={t('软件名称、供应商')}
        action={
          <Can permission="purchaseAdvice.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('登记供货方式')}
            </Button>
          </Can>
        }
        more={
          <Can permission="purchaseAdvice.edit">
            <Button onClick={() => go('/purchase-offers/import')}>{t('从 Excel 导入')}</Button>
          </Can>
        }
        empty={{ text: t('还没有供货方式。登记或导入供应商的报价后，才能计算采购方案。') }}
      />
      {creating && <OfferForm onClose={() => setCreating(false)} />}
      {shown && <OfferDrawer offer={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function OfferDrawer(props: { offer: PurchaseOffer; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const { offer } = props;
  const withdraw = useAction(withdrawOffer, {
    onDone: props.onClose,
    onRefused: (error) => void message.error(error.message, 8),
  });
  const names = (list: readonly { productName: string }[]) =>
    list.map(({ productName }) => productName).join(t('、'));
  if (editing) return <OfferForm offer={offer} onClose={props.onClose} />;
  return (
    <Drawer open size="large" title={offer.productName} onClose={props.onClose}>
      <Facts
        facts={[
          { label: t('可使用版本'), value: offer.usableVersionsText },
          { label: t('可使用版别'), value: offer.editions?.join(t('、')) ?? t('任何版别') },
          { label: t('套件组成'), value: names(offer.parts) || t('不是套件') },
          { label: t('可替代的软件'), value: names(offer.replaces) || t('无') },
          {
            label: t('升级许可'),
            value: offer.upgrades ? names(offer.upgrades) : t('不是升级许可'),
          },
          { label: t('每包年维护费'), value: <MoneyText fen={offer.maintenanceFen} /> },
          { label: t('价格来源'), value: offer.source, wide: true },
          { label: t('备注'), value: offer.remark, wide: true },
        ]}
      />
      <Can permission="purchaseAdvice.edit">
        <Space>
          <Button type="primary" onClick={() => setEditing(true)}>
            {t('修改')}
          </Button>
          <Button
            loading={withdraw.isPending}
            onClick={() =>
              withdraw.mutate({
                params: { offer: offer.id },
                body: { withdrawn: !offer.withdrawn },
              })
            }
          >
            {offer.withdrawn ? t('恢复') : t('停用')}
          </Button>
        </Space>
      </Can>
    </Drawer>
  );
}
