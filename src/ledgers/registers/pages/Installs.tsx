/** The door behind 安装数量: the computers it counts, on the asked day. */
import type { ReactNode } from 'react';
import { AsOfPicker, Go, useAddressSearch, useT } from '../../../platform/web/index.ts';
import { InstallTable } from './InstallTable.tsx';

export default function Installs(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const one = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined);
  return (
    <InstallTable
      title={t('在册安装')}
      software={one('software')}
      device={one('device')}
      more={<AsOfPicker />}
      empty={{
        text: t('这一天没有在册的安装。'),
        action: <Go to="/entries/new">{t('登记安装、卸载')}</Go>,
      }}
    />
  );
}
