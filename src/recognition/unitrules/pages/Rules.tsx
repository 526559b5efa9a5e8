/** 识别规则: the unit's own rules, which win over the catalogue; each can be taken back and restored. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  download,
  Go,
  ListPage,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
import { ImportDrawer } from '../../exchange/pages/ImportDrawer.tsx';
import { exportRules } from '../../exchange/shapes.ts';
import { listRules, patternKinds, restoreRule, revokeRules, ruleViews } from '../shapes.ts';
import { RuleDrawer } from './RuleDrawer.tsx';

const { active: _active, ...OTHER_VIEWS } = ruleViews;

function Restore(props: { id: string }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const restore = useAction(restoreRule, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Button
      size="small"
      loading={restore.isPending}
      onClick={() => restore.mutate({ params: { id: props.id } })}
    >
      {t('恢复')}
    </Button>
  );
}

function Revoke(props: { ids: string[]; done: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const revoke = useAction(revokeRules, {
    onDone: ({ revoked }) => {
      props.done();
      void message.success(t('已撤销 {{n}} 条规则', { n: revoked }));
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Button
      danger
      loading={revoke.isPending}
      onClick={() => revoke.mutate({ body: { ids: props.ids } })}
    >
      {t('撤销规则')}
    </Button>
  );
}

/** The unit's rules as a file for another unit, the other way round, and what came in that way. */
function Exchange(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [importing, setImporting] = useState(false);
  const save = () =>
    download(exportRules, {}).catch((error: Error) => void message.error(error.message, 8));
  return (
    <span className="zc-inline">
      <Go to="/recognition/rules/imports">{t('导入的识别规则')}</Go>
      <Button onClick={() => void save()}>{t('导出规则')}</Button>
      <Can permission="recognition.edit">
        <Button onClick={() => setImporting(true)}>{t('导入规则')}</Button>
      </Can>
      {importing && <ImportDrawer onClose={() => setImporting(false)} />}
    </span>
  );
}

export default function Rules(): ReactNode {
  const t = useT();
  const [making, setMaking] = useState(false);
  return (
    <>
      <ListPage
        title={t('识别规则')}
        list={listRules}
        tabs={{ name: 'show', set: OTHER_VIEWS, all: t('有效') }}
        columns={[
          { key: 'pattern', title: t('名称规则'), width: 240 },
          {
            key: 'patternKind',
            title: t('匹配方式'),
            width: 160,
            render: (row) => <ChoiceTag set={patternKinds} value={row.patternKind} />,
          },
          { key: 'publisher', title: t('厂商'), width: 110 },
          {
            key: 'productName',
            title: t('认定为'),
            width: 180,
            render: (row) =>
              row.productId === null ? t('忽略') : (row.productName ?? row.productId),
          },
          {
            key: 'entries',
            title: t('条目'),
            width: 64,
            number: true,
            render: (row) => (
              <Go to={`/recognition?show=all&q=${encodeURIComponent(row.pattern)}`}>
                {row.entries}
              </Go>
            ),
          },
          { key: 'createdBy', title: t('制定人'), width: 84 },
          {
            key: 'createdAt',
            title: t('制定时间'),
            width: 140,
            render: (row) => <DateText value={row.createdAt} time />,
          },
          {
            key: 'revokedAt',
            title: t('撤销'),
            width: 120,
            render: (row) =>
              row.revokedAt && (
                <span className="zc-inline">
                  <DateText value={row.revokedAt} time />
                  <Can permission="recognition.edit">
                    <Restore id={row.id} />
                  </Can>
                </span>
              ),
          },
          { key: 'note', title: t('说明'), hidden: true },
        ]}
        searchHint={t('名称规则、产品')}
        more={<Exchange />}
        action={
          <Can permission="recognition.edit">
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('新建规则')}
            </Button>
          </Can>
        }
        bulk={(rows, done) => (
          <Can permission="recognition.edit">
            <Revoke
              ids={rows.filter((row) => row.revokedAt === null).map((row) => row.id)}
              done={done}
            />
          </Can>
        )}
        empty={{
          text: t(
            '还没有本单位的规则。在“待识别软件”中认定条目时会自动存为规则，也可以在这里新建。',
          ),
          action: <Go to="/recognition">{t('去认定软件')}</Go>,
        }}
      />
      {making && <RuleDrawer onClose={() => setMaking(false)} />}
    </>
  );
}
