/** Photos and papers of a sheet or a problem, each saved at a click. */
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { download, useT } from '../../../platform/web/index.ts';
import { downloadInspectionFile } from '../shapes.api.ts';
import type { InspectionFile } from '../shapes.ts';

export function FileLines(props: {
  inspectionId: string;
  files: readonly InspectionFile[];
  onRemove?: (file: InspectionFile) => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  if (props.files.length === 0) return null;
  const save = (file: InspectionFile) =>
    void download(downloadInspectionFile, {
      params: { inspection: props.inspectionId, file: file.id },
    }).catch((error: Error) => message.error(error.message));
  return (
    <ul className="zc-rows">
      {props.files.map((file) => (
        <li key={file.id}>
          <button type="button" className="zc-linklike" onClick={() => save(file)}>
            {file.fileName}
          </button>
          <span className="zc-quiet">
            {file.createdBy}
            {props.onRemove && (
              <Button size="small" type="text" danger onClick={() => props.onRemove?.(file)}>
                {t('移除')}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
