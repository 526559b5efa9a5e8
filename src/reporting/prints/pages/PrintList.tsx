/** 打印件核对: a code typed or found in a picture leads to its version; below, what has been printed. */
import { ScanOutlined } from '@ant-design/icons';
import { App, Button, Input, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  DateText,
  ListPage,
  ToneTag,
  useAddressSearch,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { readCode, spacedCode } from '../rules.ts';
import { listPrints, PRINT_KINDS } from '../shapes.ts';
import { carry, codeInPicture } from './picture.ts';
import './prints.css';

const SCAN_FILTER = { with: { label: '有扫描件' }, without: { label: '没有扫描件' } } as const;

export default function PrintList(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const record = typeof search.record === 'string' ? search.record : undefined;
  return (
    <ListPage
      title={t('打印件核对')}
      above={<CodeEntry />}
      list={listPrints}
      query={record ? { record } : {}}
      rowTo={(row) => `/v/${row.code}`}
      columns={[
        {
          key: 'code',
          title: t('版本码'),
          width: 170,
          render: (row) => <span className="zc-number">{spacedCode(row.code)}</span>,
        },
        {
          key: 'kind',
          title: t('表单'),
          render: (row) => (
            <>
              {t(PRINT_KINDS[row.kind].label)} <span className="zc-quiet">{row.name}</span>
            </>
          ),
        },
        {
          key: 'madeAt',
          title: t('最近打印'),
          sort: true,
          width: 190,
          render: (row) => <DateText value={row.lastPrintedAt} time />,
        },
        { key: 'lastPrintedBy', title: t('打印人'), width: 140 },
        { key: 'prints', title: t('次数'), width: 80 },
        {
          key: 'scans',
          title: t('扫描件'),
          width: 110,
          render: (row) =>
            row.scans > 0 ? (
              <ToneTag tone="green">{t('{{n}} 份', { n: row.scans })}</ToneTag>
            ) : (
              <span className="zc-quiet">--</span>
            ),
        },
      ]}
      filters={[
        { name: 'kind', label: t('表单'), set: PRINT_KINDS },
        { name: 'scan', label: t('扫描件'), set: SCAN_FILTER },
      ]}
      searchHint={t('版本码、编号、姓名')}
      empty={{ text: t('还没有打印过的表单。') }}
    />
  );
}

function CodeEntry(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [typed, setTyped] = useState('');
  const [looking, setLooking] = useState(false);
  const open = () => {
    const code = readCode(typed);
    if (code) go(`/v/${code}`);
    else message.warning(t('版本码是 12 位字母和数字，例如 K7QX-3M8P-2RTA'));
  };
  const look = async (file: File) => {
    setLooking(true);
    const code = await codeInPicture(file);
    setLooking(false);
    if (!code) {
      message.warning(t('没有在图片中认出二维码，请输入印在二维码旁的版本码'), 6);
      return;
    }
    carry(code, file);
    go(`/v/${code}`);
  };
  return (
    <div className="zc-card zc-print-entry">
      <p className="zc-quiet">
        {t(
          '打印、导出为 Word 或 PDF 的表单都带二维码和版本码：扫码，或在这里输入，即可看到当时的内容、打印人和此后的变化。',
        )}
      </p>
      <Input
        aria-label={t('版本码')}
        placeholder="K7QX-3M8P-2RTA"
        value={typed}
        maxLength={300}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={open}
      />
      <Button type="primary" disabled={typed.trim() === ''} onClick={open}>
        {t('核对')}
      </Button>
      <Upload
        accept="image/*"
        showUploadList={false}
        beforeUpload={(file) => {
          void look(file);
          return false;
        }}
      >
        <Button icon={<ScanOutlined />} loading={looking}>
          {t('从照片或扫描件识别')}
        </Button>
      </Upload>
      <span className="zc-quiet">{t('图片只在浏览器里识别；要归档，在下一页上传。')}</span>
    </div>
  );
}
