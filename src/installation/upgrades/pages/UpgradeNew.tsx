/** A new scheme; `?from=&to=` brings the requests for that step along. */
import type { ReactNode } from 'react';
import {
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { createUpgrade, listUpgradeRequests } from '../shapes.ts';
import { UpgradeForm } from './UpgradeForm.tsx';

export default function UpgradeNew(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search] = useAddressSearch();
  const from = typeof search.from === 'string' ? search.from : undefined;
  const to = typeof search.to === 'string' ? search.to : undefined;
  const query = useEndpoint(listUpgradeRequests);
  return (
    <>
      <PageHead
        title={t('起草升级方案')}
        note={t('先存为草稿；送审后由领导小组组长或副组长审批，批准后统一部署。')}
      />
      <Loaded query={query}>
        {({ items }) => {
          const chosen = items.filter(
            (one) => one.fromSoftwareId === from && (!to || one.toSoftwareId === to),
          );
          const [first] = chosen;
          return (
            <UpgradeForm
              endpoint={createUpgrade}
              requests={items}
              draft="upgrade.new"
              initial={{
                fromSoftwareIds: from ? [from] : [],
                toSoftwareId: to,
                version: first?.softwareVersion || undefined,
                applicationIds: chosen.map((one) => one.id),
                demand: first ? t('{{n}} 份工作人员升级申请。', { n: chosen.length }) : undefined,
              }}
              onDone={(upgrade) => go(`/upgrades/${upgrade.id}`)}
              onCancel={() => go('/upgrades')}
            />
          );
        }}
      </Loaded>
    </>
  );
}
