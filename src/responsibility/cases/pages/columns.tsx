/** Columns of a list of cases. */
import { ChoiceTag, DateText, type ListColumn, useT } from '../../../platform/web/index.ts';
import { CASE_STATES, type Case } from '../shapes.ts';

export function useCaseColumns(): ListColumn<Case>[] {
  const t = useT();
  return [
    { key: 'caseNo', title: t('案号'), sort: true, width: 130 },
    {
      key: 'state',
      title: t('状态'),
      width: 140,
      render: (row) => <ChoiceTag set={CASE_STATES} value={row.state} />,
    },
    { key: 'title', title: t('事由') },
    { key: 'personName', title: t('当事人'), sort: true, width: 110 },
    { key: 'departmentName', title: t('部门'), sort: true, width: 150 },
    { key: 'openedBy', title: t('立案人'), width: 110 },
    {
      key: 'createdAt',
      title: t('立案时间'),
      sort: true,
      width: 150,
      render: (row) => <DateText value={row.createdAt} time />,
    },
  ];
}
