/** A new request; from a number's own page it begins with that number. */
import type { ReactNode } from 'react';
import {
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { createDisposal, type DisposalCandidate, disposalCandidates } from '../shapes.ts';
import { DisposalForm } from './DisposalForm.tsx';

export default function NewDisposal(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const software = search.software as string | undefined;
  const found = useEndpoint(
    disposalCandidates,
    { query: software ? { software } : {} },
    { enabled: software !== undefined },
  );
  return (
    <>
      <PageHead title={t('申请处置')} />
      {software ? (
        <Loaded query={found}>
          {({ items }) => (
            <>
              {items.length === 0 && (
                <p className="zc-quiet">{t('该编号已在另一项处置中，或不是在用的商业软件。')}</p>
              )}
              <Form items={items} draft={`disposal.new.${software}`} />
            </>
          )}
        </Loaded>
      ) : (
        <Form items={[]} draft="disposal.new" />
      )}
    </>
  );
}

function Form(props: { items: DisposalCandidate[]; draft: string }): ReactNode {
  const t = useT();
  const go = useGo();
  return (
    <DisposalForm
      endpoint={createDisposal}
      initial={{ softwareIds: props.items, method: 'scrap' }}
      draft={props.draft}
      submit={t('提出申请')}
      onDone={(id) => go(`/disposals/${id}`)}
    />
  );
}
