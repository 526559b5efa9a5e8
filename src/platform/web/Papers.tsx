/** Papers of a record: upload, look, take off. The record's slice gives the endpoints and the kinds of paper. */
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Select, Table, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { ChoiceSet } from '../../base/choices.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { type ApiError, download } from './call.ts';
import { useAction, useEndpoint } from './query.ts';
import { EmptyState, Loaded } from './states.tsx';
import { useT } from './texts.ts';
import { ChoiceTag, DateText } from './values.tsx';

/** What every list of papers answers with. */
export type Paper = {
  id: string;
  kind: string;
  title: string;
  fileName: string;
  fileSize: number;
  createdAt: string;
  createdBy: string;
};

type Described = { method: Endpoint['method']; path: string };
export type PapersProps = {
  endpoints: { list: Described; upload: Described; download: Described; remove: Described };
  params: Record<string, string>;
  kinds: ChoiceSet;
  writes: boolean;
  empty: string;
};
type ListOf = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<{ items: Paper[] }>>;
type OneOf = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<Paper>>;
type Nothing = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<void>>;

function sizeText(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib >= 1 ? `${mib.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function UploadBar(props: PapersProps): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [kind, setKind] = useState(Object.keys(props.kinds)[0]!);
  const upload = useAction(props.endpoints.upload as OneOf, {
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
        options={Object.entries(props.kinds).map(([value, choice]) => ({
          value,
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

function DocumentsTable(props: PapersProps & { items: readonly Paper[] }): ReactNode {
  const t = useT();
  const { message, modal } = App.useApp();
  const remove = useAction(props.endpoints.remove as Nothing, {
    onRefused: (error) => message.error(error.message),
  });
  const params = (row: Paper) => ({ ...props.params, document: row.id }) as never;
  const open = (row: Paper) =>
    download(props.endpoints.download as Nothing, { params: params(row) }).catch(
      (error: ApiError) => message.error(error.message),
    );
  const ask = (row: Paper) =>
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
          render: (_, row) => <ChoiceTag set={props.kinds} value={row.kind} />,
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

export function Papers(props: PapersProps): ReactNode {
  const query = useEndpoint(props.endpoints.list as ListOf, {
    params: props.params as never,
  });
  return (
    <>
      {props.writes && <UploadBar {...props} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={props.empty} />
          ) : (
            <DocumentsTable {...props} items={items} />
          )
        }
      </Loaded>
    </>
  );
}
