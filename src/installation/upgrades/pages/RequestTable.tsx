/** The requests in a scheme and what became of each; cards on a phone. */
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { ChoiceTag, EmptyState, Go, useT } from '../../../platform/web/index.ts';
import { APPLICATION_STATES } from '../../applications/shapes.ts';
import { REQUEST_OUTCOMES, type UpgradeRecord } from '../shapes.ts';

export function RequestTable(props: { upgrade: UpgradeRecord }): ReactNode {
  const t = useT();
  const { applications } = props.upgrade;
  if (applications.length === 0) return <EmptyState text={t('没有列入升级申请。')} />;
  return applications.map((one) => (
    <Card
      key={one.id}
      size="small"
      className="zc-above"
      title={<Go to={`/applications/${one.id}`}>{`${one.applicationNo} ${one.applicantName}`}</Go>}
      extra={
        one.outcome ? (
          <ChoiceTag set={REQUEST_OUTCOMES} value={one.outcome} />
        ) : (
          <ChoiceTag set={APPLICATION_STATES} value={one.state} />
        )
      }
    >
      <div>
        {`${one.computerNo}：${one.fromSoftwareName} ${one.fromVersion} → ${one.softwareName} ${one.softwareVersion}`}
      </div>
      <span className="zc-quiet">
        {[one.departmentName, one.reason].filter(Boolean).join(' · ')}
      </span>
    </Card>
  ));
}
