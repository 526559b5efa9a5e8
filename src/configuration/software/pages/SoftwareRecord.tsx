/** One 软件编号: what it is, what may be used, papers, serial numbers, history. */
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  type Fact,
  FormDrawer,
  formatCount,
  Go,
  type HistoryLine,
  Loaded,
  MoneyText,
  RecordPage,
  type Tab,
  useAddressParams,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { LIFE_STATES } from '../../../recognition/life/shapes.ts';
import { DocumentsTab } from '../../documents/pages/DocumentsTab.tsx';
import { FreeVersionsTab } from '../../freelist/pages/FreeVersionsTab.tsx';
import { RightsTab } from '../../rights/pages/RightsTab.tsx';
import { FIELD_TITLES } from '../rules.ts';
import {
  disposeSoftware,
  getSoftware,
  restoreSoftware,
  type SoftwareHistoryLine,
  type SoftwareRecord as SoftwareRecordData,
  softwareHistory,
} from '../shapes.api.ts';
import {
  ACQUISITION_METHODS,
  LICENSE_METRICS,
  LICENSE_TYPES,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_STATUSES,
  SOFTWARE_TYPES,
} from '../shapes.ts';
import { SerialsTab } from './SerialsTab.tsx';
import { SoftwareEdit } from './SoftwareEdit.tsx';
import { Quantity } from './Values.tsx';

const ACTIONS: Record<string, string> = {
  'configuration.createSoftware': '登记',
  'configuration.updateSoftware': '修改',
  'configuration.disposeSoftware': '处置',
  'configuration.restoreSoftware': '撤销处置',
  'configuration.revealSerials': '查看完整序列号',
  'configuration.attachDocument': '上传资料',
  'configuration.removeDocument': '移除资料',
  'configuration.saveRights': '登记许可权利',
};

function useFacts(record: SoftwareRecordData): Fact[] {
  const t = useT();
  const general: Fact[] = [
    { label: t('软件名称'), value: record.softwareName },
    { label: t('软件版本'), value: record.softwareVersion },
    { label: t('软件厂商'), value: record.publisher },
    ...(record.endOfLife
      ? [
          {
            label: t('厂商支持'),
            value: (
              <span className="zc-inline">
                <ChoiceTag set={LIFE_STATES} value={record.endOfLife.state} />
                <DateText value={record.endOfLife.endsOn} />
              </span>
            ),
          },
        ]
      : []),
    {
      label: t('软件类别'),
      value: <ChoiceTag set={SOFTWARE_CATEGORIES} value={record.category} />,
    },
    { label: t('产地'), value: record.origin && t(ORIGINS[record.origin].label) },
    { label: t('获得方式'), value: t(ACQUISITION_METHODS[record.acquisitionMethod].label) },
    {
      label: t('安装数量'),
      value: <Go to={`/software/${record.id}?tab=installs`}>{formatCount(record.openInstalls)}</Go>,
    },
    { label: t('登记日期'), value: <DateText value={record.registeredOn} /> },
  ];
  const licence: Fact[] = [
    { label: t('采购时间'), value: <DateText value={record.purchaseDate} /> },
    { label: t('采购金额（元）'), value: <MoneyText fen={record.purchaseAmountFen} /> },
    {
      label: t('许可类型'),
      value: record.licenseType && t(LICENSE_TYPES[record.licenseType].label),
    },
    { label: t('许可数量'), value: <Quantity value={record.licenseQuantity} /> },
    {
      label: t('许可计量'),
      value: record.licenseMetric && t(LICENSE_METRICS[record.licenseMetric].label),
    },
    { label: t('可使用版本'), value: record.usableVersionsText && t(record.usableVersionsText) },
    { label: t('许可期限'), value: record.licenseTermText && t(record.licenseTermText) },
    { label: t('维护截止日期'), value: <DateText value={record.maintenanceEnd} /> },
    { label: t('合同编号'), value: record.contractNo },
    { label: t('供应商'), value: record.supplier },
    { label: t('降级使用依据'), value: record.downgradeEvidence, wide: true },
  ];
  const rest: Fact[] = [
    ...(record.edition ? [{ label: t('版别'), value: record.edition }] : []),
    ...(record.formerNo ? [{ label: t('原编号'), value: record.formerNo }] : []),
    ...(record.remark ? [{ label: t('备注'), value: record.remark, wide: true }] : []),
    ...(record.disposedOn
      ? [
          {
            label: t('处置日期'),
            value: (
              <span className="zc-inline">
                <DateText value={record.disposedOn} />
                {record.disposalId && (
                  <Go to={`/disposals/${record.disposalId}`}>{t('查看审批')}</Go>
                )}
              </span>
            ),
          },
          { label: t('处置原因'), value: record.disposalReason, wide: true },
        ]
      : []),
  ];
  return [...general, ...(record.softwareType === 'commercial' ? licence : []), ...rest];
}

function useHistory(lines: readonly SoftwareHistoryLine[]): HistoryLine[] {
  const t = useT();
  return lines.map((line) => {
    const titles = line.changes.map(({ field }) =>
      t(FIELD_TITLES[field as keyof typeof FIELD_TITLES] ?? field),
    );
    const what = t(ACTIONS[line.action] ?? line.action);
    return {
      at: line.at,
      who: line.actorName,
      what: titles.length > 0 ? `${what}：${titles.join(t('、'))}` : what,
      ...(line.reason ? { detail: line.reason } : {}),
      tone: line.action === 'configuration.disposeSoftware' ? 'grey' : 'blue',
    };
  });
}

