/** The two fields of changing one's password, in the drawer and on the page after a reset. */
import { type Field, useT } from '../../web/index.ts';

export function usePasswordFields(): Field[] {
  const t = useT();
  return [
    {
      name: 'currentPassword',
      label: t('现有密码'),
      kind: 'password',
      autoComplete: 'current-password',
      required: true,
      wide: true,
    },
    {
      name: 'newPassword',
      label: t('新密码'),
      kind: 'password',
      required: true,
      wide: true,
      help: t('至少 8 个字符，含大写字母、小写字母、数字、其他符号中的三种，不含用户名。'),
    },
  ];
}
