/** The parts that were solved apart, each with what is proven of it; never one word for different proofs. */
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { formatFen } from '../../../base/money.ts';
import {
  ChoiceTag,
  download,
  formatCount,
  Go,
  ListPage,
  type Translate,
  useT,
} from '../../../platform/web/index.ts';
import {
  type AllocationComponent,
  downloadCertificate,
  listComponents,
  PROOF_WORDS,
} from '../shapes.ts';

export function ComponentList(): ReactNode {
  const t = useT();
  return (
    <ListPage
      title={t('求解与证明')}
      embedded
      list={listComponents}
      filters={[{ name: 'proof', label: t('证明情况'), set: PROOF_WORDS }]}
      columns={[
        {
          key: 'numbers',
          title: t('相互竞争的编号'),
          render: (row) => row.numbers.map(({ softwareNo }) => softwareNo).join(t('、')),
        },
        { key: 'devices', title: t('计算机'), sort: true, width: 90 },
        {
          key: 'installs',
          title: t('安装'),
          sort: true,
          width: 90,
          render: (row) => (
            <Go to={`/allocation?tab=installs&component=${row.id}`}>{formatCount(row.installs)}</Go>
          ),
        },
        {
          key: 'proof',
          title: t('证明情况'),
          width: 130,
          render: (row) => <ChoiceTag set={PROOF_WORDS} value={row.proof} />,
        },
        { key: 'levels', title: t('权重、成本、变动'), render: (row) => levelsOf(t, row) },
        { key: 'worth', title: t('再多一个许可的价值'), render: (row) => worthOf(t, row) },
        {
          key: 'certificate',
          title: t('证明'),
          width: 80,
          render: (row) => <CertificateButton id={row.id} />,
        },
      ]}
      empty={{ text: t('还没有计算。') }}
    />
  );
}

function levelsOf(t: Translate, { levels }: AllocationComponent): ReactNode {
  const one = (value: number, bound: number, shown: (n: number) => string) =>
    value === bound
      ? shown(value)
      : t('{{value}}（界 {{bound}}）', { value: shown(value), bound: shown(bound) });
  const { weight, cost, changes } = levels;
  return (
    <>
      <div>{t('权重 {{words}}', { words: one(weight.value, weight.bound, formatCount) })}</div>
      <div>{t('成本 {{words}} 元', { words: one(cost.value, cost.bound, formatFen) })}</div>
      <div>
        {t('保留减变动 {{words}}', { words: one(changes.value, changes.bound, formatCount) })}
      </div>
    </>
  );
}

function worthOf(t: Translate, { worth }: AllocationComponent): string {
  return worth
    .map(({ softwareNo, weight }) =>
      t('{{no}} 值 {{weight}}', { no: softwareNo, weight: formatCount(weight) }),
    )
    .join(t('、'));
}

function CertificateButton(props: { id: string }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <Button
      size="small"
      onClick={() =>
        void download(downloadCertificate, { params: { component: props.id } }).catch((error) =>
          message.error(error instanceof Error ? error.message : String(error)),
        )
      }
    >
      {t('下载')}
    </Button>
  );
}
