/** What a paper's square code opens: the very content that was printed, by whom, what has changed since, its signed scan. */
import { UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Space, Table, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  download,
  EmptyState,
  Go,
  Loaded,
  PaperSheet,
  paperRows,
  RecordPage,
  ToneTag,
  useAction,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { readCode, spacedCode } from '../rules.ts';
import {
  DIFFERENCE_KINDS,
  downloadPrintScan,
  getPrint,
  PRINT_FORMATS,
  PRINT_KINDS,
  type PrintRecord,
  type PrintScan,
  uploadPrintScan,
} from '../shapes.ts';
import { carried, codeInPicture, drop } from './picture.ts';
import './prints.css';

export default function PrintCheck(): ReactNode {
  const { code = '' } = useAddressParams();
  const found = useEndpoint(getPrint, { params: { code: readCode(code) ?? code.slice(0, 60) } });
  return <Loaded query={found}>{(one) => <Checked key={one.code} one={one} />}</Loaded>;
}

function Checked(props: { one: PrintRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const last = one.prints[0];
  return (
    <RecordPage
      kind={t('核对打印件')}
      title={`${t(PRINT_KINDS[one.kind].label)} ${one.name}`}
      state={<Verdict now={one.now} />}
      facts={[
        { label: t('版本码'), value: <b className="zc-number">{spacedCode(one.code)}</b> },
        { label: t('内容首次打印'), value: <DateText value={one.madeAt} time /> },
        {
          label: t('最近打印'),
          value: last && (
            <>
              <DateText value={last.printedAt} time /> {last.printedBy}
            </>
          ),
        },
        ...(one.asOf ? [{ label: t('台账日期'), value: <DateText value={one.asOf} /> }] : []),
        {
          label: t('内容的摘要（SHA-256）'),
          value: <span className="zc-number zc-hash">{one.digest}</span>,
          wide: true,
        },
      ]}
      tabs={[
        {
          key: 'changes',
          label: t('此后的变化'),
          content: <Changes now={one.now} />,
          count: one.now?.total ?? 0,
        },
        { key: 'content', label: t('打印时的内容'), content: <Content one={one} /> },
        { key: 'scans', label: t('扫描件'), content: <Scans one={one} />, count: one.scans.length },
        {
          key: 'others',
          label: t('同一表单的其他版本'),
          content: <Others one={one} />,
          count: one.others.length,
        },
      ]}
      history={one.prints.map((print) => ({
        at: print.printedAt,
        who: print.printedBy,
        what:
          print.format === 'paper'
            ? t('打印')
            : t('导出 {{format}}', { format: PRINT_FORMATS[print.format].label }),
      }))}
    />
  );
}

function Verdict(props: { now: PrintRecord['now'] }): ReactNode {
  const t = useT();
  const { now } = props;
  if (!now) return <ToneTag tone="red">{t('记录中已没有这份表单')}</ToneTag>;
  if (now.same) return <ToneTag tone="green">{t('与现在的记录一致')}</ToneTag>;
  return <ToneTag tone="amber">{t('打印后有 {{n}} 处变化', { n: now.total })}</ToneTag>;
}

function Changes(props: { now: PrintRecord['now'] }): ReactNode {
  const t = useT();
  const { now } = props;
  if (!now) return <EmptyState text={t('记录中已没有这份表单，无法比较。')} />;
  if (now.same) return <EmptyState text={t('打印后没有变化：纸上写的就是现在的记录。')} />;
  return (
    <>
      {now.total > now.items.length && (
        <p className="zc-quiet">
          {t('共 {{total}} 处，下面是前 {{n}} 处。', { total: now.total, n: now.items.length })}
        </p>
      )}
      <Table
        className="zc-table"
        rowKey={(row) => now.items.indexOf(row)}
        pagination={false}
        dataSource={now.items}
        scroll={{ x: 640 }}
        columns={[
          {
            title: t('变化'),
            width: 90,
            render: (_, row) => <ChoiceTag set={DIFFERENCE_KINDS} value={row.kind} />,
          },
          {
            title: t('位置'),
            render: (_, row) => [row.sheet, row.where].filter(Boolean).join(' · ') || t('整行'),
          },
          {
            title: t('纸上（打印时）'),
            render: (_, row) => <span className="zc-print-old">{row.before}</span>,
          },
          {
            title: t('现在'),
            render: (_, row) => <span className="zc-print-new">{row.after}</span>,
          },
        ]}
      />
    </>
  );
}

function Content(props: { one: PrintRecord }): ReactNode {
  return (
    <div className="zc-print-sheets">
      {props.one.sheets.map(({ name, sheet }) => (
        <PaperSheet
          key={name}
          label={sheet.title}
          cols={sheet.cols}
          rows={paperRows(sheet as never)}
        />
      ))}
    </div>
  );
}

function Scans(props: { one: PrintRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
      {one.mayScan && <ScanUpload code={one.code} replaces={one.scans.length > 0} />}
      {one.scans.length === 0 ? (
        <EmptyState text={t('还没有扫描件。签字盖章后扫描或拍照，上传到这里。')} />
      ) : (
        <Table
          className="zc-table"
          rowKey="id"
          pagination={false}
          dataSource={one.scans}
          scroll={{ x: 640 }}
          columns={[
            {
              title: t('文件'),
              render: (_, row) => <ScanLink code={one.code} scan={row} />,
            },
            {
              title: t('上传'),
              render: (_, row) => (
                <>
                  <DateText value={row.uploadedAt} time /> {row.uploadedBy}
                </>
              ),
            },
            {
              title: t('状态'),
              render: (_, row) =>
                row.replacedAt ? (
                  <ToneTag tone="grey">{t('已被替换')}</ToneTag>
                ) : (
                  <ToneTag tone="green">{t('当前')}</ToneTag>
                ),
            },
          ]}
        />
      )}
    </Space>
  );
}

function ScanLink(props: { code: string; scan: PrintScan }): ReactNode {
  const { message } = App.useApp();
  const { code, scan } = props;
  const open = () =>
    download(downloadPrintScan, { params: { code, scan: scan.id } }).catch((error: Error) =>
      message.error(error.message),
    );
  return (
    <Button type="link" size="small" onClick={() => void open()}>
      {scan.fileName}
    </Button>
  );
}

function ScanUpload(props: { code: string; replaces: boolean }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [brought, setBrought] = useState(() => carried(props.code));
  const [looking, setLooking] = useState(false);
  const upload = useAction(uploadPrintScan, {
    onDone: (scan) => {
      drop();
      setBrought(undefined);
      message.success(t('已归档 {{name}}', { name: scan.fileName }));
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  const send = async (file: File) => {
    setLooking(true);
    const seen = await codeInPicture(file);
    setLooking(false);
    if (seen && seen !== props.code) {
      const code = spacedCode(seen);
      message.error(t('图片上是另一个版本 {{code}}，没有上传', { code }), 8);
      return;
    }
    const body = new FormData();
    body.append('file', file, file.name);
    upload.mutate({ params: { code: props.code }, body } as never);
  };
  return (
    <>
      {brought && (
        <Alert
          type="info"
          title={t('图片“{{name}}”上的二维码就是这个版本。', { name: brought.name })}
          action={
            <Button type="primary" loading={upload.isPending} onClick={() => void send(brought)}>
              {t('作为扫描件归档')}
            </Button>
          }
        />
      )}
      <div className="zc-inline">
        <Upload
          accept="image/*,.pdf,.ofd"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={looking || upload.isPending}>
            {props.replaces ? t('上传新的扫描件') : t('上传扫描件')}
          </Button>
        </Upload>
        <span className="zc-quiet">
          {t(
            '图片或 PDF，不超过 50 MB；原有的扫描件会保留。图片上的二维码若是另一版本，不会上传。',
          )}
        </span>
      </div>
    </>
  );
}

function Others(props: { one: PrintRecord }): ReactNode {
  const t = useT();
  const { others } = props.one;
  if (others.length === 0) return <EmptyState text={t('没有打印过其他版本。')} />;
  return (
    <ul>
      {others.map((other) => (
        <li key={other.code}>
          <Go to={`/v/${other.code}`}>{spacedCode(other.code)}</Go>{' '}
          <span className="zc-quiet">
            <DateText value={other.madeAt} time />
          </span>
        </li>
      ))}
    </ul>
  );
}
