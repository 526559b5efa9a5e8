/** Computer numbers, typed, pasted or read from an Excel file; a form's control over a list. */
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Input, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { useAction, useT } from '../../../platform/web/index.ts';
import { readComputerList } from '../shapes.ts';
import { numbersIn } from './options.ts';

export function ComputerListInput(props: {
  id?: string;
  value?: string[];
  onChange?: (numbers: string[]) => void;
  placeholder: string;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [text, setText] = useState((props.value ?? []).join('\n'));
  const put = (next: string) => {
    setText(next);
    props.onChange?.(numbersIn(next));
  };
  const read = useAction(readComputerList, {
    onDone: ({ computerNos }) => {
      put([...numbersIn(text), ...computerNos].join('\n'));
      void message.info(t('读出 {{n}} 个计算机编号', { n: computerNos.length }));
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const send = (file: File) => {
    const body = new FormData();
    body.append('file', file, file.name);
    read.mutate({ body } as never);
    return false;
  };
  const count = numbersIn(text).length;
  return (
    <>
      <Input.TextArea
        id={props.id ?? ''}
        value={text}
        // antd's own autosizing measures in a styled element, which the content security policy leaves bare.
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        placeholder={props.placeholder}
        onChange={({ target }) => put(target.value)}
      />
      <div className="zc-inline">
        <Upload accept=".xlsx,.xls,.et,.csv" showUploadList={false} beforeUpload={send}>
          <Button size="small" icon={<UploadOutlined />} loading={read.isPending}>
            {t('从 Excel 读入')}
          </Button>
        </Upload>
        {count > 0 && <span className="zc-quiet">{t('{{n}} 个编号', { n: count })}</span>}
      </div>
    </>
  );
}
