/** Contracts of earlier years, one row per line. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { contractTemplate, importContracts } from '../shapes.ts';

export default function ContractImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead
        title={t('导入采购合同')}
        note={t('一行一项内容，同一合同编号的各行合为一份合同；有一行不能导入，整份合同都不导入。')}
      />
      <ImportWizard
        endpoint={importContracts}
        template={contractTemplate}
        thing={t('合同内容')}
        hint={t(
          '须有合同编号、合同名称、供应商、软件名称、单价；有签订日期且必备内容齐全的登记为已签订，其余登记为起草中。',
        )}
      />
    </section>
  );
}