type Open = 'edit' | 'dispose' | 'restore' | undefined;

function Closing(props: { record: SoftwareRecordData; open: Open; close: () => void }): ReactNode {
  const t = useT();
  const { record, open, close } = props;
  const revision = { revision: record.revision };
  return (
    <>
      <FormDrawer
        title={t('停用 {{no}}', { no: record.softwareNo })}
        open={open === 'dispose'}
        onClose={close}
        endpoint={disposeSoftware}
        params={{ id: record.id }}
        extra={revision}
        submit={t('确认停用')}
        danger
        before={t('停用后该编号关闭，不再列入汇总表，也不会另作他用；须先卸载全部在册安装。')}
        onDone={close}
        fields={[
          { name: 'disposedOn', label: t('停用日期'), kind: 'date', required: true },
          {
            name: 'reason',
            label: t('停用原因'),
            kind: 'area',
            required: true,
            maxLength: 500,
          },
        ]}
      />
      <FormDrawer
        title={t('撤销 {{no}} 的处置', { no: record.softwareNo })}
        open={open === 'restore'}
        onClose={close}
        endpoint={restoreSoftware}
        params={{ id: record.id }}
        extra={revision}
        submit={t('撤销处置')}
        onDone={close}
        fields={[
          { name: 'reason', label: t('撤销原因'), kind: 'area', required: true, maxLength: 500 },
        ]}
      />
    </>
  );
}

function Actions(props: { record: SoftwareRecordData; open: (what: Open) => void }): ReactNode {
  const t = useT();
  const go = useGo();
  // What was closed by an approved disposal is opened again there.
  if (props.record.disposalId !== null) return null;
  if (props.record.status === 'disposed') {
    return <Button onClick={() => props.open('restore')}>{t('撤销处置')}</Button>;
  }
  return (
    <>
      <Dropdown
        menu={{
          items: [
            props.record.softwareType === 'commercial'
              ? {
                  key: 'request',
                  label: t('申请处置'),
                  onClick: () => go(`/disposals/new?software=${props.record.id}`),
                }
              : {
                  key: 'dispose',
                  danger: true,
                  label: t('停用'),
                  onClick: () => props.open('dispose'),
                },
          ],
        }}
      >
        <Button>{t('更多')}</Button>
      </Dropdown>
      <Button type="primary" onClick={() => props.open('edit')}>
        {t('修改')}
      </Button>
    </>
  );
}

function useTabs(record: SoftwareRecordData): Tab[] {
  const t = useT();
  const { can } = useSession();
  const tabs: Tab[] = [];
  if (record.softwareType === 'free') {
    tabs.push({
      key: 'versions',
      label: t('清单中的版本'),
      content: <FreeVersionsTab softwareId={record.id} />,
    });
  }
  if (record.softwareType === 'commercial') {
    tabs.push({
      key: 'serials',
      label: t('序列号'),
      count: record.serialCount,
      content: <SerialsTab record={record} />,
    });
  }
  if (record.softwareType === 'commercial') {
    tabs.push({ key: 'rights', label: t('许可权利'), content: <RightsTab record={record} /> });
  }
  if (can('document.view')) {
    tabs.push({
      key: 'documents',
      label: t('资料'),
      count: record.documentCount,
      content: <DocumentsTab softwareId={record.id} closed={record.status === 'disposed'} />,
    });
  }
  return tabs;
}

function Record(props: {
  record: SoftwareRecordData;
  history: readonly SoftwareHistoryLine[];
}): ReactNode {
  const t = useT();
  const { record } = props;
  const [open, setOpen] = useState<Open>();
  const facts = useFacts(record);
  const history = useHistory(props.history);
  const tabs = useTabs(record);
  const close = () => setOpen(undefined);
  const name = [record.softwareName, record.softwareVersion].filter(Boolean).join(' ');
  return (
    <>
      <RecordPage
        kind={record.softwareNo}
        title={name}
        state={
          <>
            <ChoiceTag set={SOFTWARE_TYPES} value={record.softwareType} />
            <ChoiceTag set={SOFTWARE_STATUSES} value={record.status} />
          </>
        }
        next={
          <Can permission="software.edit">
            <Actions record={record} open={setOpen} />
          </Can>
        }
        facts={facts}
        tabs={tabs}
        extend={{ record: 'software', id: record.id }}
        history={history}
      >
        {record.sharedSerials.length > 0 && (
          <p className="zc-quiet">
            {t('有序列号同时登记在：')}
            {record.sharedSerials.map((one) => (
              <Go key={one.softwareId} to={`/software/${one.softwareId}`}>
                {`${one.softwareNo} `}
              </Go>
            ))}
          </p>
        )}
      </RecordPage>
      <SoftwareEdit record={record} open={open === 'edit'} close={close} />
      <Closing record={record} open={open} close={close} />
    </>
  );
}

export default function SoftwareRecord(): ReactNode {
  const { id } = useAddressParams();
  const params = { id: id ?? '' };
  const query = useEndpoint(getSoftware, { params });
  const history = useEndpoint(softwareHistory, { params });
  return (
    <Loaded query={query}>
      {(record) => <Record record={record} history={history.data?.items ?? []} />}
    </Loaded>
  );
}
