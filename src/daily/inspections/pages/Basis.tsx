/** What a problem from the comparison rests on: seen, recorded, entitled, as it was when it was taken up. */
import type { ReactNode } from 'react';
import { DateText, useT } from '../../../platform/web/index.ts';
import type { ProblemRecord } from '../shapes.ts';

export function Basis(props: { evidence: NonNullable<ProblemRecord['evidence']> }): ReactNode {
  const t = useT();
  const { observed, recorded, entitled, order, note, firstSeenAt } = props.evidence;
  const lines = [
    observed &&
      t('采集到 {{name}}', {
        name: [observed.rawName, observed.version, observed.publisher].filter(Boolean).join(' '),
      }),
    recorded &&
      t('台账登记 {{no}} {{version}}，{{date}} 安装', {
        no: recorded.softwareNo,
        version: recorded.version,
        date: recorded.installedOn,
      }),
    entitled &&
      t('授权 {{no}}：许可 {{quantity}}，已安装 {{installed}}', {
        no: entitled.softwareNo,
        quantity:
          entitled.licenseQuantity === 'unlimited' ? t('不限') : (entitled.licenseQuantity ?? '--'),
        installed: entitled.installedQuantity,
      }),
    order && t('确认单 {{no}}', { no: order.orderNo }),
    note,
  ].filter(Boolean);
  return (
    <>
      <div>
        {t('首次发现')} <DateText value={firstSeenAt} />
      </div>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}
