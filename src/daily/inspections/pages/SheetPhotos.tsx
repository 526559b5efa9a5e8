/** Photos of a check sheet: taken with the phone's camera, kept with the computer. */
import { CameraOutlined } from '@ant-design/icons';
import { App, Button, Upload } from 'antd';
import type { ReactNode } from 'react';
import { useAction, useT } from '../../../platform/web/index.ts';
import { removeSheetPhoto, uploadSheetPhoto } from '../shapes.api.ts';
import type { SheetRecord } from '../shapes.ts';
import { FileLines } from './FileLines.tsx';

export function SheetPhotos(props: { sheet: SheetRecord; writes: boolean }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { sheet } = props;
  const params = { inspection: sheet.inspectionId, device: sheet.deviceId };
  const onRefused = (error: { message: string }) => void message.error(error.message, 8);
  const upload = useAction(uploadSheetPhoto, { onRefused });
  const remove = useAction(removeSheetPhoto, { onRefused });
  if (sheet.files.length === 0 && !props.writes) return null;
  return (
    <section className="zc-panel zc-above" aria-label={t('照片')}>
      <h2>{t('照片')}</h2>
      <FileLines
        inspectionId={sheet.inspectionId}
        files={sheet.files}
        {...(props.writes
          ? { onRemove: (file) => remove.mutate({ params: { ...params, file: file.id } }) }
          : {})}
      />
      {props.writes && (
        <Upload
          accept="image/*"
          showUploadList={false}
          beforeUpload={(file) => {
            const body = new FormData();
            body.append('file', file, file.name);
            upload.mutate({ params, body } as never);
            return false;
          }}
        >
          <Button icon={<CameraOutlined />} loading={upload.isPending}>
            {t('拍照或选择照片')}
          </Button>
        </Upload>
      )}
    </section>
  );
}
