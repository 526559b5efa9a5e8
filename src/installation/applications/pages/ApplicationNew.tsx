/** A new application: sent in at once or kept as a draft on the server. */
import { Alert, App, Button } from 'antd';
import type { ReactNode } from 'react';
import { PageHead, useAction, useAddressSearch, useGo, useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES, type MaintenanceType } from '../../orders/shapes.ts';
import { createApplication } from '../shapes.ts';
import { ApplicationForm, type Entered } from './ApplicationForm.tsx';
import { inputOf } from './inputOf.ts';
import { useKept } from './useKept.ts';

export default function ApplicationNew(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const kept = useKept(useAsked());
  const { entered, idempotencyKey } = kept;
  const create = useAction(createApplication, {
    onDone: (made) => {
      kept.drop();
      message.success(
        made.state === 'draft'
          ? t('已存为草稿，可继续修改后送审')
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
      {kept.restoredAt && (
        <Alert
          type="info"
          title={t('已恢复 {{at}} 填写而未送出的内容', { at: kept.restoredAt })}
          action={<Button onClick={kept.startAnew}>{t('重新填写')}</Button>}
        />
      )}
      <ApplicationForm
        entered={entered}
        change={kept.change}
        busy={create.isPending}
        error={create.error}
        onSave={() => send(false)}
        onSubmit={() => send(true)}
      />
    </>
  );
}

/** `/applications/new?device=…&kind=…&software=…` from a computer's card. */
function useAsked(): Entered {
  const [search] = useAddressSearch();
  return {
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
  };
}
