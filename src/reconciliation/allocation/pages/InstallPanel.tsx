/** One install explained: the licence it has, what every other number says to it, and fixing a licence to it by hand. */
import { Button, Drawer, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  EMPTY,
  Facts,
  Go,
  Loaded,
  ToneTag,
  type Translate,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { explainInstall, type InstallExplanation, type NumberAnswer } from '../shapes.explain.ts';
import { type AllocatedInstall, OBSTACLE_WORDS, PROOF_WORDS } from '../shapes.ts';
import { LockForm } from './LockForm.tsx';

export function InstallPanel(props: {
  install: AllocatedInstall | undefined;
  onClose: () => void;
}): ReactNode {
  const { install } = props;
  const t = useT();
  return (
    <Drawer
      open={install !== undefined}
      onClose={props.onClose}
      title={install && `${install.computerNo} ${titleOf(install)}`}
      size="min(760px, 100vw)"
    >
      {install ? <Explanation id={install.id} /> : t('没有')}
    </Drawer>
  );
}

export function titleOf(row: AllocatedInstall): string {
  return [row.productName, row.edition, row.version].filter(Boolean).join(' ');
}

function Explanation(props: { id: string }): ReactNode {
  const t = useT();
  const query = useEndpoint(explainInstall, { query: { install: props.id } });
  const [fixing, setFixing] = useState<NumberAnswer>();
  return (
    <Loaded query={query}>
      {(explained) => (
        <>
          <Facts facts={factsOf(t, explained)} />
          <h3>{t('单位拥有的这个产品的编号')}</h3>
          <Table
            size="small"
            rowKey="softwareId"
            pagination={false}
            dataSource={explained.numbers}
            columns={columns(t, setFixing)}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: t('单位没有这个产品的许可') }}
          />
          <LockForm
            open={fixing !== undefined}
            close={() => setFixing(undefined)}
            {...(fixing ? { number: fixing } : {})}
          />
        </>
      )}
    </Loaded>
  );
}

function factsOf(t: Translate, explained: InstallExplanation) {
  const { coveredBy, proof, carrier, recorded } = explained;
  return [
    {
      label: t('计算机编号'),
      value: <Go to={`/devices/${explained.deviceId}`}>{explained.computerNo}</Go>,
    },
    { label: t('使用人'), value: explained.userName ?? EMPTY },
    {
      label: t('覆盖的许可'),
      value: coveredBy ? (
        <Go to={`/software/${coveredBy.softwareId}`}>{coveredBy.softwareNo}</Go>
      ) : (
        <ToneTag tone="red">{t('没有')}</ToneTag>
      ),
    },
    { label: t('许可给了'), value: carrier ?? EMPTY },
    {
      label: t('台账编号'),
      value: recorded.map(({ softwareNo }) => softwareNo).join(t('、')) || EMPTY,
    },
    { label: t('权重'), value: String(explained.weight) },
    {
      label: t('证明情况'),
      value: proof ? <ChoiceTag set={PROOF_WORDS} value={proof} /> : t('还没有计算'),
    },
  ];
}

function columns(t: Translate, fix: (answer: NumberAnswer) => void) {
  return [
    {
      key: 'softwareNo',
      title: t('软件编号'),
      render: (row: NumberAnswer) => (
        <Go to={`/software/${row.softwareId}`}>{`${row.softwareNo} ${row.softwareName}`}</Go>
      ),
    },
    {
      key: 'seats',
      title: t('已用／许可'),
      render: (row: NumberAnswer) => `${row.seats} / ${row.quantity ?? t('不限')}`,
    },
    {
      key: 'answer',
      title: t('能否覆盖'),
      render: (row: NumberAnswer) => answerOf(t, row),
    },
    {
      key: 'fix',
      title: '',
      render: (row: NumberAnswer) =>
        row.fixable && (
          <Can permission="allocation.run">
            <Button size="small" onClick={() => fix(row)}>
              {t('指定许可')}
            </Button>
          </Can>
        ),
    },
  ];
}

function answerOf(t: Translate, row: NumberAnswer): ReactNode {
  if (row.covers) return <ToneTag tone="green">{t('由它覆盖')}</ToneTag>;
  if (row.obstacle) return t(OBSTACLE_WORDS[row.obstacle].label);
  return t('能够覆盖，已分配给别处或由别的许可覆盖更合算');
}
