/** ZR-1.2: each duty beside what this year's records show of it. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Go, Loaded, useEndpoint, useT } from '../../../platform/web/index.ts';
import { COMMITTEE_ROLES, committeeDuties, type Duty } from '../shapes.ts';

const STATES = {
  done: { label: '本年有记录', color: 'green' },
  none: { label: '本年尚无记录', color: 'orange' },
} as const;

export function Duties(): ReactNode {
  const t = useT();
  const found = useEndpoint(committeeDuties);
  return (
    <Loaded query={found}>
      {({ year, duties }) => (
        <>
          <h2>{t('{{year}} 年度', { year })}</h2>
          {duties.map((duty) => (
            <DutyLine key={duty.code} duty={duty} />
          ))}
        </>
      )}
    </Loaded>
  );
}

function DutyLine(props: { duty: Duty }): ReactNode {
  const t = useT();
  const { duty } = props;
  const state = STATES[duty.state];
  return (
    <section className="zc-panel zc-member">
      <div>
        <Tag color={state.color}>{t(state.label)}</Tag>
        {t(COMMITTEE_ROLES[duty.who].label)}：{t(duty.text)}
      </div>
      {duty.evidence.length > 0 && (
        <ul>
          {duty.evidence.map((line) => (
            <li key={line.text}>
              {line.link ? <Go to={line.link}>{t(line.text)}</Go> : t(line.text)}{' '}
              <span className="zc-number">{line.count}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
