/** The computers of the sample, as a list of their sheets. */
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, ListPage, useT } from '../../../platform/web/index.ts';
import { listSheets } from '../shapes.api.ts';
import { SHEET_STATES } from '../shapes.ts';

export function SheetTable(props: { inspectionId: string; begun: boolean }): ReactNode {
  const t = useT();
  const { inspectionId, begun } = props;
  return (
    <ListPage
      embedded
      title={t('计算机')}
      list={listSheets}
      params={{ inspection: inspectionId }}
      rowKey={(row) => row.deviceId}
      {...(begun
        ? {
            rowTo: (row: { deviceId: string }) =>
              `/inspections/${inspectionId}/check/${row.deviceId}`,
          }
        : {})}
      columns={[
        { key: 'computerNo', title: t('计算机编号'), sort: true, width: 140 },
        { key: 'departmentName', title: t('部门'), sort: true },
        { key: 'personName', title: t('使用人'), width: 110 },
        {
          key: 'state',
          title: t('状态'),
          width: 110,
          render: (row) => <ChoiceTag set={SHEET_STATES} value={row.state} />,
        },
        {
          key: 'failed',
          title: t('不合格'),
          number: true,
          width: 80,
          render: (row) => (row.failed > 0 ? row.failed : ''),
        },
        {
          key: 'checkedAt',
          title: t('检查'),
          sort: true,
          width: 190,
          render: (row) =>
            row.checkedAt && (
              <>
                {row.checkedBy} <DateText value={row.checkedAt} time />
              </>
            ),
        },
      ]}
      filters={[{ name: 'state', label: t('状态'), set: SHEET_STATES }]}
      searchHint={t('编号、使用人、部门')}
      empty={{ text: t('名单中没有您可以查看的计算机。') }}
    />
  );
}
