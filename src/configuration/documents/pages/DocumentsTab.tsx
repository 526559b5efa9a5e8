/** 采购合同、授权证书、发票 of a software number or of a contract (PZ-2.5): upload, look, take off. */
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Select, Table, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  type ApiError,
  ChoiceTag,
  DateText,
  download,
  EmptyState,
  Loaded,
  useAction,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  downloadDocument,
  listDocuments,
  removeDocument,
  type SoftwareDocument,
  uploadDocument,
} from '../shapes.ts';

function sizeText(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib >= 1 ? `${mib.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

/** Papers of whatever the parameters name; the endpoints of a software number and of a contract are alike. */
type Papers = {
  endpoints: {
    list: Pick<typeof listDocuments, 'method' | 'path' | 'output'>;
    upload: Pick<typeof uploadDocument, 'method' | 'path' | 'output'>;
    download: Pick<typeof downloadDocument, 'method' | 'path' | 'output'>;
    remove: Pick<typeof removeDocument, 'method' | 'path' | 'output'>;
  };
  params: Record<string, string>;
  writes: boolean;
};

function UploadBar(props: Papers): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [kind, setKind] = useState<DocumentKind>('contract');
  const upload = useAction(props.endpoints.upload as typeof uploadDocument, {
    onDone: (done) => message.success(t('已保存 {{name}}', { name: done.fileName })),
    onRefused: (error) => message.error(error.message, 8),
  });
  const send = (file: File) => {
    const body = new FormData();
    body.append('kind', kind);
    body.append('file', file, file.name);
    upload.mutate({ params: props.params, body } as never);
  };
  return (
    <div className="zc-inline">
      <Select
        aria-label={t('资料种类')}
        value={kind}
        onChange={setKind}
        popupMatchSelectWidth={false}
        options={Object.entries(DOCUMENT_KINDS).map(([value, choice]) => ({
          value: value as DocumentKind,
          label: t(choice.label),
        }))}
      />
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          send(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={upload.isPending}>
          {t('上传资料')}
        </Button>
      </Upload>
      <span className="zc-quiet">{t('PDF、OFD、图片、Word、Excel 或压缩包，不超过 50 MB。')}</span>
    </div>
  );
}

function DocumentsTable(props: Papers & { items: readonly SoftwareDocument[] }): ReactNode {
  const t = useT();
  const { message, modal } = App.useApp();
  const remove = useAction(props.endpoints.remove as typeof removeDocument, {
    onRefused: (error) => message.error(error.message),
  });
  const params = (row: SoftwareDocument) => ({ ...props.params, document: row.id }) as never;
  const open = (row: SoftwareDocument) =>
    download(props.endpoints.download as typeof downloadDocument, { params: params(row) }).catch(
      (error: ApiError) => message.error(error.message),
    );
  const ask = (row: SoftwareDocument) =>
    modal.confirm({
      title: t('移除“{{title}}”？', { title: row.title }),
      content: t('只用于移除误传的资料；移除会记入审计日志。'),
      okText: t('移除资料'),
      onOk: () => remove.mutateAsync({ params: params(row) }),
    });
  return (
    <Table
      className="zc-table"
      rowKey="id"
      pagination={false}
      dataSource={[...props.items]}
      scroll={{ x: 720 }}
      columns={[
        {
          title: t('资料种类'),
          width: 140,
          render: (_, row) => <ChoiceTag set={DOCUMENT_KINDS} value={row.kind} />,
        },
        {
          title: t('资料名称'),
          render: (_, row) => (
            <Button type="link" size="small" onClick={() => void open(row)}>
              {row.title}
            </Button>
          ),
        },
        { title: t('大小'), width: 90, align: 'right', render: (_, row) => sizeText(row.fileSize) },
        {
          title: t('上传'),
          width: 220,
          render: (_, row) => (
            <span>
              <DateText value={row.createdAt} time /> {row.createdBy}
            </span>
          ),
        },
        {
          title: '',
          width: 80,
          render: (_, row) =>
            props.writes && (
              <Button size="small" type="text" danger onClick={() => ask(row)}>
                {t('移除')}
              </Button>
            ),
        },
      ]}
    />
  );
}

export function Documents(props: Papers): ReactNode {
  const t = useT();
  const query = useEndpoint(props.endpoints.list as typeof listDocuments, {
    params: props.params as never,
  });
  return (
    <>
      {props.writes && <UploadBar {...props} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              text={t(
                '还没有资料。请上传采购合同、授权证书和发票，它们是正版的依据（《软件配置管理规定》二.5）。',
              )}
            />
          ) : (
            <DocumentsTable {...props} items={items} />
          )
        }
      </Loaded>
    </>
  );
}

export function DocumentsTab(props: { softwareId: string; closed: boolean }): ReactNode {
  const { can } = useSession();
  return (
    <Documents
      endpoints={{
        list: listDocuments,
        upload: uploadDocument,
        download: downloadDocument,
        remove: removeDocument,
      }}
      params={{ id: props.softwareId }}
      writes={!props.closed && can('software.edit') !== undefined}
    />
  );
}
