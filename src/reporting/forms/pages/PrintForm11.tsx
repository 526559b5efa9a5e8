/** 附件11 to be printed: one work order with its signatures, or with room for the pen. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { getApplication } from '../../../installation/applications/shapes.ts';
import { getCampaign } from '../../../installation/campaigns/shapes.ts';
import { getOrder, orderSignature } from '../../../installation/orders/shapes.api.ts';
import {
  type OrderRecord,
  PERFORMER_ROLE,
  USER_ROLE,
} from '../../../installation/orders/shapes.ts';
import {
  addressOf,
  Loaded,
  useAddressParams,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { FORM11, form11Data } from '../rules.form11.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm11(): ReactNode {
  const { id = '' } = useAddressParams();
  const session = useSession();
  const query = useEndpoint(getOrder, { params: { order: id } });
  return (
    <Loaded query={query}>
      {(order) => {
        if (order.origin === 'application' && session.can('application.view')) {
          return <OfApplication order={order} />;
        }
        if (order.origin === 'campaign' && session.can('campaign.view')) {
          return <OfCampaign order={order} />;
        }
        return <Paper order={order} originNo={null} />;
      }}
    </Loaded>
  );
}

/** Who may not see where the order comes from still prints it, without that number. */
function OfApplication(props: { order: OrderRecord }): ReactNode {
  const query = useEndpoint(getApplication, { params: { application: props.order.originId } });
  if (query.isPending) return null;
  return <Paper order={props.order} originNo={query.data?.applicationNo ?? null} />;
}

function OfCampaign(props: { order: OrderRecord }): ReactNode {
  const query = useEndpoint(getCampaign, { params: { campaign: props.order.originId } });
  if (query.isPending) return null;
  return <Paper order={props.order} originNo={query.data?.campaignNo ?? null} />;
}

function Paper(props: { order: OrderRecord; originNo: string | null }): ReactNode {
  const t = useT();
  const { unit } = useSession();
  const { order } = props;
  const data = form11Data(order, unit?.name ?? '', props.originNo);
  return (
    <PrintPage
      title={t('打印附件11')}
      back={`/orders/${order.id}`}
      prints={[{ key: order.id, sheet: resolveLayout(FORM11, data), pictures: picturesOf(order) }]}
    />
  );
}

function picturesOf(order: OrderRecord): Record<string, string> {
  const places: Record<string, string> = { [PERFORMER_ROLE]: 'performer', [USER_ROLE]: 'user' };
  return Object.fromEntries(
    order.signatures
      .filter((one) => one.kind === 'drawn' && places[one.role])
      .map((one) => [
        places[one.role]!,
        addressOf(orderSignature, { params: { order: order.id, signature: one.id } }),
      ]),
  );
}
