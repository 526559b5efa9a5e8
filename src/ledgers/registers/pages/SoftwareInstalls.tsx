/** Tab of a software number: where it is installed. */
import type { ReactNode } from 'react';
import { Go, useT } from '../../../platform/web/index.ts';
import { InstallTable } from './InstallTable.tsx';

export default function SoftwareInstalls(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <InstallTable
      embedded
      title={t('在册安装')}
      software={props.id}
      action={<Go to={`/registers/9?software=${props.id}`}>{t('查看附件9')}</Go>}
      empty={{
        text: t('这个软件编号还没有安装记录。'),
        action: <Go to={`/entries/new?software=${props.id}`}>{t('登记安装、卸载')}</Go>,
      }}
    />
  );
}
