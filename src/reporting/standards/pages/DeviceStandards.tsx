/** What a computer has, in standard formats to take away. */
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { download, useT } from '../../../platform/web/index.ts';
import { DEVICE_FORMATS, type DeviceFormat, exportDevice } from '../shapes.ts';

const WORDS: Record<DeviceFormat, string> = {
  cyclonedx: '软件物料清单；含供应商、版本、采集依据和软件编号。',
  swid: '每个采集到的软件一个标签（ISO/IEC 19770-2:2015），注明计算机和采集时间。',
  coswid: '同样的标签，紧凑的二进制形式（RFC 9393）。',
};

export default function DeviceStandards(props: { id: string }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const take = (format: DeviceFormat) =>
    download(exportDevice, { params: { device: props.id }, query: { format } }).catch(
      (error: Error) => message.error(error.message),
    );
  return (
    <>
      <p className="zc-quiet">
        {t(
          '这台计算机上采集到和在册的软件，供安全、审计等其他系统使用。采集到的和仅在册的分别标明。',
        )}
      </p>
      {(Object.keys(DEVICE_FORMATS) as DeviceFormat[]).map((format) => (
        <article key={format} className="zc-card zc-above">
          <header>
            {t(DEVICE_FORMATS[format].label)}
            <Button size="small" onClick={() => take(format)}>
              {t('下载')}
            </Button>
          </header>
          <div className="zc-quiet">{t(WORDS[format])}</div>
        </article>
      ))}
    </>
  );
}
