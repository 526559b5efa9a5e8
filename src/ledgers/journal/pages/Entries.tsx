/** The journal as a list, newest first; a mistake is mended here by a reversing entry with a reason. */
import { App, Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  EndpointForm,
  type Fact,
  Facts,
  Go,
  type ListColumn,
  ListPage,
  ToneTag,
  useAddressSearch,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  DATE_BASES,
  ENTRY_CAUSES,
  ENTRY_KINDS,
  type LedgerEntry,
  listEntries,
  reverseEntry,
} from '../shapes.ts';

export default function Entries(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search, change] = useAddressSearch();
  const [shown, setShown] = useState<LedgerEntry>();
  const one = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined);
  const narrowed = one('software') !== undefined || one('device') !== undefined;
  const columns: ListColumn<LedgerEntry>[] = [
    { key: 'entryNo', title: t('序号'), width: 70, number: true },
    {
      key: 'kind',
      title: t('类型'),
      width: 90,
      render: (row) => <ChoiceTag set={ENTRY_KINDS} value={row.kind} />,
    },
    {
      key: 'occurredOn',
      title: t('日期'),
      width: 110,
      render: (row) => <DateText value={row.occurredOn} />,
    },
    { key: 'softwareNo', title: t('软件编号'), width: 90 },
    { key: 'softwareName', title: t('软件名称') },
    { key: 'version', title: t('安装/卸载版本'), width: 120 },
    { key: 'computerNo', title: t('计算机编号'), width: 120 },
    { key: 'userName', title: t('使用人'), width: 80 },
    { key: 'departmentName', title: t('使用部门'), width: 150, hidden: true },
    {
      key: 'cause',
      title: t('来源'),
      width: 110,
      render: (row) => <ChoiceTag set={ENTRY_CAUSES} value={row.cause} />,
    },
    { key: 'state', title: t('状态'), width: 150, render: (row) => <EntryState entry={row} /> },
    {
      key: 'recordedAt',
      title: t('登记时间'),
      width: 150,
      hidden: true,
      render: (row) => <DateText value={row.recordedAt} time />,
    },
    { key: 'actorName', title: t('登记人'), width: 100, hidden: true },
  ];
  return (
    <>
      <ListPage
        title={t('台账流水')}
        list={listEntries}
        query={{ software: one('software'), device: one('device') }}
        columns={columns}
        rowKey={(row) => String(row.entryNo)}
        onOpen={setShown}
        searchHint={t('计算机编号、使用人、部门、软件')}
        filters={[
          { name: 'kind', label: t('类型'), set: ENTRY_KINDS },
          { name: 'cause', label: t('来源'), set: ENTRY_CAUSES },
          { name: 'asOf', label: t('截至日期'), kind: 'date' },
        ]}
        above={
          narrowed && (
            <Button type="link" onClick={() => change({ software: undefined, device: undefined })}>
              {t('只看所选软件或计算机的记录，点此查看全部')}
            </Button>
          )
        }
        more={
          <Can permission="entry.append">
            <Go to="/entries/import">{t('导入原有明细表')}</Go>
          </Can>
        }
        action={
          <Can permission="entry.append">
            <Button type="primary" onClick={() => go('/entries/new')}>
              {t('登记安装、卸载')}
            </Button>
          </Can>
        }
        empty={{
          text: t('还没有安装或卸载记录。'),
          action: <Go to="/opening">{t('去建账')}</Go>,
        }}
      />
      <Drawer
        open={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={shown && t('第 {{n}} 号记录', { n: shown.entryNo })}
        size="large"
        destroyOnHidden
      >
        {shown && <EntryDetail entry={shown} close={() => setShown(undefined)} />}
      </Drawer>
    </>
  );
}

function EntryState(props: { entry: LedgerEntry }): ReactNode {
  const t = useT();
  const { entry } = props;
  if (entry.reversesEntryNo !== null) {
    return <ToneTag tone="amber">{t('冲正第 {{n}} 号', { n: entry.reversesEntryNo })}</ToneTag>;
  }
  if (entry.reversedByEntryNo !== null) {
    return (
      <ToneTag tone="grey">{t('已由第 {{n}} 号冲正', { n: entry.reversedByEntryNo })}</ToneTag>
    );
  }
  return <ToneTag tone="green">{t('有效')}</ToneTag>;
}

function EntryDetail(props: { entry: LedgerEntry; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { entry } = props;
  const facts: Fact[] = [
    { label: t('类型'), value: <ChoiceTag set={ENTRY_KINDS} value={entry.kind} /> },
    { label: t('状态'), value: <EntryState entry={entry} /> },
    { label: t('软件'), value: `${entry.softwareNo} ${entry.softwareName}` },
    { label: t('安装/卸载版本'), value: entry.version || EMPTY },
    {
      label: t('计算机编号'),
      value: <Go to={`/devices/${entry.deviceId}`}>{entry.computerNo}</Go>,
    },
    { label: t('计算机品牌'), value: entry.computerBrand || EMPTY },
    { label: t('使用人'), value: entry.userName || EMPTY },
    { label: t('使用部门'), value: entry.departmentName || EMPTY },
    { label: t('日期'), value: <DateText value={entry.occurredOn} /> },
    { label: t('日期依据'), value: <ChoiceTag set={DATE_BASES} value={entry.dateBasis} /> },
    { label: t('登记时间'), value: <DateText value={entry.recordedAt} time /> },
    { label: t('登记人'), value: entry.actorName },
    { label: t('来源'), value: <ChoiceTag set={ENTRY_CAUSES} value={entry.cause} /> },
    { label: t('依据'), value: entry.causeRef ?? EMPTY },
    { label: t('原因'), value: entry.reason ?? EMPTY, wide: true },
  ];
  const open = entry.reversesEntryNo === null && entry.reversedByEntryNo === null;
  return (
    <>
      <Facts facts={facts} />
      {open && (
        <Can permission="entry.correct">
          <h3>{t('登记有误？')}</h3>
          <EndpointForm
            endpoint={reverseEntry}
            params={{ entryNo: entry.entryNo }}
            submit={t('冲正')}
            danger
            before={
              entry.groupId === null
                ? t('将追加一条相反的记录，原记录保留可查。')
                : t('升级的卸载与安装将一起冲正，原记录保留可查。')
            }
            fields={[
              {
                name: 'reason',
                label: t('冲正原因'),
                kind: 'area',
                required: true,
                maxLength: 500,
              },
            ]}
            onDone={() => {
              props.close();
              message.success(t('第 {{n}} 号记录已冲正', { n: entry.entryNo }));
            }}
          />
        </Can>
      )}
    </>
  );
}
