/** Theme, language, data and router around every page. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { onSignedOut } from '../../platform/web/call.ts';
import { useDark, usePreferences } from '../../platform/web/preferences.ts';
import { queryClient } from '../../platform/web/query.ts';
import { SESSION_KEY } from '../../platform/web/session.tsx';
import { useLanguage } from '../../platform/web/texts.ts';
import { router } from './router.tsx';
import { themeFor } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

function useLocale(): Locale {
  const language = useLanguage();
  const [english, setEnglish] = useState<Locale>();
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
    if (language === 'en')
      void import('antd/locale/en_US').then((file) => setEnglish(file.default));
  }, [language]);
  return language === 'en' && english ? english : zhCN;
}

/** Whoever is signed out in another window lands on the sign-in page at the next call. */
function useSignedOut(): void {
  useEffect(
    () =>
      onSignedOut(async () => {
        if (!router.state.location.pathname.startsWith('/u/')) return;
        await queryClient.invalidateQueries({ queryKey: SESSION_KEY });
        // Asks every route on the way again whether it may be shown.
        await router.invalidate();
      }),
    [],
  );
}

export function Root(): ReactNode {
  const dark = useDark();
  const { compact } = usePreferences();
  const locale = useLocale();
  const language = useLanguage();
  useSignedOut();
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  useEffect(() => {
    // The server's sentences (findings, refusals) are in the language they were asked in.
    if (language) void queryClient.invalidateQueries();
  }, [language]);
  const theme = useMemo(() => themeFor(dark, compact), [dark, compact]);
  return (
    <ConfigProvider
      locale={locale}
      theme={theme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      componentSize="middle"
    >
      <QueryClientProvider client={queryClient}>
        <App className="zc-app">
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
