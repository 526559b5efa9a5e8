/** 建账: what was seen or listed, reviewed product by product, then posted in bulk. */
import { Alert, App, Button, Checkbox, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  EMPTY,
  ErrorState,
  formatCount,
  Go,
  type ListColumn,
  ListPage,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
import {
  chooseOpening,
  collectOpening,
  discardOpening,
  listOpeningGroups,
  OPENING_TYPES,
  type OpeningGroup,
  postOpening,
} from '../shapes.ts';
import { OpeningDetail } from './OpeningDetail.tsx';

const NUMBERED = { yes: { label: '已有软件编号' }, no: { label: '未定软件编号' } } as const;

export default function Opening(): ReactNode {
  const t = useT();
  const [shown, setShown] = useState<OpeningGroup>();
  const [posting, setPosting] = useState<{ groups: OpeningGroup[]; done: () => void }>();
  return (
    <>
      <ListPage
        title={t('建账')}
        list={listOpeningGroups}
        columns={useColumns()}
        rowKey={(row) => row.groupKey}
        onOpen={setShown}
        searchHint={t('软件名称、厂商')}
        filters={[
          { name: 'type', label: t('软件类型'), set: OPENING_TYPES },
          { name: 'numbered', label: t('软件编号'), set: NUMBERED },
        ]}
        above={
          <p className="zc-quiet">
            {t(
              '逐个软件核对：确定软件编号，去掉不入账的计算机，再选中入账。入账后成为安装记录，只能冲正。',
            )}
          </p>
        }
        action={<Collect />}
        more={
          <>
            <Go to="/opening/import">{t('导入原有明细表')}</Go>
            <Go to="/opening/tie-out">{t('建账核对')}</Go>
          </>
        }
        bulk={(rows, done) => (
          <Bulk rows={rows} done={done} post={() => setPosting({ groups: rows, done })} />
        )}
        empty={{
          text: t('没有待审的建账行。可以从采集结果提出，也可以导入原有的明细表。'),
          action: <Go to="/opening/import">{t('导入原有明细表')}</Go>,
        }}
      />
      <OpeningDetail group={shown} close={() => setShown(undefined)} />
      {posting && (
        <PostDialog
          groups={posting.groups}
          close={(posted) => {
            setPosting(undefined);
            if (posted) posting.done();
          }}
        />
      )}
    </>
  );
}

/** Proposes what computers were seen to have and is not recorded yet. */
function Collect(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const collect = useAction(collectOpening, {
    onDone: () => message.info(t('正在从采集结果提出建账行，进度见“后台任务”，完成后刷新本页')),
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Button type="primary" loading={collect.isPending} onClick={() => collect.mutate({})}>
      {t('从采集结果提出')}
    </Button>
  );
}

function useColumns(): ListColumn<OpeningGroup>[] {
  const t = useT();
  return [
    { key: 'softwareName', title: t('软件名称') },
    { key: 'softwareVersion', title: t('软件版本'), width: 120 },
    { key: 'publisher', title: t('软件厂商'), width: 160 },
    {
      key: 'softwareType',
      title: t('软件类型'),
      width: 130,
      render: (row) => <ChoiceTag set={OPENING_TYPES} value={row.softwareType} />,
    },
    {
      key: 'softwareNo',
      title: t('软件编号'),
      width: 140,
      render: (row) => row.softwareNo ?? <NumberToCome type={row.softwareType} />,
    },
    {
      key: 'chosen',
      title: t('入账/待审'),
      width: 110,
      number: true,
      render: (row) => `${formatCount(row.chosen)}/${formatCount(row.total)}`,
    },
    {
      key: 'installedQuantity',
      title: t('已在册'),
      width: 90,
      number: true,
    },
    {
      key: 'licenseQuantity',
      title: t('许可数量'),
      width: 90,
      number: true,
      render: (row) =>
        row.licenseQuantity === 'unlimited' ? t('不限') : (row.licenseQuantity ?? EMPTY),
    },
    { key: 'loadingDates', title: t('日期待定'), width: 90, number: true, hidden: true },
  ];
}

/** What will happen about the number when this product is posted. */
function NumberToCome(props: { type: OpeningGroup['softwareType'] }): ReactNode {
  const t = useT();
  const automatic = props.type === 'oem' || props.type === 'free';
  return <span className="zc-quiet">{automatic ? t('入账时编号') : t('请选择编号')}</span>;
}

function Bulk(props: { rows: OpeningGroup[]; done: () => void; post: () => void }): ReactNode {
  const t = useT();
  const { modal } = App.useApp();
  const groups = props.rows.map((row) => row.groupKey);
  const choose = useAction(chooseOpening, { onDone: props.done });
  const discard = useAction(discardOpening, { onDone: props.done });
  return (
    <span className="zc-inline">
      <Button type="primary" onClick={props.post}>
        {t('入账')}
      </Button>
      <Button onClick={() => choose.mutate({ body: { groups, ids: [], chosen: true } })}>
        {t('全部勾选')}
      </Button>
      <Button onClick={() => choose.mutate({ body: { groups, ids: [], chosen: false } })}>
        {t('全部不入账')}
      </Button>
      <Button
        danger
        onClick={() =>
          modal.confirm({
            title: t('删除 {{n}} 个软件的待审行？', { n: groups.length }),
            content: t('不影响已入账的记录；再次采集或导入后会重新列出。'),
            okText: t('删除待审行'),
            onOk: () => discard.mutateAsync({ body: { groups } }),
          })
        }
      >
        {t('删除待审行')}
      </Button>
    </span>
  );
}

/** Says what posting would do (the real command, rolled back), then does it. */
function PostDialog(props: {
  groups: OpeningGroup[];
  close: (posted: boolean) => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const groups = props.groups.map((group) => group.groupKey);
  const preview = useAction(postOpening);
  const post = useAction(postOpening, {
    onDone: (result) => {
      message.success(t('已入账 {{n}} 条安装记录', { n: formatCount(result.posted) }));
      props.close(true);
    },
  });
  const asked = preview.data ?? undefined;
  const differs = post.error?.code === 'reconciliation.tieOutDifferences';
  const [confirmed, setConfirmed] = useState(false);
  return (
    <Modal
      open
      title={t('入账 {{n}} 个软件', { n: groups.length })}
      okText={t('入账')}
      okButtonProps={{
        disabled: !asked || asked.posted + asked.alreadyRecorded === 0 || (differs && !confirmed),
      }}
      confirmLoading={post.isPending}
      onOk={() => post.mutate({ body: { groups, confirmDifferences: confirmed } })}
      onCancel={() => props.close(false)}
      afterOpenChange={(open) => open && preview.mutate({ body: { groups, dryRun: true } })}
    >
      {preview.isPending && <p>{t('正在核对…')}</p>}
      {preview.error && <ErrorState error={preview.error} />}
      {post.error && <ErrorState error={post.error} />}
      {post.error?.code.startsWith('reconciliation.tieOut') && (
        <p>
          <Go to="/opening/tie-out">{t('打开建账核对')}</Go>
        </p>
      )}
      {differs && (
        <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
          {t('已核对差异清单，仍照登记表入账（记入审计日志）')}
        </Checkbox>
      )}
      {asked && (
        <>
          <p>
            {t('将登记 {{n}} 条安装记录，{{m}} 条已在册无需重复登记。', {
              n: formatCount(asked.posted),
              m: formatCount(asked.alreadyRecorded),
            })}
          </p>
          {asked.newNumbers.length > 0 && (
            <p>
              {t('新建 {{n}} 个软件编号：{{list}}', {
                n: asked.newNumbers.length,
                list: asked.newNumbers.slice(0, 20).join('、'),
              })}
            </p>
          )}
          {asked.problems.map((problem) => (
            <Alert
              key={problem.groupKey}
              type="warning"
              showIcon
              title={t('{{name}}：{{n}} 行留待处理', {
                name: problem.softwareName,
                n: problem.lines,
              })}
              description={problem.message}
            />
          ))}
        </>
      )}
    </Modal>
  );
}
