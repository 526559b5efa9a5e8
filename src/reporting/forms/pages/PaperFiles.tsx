/** The paper of a record as Word, Excel or PDF. */
import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { download, useT } from '../../../platform/web/index.ts';
import {
  downloadPaper,
  FILE_FORMATS,
  type FileFormat,
  type PaperKind,
} from '../../papers/shapes.ts';

export type PaperOf = { kind: PaperKind; id: string; query: Record<string, string> };

export function PaperFiles(props: { of: PaperOf }): ReactNode {
  const { kind, id, query } = props.of;
  const get = (format: FileFormat) =>
    download(downloadPaper, { params: { kind, id }, query: { ...query, format } });
  return <FormatMenu get={get} />;
}

/** One button, three formats; a refusal is said and nothing is lost. */
export function FormatMenu(props: {
  get: (format: FileFormat) => Promise<void>;
  primary?: boolean;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (format: FileFormat) => {
    setBusy(true);
    try {
      await props.get(format);
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const items = Object.entries(FILE_FORMATS).map(([key, { label }]) => ({ key, label }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => void run(key as FileFormat) }}
    >
      <Button type={props.primary ? 'primary' : 'default'} loading={busy}>
        {t('下载')} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
