/** Signed in, but without a role in any unit. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { signOut } from '../../platform/auth/shapes.ts';
import { useAction } from '../../platform/web/query.ts';
import { useT } from '../../platform/web/texts.ts';

export default function NoUnit(): ReactNode {
  const t = useT();
  const leave = useAction(signOut, { onDone: () => window.location.assign('/') });
  return (
    <section className="zc-stop">
      <h1>{t('还没有可以查看的单位')}</h1>
      <p>{t('您的账号还没有在任何单位担任角色。请系统管理员在“账号与角色”中授予后再登录。')}</p>
      <Button onClick={() => leave.mutate({})}>{t('退出登录')}</Button>
    </section>
  );
}
