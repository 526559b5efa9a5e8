/** 软件产品目录: the shipped catalogue and the unit's own products. */
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  Facts,
  type Field,
  FormDrawer,
  Go,
  ListPage,
  Loaded,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { OwnProduct } from '../../entries/shapes.ts';
import { KindTags, productTitle } from '../../pages/ProductText.tsx';
import {
  freeScopes,
  generalCategories,
  type Product,
  recognisedKinds,
  riskKinds,
  softwareCategories,
} from '../../shapes.ts';
import { createProduct, getProduct, searchProducts, updateProduct } from '../shapes.ts';

const { unknown: _undecided, ...KINDS } = recognisedKinds;

function ProductDrawer(props: { product?: Product | undefined; onClose: () => void }): ReactNode {
  const t = useT();
  const { product, onClose } = props;
  const fields: Field[] = [
    { name: 'name', label: t('软件名称'), required: true, maxLength: 200 },
    { name: 'publisher', label: t('厂商'), maxLength: 200 },
    { name: 'kind', label: t('软件类型'), kind: 'choice', set: KINDS, required: true },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: softwareCategories,
      required: true,
    },
    {
      name: 'freeScope',
      label: t('免费范围'),
      kind: 'choice',
      set: freeScopes,
      required: true,
      when: (values) => values.kind === 'free',
    },
    {
      name: 'general',
      label: t('三类通用软件'),
      kind: 'choice',
      set: generalCategories,
      help: t('计入正版率的操作系统、办公、杀毒软件才选。'),
    },
    { name: 'note', label: t('说明'), kind: 'area', wide: true, maxLength: 500 },
  ];
  const common = { open: true, fields, onClose, onDone: onClose };
  if (!product) {
    return (
      <FormDrawer
        {...common}
        title={t('登记本单位产品')}
        endpoint={createProduct}
        submit={t('登记')}
        draft="recognition.product"
      />
    );
  }
  return (
    <FormDrawer
      {...common}
      title={t('修改{{name}}', { name: product.name })}
      endpoint={updateProduct}
      params={{ id: product.id }}
      initial={OwnProduct.partial().parse(product)}
      submit={t('保存')}
    />
  );
}

function ProductDetail(props: { product: Product; edit: (product: Product) => void }): ReactNode {
  const t = useT();
  const query = useEndpoint(getProduct, { params: { id: props.product.id } });
  return (
    <Loaded query={query}>
      {(product) => (
        <>
          <Facts
            facts={[
              { label: t('名称'), value: productTitle(product), wide: true },
              { label: t('外文名称'), value: product.nameZh ? product.name : '' },
              { label: t('厂商'), value: product.publisher },
              {
                label: t('软件类型'),
                value: <KindTags kind={product.kind} freeScope={product.freeScope} />,
              },
              {
                label: t('软件类别'),
                value: <ChoiceTag set={softwareCategories} value={product.category} />,
              },
              {
                label: t('三类通用软件'),
                value: <ChoiceTag set={generalCategories} value={product.general} />,
              },
              { label: t('风险'), value: <ChoiceTag set={riskKinds} value={product.risk} /> },
              { label: t('许可协议'), value: product.licence },
              {
                label: t('采集到的条目'),
                value: (
                  <Go to={`/recognition?show=all&product=${encodeURIComponent(product.id)}`}>
                    {product.entries}
                  </Go>
                ),
              },
              { label: t('计算机（台次）'), value: product.devices },
              { label: t('说明'), value: product.note, wide: true },
              {
                label: t('资料来源'),
                value: product.unitOwned ? t('本单位登记') : product.source,
                wide: true,
              },
            ]}
          />
          {product.unitOwned && (
            <Can permission="recognition.edit">
              <Button onClick={() => props.edit(product)}>{t('修改')}</Button>
            </Can>
          )}
        </>
      )}
    </Loaded>
  );
}

export default function Products(): ReactNode {
  const t = useT();
  const [opened, setOpened] = useState<Product>();
  const [editing, setEditing] = useState<{ product?: Product }>();
  return (
    <>
      <ListPage
        title={t('软件产品目录')}
        list={searchProducts}
        columns={[
          { key: 'name', title: t('名称'), width: 300, render: (row) => productTitle(row) },
          { key: 'publisher', title: t('厂商'), width: 220 },
          {
            key: 'kind',
            title: t('软件类型'),
            width: 190,
            render: (row) => <KindTags kind={row.kind} freeScope={row.freeScope} />,
          },
          {
            key: 'category',
            title: t('软件类别'),
            width: 130,
            render: (row) => <ChoiceTag set={softwareCategories} value={row.category} />,
          },
          {
            key: 'unitOwned',
            title: t('登记'),
            width: 110,
            render: (row) => (row.unitOwned ? t('本单位登记') : t('产品目录')),
          },
          { key: 'licence', title: t('许可协议'), hidden: true },
          { key: 'source', title: t('资料来源'), hidden: true },
        ]}
        filters={[
          { name: 'kind', label: t('软件类型'), set: recognisedKinds },
          { name: 'category', label: t('软件类别'), set: softwareCategories },
          { name: 'own', label: t('只看本单位登记的'), kind: 'flag' },
        ]}
        searchHint={t('名称、厂商、别名')}
        onOpen={setOpened}
        action={
          <Can permission="recognition.edit">
            <Button type="primary" onClick={() => setEditing({})}>
              {t('登记本单位产品')}
            </Button>
          </Can>
        }
        empty={{ text: t('产品目录还没有载入，请重新启动服务。') }}
      />
      <Drawer
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size={560}
        title={opened && productTitle(opened)}
        destroyOnHidden
      >
        {opened && (
          <ProductDetail
            product={opened}
            edit={(product) => {
              setOpened(undefined);
              setEditing({ product });
            }}
          />
        )}
      </Drawer>
      {editing && <ProductDrawer product={editing.product} onClose={() => setEditing(undefined)} />}
    </>
  );
}
