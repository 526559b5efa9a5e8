/** A form as Word, Excel or PDF, and on the print page: one button wherever a form or a record with a paper is shown. */
import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { FILE_FORMATS, type FileFormat, PAPER_FILES } from '../papers/shapes.ts';
import { useGo } from './address.tsx';
import { download } from './call.ts';
import { useT } from './texts.ts';

/** Which record's paper; `kind` is one of the reporting slice's kinds. */
export type PaperOf = { kind: string; id: string; query?: Record<string, string> };

export function PaperMenu(props: {
  of: PaperOf;
  /** Address of the print page, relative to the unit. */
  print?: string;
  primary?: boolean;
}): ReactNode {
  const { kind, id, query } = props.of;
  const get = (format: FileFormat) =>
    download(PAPER_FILES, { params: { kind, id }, query: { ...query, format } });
  return <FormatMenu get={get} print={props.print} primary={props.primary} paper />;
}

/** One button; a refusal is said and nothing is lost. */
export function FormatMenu(props: {
  get: (format: FileFormat) => Promise<void>;
  print?: string | undefined;
  primary?: boolean | undefined;
  /** Makes a long one in the background. */
  later?: (() => Promise<void>) | undefined;
  /** The paper of a record rather than the form the page itself shows. */
  paper?: boolean;
}): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const items = [
    ...(props.print === undefined ? [] : [{ key: 'print', label: t('打印') }]),
    ...Object.entries(FILE_FORMATS).map(([key, { label }]) => ({ key, label })),
    ...(props.later === undefined ? [] : [{ key: 'later', label: t('Excel（后台生成）') }]),
  ];
  const chosen = (key: string) => {
    if (key === 'print') go(props.print!);
    else if (key === 'later') void run(props.later!);
    else void run(() => props.get(key as FileFormat));
  };
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => chosen(key) }}>
      <Button type={props.primary ? 'primary' : 'default'} loading={busy}>
        {props.paper ? t('表单') : t('下载')} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
