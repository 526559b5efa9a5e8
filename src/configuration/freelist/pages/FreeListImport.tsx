/** 附件6 a unit kept so far, or any sheet with its columns. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { freeListTemplate, importFreeList } from '../shapes.ts';

export default function FreeListImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead
        title={t('导入免费软件清单')}
        note={t('名称相同的用同一软件编号，每个版本一行；没有编号的自动编号。')}
      />
      <ImportWizard
        endpoint={importFreeList}
        template={freeListTemplate}
        thing={t('清单行')}
        hint={t(
          '可直接使用现有的《可使用免费软件清单》（附件6）。须有软件名称、软件版本、软件来源、软件厂商、使用原因；可另加免费范围、许可依据、启用日期、停用日期。',
        )}
      />
    </section>
  );
}
