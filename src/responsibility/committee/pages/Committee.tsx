/** 附件1 on screen: the composition of a day, the change under way, past compositions, duties and what was done. */
import { Button, Tabs } from 'antd';
import type { ReactNode } from 'react';
import {
  AsOfPicker,
  addressOf,
  Can,
  ChoiceTag,
  DateText,
  EmptyState,
  Facts,
  History,
  Loaded,
  PageHead,
  PaperMenu,
  useAction,
  useAddressSearch,
  useEndpoint,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { COMMITTEE_MACHINE } from '../rules.machine.ts';
import {
  COMMITTEE_STATES,
  type Committee as Composition,
  currentCommittee,
  downloadCommitteeDocument,
  draftCommittee,
  listCommittees,
} from '../shapes.ts';
import { Duties } from './Duties.tsx';
import { MemberTable } from './MemberTable.tsx';
import { Steps } from './Steps.tsx';

export default function Committee(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  return (
    <>
      <PageHead
        title={t('软件正版化工作领导小组')}
        note={t('组长由主要领导担任，副组长由分管领导担任，成员为有关部门负责人。')}
        more={<AsOfPicker />}
      />
      <Tabs
        activeKey={typeof search.tab === 'string' ? search.tab : 'members'}
        onChange={(tab) => change({ tab: tab === 'members' ? undefined : tab })}
        items={[
          { key: 'members', label: t('组成（附件1）'), children: <Present /> },
          { key: 'duties', label: t('职责与本年已办'), children: <Duties /> },
          { key: 'past', label: t('历次组成'), children: <Past /> },
        ]}
      />
    </>
  );
}

function Present(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const asOf = typeof search.asOf === 'string' ? search.asOf : undefined;
  const found = useEndpoint(currentCommittee, { query: asOf ? { asOf } : {} });
  return (
    <Loaded query={found}>
      {({ header, current, pending }) => (
        <>
          <Facts
            facts={[
              { label: t('单位名称'), value: header.organizationName },
              { label: t('填表人'), value: header.preparedBy },
              { label: t('联系电话'), value: header.preparerPhone },
              { label: t('填表日期'), value: <DateText value={asOf ?? header.preparedOn} /> },
            ]}
          />
          {pending && <One key={pending.id} one={pending} draft />}
          {current && <One key={current.id} one={current} asOf={asOf} />}
          {!current && !pending && <EmptyState text={t('还没有登记领导小组。')} />}
          {!pending && !asOf && <Draft replacing={current !== null} />}
        </>
      )}
    </Loaded>
  );
}

function Draft(props: { replacing: boolean }): ReactNode {
  const t = useT();
  const draft = useAction(draftCommittee);
  return (
    <Can permission="committee.edit">
      <Button
        type={props.replacing ? 'default' : 'primary'}
        loading={draft.isPending}
        onClick={() => draft.mutate({})}
      >
        {props.replacing ? t('调整组成') : t('登记领导小组')}
      </Button>
    </Can>
  );
}

function One(props: { one: Composition; draft?: boolean; asOf?: string | undefined }): ReactNode {
  const t = useT();
  const { one } = props;
  const day = props.asOf ? `?asOf=${props.asOf}` : '';
  const history = useStepLines(COMMITTEE_MACHINE, one.steps);
  return (
    <section className="zc-panel zc-member">
      <h2>
        {t('第 {{no}} 版', { no: one.versionNo })}{' '}
        <ChoiceTag set={COMMITTEE_STATES} value={one.state} />
      </h2>
      <p className="zc-quiet">
        {one.effectiveFrom && t('{{date}} 起生效', { date: one.effectiveFrom })}{' '}
        <Grounds one={one} />
      </p>
      {one.warnings.length > 0 && (
        <ul className="zc-checks">
          {one.warnings.map((warning) => (
            <li key={warning.key}>⚠ {warning.message}</li>
          ))}
        </ul>
      )}
      <MemberTable members={one.members} />
      <div className="zc-inline">
        <Steps one={one} />
        <PaperMenu
          of={{
            kind: 'form1',
            id: 'current',
            query: {
              ...(props.draft ? { draft: 'true' } : {}),
              ...(day ? { asOf: day.slice(6) } : {}),
            },
          }}
          print={props.draft ? '/print/form1?draft=true' : `/print/form1${day}`}
        />
      </div>
      {history.length > 0 && <History lines={history} />}
    </section>
  );
}

/** Decided on paper: the document's number opens its scan. */
function Grounds(props: { one: Composition }): ReactNode {
  const t = useT();
  const { id, documentNo, documentFileId } = props.one;
  if (!documentNo) return null;
  const words = t('依据 {{no}}', { no: documentNo });
  if (!documentFileId) return words;
  const address = addressOf(downloadCommitteeDocument, { params: { committee: id } });
  return <a href={address}>{words}</a>;
}

function Past(): ReactNode {
  const t = useT();
  const found = useEndpoint(listCommittees);
  return (
    <Loaded query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState text={t('还没有登记领导小组。')} />
        ) : (
          items.map((one) => (
            <details key={one.id} className="zc-panel zc-member">
              <summary>
                {t('第 {{no}} 版', { no: one.versionNo })}{' '}
                <ChoiceTag set={COMMITTEE_STATES} value={one.state} />{' '}
                <DateText value={one.effectiveFrom} />
                {one.effectiveTo && ' – '}
                {one.effectiveTo && <DateText value={one.effectiveTo} />}
              </summary>
              <p className="zc-quiet">
                <Grounds one={one} />
              </p>
              <MemberTable members={one.members} />
            </details>
          ))
        )
      }
    </Loaded>
  );
}
