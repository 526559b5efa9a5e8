/** Checks of a scheme, its computers by department, and who is left out and why. */
import type { ReactNode } from 'react';
import { ChoiceTag, Facts, useT } from '../../../platform/web/index.ts';
import { CHECK_LEVELS } from '../../applications/shapes.ts';
import { LicencesLeft } from '../../campaigns/pages/PreviewPanel.tsx';
import { EXCLUSIONS } from '../../campaigns/shapes.ts';
import type { UpgradePreview } from '../shapes.ts';

export function PreviewOf(props: { preview: UpgradePreview }): ReactNode {
  const t = useT();
  const { scope, checks } = props.preview;
  const departments = scope.departments
    .map((one) => `${one.departmentName || t('未定部门')} ${one.computers}`)
    .join('、');
  const excluded = scope.excluded.map((one) => (
    <div key={one.reason}>
      {t(EXCLUSIONS[one.reason].label)} {one.computers}
      <span className="zc-quiet"> {one.examples.slice(0, 10).join('、')}</span>
    </div>
  ));
  return (
    <>
      {checks.map((check) => (
        <div key={check.key} className="zc-inline">
          <ChoiceTag set={CHECK_LEVELS} value={check.level} /> {check.message}
        </div>
      ))}
      <Facts
        facts={[
          { label: t('计算机'), value: t('{{n}} 台', { n: scope.computers }) },
          {
            label: t('剩余许可'),
            value: <LicencesLeft preview={scope} />,
          },
          { label: t('按部门'), value: departments, wide: true },
          ...(excluded.length > 0
            ? [{ label: t('不在内'), value: <>{excluded}</>, wide: true }]
            : []),
        ]}
      />
    </>
  );
}
