/** A draft or a returned scheme, to be changed. */
import type { ReactNode } from 'react';
import {
  Loaded,
  PageHead,
  useAddressParams,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { getUpgrade, listUpgradeRequests, updateUpgrade } from '../shapes.ts';
import { UpgradeForm } from './UpgradeForm.tsx';

export default function UpgradeEdit(): ReactNode {
  const t = useT();
  const go = useGo();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getUpgrade, { params: { upgrade: id } });
  const requests = useEndpoint(listUpgradeRequests, { query: { scheme: id } });
  const back = () => go(`/upgrades/${id}`);
  return (
    <Loaded query={query}>
      {(upgrade) => (
        <>
          <PageHead kind={t('修改升级方案')} title={`${upgrade.schemeNo} ${upgrade.title}`} />
          <Loaded query={requests}>
            {({ items }) => (
              <UpgradeForm
                endpoint={updateUpgrade}
                params={{ upgrade: id }}
                requests={items}
                initial={{
                  title: upgrade.title,
                  fromSoftwareIds: upgrade.from.map((one) => one.id),
                  toSoftwareId: upgrade.toSoftwareId,
                  version: upgrade.version,
                  demand: upgrade.demand,
                  rangeNote: upgrade.rangeNote,
                  stepsNote: upgrade.stepsNote,
                  risks: upgrade.risks,
                  fallback: upgrade.fallback,
                  dueOn: upgrade.dueOn,
                  technicianPersonId: upgrade.technicianPersonId,
                  scope: upgrade.scope,
                  applicationIds: upgrade.applications.map((one) => one.id),
                }}
                onDone={back}
                onCancel={back}
              />
            )}
          </Loaded>
        </>
      )}
    </Loaded>
  );
}
