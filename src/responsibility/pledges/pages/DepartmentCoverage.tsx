/** Coverage by department, furthest behind first; each figure leads to its people. */
import type { ReactNode } from 'react';
import { Go, useT } from '../../../platform/web/index.ts';
import type { PledgeCoverage } from '../shapes.ts';

type Line = PledgeCoverage['departments'][number];

export function DepartmentCoverage(props: { coverage: PledgeCoverage }): ReactNode {
  const t = useT();
  return (
    <table className="zc-changes zc-above">
      <thead>
        <tr>
          <th>{t('部门')}</th>
          <th>{t('应签署')}</th>
          <th>{t('已签署')}</th>
          <th>{t('签署率')}</th>
          <th>{t('空白承诺书')}</th>
        </tr>
      </thead>
      <tbody>
        {props.coverage.departments.map((line) => (
          <tr key={line.departmentId ?? 'none'}>
            <td>{line.departmentName || t('没有部门')}</td>
            <td className="zc-number">
              <Door line={line}>{line.due}</Door>
            </td>
            <td className="zc-number">
              <Door line={line} status="signed">
                {line.signed}
              </Door>
            </td>
            <td className="zc-number">
              {line.signed} / {line.due}（{Math.floor((100 * line.signed) / line.due)}%）
            </td>
            <td>
              {line.departmentId !== null && line.signed < line.due && (
                <Go to={`/print/form2?department=${line.departmentId}`}>{t('打印')}</Go>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** People without a department are no filter of the list: their figure stays a number. */
function Door(props: { line: Line; status?: 'signed'; children: number }): ReactNode {
  const { departmentId } = props.line;
  if (departmentId === null) return props.children;
  const search = new URLSearchParams({ tab: 'people', department: departmentId });
  if (props.status) search.set('status', props.status);
  return <Go to={`/pledges?${search}`}>{props.children}</Go>;
}
