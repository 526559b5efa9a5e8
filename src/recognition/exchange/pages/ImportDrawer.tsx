/** Taking over another unit's rules: the file is tried first, every rule with its verdict, then it becomes one batch. */
import { FileTextOutlined } from '@ant-design/icons';
import { Alert, App, Button, Drawer, Flex, Radio, Segmented, Table, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { ChoiceTag, DateText, formatCount, useAction, useT } from '../../../platform/web/index.ts';
import { patternKinds } from '../../unitrules/shapes.ts';
import {
  checkImport,
  conflictWays,
  type ImportCheck,
  importRules,
  type OnConflict,
  RULE_VERDICTS,
  type RuleFile,
  type RuleVerdict,
} from '../shapes.ts';

export function ImportDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const [file, setFile] = useState<RuleFile>();
  const [check, setCheck] = useState<ImportCheck>();
  return (
    <Drawer open title={t('导入识别规则')} onClose={props.onClose} size={980}>
      {file && check ? (
        <Checked
          file={file}
          check={check}
          again={() => setCheck(undefined)}
          onDone={props.onClose}
        />
      ) : (
        <ChooseFile
          onChecked={(read, found) => {
            setFile(read);
            setCheck(found);
          }}
        />
      )}
    </Drawer>
  );
}

function ChooseFile(props: { onChecked: (file: RuleFile, check: ImportCheck) => void }): ReactNode {
  const t = useT();
  const [problem, setProblem] = useState<string>();
  const check = useAction(checkImport, { onRefused: (error) => setProblem(error.message) });
  const read = async (chosen: File) => {
    setProblem(undefined);
    let file: RuleFile;
    try {
      file = JSON.parse(await chosen.text()) as RuleFile;
    } catch {
      setProblem(t('这个文件读不出来：应是从另一单位“识别规则”页导出的 .json 文件。'));
      return;
    }
    check.mutate({ body: { file } }, { onSuccess: (found) => props.onChecked(file, found) });
  };
  return (
    <>
      <p>
        {t(
          '选择另一单位从“识别规则”页导出的文件。先逐条试导入，看过结果再决定，此前不写入任何东西。',
        )}
      </p>
      <Upload.Dragger
        accept=".json"
        maxCount={1}
        showUploadList={false}
        disabled={check.isPending}
        beforeUpload={(chosen) => {
          void read(chosen);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <FileTextOutlined />
        </p>
        <p>{check.isPending ? t('正在逐条试导入') : t('点击选择或拖入 .json 文件')}</p>
      </Upload.Dragger>
      {problem && <Alert type="error" showIcon title={problem} />}
    </>
  );
}

function Checked(props: {
  file: RuleFile;
  check: ImportCheck;
  again: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { file, check } = props;
  const [onConflict, setOnConflict] = useState<OnConflict>('keep');
  const save = useAction(importRules, {
    onDone: ({ rules, products }) => {
      void message.success(
        t('已导入 {{rules}} 条规则、{{products}} 个产品，正在重新识别', { rules, products }),
        6,
      );
      props.onDone();
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const { counts } = check;
  const taking = counts.create + (onConflict === 'replace' ? counts.conflict : 0);
  const idle = counts.create + counts.conflict + counts.products === 0;
  return (
    <Flex vertical gap={16}>
      <Alert
        type={idle ? 'warning' : 'info'}
        showIcon
        title={
          <>
            {t('{{name}}（{{code}}）导出的 {{n}} 条规则，导出时间', {
              name: check.unit.name,
              code: check.unit.code,
              n: formatCount(file.rules.length),
            })}{' '}
            <DateText value={check.exportedAt} time />
          </>
        }
        description={
          idle
            ? t('没有可导入的：规则本单位都已有，或不能导入。')
            : counts.products > 0 &&
              t('规则用到的 {{n}} 个产品会登记为本单位产品。', { n: formatCount(counts.products) })
        }
      />
      <Verdicts check={check} />
      {counts.conflict > 0 && (
        <div>
          <p>{t('{{n}} 条与本单位的规则认定不同：', { n: formatCount(counts.conflict) })}</p>
          <Radio.Group
            value={onConflict}
            onChange={(event) => setOnConflict(event.target.value as OnConflict)}
            options={Object.entries(conflictWays).map(([value, { label }]) => ({
              value,
              label: t(label),
            }))}
          />
        </div>
      )}
      <p className="zc-inline">
        <Button
          type="primary"
          disabled={idle}
          loading={save.isPending}
          onClick={() => save.mutate({ body: { file, onConflict, digest: check.digest } })}
        >
          {t('导入 {{n}} 条', { n: formatCount(taking) })}
        </Button>
        <Button onClick={props.again}>{t('换一个文件')}</Button>
      </p>
    </Flex>
  );
}

function Verdicts(props: { check: ImportCheck }): ReactNode {
  const t = useT();
  const { counts, rows } = props.check;
  const [shown, setShown] = useState<RuleVerdict | 'all'>('all');
  const verdicts = (Object.keys(RULE_VERDICTS) as RuleVerdict[]).filter((key) => counts[key] > 0);
  const total = verdicts.reduce((sum, key) => sum + counts[key], 0);
  return (
    <Flex vertical gap={8}>
      <Segmented
        value={shown}
        onChange={setShown}
        options={[
          { value: 'all', label: `${t('全部')} ${formatCount(total)}` },
          ...verdicts.map((key) => ({
            value: key,
            label: `${t(RULE_VERDICTS[key].label)} ${formatCount(counts[key])}`,
          })),
        ]}
      />
      <Table
        className="zc-table"
        size="small"
        rowKey="rowNo"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows.filter(({ verdict }) => shown === 'all' || verdict === shown)}
        scroll={{ x: 860 }}
        columns={[
          { title: t('序号'), dataIndex: 'rowNo', width: 56 },
          {
            title: t('结果'),
            width: 165,
            render: (_, row) => <ChoiceTag set={RULE_VERDICTS} value={row.verdict} />,
          },
          { title: t('名称规则'), dataIndex: 'pattern', ellipsis: true },
          {
            title: t('匹配方式'),
            width: 175,
            render: (_, row) => <ChoiceTag set={patternKinds} value={row.patternKind} />,
          },
          {
            title: t('认定为'),
            width: 150,
            ellipsis: true,
            render: (_, row) => row.productName ?? t('忽略'),
          },
          { title: t('说明'), dataIndex: 'reason', width: 210 },
        ]}
      />
      {total > rows.length && (
        <p className="zc-quiet">{t('只列出前 {{n}} 条。', { n: formatCount(rows.length) })}</p>
      )}
    </Flex>
  );
}
