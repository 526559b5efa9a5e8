/** 导入参加人员. */
import type { ReactNode } from 'react';
import { Go, ImportWizard, PageHead, useAddressParams, useT } from '../../../platform/web/index.ts';
import { attendanceTemplate, importAttendance } from '../shapes.ts';

export default function AttendanceImport(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return (
    <section>
      <PageHead title={t('导入参加人员')} more={<Go to={`/trainings/${id}`}>{t('返回')}</Go>} />
      <ImportWizard
        endpoint={importAttendance}
        params={{ training: id }}
        template={attendanceTemplate}
        thing={t('参加人员')}
        hint={t('需要“工号”或“姓名”列；同名的人须有工号。')}
      />
    </section>
  );
}
