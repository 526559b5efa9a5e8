/** What a scope comes to: computers by department, who is left out and why, licences. */
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Facts, formatCount, Go, useT } from '../../../platform/web/index.ts';
import { EXCLUSIONS, type ScopePreview } from '../shapes.ts';

/** What is left of a number, and what of it has been promised. */
export function LicencesLeft(props: {
  preview: Pick<ScopePreview, 'licencesLeft' | 'licencesPromised'>;
}): ReactNode {
  const t = useT();
  const { licencesLeft: left, licencesPromised: promised } = props.preview;
  if (left === null) return t('不限');
  return promised > 0
    ? t('{{left}} 个，其中 {{promised}} 个已答应给其他申请和工作单', {
        left: formatCount(left),
        promised: formatCount(promised),
      })
    : t('{{left}} 个', { left: formatCount(left) });
}

export function PreviewPanel(props: { preview: ScopePreview }): ReactNode {
  const t = useT();
  const { preview } = props;
  const { licencesMissing } = preview;
  return (
    <>
      {preview.computers === 0 && (
        <Alert
          type="warning"
          showIcon
          className="zc-form-notice"
          title={t('范围内没有需要处理的计算机，请调整范围。')}
        />
      )}
      {licencesMissing > 0 && (
        <Alert
          type="error"
          showIcon
          className="zc-form-notice"
          title={t('许可不足：需要 {{need}} 个，可用 {{left}} 个，还缺 {{missing}} 个。', {
            need: preview.computers,
            left: preview.computers - licencesMissing,
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
            value: <LicencesLeft preview={preview} />,
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
