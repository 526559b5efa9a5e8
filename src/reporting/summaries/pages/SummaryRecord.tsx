/** One summary: its sections as they will be read, who changed which, the next step. */
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  PaperMenu,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { STATISTICS_STATES } from '../../statistics/shapes.ts';
import { SUMMARY_MACHINE } from '../rules.machine.ts';
import {
  getSummary,
  type SummaryRecord as Record,
  type SectionText,
  SUMMARY_SECTIONS,
  SUMMARY_STATES,
} from '../shapes.ts';
import { SectionDrawer } from './SectionDrawer.tsx';
import { StepDrawer, type SummaryStep, TITLES } from './SummarySteps.tsx';

const ORDER: SummaryStep[] = ['approve', 'submit', 'return'];

export default function SummaryRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getSummary, { params: { summary: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { one } = props;
  const [step, setStep] = useState<SummaryStep>();
  const [editing, setEditing] = useState<SectionText>();
  const [first, ...rest] = ORDER.filter((key) => one.may.includes(key));
  const items = rest.map((key) => ({ key, label: t(TITLES[key]), onClick: () => setStep(key) }));
  return (
    <RecordPage
      kind={t('年度总结')}
      title={t('{{year}}年度软件正版化工作总结', { year: one.year })}
      state={<ChoiceTag set={SUMMARY_STATES} value={one.state} />}
      next={
        first && (
          <Button type="primary" onClick={() => setStep(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          <PaperMenu of={{ kind: 'summary', id: one.id }} print={`/print/summary/${one.id}`} />
          {items.length > 0 && (
            <Dropdown trigger={['click']} menu={{ items }}>
              <Button>{t('更多操作')}</Button>
            </Dropdown>
          )}
        </>
      }
      facts={[
        {
          label: t('审定'),
          value: one.approvedBy ? `${one.approvedBy} ${one.approvedOn}` : EMPTY,
        },
        {
          label: t('信息统计表（附件5）'),
          value: one.statistics ? (
            <Go to={`/statistics/${one.statistics.id}`}>
              <ChoiceTag set={STATISTICS_STATES} value={one.statistics.state} />
            </Go>
          ) : (
            <Go to="/statistics">{t('还没有编制')}</Go>
          ),
        },
      ]}
      history={useStepLines(SUMMARY_MACHINE, one.steps)}
    >
      {one.sections.map((section) => (
        <Section
          key={section.section}
          section={section}
          action={
            one.may.includes('edit') ? t('修改') : one.may.includes('correct') ? t('更正') : ''
          }
          onEdit={() => setEditing(section)}
        />
      ))}
      {editing && (
        <SectionDrawer
          summary={one}
          section={editing}
          correcting={!one.may.includes('edit')}
          onClose={() => setEditing(undefined)}
        />
      )}
      {step && <StepDrawer step={step} one={one} onClose={() => setStep(undefined)} />}
    </RecordPage>
  );
}

function Section(props: { section: SectionText; action: string; onEdit: () => void }): ReactNode {
  const t = useT();
  const { section, action } = props;
  const label = t(SUMMARY_SECTIONS[section.section].label);
  return (
    <section className="zc-panel zc-above" aria-label={label}>
      <div className="zc-section-head">
        <h2>{label}</h2>
        {action && (
          <Button aria-label={`${action} ${label}`} onClick={props.onEdit}>
            {action}
          </Button>
        )}
      </div>
      <div className="zc-words">{section.words}</div>
      <div className="zc-quiet">
        {section.editedBy ? t('{{name}} 修改于', { name: section.editedBy }) : t('按记录生成于')}{' '}
        <DateText value={section.changedAt} time />
      </div>
    </section>
  );
}
