/** Columns of a source, shared by the lists. */
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  type ListColumn,
  type Translate,
} from '../../../platform/web/index.ts';
import { COVERAGES } from '../rules.ts';
import { SOURCE_KINDS, SOURCE_STATES, type Source } from '../shapes.ts';

export function sourceColumns(t: Translate): Record<string, ListColumn<Source>> {
  return {
    hostName: {
      key: 'hostName',
      title: t('主机名'),
      sort: true,
      width: 170,
      render: (row) => row.hostName || row.deviceName || EMPTY,
    },
    computerNo: {
      key: 'computerNo',
      title: t('计算机编号'),
      width: 140,
      render: (row) =>
        row.deviceId ? <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go> : EMPTY,
    },
    kind: {
      key: 'kind',
      title: t('来自'),
      width: 130,
      render: (row) => <ChoiceTag set={SOURCE_KINDS} value={row.kind} />,
    },
    state: {
      key: 'state',
      title: t('状态'),
      width: 100,
      render: (row) => <ChoiceTag set={SOURCE_STATES} value={row.state} />,
    },
    machine: {
      key: 'machine',
      title: t('品牌型号'),
      width: 190,
      render: (row) => [row.manufacturer, row.model].filter(Boolean).join(' ') || EMPTY,
    },
    serial: {
      key: 'serialMasked',
      title: t('序列号'),
      width: 110,
      render: (row) => row.serialMasked || EMPTY,
    },
    os: { key: 'osName', title: t('操作系统'), width: 220, render: (row) => row.osName || EMPTY },
    coverage: {
      key: 'coverage',
      title: t('采集程度'),
      width: 130,
      render: (row) => <ChoiceTag set={COVERAGES} value={row.coverage} />,
    },
    software: {
      key: 'softwareRows',
      title: t('软件条数'),
      number: true,
      width: 90,
      render: (row) => row.softwareRows ?? EMPTY,
    },
    seen: {
      key: 'seenAt',
      title: t('最近上报'),
      sort: true,
      width: 150,
      render: (row) => <DateText value={row.seenAt} time />,
    },
  };
}
