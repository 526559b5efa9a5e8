/** 导入计算机. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { deviceTemplate, importDevices } from '../shapes.ts';

export default function DeviceImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead title={t('导入计算机')} />
      <ImportWizard
        endpoint={importDevices}
        template={deviceTemplate}
        thing={t('计算机')}
        hint={t(
          '需要“计算机编号”列，新登记的还需要“设备类型”；可有资产编号、品牌、型号、序列号、MAC 地址、计算机名、操作系统、使用人或使用人工号、使用部门、存放地点、状态、购置日期、备注。编号相同的更新，空格子不改动原有内容。',
        )}
      />
    </section>
  );
}
