/** Where a way begins or ends: opening, no such page, no right, something broke. Each says what to do next. */
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Go } from '../../platform/web/address.tsx';
import { useSession } from '../../platform/web/session.tsx';
import { ErrorState } from '../../platform/web/states.tsx';
import { useT } from '../../platform/web/texts.ts';

function Stop(props: { title: string; text: string; children?: ReactNode }): ReactNode {
  return (
    <section className="zc-stop">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      {props.children}
    </section>
  );
}

/** While a page is fetched; the same words stand in index.html until the script runs. */
export function Opening(): ReactNode {
  const t = useT();
  return <p className="zc-boot">{t('正册')}</p>;
}

export function NotFound(): ReactNode {
  const t = useT();
  return (
    <Stop
      title={t('没有这个页面')}
      text={t('地址可能写错了，或者页面已经移走。请核对地址，或从首页重新进入。')}
    >
      <Button type="primary" href="/">
        {t('回首页')}
      </Button>
    </Stop>
  );
}

export function NoPermission(props: { page?: string }): ReactNode {
  const t = useT();
  const { unit } = useSession();
  if (!unit) {
    return (
      <Stop
        title={t('您不在这个单位')}
        text={t('您的账号在这个单位没有角色。请切换单位，或请系统管理员授予角色。')}
      >
        <Button type="primary" href="/">
          {t('回首页')}
        </Button>
      </Stop>
    );
  }
  return (
    <Stop
      title={t('没有权限查看“{{page}}”', { page: props.page ?? '' })}
      text={t('您在本单位的角色不包括此项。需要时请系统管理员在“账号与角色”中授予。')}
    >
      <Go to="/" className="zc-stop-link">
        {t('回首页')}
      </Go>
    </Stop>
  );
}

export function RouteError(props: ErrorComponentProps): ReactNode {
  return (
    <div className="zc-stop">
      <ErrorState error={props.error as Error} retry={() => window.location.reload()} />
    </div>
  );
}
