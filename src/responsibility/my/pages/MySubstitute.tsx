/** For a head: who stands in while I am away, and for whom I do. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { DELEGATION_STATES } from '../../../organisation/delegations/shapes.ts';
import { ChoiceTag, DateText, useGo, useT } from '../../../platform/web/index.ts';
import type { MyPage } from '../shapes.ts';
import { Section } from './Section.tsx';

export function MySubstitute(props: { my: MyPage }): ReactNode {
  const t = useT();
  const go = useGo();
  const { my } = props;
  return (
    <Section
      title={t('离岗代理')}
      more={
        <Button type="link" onClick={() => go('/delegations')}>
          {t('全部代理')}
        </Button>
      }
    >
      {my.standsInFor.map((one) => (
        <article key={one.name} className="zc-card">
          <header>{t('您正在代{{name}}履行部门负责人职责', { name: one.name })}</header>
          <div className="zc-quiet">
            {t('至')} <DateText value={one.toOn} />
          </div>
        </article>
      ))}
      {my.heads.length > 0 && (
        <article className="zc-card">
          <header>{my.heads.join(t('、'))}</header>
          {my.substitutes.length === 0 && (
            <div>{t('没有设置代理人。出差、休假前请先设置，本部门的申请就不会等人。')}</div>
          )}
          {my.substitutes.map((one) => (
            <div key={one.id}>
              {one.name} <ChoiceTag set={DELEGATION_STATES} value={one.state} />{' '}
              <span className="zc-quiet">
                <DateText value={one.fromOn} /> – <DateText value={one.toOn} />
              </span>
            </div>
          ))}
          <div className="zc-my-actions">
            <Button block size="large" onClick={() => go('/delegations?new=1')}>
              {t('设置代理人')}
            </Button>
          </div>
        </article>
      )}
    </Section>
  );
}
