/** One row per uploaded file; opened, its machines, and for a list the columns with a way to correct them. */
import { Button, Input, Select, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { ChoiceTag, EMPTY, formatCount, useT } from '../../../platform/web/index.ts';
import {
  FILE_KINDS,
  FILE_VERDICTS,
  type FileChoice,
  type FileVerdict,
  type ListReading,
  MACHINE_VERDICTS,
} from '../shapes.ts';

type Again = (fileName: string, choice: FileChoice) => void;

function Machines({ verdict }: { verdict: FileVerdict }): ReactNode {
  const t = useT();
  if (verdict.machines.length === 0) return null;
  return (
    <>
      <Table
        size="small"
        rowKey="sourceId"
        pagination={false}
        scroll={{ x: 560 }}
        dataSource={verdict.machines}
        columns={[
          { title: t('计算机'), dataIndex: 'name' },
          {
            title: t('结果'),
            dataIndex: 'verdict',
            render: (value: keyof typeof MACHINE_VERDICTS) => (
              <ChoiceTag set={MACHINE_VERDICTS} value={value} />
            ),
          },
          { title: t('软件条目'), dataIndex: 'entries', align: 'right' },
          { title: t('增加'), dataIndex: 'added', align: 'right' },
          { title: t('减少'), dataIndex: 'removed', align: 'right' },
        ]}
      />
      {verdict.machineCount > verdict.machines.length && (
        <p className="zc-quiet">
          {t('共 {{n}} 台，显示前 {{shown}} 台', {
            n: verdict.machineCount,
            shown: verdict.machines.length,
          })}
        </p>
      )}
    </>
  );
}

function Columns(props: {
  list: ListReading;
  mapping: Record<string, number | null>;
  onChange: (mapping: Record<string, number | null>) => void;
}): ReactNode {
  const t = useT();
  const { list, mapping } = props;
  const columns = list.columns.map((label, value) => ({
    value,
    label: label || t('第 {{n}} 列', { n: value + 1 }),
  }));
  return (
    <div className="zc-inline" style={{ flexWrap: 'wrap', alignItems: 'end' }}>
      {list.fields.map((field) => (
        <div key={field.key} style={{ width: 170 }}>
          <div className={field.required ? 'zc-required' : 'zc-quiet'}>{t(field.title)}</div>
          <Select
            aria-label={field.title}
            allowClear
            style={{ width: '100%' }}
            placeholder={t('不取')}
            status={field.required && (mapping[field.key] ?? null) === null ? 'error' : ''}
            value={mapping[field.key] ?? null}
            options={columns}
            onChange={(column: number | null | undefined) =>
              props.onChange({ ...mapping, [field.key]: column ?? null })
            }
          />
        </div>
      ))}
    </div>
  );
}

/** What can be said about a file: whose it is, and for a list its sheet and columns. */
function Correct(props: { verdict: FileVerdict; onAgain: Again; pending: boolean }): ReactNode {
  const t = useT();
  const { verdict, onAgain, pending } = props;
  const { list, fileName } = verdict;
  const [computer, setComputer] = useState('');
  const [mapping, setMapping] = useState<Record<string, number | null>>(list?.mapping ?? {});
  if (!list && verdict.verdict !== 'needsMapping') return null;
  const choice = (): FileChoice => ({
    ...(computer.trim() ? { computer: computer.trim() } : {}),
    ...(list ? { mapping } : {}),
  });
  return (
    <div style={{ marginTop: 12 }}>
      {list && list.sheets.length > 1 && (
        <p>
          {t('工作表')}{' '}
          <Select
            aria-label={t('工作表')}
            style={{ minWidth: 160 }}
            value={list.sheet}
            options={list.sheets.map((name) => ({ value: name, label: name }))}
            onChange={(sheet) => onAgain(fileName, { sheet })}
          />
        </p>
      )}
      {list && <Columns list={list} mapping={mapping} onChange={setMapping} />}
      <div className="zc-inline" style={{ marginTop: 12 }}>
        <Input
          style={{ width: 220 }}
          value={computer}
          maxLength={120}
          placeholder={t('整个文件属于哪台计算机')}
          onChange={(event) => setComputer(event.target.value)}
        />
        <Button loading={pending} onClick={() => onAgain(fileName, choice())}>
          {t('重新读取')}
        </Button>
        {list && (
          <span className="zc-quiet">{t('列的对应关系会记住，下次同样的表不用再选。')}</span>
        )}
      </div>
    </div>
  );
}

function Problems({ list }: { list: ListReading }): ReactNode {
  const t = useT();
  if (list.problems.length === 0) return null;
  return (
    <ul>
      {list.problems.map(({ rowNo, message }) => (
        <li key={rowNo}>{t('第 {{n}} 行：{{message}}', { n: rowNo, message })}</li>
      ))}
    </ul>
  );
}

export function Verdicts(props: {
  verdicts: FileVerdict[];
  onAgain: Again;
  pending: boolean;
}): ReactNode {
  const t = useT();
  const count = (value: number) => (value > 0 ? formatCount(value) : EMPTY);
  // What waits for an answer stands open.
  const waiting = props.verdicts
    .filter(({ verdict }) => verdict === 'needsMapping')
    .map(({ fileName }) => fileName);
  return (
    <Table
      key={waiting.join()}
      size="small"
      rowKey="fileName"
      scroll={{ x: 760 }}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      dataSource={props.verdicts}
      columns={[
        { title: t('文件'), dataIndex: 'fileName' },
        {
          title: t('类型'),
          dataIndex: 'kind',
          width: 110,
          render: (value: keyof typeof FILE_KINDS) => <ChoiceTag set={FILE_KINDS} value={value} />,
        },
        {
          title: t('结论'),
          dataIndex: 'verdict',
          width: 130,
          render: (value: keyof typeof FILE_VERDICTS) => (
            <ChoiceTag set={FILE_VERDICTS} value={value} />
          ),
        },
        { title: t('计算机'), dataIndex: 'machineCount', width: 80, align: 'right', render: count },
        { title: t('软件条目'), dataIndex: 'entryCount', width: 90, align: 'right', render: count },
        {
          title: t('说明'),
          dataIndex: 'message',
          render: (message: string, row) =>
            message || (row.repeated ? t('内容与以前上传的文件相同') : ''),
        },
      ]}
      expandable={{
        defaultExpandedRowKeys: waiting,
        rowExpandable: (row) =>
          row.machines.length > 0 || row.list !== undefined || row.verdict === 'needsMapping',
        expandedRowRender: (row) => (
          <>
            <Machines verdict={row} />
            {row.list && <Problems list={row.list} />}
            <Correct
              key={JSON.stringify(row.list?.mapping ?? {})}
              verdict={row}
              onAgain={props.onAgain}
              pending={props.pending}
            />
          </>
        ),
      }}
    />
  );
}
