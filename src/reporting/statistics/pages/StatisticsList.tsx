/** 信息统计表: one a year. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useGo,
  useT,
  YearDrawer,
} from '../../../platform/web/index.ts';
import { createStatistics, listStatistics, STATISTICS_STATES } from '../shapes.ts';

export default function StatisticsList(): ReactNode {
  const t = useT();
  const go = useGo();
  const found = useEndpoint(listStatistics);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHead
        title={t('信息统计表（附件5）')}
        note={t(
          '每年一份：数字由记录计算，每个数字打开它所统计的内容；编制人数等由人填写，组长审定。',
        )}
        more={
          <Can permission="statistics.edit">
            <Button onClick={() => go('/statistics/rows')}>{t('调整统计项目')}</Button>
          </Can>
        }
        action={
          <Can permission="statistics.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('编制统计表')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有统计表。')} />
          ) : (
            items.map((one) => (
              <article key={one.id} className="zc-card zc-duty">
                <div>
                  <header>
                    <Go to={`/statistics/${one.id}`}>
                      {t('{{year}}年软件正版化工作信息统计表', { year: one.year })}
                    </Go>
                    <ChoiceTag set={STATISTICS_STATES} value={one.state} />
                  </header>
                  <div className="zc-quiet">
                    {t('填表人 {{name}}', { name: one.preparedBy })}
                    {one.confirmedOn &&
                      ` · ${t('{{name}} {{date}} 审定', { name: one.confirmedBy ?? '', date: one.confirmedOn })}`}
                  </div>
                </div>
              </article>
            ))
          )
        }
      </Loaded>
      {creating && (
        <YearDrawer
          title={t('编制统计表')}
          endpoint={createStatistics}
          before={t('数字取自该年的记录；报审之前随记录变化，报审时固定下来。')}
          place="/statistics"
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
