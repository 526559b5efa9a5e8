/** 目录版本: which catalogues there are, which one is in force, and previewing another before it is. */
import { Alert, App, Button, Flex, Table, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import {
  Can,
  DateText,
  EMPTY,
  formatCount,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAction,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  type CataloguePreview,
  type CatalogueVersion,
  listVersions,
  startPreview,
} from '../shapes.ts';

type Answer = z.output<typeof listVersions.output>;

export default function Versions(): ReactNode {
  const t = useT();
  const query = useEndpoint(
    listVersions,
    {},
    { every: (one) => (one?.recomputing ? 2000 : false) },
  );
  return (
    <section>
      <PageHead
        title={t('目录版本')}
        note={t(
          '产品目录随程序升级而来，每一版都保存。换用另一版之前先预览会改变什么；不合适时可以同样退回。',
        )}
      />
      <Loaded query={query}>{(answer) => <Shown answer={answer} />}</Loaded>
    </section>
  );
}

function Shown(props: { answer: Answer }): ReactNode {
  const t = useT();
  const { answer } = props;
  const inForce = answer.items.find((one) => one.inForce);
  const waiting = answer.items.find((one) => one.shipped && !one.inForce);
  return (
    <Flex vertical gap={16}>
      {answer.recomputing && (
        <Alert type="info" showIcon title={t('正在按启用的目录和规则重新识别，完成后才能预览。')} />
      )}
      {waiting && (
        <Alert
          type="warning"
          showIcon
          title={t('程序带来的第 {{n}} 版目录还没有在本单位启用。', { n: waiting.number })}
          description={t('本单位仍在使用第 {{n}} 版，识别结果不变。', {
            n: inForce?.number ?? EMPTY,
          })}
          action={<PreviewButton version={waiting} inForce={inForce} busy={answer.recomputing} />}
        />
      )}
      <Table
        className="zc-table"
        size="small"
        rowKey="version"
        pagination={false}
        dataSource={answer.items}
        scroll={{ x: 900 }}
        columns={[
          {
            title: t('版本'),
            width: 230,
            render: (_, row) => (
              <span className="zc-inline">
                {t('第 {{n}} 版', { n: row.number })}
                {row.inForce && <ToneTag tone="green">{t('在用')}</ToneTag>}
                {row.shipped && <ToneTag tone="blue">{t('随程序')}</ToneTag>}
              </span>
            ),
          },
          {
            title: t('载入时间'),
            width: 165,
            render: (_, row) => <DateText value={row.loadedAt} time />,
          },
          {
            title: t('由谁载入'),
            width: 130,
            render: (_, row) =>
              row.program ? t('程序 {{version}}', { version: row.program }) : t('较早的程序'),
          },
          number(t('产品'), (row) => row.products),
          number(t('人工核对'), (row) => row.counts?.reviewed),
          number(t('厂商'), (row) => row.counts?.publishers),
          number(t('组件规则'), (row) => row.counts?.componentRules),
          number(t('风险规则'), (row) => row.counts?.riskRules),
          {
            title: t('内容标识'),
            width: 120,
            render: (_, row) => <code>{row.version}</code>,
          },
          {
            key: 'act',
            width: 120,
            render: (_, row) => (
              <PreviewButton version={row} inForce={inForce} busy={answer.recomputing} />
            ),
          },
        ]}
      />
      {answer.since && (
        <p className="zc-quiet">
          {t('在用的版本由{{name}}启用：', { name: answer.by ?? EMPTY })}
          <DateText value={answer.since} time />
        </p>
      )}
      <h2>{t('预览和启用的经过')}</h2>
      <Previews previews={answer.previews} />
    </Flex>
  );
}

function number(title: string, of: (row: CatalogueVersion) => number | undefined) {
  return {
    title,
    width: 84,
    align: 'right' as const,
    render: (_: unknown, row: CatalogueVersion) => {
      const value = of(row);
      return value === undefined ? EMPTY : formatCount(value);
    },
  };
}

function PreviewButton(props: {
  version: CatalogueVersion;
  inForce: CatalogueVersion | undefined;
  busy: boolean;
}): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { version, inForce } = props;
  const start = useAction(startPreview, {
    onDone: ({ id }) => go(`/recognition/catalogue/${id}`),
    onRefused: (error) => void message.error(error.message, 8),
  });
  if (version.inForce) return null;
  if (!version.kept) {
    return (
      <Tooltip title={t('载入时还不保存内容，不能启用。')}>
        <span className="zc-quiet">{t('只有记录')}</span>
      </Tooltip>
    );
  }
  const older = inForce !== undefined && version.number < inForce.number;
  return (
    <Can permission="recognition.edit">
      <Button
        size="small"
        disabled={props.busy}
        loading={start.isPending}
        onClick={() => start.mutate({ body: { version: version.version } })}
      >
        {older ? t('预览退回') : t('预览更新')}
      </Button>
    </Can>
  );
}

function Previews(props: { previews: CataloguePreview[] }): ReactNode {
  const t = useT();
  const name = (n: number | null) => (n === null ? EMPTY : t('第 {{n}} 版', { n }));
  if (props.previews.length === 0) return <p className="zc-quiet">{t('还没有预览过。')}</p>;
  return (
    <Table
      className="zc-table"
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={props.previews}
      scroll={{ x: 760 }}
      columns={[
        {
          title: t('预览'),
          width: 210,
          render: (_, row) => (
            <Go to={`/recognition/catalogue/${row.id}`}>
              {name(row.fromNumber)} → {name(row.toNumber)}
            </Go>
          ),
        },
        {
          title: t('预览时间'),
          width: 165,
          render: (_, row) => <DateText value={row.createdAt} time />,
        },
        { title: t('预览人'), width: 120, dataIndex: 'createdBy' },
        {
          title: t('启用'),
          render: (_, row) =>
            row.inForceAt ? (
              <>
                <DateText value={row.inForceAt} time /> {row.inForceBy}
              </>
            ) : (
              EMPTY
            ),
        },
      ]}
    />
  );
}
