/** Places a source, with the others of the same machine, on a registered computer. */
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useAction, useT } from '../../../platform/web/index.ts';
import { assignSources, type Source } from '../shapes.ts';

export function AssignButton(props: {
  source: Pick<Source, 'id' | 'together'>;
  deviceId: string;
  label: string;
  onDone?: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const assign = useAction(assignSources, {
    onDone: () => {
      message.success(t('已对应到 {{no}}', { no: props.label }));
      props.onDone?.();
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  const sourceIds = [props.source.id, ...props.source.together];
  return (
    <Button
      size="small"
      loading={assign.isPending}
      onClick={() => assign.mutate({ body: { sourceIds, deviceId: props.deviceId } })}
    >
      {t('对应到 {{no}}', { no: props.label })}
    </Button>
  );
}
