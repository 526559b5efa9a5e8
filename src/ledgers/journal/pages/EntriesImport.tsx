/** Takes over the installs and uninstalls a unit recorded so far, in the layout of 附件9. */
import type { ReactNode } from 'react';
import { Go, ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { importEntries } from '../shapes.ts';

export default function EntriesImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead
        title={t('导入安装维护情况明细表')}
        note={t(
          '原样上传现有的软件安装维护情况明细表（附件9），一个软件编号一张工作表或合成一张清单都可以。导入的行直接成为台账记录，只能冲正；已在台账中的不会重复登记。',
        )}
        more={<Go to="/entries">{t('返回台账流水')}</Go>}
      />
      <ImportWizard
        endpoint={importEntries}
        thing={t('安装、卸载记录')}
        hint={t('软件编号和计算机须先登记；每行在“安装”“卸载”中勾选一项，并有日期。')}
      />
    </section>
  );
}
