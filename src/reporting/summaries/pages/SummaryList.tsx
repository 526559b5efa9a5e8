/** 年度总结: one a year. */
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
  useT,
  YearDrawer,
} from '../../../platform/web/index.ts';
import { createSummary, listSummaries, SUMMARY_STATES } from '../shapes.ts';

export default function SummaryList(): ReactNode {
  const t = useT();
  const found = useEndpoint(listSummaries);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHead
        title={t('年度总结')}
        note={t(
          '按一年的记录起草责任落实、软件采购、使用管理、督促检查、宣传培训各部分，由人修改，组长审定。',
        )}
        action={
          <Can permission="summary.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('起草总结')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有年度总结。')} />
          ) : (
            items.map((one) => (
              <article key={one.id} className="zc-card zc-duty">
                <div>
                  <header>
                    <Go to={`/summaries/${one.id}`}>
                      {t('{{year}}年度软件正版化工作总结', { year: one.year })}
                    </Go>
                    <ChoiceTag set={SUMMARY_STATES} value={one.state} />
                  </header>
                  {one.approvedOn && (
                    <div className="zc-quiet">
                      {t('{{name}} {{date}} 审定', {
                        name: one.approvedBy ?? '',
                        date: one.approvedOn,
                      })}
                    </div>
                  )}
                </div>
              </article>
            ))
          )
        }
      </Loaded>
      {creating && (
        <YearDrawer
          title={t('起草总结')}
          endpoint={createSummary}
          before={t('各部分按该年的记录生成，可逐部分修改。')}
          place="/summaries"
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
