/** 导入记录: each import as a batch, with its copy, its verdicts and the way back. */
import { Alert, App, Button, Drawer, Input, Modal, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  download,
  EmptyState,
  ErrorState,
  Facts,
  formatCount,
  ListPage,
  useAction,
  useList,
  useT,
} from '../../web/index.ts';
import {
  downloadImportCopy,
  IMPORT_STATES,
  type ImportBatch,
  listImports,
  undoImport,
} from '../shapes.ts';

function Copy(props: { batch: ImportBatch }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  if (!props.batch.hasCopy) return null;
  const params = { import: props.batch.id };
  return (
    <Button
      size="small"
      onClick={(event) => {
        event.stopPropagation();
        download(downloadImportCopy, { params }).catch((error: Error) =>
          message.error(error.message, 8),
        );
      }}
    >
      {t('下载标注副本')}
    </Button>
  );
}

/** Asks for the reason; objections of the server are listed by row. */
function UndoDialog(props: { batch: ImportBatch; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const undo = useAction(undoImport, {
    onDone: (result) => {
      if (!result.undone) return;
      message.success(t('已整批撤销'));
      props.close();
    },
  });
  const refused = undo.data && !undo.data.undone ? undo.data : undefined;
  return (
    <Modal
      open
      width={720}
      title={t('撤销导入“{{file}}”', { file: props.batch.fileName })}
      okText={t('整批撤销')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={undo.isPending}
      onOk={() => undo.mutate({ params: { import: props.batch.id }, body: { reason } })}
      onCancel={props.close}
    >
      <p>
        {t(
          '新增的 {{created}} 项将删除，更新的 {{updated}} 项恢复原样；台账记录以冲正撤销，不删除。只要有一项在导入后又有改动或已被使用，就整批不撤销。',
          { created: formatCount(props.batch.created), updated: formatCount(props.batch.updated) },
        )}
      </p>
      <Input.TextArea
        aria-label={t('撤销原因')}
        placeholder={t('撤销原因')}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {undo.error && <ErrorState error={undo.error} />}
      {refused && (
        <>
          <Alert
            type="warning"
            showIcon
            title={t('没有撤销：{{n}} 行已不能撤销', { n: formatCount(refused.problemCount) })}
          />
          <Table
            size="small"
            rowKey={(row) => `${row.sheet}/${row.rowNo}/${row.label}/${row.message}`}
            dataSource={refused.problems}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t('行号'), dataIndex: 'rowNo', width: 72, align: 'right' },
              { title: t('内容'), dataIndex: 'label', width: 220 },
              { title: t('原因'), dataIndex: 'message' },
            ]}
          />
        </>
      )}
    </Modal>
  );
}

function Batch(props: { batch: ImportBatch | undefined; close: () => void }): ReactNode {
  const t = useT();
  const { batch } = props;
  const [undoing, setUndoing] = useState(false);
  if (!batch) return null;
  return (
    <Drawer
      open
      size="large"
      title={batch.fileName}
      onClose={props.close}
      extra={
        <span className="zc-inline">
          <Copy batch={batch} />
          {batch.mayUndo && (
            <Button danger size="small" onClick={() => setUndoing(true)}>
              {t('整批撤销')}
            </Button>
          )}
        </span>
      }
    >
      <Facts
        facts={[
          { label: t('导入内容'), value: batch.title },
          {
            label: t('状态'),
            value: <ChoiceTag set={IMPORT_STATES} value={batch.state} />,
          },
          { label: t('导入人'), value: batch.madeBy },
          { label: t('导入时间'), value: <DateText value={batch.madeAt} time /> },
          { label: t('工作表'), value: batch.sheets.join('、') },
          { label: t('文件校验值（SHA-256）'), value: batch.sha256, wide: true },
          {
            label: t('行数'),
            value: t(
              '{{total}} 行 = 新增 {{created}} + 更新 {{updated}} + 无变化 {{unchanged}} + 不能导入 {{rejected}}；另跳过 {{skipped}} 行',
              {
                total: batch.total,
                created: batch.created,
                updated: batch.updated,
                unchanged: batch.unchanged,
                rejected: batch.rejected,
                skipped: batch.skipped,
              },
            ),
            wide: true,
          },
          ...(batch.state === 'undone'
            ? [
                { label: t('撤销人'), value: batch.undoneBy },
                { label: t('撤销时间'), value: <DateText value={batch.undoneAt} time /> },
                { label: t('撤销原因'), value: batch.undoReason, wide: true },
              ]
            : []),
        ]}
      />
      {batch.state === 'committed' && !batch.mayUndo && (
        <EmptyState text={t('这次导入不能由您整批撤销，请在各记录上更正。')} />
      )}
      {undoing && (
        <UndoDialog
          batch={batch}
          close={() => {
            setUndoing(false);
            props.close();
          }}
        />
      )}
    </Drawer>
  );
}

export default function Imports(): ReactNode {
  const t = useT();
  const [shown, setShown] = useState<ImportBatch>();
  const { data } = useList(listImports, { query: { limit: 1 } });
  const kinds = Object.fromEntries(
    (data?.kinds ?? []).map((one) => [one.kind, { label: one.title }]),
  );
  return (
    <>
      <ListPage
        title={t('导入记录')}
        list={listImports}
        onOpen={setShown}
        searchHint={t('文件名、导入人')}
        filters={[
          { name: 'kind', label: t('导入内容'), set: kinds },
          { name: 'state', label: t('状态'), set: IMPORT_STATES },
        ]}
        columns={[
          { key: 'fileName', title: t('文件'), width: 260 },
          { key: 'title', title: t('导入内容'), width: 220 },
          {
            key: 'state',
            title: t('状态'),
            width: 90,
            render: (row) => <ChoiceTag set={IMPORT_STATES} value={row.state} />,
          },
          { key: 'total', title: t('行数'), width: 80, number: true },
          { key: 'created', title: t('新增'), width: 80, number: true },
          { key: 'updated', title: t('更新'), width: 80, number: true },
          { key: 'unchanged', title: t('无变化'), width: 80, number: true, hidden: true },
          { key: 'rejected', title: t('不能导入'), width: 90, number: true },
          { key: 'madeBy', title: t('导入人'), width: 110 },
          {
            key: 'madeAt',
            title: t('导入时间'),
            width: 150,
            render: (row) => <DateText value={row.madeAt} time />,
          },
          { key: 'copy', title: t('标注副本'), width: 130, render: (row) => <Copy batch={row} /> },
        ]}
        empty={{ text: t('还没有导入过表格。各列表页的“从 Excel 导入”导入后会列在这里。') }}
      />
      <Batch batch={shown} close={() => setShown(undefined)} />
    </>
  );
}
