/** Sign-in by user name or staff number. */
import type { ReactNode } from 'react';
import { EndpointForm, useAddressSearch, useGo, useT } from '../../web/index.ts';
import { signIn } from '../shapes.ts';
import { remember } from './entered.ts';
import { Gate } from './Gate.tsx';
import { safeTarget } from './safeTarget.ts';

export default function SignIn(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search] = useAddressSearch();
  return (
    <Gate title={t('登录')}>
      <EndpointForm
        narrow
        endpoint={signIn}
        submit={t('登录')}
        fields={[
          {
            name: 'login',
            label: t('用户名或工号'),
            required: true,
            wide: true,
            autoComplete: 'username',
          },
          {
            name: 'password',
            label: t('密码'),
            kind: 'password',
            autoComplete: 'current-password',
            required: true,
            wide: true,
          },
        ]}
        onDone={(session) => {
          remember(session);
          go(safeTarget(search.to), { replace: true });
        }}
      />
      <p className="zc-quiet">{t('忘记密码时，请系统管理员在“账号与角色”中重置。')}</p>
    </Gate>
  );
}
