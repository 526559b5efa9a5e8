/** Columns of a list of computers, the same wherever one stands. */
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  type ListColumn,
  ToneTag,
  useT,
} from '../../../platform/web/index.ts';
import { DEVICE_STATUSES, DEVICE_TYPES, type Device } from '../shapes.ts';

export function useDeviceColumns(): ListColumn<Device>[] {
  const t = useT();
  return [
    { key: 'computerNo', title: t('计算机编号'), sort: true, width: 150 },
    {
      key: 'deviceType',
      title: t('设备类型'),
      sort: true,
      width: 110,
      render: (row) => row.typeName || t(DEVICE_TYPES[row.deviceType].label),
    },
    {
      key: 'brand',
      title: t('计算机品牌'),
      sort: true,
      render: (row) => [row.brand, row.model].filter(Boolean).join(' ') || EMPTY,
    },
    {
      key: 'holderName',
      title: t('使用人'),
      sort: true,
      width: 150,
      render: (row) => (
        <span className="zc-inline">
          {row.holderId ? <Go to={`/people/${row.holderId}`}>{row.holderName}</Go> : EMPTY}
          {row.holderLeft && <ToneTag tone="amber">{t('已离职')}</ToneTag>}
        </span>
      ),
    },
    { key: 'departmentName', title: t('使用部门'), sort: true, width: 160 },
    {
      key: 'status',
      title: t('状态'),
      sort: true,
      width: 100,
      render: (row) => <ChoiceTag set={DEVICE_STATUSES} value={row.status} />,
    },
    { key: 'serialMasked', title: t('序列号'), width: 110 },
    { key: 'location', title: t('存放地点'), width: 120, hidden: true },
    { key: 'assetNo', title: t('资产编号'), width: 140, hidden: true },
    { key: 'hostName', title: t('计算机名'), width: 150, hidden: true },
    { key: 'osName', title: t('操作系统'), width: 180, hidden: true },
    {
      key: 'acquiredOn',
      title: t('购置日期'),
      sort: true,
      width: 120,
      render: (row) => <DateText value={row.acquiredOn} />,
    },
  ];
}
