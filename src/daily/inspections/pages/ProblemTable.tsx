/** Problems as a list: of one inspection in its record, of all on a page of their own. */
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, ListPage, ToneTag, useT } from '../../../platform/web/index.ts';
import { exportProblems, listProblems } from '../shapes.problems.ts';
import { PROBLEM_KINDS, PROBLEM_SOURCES, PROBLEM_STATES, type Problem } from '../shapes.ts';

export function ProblemTable(props: { inspectionId?: string }): ReactNode {
  const t = useT();
  const { inspectionId } = props;
  const one = inspectionId !== undefined;
  return (
    <ListPage
      embedded={one}
      title={t('检查问题整改')}
      list={listProblems}
      query={one ? { inspection: inspectionId } : {}}
      {...(one ? { exportQuery: { inspection: inspectionId } } : {})}
      exports={exportProblems}
      rowTo={(row) => `/inspection-problems/${row.id}`}
      columns={[
        {
          key: 'content',
          title: t('问题'),
          render: (row) => `${row.problemNo}. ${row.content}`,
        },
        {
          key: 'kind',
          title: t('类型'),
          width: 150,
          hidden: one,
          render: (row) => <ChoiceTag set={PROBLEM_KINDS} value={row.kind} />,
        },
        { key: 'departmentName', title: t('责任部门'), sort: true, width: 130 },
        { key: 'personName', title: t('责任人'), width: 90 },
        { key: 'computerNo', title: t('计算机编号'), width: 120, hidden: one },
        {
          key: 'dueOn',
          title: t('期限'),
          sort: true,
          width: 130,
          render: (row) => <Due row={row} />,
        },
        {
          key: 'state',
          title: t('状态'),
          width: 100,
          render: (row) => <ChoiceTag set={PROBLEM_STATES} value={row.state} />,
        },
        {
          key: 'source',
          title: t('来源'),
          width: 120,
          hidden: true,
          render: (row) => t(PROBLEM_SOURCES[row.source].label),
        },
        { key: 'inspectionTitle', title: t('检查'), hidden: one },
      ]}
      filters={[
        { name: 'state', label: t('状态'), set: PROBLEM_STATES },
        { name: 'kind', label: t('类型'), set: PROBLEM_KINDS },
        { name: 'open', label: t('待整改'), kind: 'flag' },
        { name: 'overdue', label: t('逾期'), kind: 'flag' },
      ]}
      searchHint={t('问题、编号、责任人')}
      empty={{ text: t('没有检查问题。') }}
    />
  );
}

export function Due(props: { row: Pick<Problem, 'dueOn' | 'overdue'> }): ReactNode {
  const t = useT();
  const { dueOn, overdue } = props.row;
  return (
    <span className="zc-inline">
      <DateText value={dueOn} />
      {overdue && <ToneTag tone="red">{t('逾期')}</ToneTag>}
    </span>
  );
}
