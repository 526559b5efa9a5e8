/** 导入部门. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../platform/web/index.ts';
import { departmentTemplate, importDepartments } from '../departments/shapes.ts';

export default function DepartmentImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead title={t('导入部门')} />
      <ImportWizard
        endpoint={importDepartments}
        template={departmentTemplate}
        thing={t('部门')}
        hint={t(
          '需要“部门名称”列；可有部门编码、上级部门（编码、名称或路径）、部门职能、排序。编码相同的更新，不会重复建立。',
        )}
      />
    </section>
  );
}
