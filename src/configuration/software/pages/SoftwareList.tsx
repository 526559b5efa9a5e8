/** 软件与授权: every 软件编号 of the unit, by type. */
import { Button, Space } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  Facts,
  formatCount,
  Go,
  ListPage,
  MoneyText,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { exportSoftware, listSoftware, type SoftwareListItem } from '../shapes.api.ts';
import {
  ACQUISITION_METHODS,
  LICENSE_TYPES,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_STATUSES,
  SOFTWARE_TYPES,
} from '../shapes.ts';
import { useShownTypes } from './types.ts';
import { Quantity } from './Values.tsx';

function Peek(props: { item: SoftwareListItem }): ReactNode {
  const t = useT();
  const { item } = props;
  return (
    <Facts
      facts={[
        { label: t('软件名称'), value: item.softwareName, wide: true },
        { label: t('软件厂商'), value: item.publisher },
        { label: t('获得方式'), value: t(ACQUISITION_METHODS[item.acquisitionMethod].label) },
        { label: t('可使用版本'), value: item.usableVersionsText && t(item.usableVersionsText) },
        { label: t('许可期限'), value: item.licenseTermText && t(item.licenseTermText) },
        { label: t('合同编号'), value: item.contractNo },
        { label: t('供应商'), value: item.supplier },
        { label: t('资料'), value: t('{{n}} 份', { n: item.documentCount }) },
        { label: t('备注'), value: item.remark, wide: true },
      ]}
    />
  );
}

function useColumns() {
  const t = useT();
  return [
    { key: 'softwareNo', title: t('软件编号'), sort: true, width: 110 },
    { key: 'softwareName', title: t('软件名称'), sort: true, width: 220 },
    {
      key: 'softwareVersion',
      title: t('软件版本'),
      width: 120,
      render: (row: SoftwareListItem) => row.softwareVersion ?? EMPTY,
    },
    {
      key: 'softwareType',
      title: t('软件类型'),
      width: 120,
      render: (row: SoftwareListItem) => (
        <ChoiceTag set={SOFTWARE_TYPES} value={row.softwareType} />
      ),
    },
    {
      key: 'purchaseDate',
      title: t('采购时间'),
      sort: true,
      width: 110,
      render: (row: SoftwareListItem) => <DateText value={row.purchaseDate} />,
    },
    {
      key: 'purchaseAmountFen',
      title: t('采购金额（元）'),
      sort: true,
      width: 160,
      number: true,
      render: (row: SoftwareListItem) => <MoneyText fen={row.purchaseAmountFen} />,
    },
    {
      key: 'licenseType',
      title: t('许可类型'),
      width: 100,
      render: (row: SoftwareListItem) => <ChoiceTag set={LICENSE_TYPES} value={row.licenseType} />,
    },
    {
      key: 'licenseQuantity',
      title: t('许可数量'),
      width: 90,
      number: true,
      render: (row: SoftwareListItem) => <Quantity value={row.licenseQuantity} />,
    },
    {
      key: 'openInstalls',
      title: t('安装数量'),
      width: 90,
      number: true,
      render: (row: SoftwareListItem) => (
        <Go to={`/software/${row.id}?tab=installs`}>{formatCount(row.openInstalls)}</Go>
      ),
    },
    {
      key: 'usableVersionsText',
      title: t('可使用版本'),
      width: 140,
      render: (row: SoftwareListItem) => t(row.usableVersionsText ?? EMPTY),
    },
    {
      key: 'licenseTermText',
      title: t('许可期限'),
      sort: 'termEnd',
      width: 190,
      render: (row: SoftwareListItem) => t(row.licenseTermText ?? EMPTY),
    },
    ...useMoreColumns(),
  ];
}

/** Shown when somebody chooses them. */
function useMoreColumns() {
  const t = useT();
  const hidden = true;
  return [
    { key: 'publisher', title: t('软件厂商'), hidden, width: 160 },
    {
      key: 'category',
      title: t('软件类别'),
      hidden,
      width: 120,
      render: (row: SoftwareListItem) => (
        <ChoiceTag set={SOFTWARE_CATEGORIES} value={row.category} />
      ),
    },
    {
      key: 'origin',
      title: t('产地'),
      hidden,
      width: 80,
      render: (row: SoftwareListItem) => <ChoiceTag set={ORIGINS} value={row.origin} />,
    },
    { key: 'contractNo', title: t('合同编号'), hidden, width: 140 },
    { key: 'supplier', title: t('供应商'), hidden, width: 160 },
    {
      key: 'registeredOn',
      title: t('登记日期'),
      hidden,
      sort: true,
      width: 110,
      render: (row: SoftwareListItem) => <DateText value={row.registeredOn} />,
    },
    { key: 'formerNo', title: t('原编号'), hidden, width: 110 },
    {
      key: 'status',
      title: t('状态'),
      hidden,
      width: 100,
      render: (row: SoftwareListItem) => <ChoiceTag set={SOFTWARE_STATUSES} value={row.status} />,
    },
  ];
}

export default function SoftwareList(): ReactNode {
  const t = useT();
  const go = useGo();
  const columns = useColumns();
  const types = useShownTypes();
  const register = (
    <Can permission="software.edit">
      <Button type="primary" onClick={() => go('/software/new')}>
        {t('登记软件')}
      </Button>
    </Can>
  );
  return (
    <ListPage
      title={t('软件与授权')}
      list={listSoftware}
      rowTo={(row) => `/software/${row.id}`}
      peek={(row) => <Peek item={row} />}
      tabs={{ name: 'type', set: types, all: t('全部') }}
      columns={columns}
      filters={[
        { name: 'status', label: t('状态'), set: SOFTWARE_STATUSES },
        { name: 'category', label: t('软件类别'), set: SOFTWARE_CATEGORIES },
        { name: 'licenseType', label: t('许可类型'), set: LICENSE_TYPES },
        { name: 'acquisitionMethod', label: t('获得方式'), set: ACQUISITION_METHODS },
        { name: 'endsBy', label: t('许可到期不晚于'), kind: 'date' },
      ]}
      searchHint={t('编号、名称、版本、厂商、合同、供应商')}
      exports={exportSoftware}
      action={register}
      more={
        <>
          <Can permission="software.edit">
            <Button onClick={() => go('/software/import')}>{t('从 Excel 导入')}</Button>
          </Can>
          <Button onClick={() => go('/standards')}>{t('标准格式')}</Button>
        </>
      }
      empty={{
        text: t('还没有登记软件。可以逐项登记采购的软件，也可以导入现有的《软件使用情况汇总表》。'),
        action: (
          <Can permission="software.edit">
            <Space>
              {register}
              <Go to="/software/import">{t('从 Excel 导入')}</Go>
            </Space>
          </Can>
        ),
      }}
    />
  );
}
