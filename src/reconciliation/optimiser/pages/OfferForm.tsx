/** One offer as a form: what is sold, what it may be used for, what it costs. */
import type { ReactNode } from 'react';
import {
  ORIGINS,
  SOFTWARE_CATEGORIES,
  type UsableVersion,
} from '../../../configuration/software/shapes.ts';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  type Field,
  FormDrawer,
  type FormValues,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  createOffer,
  OFFER_METRIC_WORDS,
  type OfferProduct,
  type PurchaseOffer,
  updateOffer,
} from '../shapes.offers.ts';
import { ProductsInput, VersionsText, WordsInput } from './inputs.tsx';

function useFields(): Field[] {
  const t = useT();
  const departments = useList(listDepartments);
  const is =
    (...metrics: string[]) =>
    (values: FormValues) =>
      metrics.includes(String(values.metric));
  const packed = is('device', 'user', 'core', 'concurrent');
  return [
    {
      name: 'productName',
      label: t('软件名称'),
      kind: 'custom',
      required: true,
      control: <ProductsInput most={1} />,
    },
    { name: 'version', label: t('软件版本'), maxLength: 100 },
    { name: 'edition', label: t('版别'), maxLength: 100 },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    { name: 'origin', label: t('产地'), kind: 'choice', set: ORIGINS, required: true },
    {
      name: 'metric',
      label: t('许可计量'),
      kind: 'choice',
      set: OFFER_METRIC_WORDS,
      required: true,
    },
    {
      name: 'usableVersions',
      label: t('可使用版本'),
      kind: 'custom',
      required: true,
      control: <VersionsText />,
      help: t('一份许可可以用在哪些版本上；订阅通常为“不限”。'),
    },
    {
      name: 'editions',
      label: t('可使用版别'),
      kind: 'custom',
      control: <WordsInput />,
      help: t('不填表示任何版别。'),
    },
    { name: 'packSize', label: t('每包许可数'), kind: 'number', when: packed },
    { name: 'packPriceFen', label: t('每包价格'), kind: 'money', required: true },
    {
      name: 'termYears',
      label: t('许可年限'),
      kind: 'number',
      unit: t('年'),
      help: t('永久许可不填。'),
    },
    {
      name: 'maintenanceFen',
      label: t('每包年维护费'),
      kind: 'money',
      help: t('从第二年起每年计入。'),
    },
    { name: 'minimumCores', label: t('最少核数'), kind: 'number', when: is('core') },
    {
      name: 'concurrentPercent',
      label: t('同时使用比例'),
      kind: 'number',
      unit: '%',
      when: is('concurrent'),
      help: t('100 处安装中最多同时使用多少处，由本单位按实际填写。'),
    },
    { name: 'minPacks', label: t('最少购买包数'), kind: 'number', when: packed },
    { name: 'maxPacks', label: t('最多购买包数'), kind: 'number', when: packed },
    {
      name: 'parts',
      label: t('套件组成'),
      kind: 'custom',
      wide: true,
      control: <ProductsInput />,
      help: t('一份许可同时覆盖的软件；不是套件的不填。'),
    },
    {
      name: 'replaces',
      label: t('可替代的软件'),
      kind: 'custom',
      wide: true,
      control: <ProductsInput />,
      help: t('用它替换后，原软件应卸载。'),
    },
    {
      name: 'upgradeProducts',
      label: t('可由哪些软件升级'),
      kind: 'custom',
      control: <ProductsInput />,
      when: packed,
      help: t('升级许可才填；只能用于现有而未使用的许可。'),
    },
    {
      name: 'upgradeVersions',
      label: t('可升级的版本'),
      kind: 'custom',
      control: <VersionsText />,
      when: packed,
    },
    {
      name: 'departmentIds',
      label: t('限用部门'),
      kind: 'options',
      many: true,
      options: departments.items.map(({ id, name }) => ({ value: id, label: name })),
      help: t('不填表示全单位。'),
    },
    { name: 'validUntil', label: t('报价有效期至'), kind: 'date' },
    { name: 'supplier', label: t('供应商'), maxLength: 200 },
    { name: 'source', label: t('价格来源'), maxLength: 500, required: true, wide: true },
    { name: 'remark', label: t('备注'), maxLength: 500, wide: true },
  ];
}

/** The form's product and upgrade controls as the endpoint takes them. */
export function offerBody(values: FormValues): FormValues {
  const { upgradeProducts, upgradeVersions, productName, ...rest } = values;
  const [product] = (productName as OfferProduct[] | undefined) ?? [];
  const bases = (upgradeProducts as OfferProduct[] | undefined) ?? [];
  const any: UsableVersion[] = [{ from: null, to: null }];
  const versions = (upgradeVersions as UsableVersion[] | undefined) ?? any;
  // Emptied controls are null: the schema's own defaults stand for them.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return {
    ...given,
    productName: product?.productName,
    productId: product && !product.productId.startsWith('name:') ? product.productId : null,
    upgrades: bases.length > 0 ? bases.map((one) => ({ ...one, versions })) : null,
  };
}

export function OfferForm(props: { offer?: PurchaseOffer; onClose: () => void }): ReactNode {
  const t = useT();
  const fields = useFields();
  const { offer } = props;
  const shared = {
    open: true,
    fields,
    onClose: props.onClose,
    onDone: props.onClose,
    shape: offerBody,
  };
  if (!offer) {
    return (
      <FormDrawer
        {...shared}
        title={t('登记供货方式')}
        endpoint={createOffer}
        submit={t('登记')}
        initial={{ category: 'office', metric: 'device', packSize: 1, concurrentPercent: 100 }}
      />
    );
  }
  const { productId, productName, upgrades, ...own } = offer;
  return (
    <FormDrawer
      {...shared}
      title={t('修改供货方式')}
      endpoint={updateOffer}
      params={{ offer: offer.id }}
      submit={t('保存')}
      extra={{ revision: offer.revision }}
      initial={{
        ...own,
        productName: [{ productId, productName }],
        upgradeProducts: upgrades?.map((one) => ({
          productId: one.productId,
          productName: one.productName,
        })),
        upgradeVersions: upgrades?.[0]?.versions,
      }}
    />
  );
}
