/** Open installs as a list: what an installed quantity counts, each line opening its entries. */
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  DateText,
  Go,
  type ListColumn,
  ListPage,
  useAddressSearch,
  useAsOf,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { listOpenInstalls, type OpenInstall, REGISTER_SOFTWARE_TYPES } from '../shapes.ts';

export function InstallTable(props: {
  title: string;
  software?: string | undefined;
  device?: string | undefined;
  empty: { text: ReactNode; action?: ReactNode };
  action?: ReactNode;
  more?: ReactNode;
  embedded?: boolean;
}): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const asOf = useAsOf();
  const journal = useSession().can('form9.view') !== undefined;
  const entries = (row: OpenInstall, shown: ReactNode) =>
    journal ? (
      <Go to={`/entries?software=${row.softwareId}&device=${row.deviceId}&asOf=${asOf}`}>
        {shown}
      </Go>
    ) : (
      shown
    );
  const columns: ListColumn<OpenInstall>[] = [
    { key: 'computerNo', title: t('计算机编号'), width: 120 },
    { key: 'computerBrand', title: t('计算机品牌'), width: 150 },
    { key: 'userName', title: t('使用人'), width: 80 },
    { key: 'departmentName', title: t('使用部门'), width: 150 },
    { key: 'softwareNo', title: t('软件编号'), width: 90 },
    { key: 'softwareName', title: t('软件名称') },
    {
      key: 'softwareType',
      title: t('软件类型'),
      width: 110,
      render: (row) => <ChoiceTag set={REGISTER_SOFTWARE_TYPES} value={row.softwareType} />,
    },
    { key: 'version', title: t('安装版本'), width: 110 },
    {
      key: 'installedOn',
      title: t('安装日期'),
      width: 110,
      render: (row) => entries(row, <DateText value={row.installedOn} />),
    },
  ];
  const own = props.device ? ['computerNo', 'computerBrand', 'userName', 'departmentName'] : [];
  const ownSoftware =
    props.embedded && props.software ? ['softwareNo', 'softwareName', 'softwareType'] : [];
  return (
    <ListPage
      title={props.title}
      list={listOpenInstalls}
      query={{
        software: props.software,
        device: props.device,
        asOf: typeof search.asOf === 'string' ? search.asOf : undefined,
      }}
      columns={columns.filter((column) => ![...own, ...ownSoftware].includes(column.key))}
      rowKey={(row) => `${row.softwareId}/${row.deviceId}`}
      {...(props.device ? {} : { searchHint: t('计算机编号、使用人、部门、版本') })}
      empty={props.empty}
      {...(props.action ? { action: props.action } : {})}
      {...(props.more ? { more: props.more } : {})}
      {...(props.embedded ? { embedded: true } : {})}
    />
  );
}
