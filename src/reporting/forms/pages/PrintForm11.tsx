/** 附件11 to be printed: one work order with its signatures, or with room for the pen. */
import type { ReactNode } from 'react';
import { getApplication } from '../../../installation/applications/shapes.ts';
import { getCampaign } from '../../../installation/campaigns/shapes.ts';
import { getOrder } from '../../../installation/orders/shapes.api.ts';
import {
  Loaded,
  useAddressParams,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm11(): ReactNode {
  const { id = '' } = useAddressParams();
  const session = useSession();
  const query = useEndpoint(getOrder, { params: { order: id } });
  return (
    <Loaded query={query}>
      {({ origin, originId }) => {
        if (origin === 'application' && session.can('application.view')) {
          return <OfApplication id={id} originId={originId} />;
        }
        if (origin === 'campaign' && session.can('campaign.view')) {
          return <OfCampaign id={id} originId={originId} />;
        }
        return <Paper id={id} originNo={undefined} />;
      }}
    </Loaded>
  );
}

type Origin = { id: string; originId: string };

/** Who may not see where the order comes from still prints it, without that number. */
function OfApplication(props: Origin): ReactNode {
  const query = useEndpoint(getApplication, { params: { application: props.originId } });
  if (query.isPending) return null;
  return <Paper id={props.id} originNo={query.data?.applicationNo} />;
}

function OfCampaign(props: Origin): ReactNode {
  const query = useEndpoint(getCampaign, { params: { campaign: props.originId } });
  if (query.isPending) return null;
  return <Paper id={props.id} originNo={query.data?.campaignNo} />;
}

function Paper(props: { id: string; originNo: string | undefined }): ReactNode {
  const t = useT();
  return (
    <RecordPrint
      kind="form11"
      id={props.id}
      query={props.originNo ? { originNo: props.originNo } : {}}
      title={t('打印附件11')}
      back={`/orders/${props.id}`}
    />
  );
}
