/** The plain sheet around sign-in, set-up and a forced change of password. */
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { setLanguage, useLanguage, useT } from '../../web/texts.ts';

export function Gate(props: { title: string; note?: ReactNode; children: ReactNode }): ReactNode {
  const t = useT();
  const language = useLanguage();
  useEffect(() => {
    document.title = `${props.title} · ${t('正册')}`;
  }, [props.title, t]);
  return (
    <div className="zc-gate">
      <main className="zc-gate-sheet">
        <header>
          <span className="zc-mark">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <rect width="32" height="32" rx="5" />
              <path d="M7 8h18M16 8v17M16 16h8M9.5 15v10M6 25h20" />
            </svg>
            <strong>{t('正册')}</strong>
            <small>{t('正版软件管理')}</small>
          </span>
          <Button
            type="text"
            size="small"
            onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'English' : '中文'}
          </Button>
        </header>
        <h1>{props.title}</h1>
        {props.note && <p className="zc-quiet">{props.note}</p>}
        {props.children}
      </main>
    </div>
  );
}
