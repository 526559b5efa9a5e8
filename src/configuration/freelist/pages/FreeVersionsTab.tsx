/** Versions of one free number on 附件6: one number, many versions (TZ-1.8). */
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, EMPTY, Go, ListPage, useT } from '../../../platform/web/index.ts';
import { FREE_SCOPES, LISTING_STATES, listFreeList } from '../shapes.ts';

export function FreeVersionsTab(props: { softwareId: string }): ReactNode {
  const t = useT();
  return (
    <ListPage
      embedded
      title={t('清单中的版本')}
      list={listFreeList}
      query={{ software: props.softwareId }}
      columns={[
        { key: 'softwareVersion', title: t('软件版本'), width: 140 },
        {
          key: 'state',
          title: t('状态'),
          width: 100,
          render: (row) => <ChoiceTag set={LISTING_STATES} value={row.state} />,
        },
        {
          key: 'freeScope',
          title: t('免费范围'),
          width: 120,
          render: (row) => <ChoiceTag set={FREE_SCOPES} value={row.freeScope} />,
        },
        {
          key: 'departments',
          title: t('使用部门'),
          width: 180,
          render: (row) => (row.wholeUnit ? t('全单位') : row.departmentNames.join(t('、'))),
        },
        {
          key: 'validFrom',
          title: t('启用日期'),
          width: 110,
          render: (row) => <DateText value={row.validFrom} />,
        },
        {
          key: 'validTo',
          title: t('停用日期'),
          width: 110,
          render: (row) => (row.validTo ? <DateText value={row.validTo} /> : EMPTY),
        },
      ]}
      empty={{
        text: t('没有列入《可使用免费软件清单》的版本，不能安装。'),
        action: <Go to="/free-list">{t('列入清单')}</Go>,
      }}
    />
  );
}
