/** 上传清单文件: files from machines without a network, a verdict for each, and what to do about the unclear ones. */
import { InboxOutlined } from '@ant-design/icons';
import { Alert, Collapse, Spin, Upload } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  ListPage,
  PageHead,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
import { offlineGuides } from '../rules.commands.ts';
import {
  FILE_KINDS,
  FILE_VERDICTS,
  type FileChoice,
  type FileVerdict,
  listUploadedFiles,
  uploadFiles,
} from '../shapes.ts';
import { CommandBlock } from './CommandBlock.tsx';
import { Verdicts } from './Verdicts.tsx';

const HEADING = { fontSize: 16, marginBlock: '24px 12px' };
const ACCEPT =
  '.json,.xml,.ocs,.reg,.csv,.tsv,.txt,.xlsx,.xls,.swidtag,.swid,.coswid,.uswid,.cbor,.zip';

type Choices = Record<string, FileChoice>;

function formOf(files: File[], choices: Choices): FormData {
  const body = new FormData();
  const options: Choices = {};
  for (const file of files) options[file.name] = { lastModified: file.lastModified };
  for (const [name, choice] of Object.entries(choices)) {
    options[name] = { ...options[name], ...choice };
  }
  body.append('options', JSON.stringify({ files: options }));
  for (const file of files) body.append('file', file, file.name);
  return body;
}

function useUpload() {
  const files = useRef(new Map<string, File>());
  const chosen = useRef(new Map<string, FileChoice>());
  const [verdicts, setVerdicts] = useState<FileVerdict[]>([]);
  const upload = useAction(uploadFiles, {
    onDone: (answer: { files: FileVerdict[] }) =>
      setVerdicts((before) => {
        const renewed = new Map(answer.files.map((verdict) => [verdict.fileName, verdict]));
        const kept = before.filter(({ fileName }) => !renewed.has(fileName));
        return [...answer.files, ...kept];
      }),
  });
  const send = (sent: File[], choices: Choices = {}) => {
    for (const file of sent) files.current.set(file.name, file);
    upload.mutate({ body: formOf(sent, choices) });
  };
  /** Reads one file again as the person says; inside a zip the whole zip goes again, which changes nothing else. */
  const again = (fileName: string, choice: FileChoice) => {
    const file = files.current.get(fileName) ?? files.current.get(fileName.split('/')[0]!);
    if (!file) return;
    // What was said before holds on: a sheet chosen first, its columns after.
    chosen.current.set(fileName, { ...chosen.current.get(fileName), ...choice });
    send([file], Object.fromEntries(chosen.current));
  };
  return { verdicts, send, again, pending: upload.isPending };
}

function Offline(): ReactNode {
  const t = useT();
  return (
    <Collapse
      ghost
      items={[
        {
          key: 'offline',
          label: t('在没有网络的计算机上怎样得到这些文件'),
          children: offlineGuides().map((line) => <CommandBlock key={line.command} line={line} />),
        },
      ]}
    />
  );
}

function Recent(): ReactNode {
  const t = useT();
  return (
    <ListPage
      embedded
      title={t('上传记录')}
      list={listUploadedFiles}
      rowKey={(row) => `${row.fileName} ${row.lastAt}`}
      columns={[
        { key: 'fileName', title: t('文件'), width: 260 },
        {
          key: 'kind',
          title: t('类型'),
          width: 110,
          render: (row) => <ChoiceTag set={FILE_KINDS} value={row.kind} />,
        },
        {
          key: 'verdict',
          title: t('结论'),
          width: 120,
          render: (row) => <ChoiceTag set={FILE_VERDICTS} value={row.verdict} />,
        },
        { key: 'machines', title: t('计算机'), width: 80 },
        { key: 'entries', title: t('软件条目'), width: 90 },
        {
          key: 'takenAt',
          title: t('清单时间'),
          width: 150,
          render: (row) => <DateText value={row.takenAt} time />,
        },
        {
          key: 'lastAt',
          title: t('上传时间'),
          sort: true,
          width: 150,
          render: (row) => <DateText value={row.lastAt} time />,
        },
        { key: 'uploadedBy', title: t('上传人'), width: 100 },
      ]}
      searchHint={t('文件名')}
      empty={{ text: t('还没有上传过清单文件。') }}
    />
  );
}

export default function FileUpload(): ReactNode {
  const t = useT();
  const { verdicts, send, again, pending } = useUpload();
  return (
    <>
      <PageHead
        title={t('上传清单文件')}
        note={t(
          '用于没有网络的计算机。同样的文件重复上传、先后颠倒，结果都一样；旧的不会覆盖新的。',
        )}
      />
      <Can permission="discovery.edit">
        <Spin spinning={pending}>
          <Upload.Dragger
            accept={ACCEPT}
            multiple
            showUploadList={false}
            beforeUpload={(file, all) => {
              // Called once per file with all of them: one request takes them together.
              if (file === all[0]) send(all);
              return false;
            }}
          >
            <p>
              <InboxOutlined style={{ fontSize: 32 }} />
            </p>
            <p>{t('把文件拖到这里，或点击选择（可以多选）')}</p>
            <p className="zc-quiet">
              {t(
                '代理报告（.json、.xml、.ocs）、注册表导出（.reg）、软件清单（.csv、.xlsx、.xls）、标准格式（CycloneDX、SWID、CoSWID），或它们的 zip',
              )}
            </p>
          </Upload.Dragger>
        </Spin>
      </Can>
      <Offline />
      {verdicts.some(({ verdict }) => verdict === 'needsMapping') && (
        <Alert
          type="warning"
          showIcon
          title={t('有文件还缺少信息，请展开该行补充后重新读取')}
          style={{ marginBottom: 12 }}
        />
      )}
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} onAgain={again} pending={pending} />}
      <h2 style={HEADING}>{t('上传记录')}</h2>
      <Recent />
    </>
  );
}
