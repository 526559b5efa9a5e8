/** 激活证据 of the unit, with the way to its list of KMS hosts. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { ActivationTable } from './ActivationTable.tsx';
import { KmsHosts } from './KmsHosts.tsx';

export default function ActivationList(): ReactNode {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActivationTable
        title={t('激活证据')}
        more={<Button onClick={() => setOpen(true)}>{t('本单位KMS主机')}</Button>}
        empty={{ text: t('还没有计算机报告许可信息；采集到 Windows 计算机后会出现在这里。') }}
      />
      <KmsHosts open={open} onClose={() => setOpen(false)} />
    </>
  );
}
