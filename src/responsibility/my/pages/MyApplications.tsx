/** My applications (附件10): where each stands and what happens next. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  APPLICATION_STATES,
  type Application,
  type ApplicationState,
  listApplications,
} from '../../../installation/applications/shapes.ts';
import { MAINTENANCE_TYPES } from '../../../installation/orders/shapes.ts';
import {
  ChoiceTag,
  DateText,
  EmptyState,
  Go,
  Loaded,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { Section } from './Section.tsx';

const SHOWN = 5;

/** What happens next, and who does it. */
const NEXT: Record<ApplicationState, { text: string }> = {
  draft: { text: '补充完整后送审' },
  submitted: { text: '下一步：部门负责人审核' },
  deptApproved: { text: '下一步：信息化部门审核' },
  approved: { text: '下一步：安装维护人上门办理' },
  collected: { text: '升级统一安排，等待升级方案' },
  inScheme: { text: '随统一升级办理，届时请签字确认' },
  executing: { text: '安装维护人正在办理' },
  awaitingConfirmation: { text: '办理后双方签字，即登记入台账' },
  recorded: { text: '已登记入台账' },
  notCompleted: { text: '未能完成，信息化部门将重新安排' },
  rejected: { text: '未获批准，可查看审核意见' },
  withdrawn: { text: '您已撤回' },
};

function Card(props: { one: Application }): ReactNode {
  const t = useT();
  const { one } = props;
  const software = one.kind === 'uninstall' ? one.fromSoftwareName : one.softwareName;
  return (
    <article className="zc-card">
      <header>
        <Go to={`/applications/${one.id}`}>
          {t(MAINTENANCE_TYPES[one.kind].label)} {software ?? one.softwareName}
        </Go>
        <ChoiceTag set={APPLICATION_STATES} value={one.state} />
      </header>
      <div>{t(NEXT[one.state].text)}</div>
      <div className="zc-quiet">
        {[one.applicationNo, one.computerNo].filter(Boolean).join(' · ')} ·{' '}
        <DateText value={one.appliedOn} />
      </div>
    </article>
  );
}

export function MyApplications(): ReactNode {
  const t = useT();
  const go = useGo();
  const query = useEndpoint(listApplications, { query: { mine: 'true', limit: SHOWN } });
  return (
    <Section
      title={t('我的申请')}
      more={
        <Button type="link" onClick={() => go('/applications?mine=true')}>
          {t('全部申请')}
        </Button>
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length > 0 ? (
            items.map((one) => <Card key={one.id} one={one} />)
          ) : (
            <EmptyState text={t('您还没有申请。要安装、升级或卸载软件，请从“我的计算机”申请。')} />
          )
        }
      </Loaded>
    </Section>
  );
}
