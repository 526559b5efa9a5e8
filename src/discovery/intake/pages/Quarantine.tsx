/** 隔离区: reports that could not be read or placed; kept without secrets, replayed after a fix. */
import { App, Button, Drawer, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  Facts,
  ListPage,
  Loaded,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import {
  dismissQuarantined,
  getQuarantined,
  listQuarantine,
  QUARANTINE_STATES,
  type QuarantineItem,
  replayQuarantined,
} from '../shapes.ts';

export default function Quarantine(): ReactNode {
  const t = useT();
  const [opened, setOpened] = useState<QuarantineItem>();
  return (
    <>
      <ListPage
        title={t('隔离区')}
        list={listQuarantine}
        onOpen={setOpened}
        filters={[{ name: 'state', label: t('状态'), set: QUARANTINE_STATES }]}
        searchHint={t('原因、代理标识')}
        above={
          <p className="zc-quiet">
            {t(
              '无法解析或归位的报告先存在这里（已去除密码、密钥和环境变量），问题解决后可以重放，不会丢失。',
            )}
          </p>
        }
        columns={[
          { key: 'reason', title: t('原因'), width: 420, render: (row) => row.reason },
          {
            key: 'state',
            title: t('状态'),
            width: 100,
            render: (row) => <ChoiceTag set={QUARANTINE_STATES} value={row.state} />,
          },
          { key: 'userAgent', title: t('代理'), width: 220 },
          { key: 'times', title: t('次数'), number: true, width: 70 },
          { key: 'bodyBytes', title: t('字节'), number: true, width: 90 },
          {
            key: 'lastAt',
            title: t('最近收到'),
            sort: true,
            width: 150,
            render: (row) => <DateText value={row.lastAt} time />,
          },
        ]}
        bulk={(rows, done) => (
          <Replay
            ids={rows.filter((row) => row.state === 'waiting').map((row) => row.id)}
            done={done}
          />
        )}
        empty={{ text: t('隔离区是空的：收到的报告都已读取。') }}
      />
      <Drawer
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size="large"
        title={t('未能读取的报告')}
      >
        {opened && <Detail item={opened} close={() => setOpened(undefined)} />}
      </Drawer>
    </>
  );
}

function Replay(props: { ids: string[]; done: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const replay = useAction(replayQuarantined, {
    onDone: ({ results }) => {
      const failed = results.filter((one) => !one.ok);
      if (failed.length === 0) message.success(t('已重放 {{n}} 份报告', { n: results.length }));
      else {
        const params = { n: results.length - failed.length, m: failed.length };
        message.warning(
          `${t('重放成功 {{n}} 份，仍不能读取 {{m}} 份', params)}：${failed[0]!.reason}`,
          10,
        );
      }
      props.done();
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Can permission="discovery.edit">
      <Button
        type="primary"
        disabled={props.ids.length === 0}
        loading={replay.isPending}
        onClick={() => replay.mutate({ body: { ids: props.ids } })}
      >
        {t('重放')}
      </Button>
    </Can>
  );
}

function Detail(props: { item: QuarantineItem; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { item } = props;
  const full = useEndpoint(getQuarantined, { params: { id: item.id } });
  const dismiss = useAction(dismissQuarantined, {
    onDone: props.close,
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Space orientation="vertical" className="zc-wide" size="middle">
      <Facts
        facts={[
          { label: t('原因'), value: item.reason, wide: true },
          { label: t('代理'), value: item.userAgent },
          { label: t('代理标识'), value: item.agentKey },
          { label: t('首次收到'), value: <DateText value={item.firstAt} time /> },
          { label: t('最近收到'), value: <DateText value={item.lastAt} time /> },
        ]}
      />
      {item.state === 'waiting' && (
        <Space>
          <Replay ids={[item.id]} done={props.close} />
          <Can permission="discovery.edit">
            <Button
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate({ params: { id: item.id } })}
            >
              {t('忽略')}
            </Button>
          </Can>
        </Space>
      )}
      <Loaded query={full}>
        {(data) => <pre className="zc-code">{data.text || t('没有可显示的内容')}</pre>}
      </Loaded>
    </Space>
  );
}
