/** What a scope comes to: computers by department, who is left out and why, licences. */
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Facts, formatCount, Go, useT } from '../../../platform/web/index.ts';
import { EXCLUSIONS, type ScopePreview } from '../shapes.ts';

export function PreviewPanel(props: { preview: ScopePreview }): ReactNode {
  const t = useT();
  const { preview } = props;
  const { licencesLeft, licencesMissing } = preview;
  return (
    <>
      {preview.computers === 0 && (
        <Alert type="warning" showIcon title={t('范围内没有需要处理的计算机，请调整范围。')} />
      )}
      {licencesMissing > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('许可不足：需要 {{need}} 个，剩余 {{left}} 个，还缺 {{missing}} 个。', {
            need: preview.computers,
            left: Math.max(licencesLeft ?? 0, 0),
            missing: licencesMissing,
          })}
          description={
            <>
              {t('可以缩小范围、卸载不用的安装，或先采购、登记新的授权；补足之前不能通知部门。')}{' '}
              <Go to="/software">{t('查看软件与授权')}</Go>
            </>
          }
        />
      )}
      <Facts
        facts={[
          { label: t('将处理'), value: t('{{n}} 台', { n: formatCount(preview.computers) }) },
          {
            label: t('剩余许可'),
            value: licencesLeft === null ? t('不限') : formatCount(licencesLeft),
          },
          {
            label: t('按部门'),
            wide: true,
            value: preview.departments
              .map((one) => `${one.departmentName || t('未定部门')} ${one.computers}`)
              .join('，'),
          },
          ...preview.excluded.map((one) => ({
            label: t(EXCLUSIONS[one.reason].label),
            wide: true,
            value: t('{{n}} 台不处理：{{examples}}', {
              n: formatCount(one.computers),
              examples: one.examples.join('，') + (one.computers > one.examples.length ? ' …' : ''),
            }),
          })),
        ]}
      />
    </>
  );
}
