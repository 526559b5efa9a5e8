/** One verdict: its chain of evidence as a row of links, each leading to its record, and what would make it green. */
import { Button, Card, Steps } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  DateText,
  Go,
  Loaded,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useNarrow,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { recognisedKinds, softwareCategories } from '../../../recognition/shapes.ts';
import { FINDING_KINDS, FINDING_STATES } from '../../findings/shapes.ts';
import { OBSTACLE_WORDS } from '../rules.words.ts';
import { type ChainLink, type ChainRef, getVerdict, type VerdictRecord } from '../shapes.api.ts';
import { COLOURS, LINK_STATES, LINKS, type Link, NOTES, type Note } from '../shapes.ts';
import { MissingTags } from './VerdictTable.tsx';

export default function VerdictPage(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getVerdict, { params: { verdict: id } });
  return <Loaded query={query}>{(one) => <Shown one={one} />}</Loaded>;
}

function Shown(props: { one: VerdictRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const [first] = one.findings;
  return (
    <RecordPage
      kind={t('正版判定')}
      title={[one.productName, one.edition, one.version].filter(Boolean).join(' ')}
      state={<ChoiceTag set={COLOURS} value={one.colour} />}
      next={
        first && (
          <Go to={`/findings?finding=${first.id}`}>
            <Button type="primary">{t('处理问题')}</Button>
          </Go>
        )
      }
      facts={[
        {
          label: t('计算机编号'),
          value: <Go to={`/devices/${one.deviceId}?tab=verdicts`}>{one.computerNo}</Go>,
        },
        { label: t('使用人'), value: one.personName },
        { label: t('部门'), value: one.departmentName },
        { label: t('软件厂商'), value: one.publisher },
        { label: t('软件类别'), value: t(softwareCategories[one.category].label) },
        { label: t('认定'), value: <ChoiceTag set={recognisedKinds} value={one.kind} /> },
        { label: t('结论自'), value: <DateText value={one.judgedAt} /> },
        {
          label: t('说明'),
          value: one.colour === 'green' ? t('每个环节都有依据。') : <MissingTags row={one} />,
          wide: true,
        },
      ]}
      tabs={[
        { key: 'chain', label: t('证据链'), content: <Chain one={one} /> },
        {
          key: 'findings',
          label: t('发现的问题'),
          count: one.findings.length,
          content: <Findings one={one} />,
        },
      ]}
    />
  );
}

const STATUS = {
  present: 'finish',
  notNeeded: 'wait',
  missing: 'wait',
  contradicted: 'error',
} as const;

function Chain(props: { one: VerdictRecord }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const { one } = props;
  return (
    <>
      <Steps
        size="small"
        current={-1}
        titlePlacement="vertical"
        orientation={narrow ? 'vertical' : 'horizontal'}
        items={one.chain.map((link) => ({
          title: t(LINKS[link.link].label),
          status: STATUS[link.state],
          content: <LinkWords link={link} />,
        }))}
      />
      <Todo one={one} />
    </>
  );
}

function LinkWords(props: { link: ChainLink }): ReactNode {
  const t = useT();
  const { link } = props;
  return (
    <div>
      <div>
        <ChoiceTag set={LINK_STATES} value={link.state} />
      </div>
      <div>{t(NOTES[link.note].label)}</div>
      {link.refs.map((ref) => (
        <div key={`${ref.kind}${ref.id}`}>
          <RefLink of={ref} />
        </div>
      ))}
      {link.at && (
        <div className="zc-quiet">
          {link.link === 'number'
            ? t('到期 {{date}}', { date: link.at })
            : t('{{date}}', { date: link.at.slice(0, 10) })}
        </div>
      )}
    </div>
  );
}

function RefLink(props: { of: ChainRef }): ReactNode {
  const t = useT();
  const { kind, id, label } = props.of;
  const { can } = useSession();
  switch (kind) {
    case 'contract':
      return can('contract.view') ? <Go to={`/contracts/${id}`}>{label}</Go> : label;
    case 'software':
      return can('software.view') ? <Go to={`/software/${id}`}>{label}</Go> : label;
    case 'entry':
      return can('form9.view') ? (
        <Go to={`/entries?software=${id}`}>{t('台账第{{n}}号', { n: label })}</Go>
      ) : (
        t('台账第{{n}}号', { n: label })
      );
    case 'order':
      return can('order.view') ? <Go to={`/orders/${id}`}>{label}</Go> : label;
    case 'campaign':
      return can('campaign.view') ? <Go to={`/campaigns/${id}`}>{t('统一部署')}</Go> : null;
    case 'source':
      return can('discovery.view') ? <Go to={`/discovery/sources/${id}`}>{label}</Go> : label;
    case 'device':
      return <Go to={`/devices/${id}`}>{label}</Go>;
    default:
      return label;
  }
}

/** Where the missing link is mended. */
function placeOf(link: Link, one: VerdictRecord): string | undefined {
  const software = one.softwareId && `/software/${one.softwareId}`;
  switch (link) {
    case 'contract':
      return software ? `${software}?tab=documents` : '/software';
    case 'number':
      return one.kind === 'unknown' ? '/recognition' : software || '/software';
    case 'right':
      if (one.kind === 'oem') return `/devices/${one.deviceId}`;
      return one.kind === 'free' ? '/free-list' : software || '/software';
    case 'register':
      return one.findings[0] ? `/findings?finding=${one.findings[0].id}` : '/entries/new';
    case 'observation':
      return `/devices/${one.deviceId}?tab=sightings`;
    case 'device':
      return `/devices/${one.deviceId}`;
    default:
      return undefined;
  }
}

function Todo(props: { one: VerdictRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const open = one.chain.filter((link) => one.missing.includes(link.link));
  if (open.length === 0 && one.reasons.length === 0) return null;
  const todo = (note: Note) => {
    const words: { label: string; todo?: string } = NOTES[note];
    return words.todo ? t(words.todo) : t(words.label);
  };
  return (
    <Card size="small" title={t('怎样变为依据齐全')}>
      <ul className="zc-rows">
        {open.map((link) => {
          const place = placeOf(link.link, one);
          return (
            <li key={link.link}>
              <span>
                {t(LINKS[link.link].label)}
                {t('：')}
                {todo(link.note)}
              </span>
              {place && <Go to={place}>{t('前往')}</Go>}
            </li>
          );
        })}
        {one.obstacles.map((row) => (
          <li key={row.softwareId}>
            <span>{t(OBSTACLE_WORDS[row.obstacle])}</span>
            <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Findings(props: { one: VerdictRecord }): ReactNode {
  const t = useT();
  if (props.one.findings.length === 0) {
    return <p className="zc-quiet">{t('没有待处理的问题')}</p>;
  }
  return (
    <ul className="zc-rows">
      {props.one.findings.map((row) => (
        <li key={row.id}>
          <span>
            <Go to={`/findings?finding=${row.id}`}>{t(FINDING_KINDS[row.kind].label)}</Go>
          </span>
          <ChoiceTag set={FINDING_STATES} value={row.state} />
        </li>
      ))}
    </ul>
  );
}
