/** 导入人员. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../platform/web/index.ts';
import { importPeople, peopleTemplate } from '../people/shapes.ts';

export default function PeopleImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead title={t('导入人员')} />
      <ImportWizard
        endpoint={importPeople}
        template={peopleTemplate}
        thing={t('人员')}
        hint={t(
          '需要“工号”和“姓名”列；可有部门（编码、名称或路径，如 办公厅/秘书处）、岗位、电话、电子邮箱、入职日期、离职日期、在职。缺少的部门和岗位会一并新增；空格子不改动原有内容。',
        )}
      />
    </section>
  );
}
