/** A new application: sent in at once or kept as a draft on the server. */
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import { newId } from '../../../base/ids.ts';
import { PageHead, useAction, useAddressSearch, useGo, useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES, type MaintenanceType } from '../../orders/shapes.ts';
import { createApplication } from '../shapes.ts';
import { ApplicationForm, type Entered } from './ApplicationForm.tsx';
import { inputOf } from './inputOf.ts';

export default function ApplicationNew(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [search] = useAddressSearch();
  const [entered, setEntered] = useState<Entered>({
    deviceId: typeof search.device === 'string' ? search.device : undefined,
    kind:
      typeof search.kind === 'string' && search.kind in MAINTENANCE_TYPES
        ? (search.kind as MaintenanceType)
        : 'install',
    fromSoftwareId: typeof search.software === 'string' ? search.software : null,
    toSoftwareId: null,
    softwareName: '',
    softwareVersion: '',
    reason: '',
  });
  // One key for this sheet: pressing twice, or again after a lost connection, applies once.
  const [idempotencyKey] = useState(() => newId());
  const create = useAction(createApplication, {
    onDone: (made) => {
      message.success(
        made.state === 'draft'
          ? t('申请 {{no}} 已存为草稿', { no: made.applicationNo })
          : t('申请 {{no}} 已送审', { no: made.applicationNo }),
      );
      go(`/applications/${made.id}`, { replace: true });
    },
  });
  const send = (submit: boolean) =>
    create.mutate({ body: { idempotencyKey, submit, application: inputOf(entered) } });
  return (
    <>
      <PageHead title={t('申请安装维护')} note={t('软件安装维护申请表（附件10）')} />
      <ApplicationForm
        entered={entered}
        change={(part) => setEntered((before) => ({ ...before, ...part }))}
        busy={create.isPending}
        error={create.error}
        onSave={() => send(false)}
        onSubmit={() => send(true)}
      />
    </>
  );
}
