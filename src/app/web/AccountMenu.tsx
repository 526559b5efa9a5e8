/** Who is signed in; password, language, colours, signing out. */
import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { PasswordDrawer } from '../../platform/auth/pages/PasswordDrawer.tsx';
import { ROLES } from '../../platform/auth/permissions.ts';
import { signOut, signOutEverywhere } from '../../platform/auth/shapes.ts';
import { setPreferences, useNarrow, usePreferences } from '../../platform/web/preferences.ts';
import { useAction } from '../../platform/web/query.ts';
import { useSession } from '../../platform/web/session.tsx';
import { setLanguage, useLanguage, useT } from '../../platform/web/texts.ts';

/** A full load: nothing of the former person stays in memory. */
const leave = () => window.location.assign('/sign-in');

function useItems(open: { password: () => void }): MenuProps['items'] {
  const t = useT();
  const language = useLanguage();
  const { theme, compact } = usePreferences();
  const { modal } = App.useApp();
  const out = useAction(signOut, { onDone: leave });
  const everywhere = useAction(signOutEverywhere, { onDone: leave });
  const themeItem = (key: 'system' | 'light' | 'dark', label: string) => ({
    key: `theme-${key}`,
    label: theme === key ? `✓ ${label}` : label,
    onClick: () => setPreferences({ theme: key }),
  });
  return [
    { key: 'password', label: t('修改密码'), onClick: open.password },
    {
      key: 'language',
      // Named in the language one switches to, so that it is found by those who need it.
      label: language === 'zh' ? 'English' : '中文',
      onClick: () => void setLanguage(language === 'zh' ? 'en' : 'zh'),
    },
    {
      key: 'theme',
      label: t('外观'),
      children: [
        themeItem('system', t('跟随系统')),
        themeItem('light', t('浅色')),
        themeItem('dark', t('深色')),
        { type: 'divider' as const },
        {
          key: 'compact',
          label: compact ? `✓ ${t('紧凑行距')}` : t('紧凑行距'),
          onClick: () => setPreferences({ compact: !compact }),
        },
      ],
    },
    { type: 'divider' },
    { key: 'out', label: t('退出登录'), onClick: () => out.mutate({}) },
    {
      key: 'everywhere',
      label: t('退出所有设备'),
      onClick: () =>
        modal.confirm({
          title: t('退出所有设备上的登录？'),
          content: t('您在每台电脑和手机上的登录都会结束，包括这一台；之后需要重新登录。'),
          okText: t('退出所有设备'),
          onOk: () => everywhere.mutateAsync({}),
        }),
    },
  ];
}

export function AccountMenu(): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const { account, roles } = useSession();
  const [changing, setChanging] = useState(false);
  const items = useItems({ password: () => setChanging(true) });
  if (!account) return null;
  const roleText = roles.map((role) => t(ROLES[role].label)).join(t('、'));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: `${account.displayName}${roleText ? ` · ${roleText}` : ''}`,
              children: items ?? [],
            },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={t('账号')}>
          {narrow ? undefined : account.displayName}
        </Button>
      </Dropdown>
      <PasswordDrawer open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
