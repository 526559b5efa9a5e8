/** A draft, or one that was returned: changed and sent in again. */
import { App } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import {
  Loaded,
  PageHead,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  type ApplicationRecord,
  getApplication,
  submitApplication,
  updateApplication,
} from '../shapes.ts';
import { ApplicationForm, type Entered } from './ApplicationForm.tsx';
import { inputOf } from './inputOf.ts';

export default function ApplicationEdit(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getApplication, { params: { application: id } });
  return <Loaded query={query}>{(one) => <Edit key={one.id} one={one} />}</Loaded>;
}

function Edit(props: { one: ApplicationRecord }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { one } = props;
  const [entered, setEntered] = useState<Entered>({
    ...one,
    softwareName: one.toSoftwareId === null && one.kind !== 'uninstall' ? one.softwareName : '',
  });
  const change = useCallback(
    (part: Partial<Entered>) => setEntered((before) => ({ ...before, ...part })),
    [],
  );
  const params = { application: one.id };
  const submit = useAction(submitApplication, {
    onDone: (sent) => {
      message.success(t('申请 {{no}} 已送审', { no: sent.applicationNo }));
      go(`/applications/${one.id}`, { replace: true });
    },
  });
  const save = useAction(updateApplication, {
    onDone: () => {
      message.success(t('已存为草稿，可继续修改后送审'));
      go(`/applications/${one.id}`, { replace: true });
    },
  });
  const saveFirst = useAction(updateApplication, { onDone: () => submit.mutate({ params }) });
  return (
    <>
      <PageHead title={t('修改申请')} note={one.applicationNo || t('草稿')} />
      <ApplicationForm
        entered={entered}
        change={change}
        busy={save.isPending || saveFirst.isPending || submit.isPending}
        error={save.error ?? saveFirst.error ?? submit.error}
        onSave={() => save.mutate({ params, body: inputOf(entered) })}
        onSubmit={() => saveFirst.mutate({ params, body: inputOf(entered) })}
      />
    </>
  );
}
