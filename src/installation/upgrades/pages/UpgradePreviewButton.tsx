/** What the scheme in the form would come to today, asked before anything is saved. */
import { App, Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { call, type FormValues, useT } from '../../../platform/web/index.ts';
import { previewUpgrade, type UpgradePreview } from '../shapes.ts';
import { PreviewOf } from './PreviewOf.tsx';

export function UpgradePreviewButton(): ReactNode {
  const t = useT();
  const form = Form.useFormInstance<FormValues>();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState<UpgradePreview>();
  const ask = async () => {
    const values = form.getFieldsValue(true) as FormValues;
    if (!values.toSoftwareId || !(values.fromSoftwareIds as string[] | undefined)?.length) {
      message.info(t('先选择原软件和升级后的软件'));
      return;
    }
    setBusy(true);
    try {
      const body = {
        fromSoftwareIds: values.fromSoftwareIds,
        toSoftwareId: values.toSoftwareId,
        version: values.version,
        scope: values.scope ?? {},
        applicationIds: values.applicationIds ?? [],
      };
      setShown(await call(previewUpgrade, { body: body as never }));
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error), 8);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={busy} onClick={() => void ask()}>
        {t('核对范围与许可')}
      </Button>
      {shown && <PreviewOf preview={shown} />}
    </>
  );
}
