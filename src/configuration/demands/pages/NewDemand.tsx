/** A new form begins with what posts must have and the department lacks. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import {
  Loaded,
  linesOf,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { createDemand, proposeDemand } from '../shapes.ts';
import { DemandForm, lineOnScreen } from './DemandForm.tsx';

type Proposal = z.output<typeof proposeDemand.output>;

export default function NewDemand(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const query = typeof search.department === 'string' ? { department: search.department } : {};
  const found = useEndpoint(proposeDemand, { query });
  return (
    <>
      <PageHead title={t('填报软件需求')} />
      <Loaded query={found}>
        {(proposal) => <Proposed key={proposal.departmentId} proposal={proposal} />}
      </Loaded>
    </>
  );
}

function Proposed(props: { proposal: Proposal }): ReactNode {
  const t = useT();
  const go = useGo();
  const [search] = useAddressSearch();
  const { departmentId, preparerPhone, lines, withoutPost, rounds } = props.proposal;
  const round = rounds.find((one) => one.id === search.round) ?? rounds[0];
  const adHoc = search.round === 'none' || !round;
  return (
    <>
      <Choices proposal={props.proposal} round={adHoc ? 'none' : round.id} />
      <p className="zc-quiet">
        {lines.length > 0
          ? t('已按岗位配置标准、人数和已安装情况列出缺少的软件，请核对增减。')
          : t('岗位必须配置的软件都已安装，或还没有岗位配置标准；请填写需要的软件。')}
        {withoutPost > 0 && ` ${t('有 {{n}} 人没有登记岗位，未计入。', { n: withoutPost })}`}
      </p>
      <DemandForm
        endpoint={createDemand}
        draft={`demand.new.${departmentId}`}
        extra={{ departmentId, roundId: adHoc ? null : round.id }}
        initial={{ preparerPhone, nothingNeeded: false, lines: linesOf(lines.map(lineOnScreen)) }}
        submit={t('保存')}
        onDone={(id) => go(`/demands/${id}`)}
      />
    </>
  );
}

/** For which department, and whether it answers a round. */
function Choices(props: { proposal: Proposal; round: string }): ReactNode {
  const t = useT();
  const [, change] = useAddressSearch();
  const { departments, departmentId, rounds } = props.proposal;
  return (
    <p className="zc-inline">
      {departments.length > 1 ? (
        <Select
          aria-label={t('部门')}
          value={departmentId}
          options={departments.map((row) => ({ value: row.id, label: row.name }))}
          onChange={(value) => change({ department: value })}
        />
      ) : (
        departments[0]?.name
      )}
      {rounds.length > 0 ? (
        <Select
          aria-label={t('填报事项')}
          value={props.round}
          options={[
            ...rounds.map((one) => ({
              value: one.id,
              label: t('{{year}} 年度需求填报（截止 {{due}}）', {
                year: one.planYear,
                due: one.dueOn,
              }),
            })),
            { value: 'none', label: t('临时需求') },
          ]}
          onChange={(value) => change({ round: value })}
        />
      ) : (
        t('临时需求')
      )}
    </p>
  );
}
