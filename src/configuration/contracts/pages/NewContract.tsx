/** A new contract. */
import type { ReactNode } from 'react';
import { PageHead, useGo, useT } from '../../../platform/web/index.ts';
import { createContract } from '../shapes.ts';
import { ContractForm } from './ContractForm.tsx';

export default function NewContract(): ReactNode {
  const t = useT();
  const go = useGo();
  return (
    <>
      <PageHead title={t('登记合同')} />
      <ContractForm
        endpoint={createContract}
        draft="contract.new"
        submit={t('保存')}
        onDone={(id) => go(`/contracts/${id}`)}
      />
    </>
  );
}
