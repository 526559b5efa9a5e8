/** Software records from an existing 附件7 or any sheet with its columns. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { importSoftware, softwareTemplate } from '../shapes.api.ts';

export default function SoftwareImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead
        title={t('导入软件记录')}
        note={t(
          '名称相同而采购时间、金额、许可等任一不同的，各得一个软件编号；内容完全相同的不会重复登记。',
        )}
      />
      <ImportWizard
        endpoint={importSoftware}
        template={softwareTemplate}
        thing={t('软件记录')}
        hint={t(
          '可直接使用现有的《软件使用情况汇总表》（附件7）。表中原有的软件编号保存为“原编号”，新编号按本单位的编号规则连续编排。',
        )}
      />
    </section>
  );
}
