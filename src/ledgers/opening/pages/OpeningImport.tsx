/** Takes over the list a unit kept so far, in the layout of 附件8. */
import type { ReactNode } from 'react';
import { Go, ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { importOpening } from '../shapes.ts';

export default function OpeningImport(): ReactNode {
  const t = useT();
  return (
    <>
      <PageHead
        title={t('导入原有明细表')}
        note={t(
          '原样上传现有的软件使用情况明细表（附件8），合并单元格、✓ 和 -- 都能读取。导入后先与采集结果核对，再入账。',
        )}
        more={<Go to="/opening">{t('返回建账')}</Go>}
      />
      <ImportWizard
        endpoint={importOpening}
        thing={t('建账行')}
        next={<Go to="/opening/tie-out">{t('与采集结果核对')}</Go>}
        hint={t('须有计算机编号和软件名称两列；计算机须先登记。')}
      />
    </>
  );
}
