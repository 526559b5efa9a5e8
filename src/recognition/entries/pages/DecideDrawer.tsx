/** All ways to decide about entries, with every field. */
import type { ReactNode } from 'react';
import { type Field, FormDrawer, type FormValues, useT } from '../../../platform/web/index.ts';
import { findProducts } from '../../pages/ProductText.tsx';
import { freeScopes, recognisedKinds, softwareCategories } from '../../shapes.ts';
import { productNameOf } from '../rules.ts';
import { decideEntries, decisionWays, type Entry, ruleReaches } from '../shapes.ts';

const { unknown: _undecided, ...KINDS } = recognisedKinds;
const { component: _component, ...COUNTED } = KINDS;

type Wanted = { to?: string; kind?: string; product?: { kind?: string } };
const wanted = (values: FormValues): Wanted => (values.decision ?? {}) as Wanted;

export function DecideDrawer(props: {
  entries: Pick<Entry, 'id' | 'name' | 'publisher'>[];
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const [first] = props.entries;
  const to = (way: string) => (values: FormValues) => wanted(values).to === way;
  const fields: Field[] = [
    {
      name: 'decision.to',
      label: t('认定为'),
      kind: 'choice',
      set: decisionWays,
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
      when: to('newProduct'),
    },
    {
      name: 'decision.product.publisher',
      label: t('厂商'),
      maxLength: 200,
      when: to('newProduct'),
    },
    {
      name: 'decision.product.kind',
      label: t('软件类型'),
      kind: 'choice',
      set: KINDS,
      required: true,
      when: to('newProduct'),
    },
    {
      name: 'decision.product.category',
      label: t('软件类别'),
      kind: 'choice',
      set: softwareCategories,
      required: true,
      when: to('newProduct'),
    },
    {
      name: 'decision.product.freeScope',
      label: t('免费范围'),
      kind: 'choice',
      set: freeScopes,
      required: true,
      when: (values) => to('newProduct')(values) && wanted(values).product?.kind === 'free',
    },
    {
      name: 'decision.kind',
      label: t('软件类型'),
      kind: 'choice',
      set: COUNTED,
      required: true,
      when: to('ownProducts'),
    },
    {
      name: 'decision.category',
      label: t('软件类别'),
      kind: 'choice',
      set: softwareCategories,
      required: true,
      when: to('ownProducts'),
    },
    {
      name: 'decision.freeScope',
      label: t('免费范围'),
      kind: 'choice',
      set: freeScopes,
      required: true,
      when: (values) => to('ownProducts')(values) && wanted(values).kind === 'free',
    },
    {
      name: 'reach',
      label: t('适用范围'),
      kind: 'choice',
      set: ruleReaches,
      radio: true,
      wide: true,
      help: t('认定会存为本单位规则，以后采集到的同名软件自动照此认定；规则可随时撤销。'),
    },
  ];
  return (
    <FormDrawer
      open
      title={t('认定 {{n}} 个软件条目', { n: props.entries.length })}
      endpoint={decideEntries}
      fields={fields}
      initial={{
        reach: 'allVersions',
        decision: {
          to: 'product',
          category: 'other',
          product: {
            name: productNameOf(first?.name ?? ''),
            publisher: first?.publisher,
            category: 'other',
          },
        },
      }}
      extra={{ entryIds: props.entries.map((entry) => entry.id) }}
      submit={t('认定')}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  );
}
