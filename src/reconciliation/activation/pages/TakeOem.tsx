/** A person takes over what computers report as evidence that Windows came with them: says what was looked at. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { OEM_EVIDENCE_KINDS } from '../../../ledgers/devices/shapes.ts';
import { FormDrawer, useT } from '../../../platform/web/index.ts';
import { type ActivationRow, takeOemEvidence } from '../shapes.ts';

export function TakeOem(props: {
  rows: ActivationRow[];
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <FormDrawer
      title={t('登记随机凭据（{{n}} 台）', { n: props.rows.length })}
      open
      onClose={props.onClose}
      endpoint={takeOemEvidence}
      submit={t('登记')}
      extra={{ rows: props.rows.map(({ deviceId, licenceKey }) => ({ deviceId, licenceKey })) }}
      onDone={({ done, refused }) => {
        const first = refused[0];
        if (first) {
          message.warning(
            t('已登记 {{done}} 台，{{n}} 台未登记：{{why}}', {
              done,
              n: refused.length,
              why: first.message,
            }),
          );
        } else message.success(t('已登记 {{done}} 台', { done }));
        props.onDone();
      }}
      fields={[
        {
          name: 'kind',
          label: t('凭据种类'),
          kind: 'choice',
          set: OEM_EVIDENCE_KINDS,
          required: true,
          help: t('报告的渠道只是线索；请核对实物或购机凭据后再登记。'),
        },
        { name: 'note', label: t('核对了什么'), required: true },
      ]}
    />
  );
}
