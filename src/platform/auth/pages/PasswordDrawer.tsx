/** Changing one's own password. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { FormDrawer, useT } from '../../web/index.ts';
import { changePassword } from '../shapes.ts';
import { usePasswordFields } from './passwordFields.ts';

export function PasswordDrawer(props: { open: boolean; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const fields = usePasswordFields();
  return (
    <FormDrawer
      title={t('修改密码')}
      open={props.open}
      onClose={props.onClose}
      endpoint={changePassword}
      submit={t('修改密码')}
      fields={fields}
      onDone={() => {
        message.success(t('密码已修改，其他设备上的登录已结束。'));
        props.onClose();
      }}
    />
  );
}
