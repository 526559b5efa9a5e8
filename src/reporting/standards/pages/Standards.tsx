/** 标准格式: the unit's entitlements to take away, and the ways to the rest. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { DateInput, download, Go, PageHead, useT } from '../../../platform/web/index.ts';
import { ENTITLEMENT_FORMATS, exportEntitlements } from '../shapes.ts';

export default function Standards(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const today = dateInChina(new Date());
  const [asOf, setAsOf] = useState(today);
  const take = (format: keyof typeof ENTITLEMENT_FORMATS) =>
    download(exportEntitlements, { query: { format, asOf } }).catch((error: Error) =>
      message.error(error.message),
    );
  return (
    <>
      <PageHead title={t('标准格式')} note={t('格式和概念的对应见产品文档 docs/standards.md。')} />
      <section className="zc-panel zc-above">
        <h2>{t('授权')}</h2>
        <p className="zc-quiet">
          {t(
            '本单位在用的软件编号：产品、许可类型、数量、期限、可使用版本、采购依据、已安装和剩余。参照 ISO/IEC 19770-3 的概念编写，元素名称为本系统自定，不声称符合该标准。不含序列号。',
          )}
        </p>
        <div className="zc-inline">
          <DateInput
            label={t('截至日期')}
            value={asOf}
            latest={today}
            allowClear={false}
            onChange={(day) => day && setAsOf(day)}
          />
          {(['xml', 'json'] as const).map((format) => (
            <Button key={format} onClick={() => take(format)}>
              {`${t('下载')} ${ENTITLEMENT_FORMATS[format].label}`}
            </Button>
          ))}
        </div>
      </section>
      <section className="zc-panel zc-above">
        <h2>{t('一台计算机的软件')}</h2>
        <p className="zc-quiet">
          {t(
            '在计算机的“标准格式”页导出；CycloneDX、SWID、CoSWID 文件也可以在“上传清单文件”中导入。',
          )}
        </p>
        <div className="zc-inline">
          <Go to="/devices">{t('去计算机列表')}</Go>
          <Go to="/discovery/files">{t('去上传清单文件')}</Go>
        </div>
      </section>
    </>
  );
}
