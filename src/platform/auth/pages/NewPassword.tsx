/** After a reset by the administrator: first a password of one's own. */
import type { ReactNode } from 'react';
import { EndpointForm, useAddressSearch, useGo, useT } from '../../web/index.ts';
import { changePassword } from '../shapes.ts';
import { remember } from './entered.ts';
import { Gate } from './Gate.tsx';
import { usePasswordFields } from './passwordFields.ts';
import { safeTarget } from './safeTarget.ts';

export default function NewPassword(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search] = useAddressSearch();
  const fields = usePasswordFields();
  return (
    <Gate
      title={t('请先改成您自己的密码')}
      note={t('现在的密码由管理员设定，只供第一次登录使用。')}
    >
      <EndpointForm
        narrow
        endpoint={changePassword}
        submit={t('修改密码')}
        fields={fields}
        onDone={(session) => {
          remember(session);
          go(safeTarget(search.to), { replace: true });
        }}
      />
    </Gate>
  );
}
