/** 暂定产品: what stands in no catalogue, most computers first; each decided once for all its versions. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  type Field,
  FormDrawer,
  type FormValues,
  Go,
  ListPage,
  useT,
} from '../../../platform/web/index.ts';
import { decisionWays } from '../../entries/shapes.ts';
import { findProducts, KindTags } from '../../pages/ProductText.tsx';
import { freeScopes, recognisedKinds, softwareCategories } from '../../shapes.ts';
import { decideProvisional, listProvisional, type ProvisionalProduct } from '../shapes.ts';

const { unknown: _undecided, ...KINDS } = recognisedKinds;
const { ownProducts: _each, ...WAYS } = decisionWays;

type Wanted = { to?: string; product?: { kind?: string } };
const wanted = (values: FormValues): Wanted => (values.decision ?? {}) as Wanted;

export default function Provisional(): ReactNode {
  const t = useT();
  const [deciding, setDeciding] = useState<ProvisionalProduct[]>();
  return (
    <>
      <ListPage
        title={t('暂定产品')}
        list={listProvisional}
        above={
          <p className="zc-quiet">
            {t(
              '产品目录以外的软件。同名软件的各个版本合为一个，照常计数，可以编号；认定一次，对以后采集到的版本也有效。认定之前一律待定，不算免费。',
            )}
          </p>
        }
        columns={[
          { key: 'name', title: t('软件名称'), sort: true },
          { key: 'publisher', title: t('厂商'), width: 200 },
          {
            key: 'kind',
            title: t('按厂商推断'),
            width: 120,
            render: (row) => <KindTags kind={row.kind} freeScope={null} />,
          },
          { key: 'devices', title: t('计算机（台次）'), sort: true, width: 130 },
          {
            key: 'entries',
            title: t('条目'),
            sort: true,
            width: 80,
            render: (row) => <Go to={`/recognition?show=all&product=${row.id}`}>{row.entries}</Go>,
          },
          {
            key: 'versions',
            title: t('版本'),
            width: 180,
            render: (row) => row.versions.join(t('、')),
          },
          {
            key: 'firstSeenAt',
            title: t('首次采集'),
            width: 110,
            render: (row) => <DateText value={row.firstSeenAt} />,
          },
          {
            key: 'decide',
            title: '',
            width: 80,
            render: (row) => (
              <Can permission="recognition.edit">
                <Button size="small" onClick={() => setDeciding([row])}>
                  {t('认定')}
                </Button>
              </Can>
            ),
          },
        ]}
        searchHint={t('名称、厂商')}
        bulk={(rows) => <Button onClick={() => setDeciding(rows)}>{t('认定所选')}</Button>}
        empty={{ text: t('没有暂定产品：采集到的软件都在目录中或已经认定。') }}
      />
      {deciding && <Decide products={deciding} close={() => setDeciding(undefined)} />}
    </>
  );
}

function Decide(props: { products: ProvisionalProduct[]; close: () => void }): ReactNode {
  const t = useT();
  const [first] = props.products;
  const to = (way: string) => (values: FormValues) => wanted(values).to === way;
  const isNew = to('newProduct');
  const fields: Field[] = [
    {
      name: 'decision.to',
      label: t('认定为'),
      kind: 'choice',
      set: WAYS,
      radio: true,
      required: true,
      wide: true,
    },
    {
      name: 'decision.productId',
      label: t('产品'),
      kind: 'search',
      search: findProducts,
      required: true,
      wide: true,
      when: to('product'),
    },
    {
      name: 'decision.product.name',
      label: t('软件名称'),
      required: true,
      maxLength: 200,
      when: isNew,
    },
    { name: 'decision.product.publisher', label: t('厂商'), maxLength: 200, when: isNew },
    {
      name: 'decision.product.kind',
      label: t('软件类型'),
      kind: 'choice',
      set: KINDS,
      required: true,
      when: isNew,
    },
    {
      name: 'decision.product.category',
      label: t('软件类别'),
      kind: 'choice',
      set: softwareCategories,
      required: true,
      when: isNew,
    },
    {
      name: 'decision.product.freeScope',
      label: t('免费范围'),
      kind: 'choice',
      set: freeScopes,
      required: true,
      when: (values) => isNew(values) && wanted(values).product?.kind === 'free',
    },
  ];
  return (
    <FormDrawer
      open
      title={t('认定 {{n}} 个暂定产品', { n: props.products.length })}
      endpoint={decideProvisional}
      fields={fields}
      initial={{
        decision: {
          to: 'newProduct',
          product: { name: first?.name, publisher: first?.publisher, category: 'other' },
        },
      }}
      extra={{ productIds: props.products.map(({ id }) => id) }}
      submit={t('认定')}
      before={t('存为本单位规则，可在“识别规则”中撤销。')}
      onClose={props.close}
      onDone={props.close}
    />
  );
}
