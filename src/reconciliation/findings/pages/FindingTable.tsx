/** The list of findings with its drawer, on its own page and inside a computer's record. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  ListPage,
  useAddressSearch,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  exportFindings,
  FINDING_KINDS,
  FINDING_STATES,
  type Finding,
  getFinding,
  listFindings,
} from '../shapes.ts';
import { DecisionDrawer } from './DecisionDrawer.tsx';
import { FindingDrawer } from './FindingDrawer.tsx';

export function FindingTable(props: {
  title: string;
  device?: string;
  more?: ReactNode;
  empty: { text: ReactNode; action?: ReactNode };
}): ReactNode {
  const t = useT();
  const { can } = useSession();
  const [chosen, setOpened] = useState<Finding>();
  const linked = useLinked();
  const opened = chosen ?? linked.finding;
  const close = () => {
    setOpened(undefined);
    linked.leave();
  };
  const [deciding, setDeciding] = useState<{ findings: Finding[]; done: () => void }>();
  const mayDecide = can('finding.decide') !== undefined;
  const decide = (findings: Finding[], done: () => void) => setDeciding({ findings, done });
  return (
    <>
      <ListPage
        title={props.title}
        embedded={props.device !== undefined}
        list={listFindings}
        query={props.device ? { device: props.device } : {}}
        tabs={{ name: 'kind', set: FINDING_KINDS, all: t('全部') }}
        filters={[{ name: 'state', label: t('状态'), set: FINDING_STATES }]}
        searchHint={t('软件名称、计算机编号、使用人')}
        exports={exportFindings}
        more={props.more}
        onOpen={setOpened}
        columns={columns(t)}
        {...(mayDecide
          ? {
              bulk: (rows: Finding[], done: () => void) => (
                <Button type="primary" onClick={() => decide(rows, done)}>
                  {t('处理所选')}
                </Button>
              ),
            }
          : {})}
        empty={props.empty}
      />
      <FindingDrawer
        finding={opened}
        onClose={close}
        {...(mayDecide ? { onDecide: (finding: Finding) => decide([finding], close) } : {})}
      />
      {deciding && (
        <DecisionDrawer
          findings={deciding.findings}
          onClose={() => setDeciding(undefined)}
          onDone={() => {
            deciding.done();
            setDeciding(undefined);
          }}
        />
      )}
    </>
  );
}

/** `?finding=` opens one: cases and work orders lead here. */
function useLinked() {
  const [search, change] = useAddressSearch();
  const id = typeof search.finding === 'string' ? search.finding : undefined;
  const asked = useEndpoint(
    getFinding,
    { params: { finding: id ?? '' } },
    { enabled: id !== undefined },
  );
  const leave = () => {
    if (id) change({ finding: undefined });
  };
  return { finding: id ? asked.data : undefined, leave };
}

function columns(t: (sentence: string) => string) {
  return [
    {
      key: 'softwareName',
      title: t('软件'),
      sort: true,
      width: 260,
      render: (row: Finding) => [row.softwareName, row.softwareVersion].filter(Boolean).join(' '),
    },
    {
      key: 'kind',
      title: t('问题'),
      sort: true,
      width: 190,
      render: (row: Finding) => <ChoiceTag set={FINDING_KINDS} value={row.kind} />,
    },
    {
      key: 'computerNo',
      title: t('计算机编号'),
      sort: true,
      width: 130,
      render: (row: Finding) =>
        row.deviceId ? <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go> : EMPTY,
    },
    { key: 'personName', title: t('使用人'), width: 90 },
    { key: 'departmentName', title: t('部门'), width: 130 },
    {
      key: 'softwareNo',
      title: t('软件编号'),
      width: 100,
      render: (row: Finding) =>
        row.softwareId ? <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go> : EMPTY,
    },
    {
      key: 'state',
      title: t('状态'),
      width: 110,
      render: (row: Finding) => <ChoiceTag set={FINDING_STATES} value={row.state} />,
    },
    {
      key: 'firstSeenAt',
      title: t('首次发现'),
      sort: true,
      width: 110,
      render: (row: Finding) => <DateText value={row.firstSeenAt} />,
    },
    {
      key: 'lastSeenAt',
      title: t('最近发现'),
      sort: true,
      hidden: true,
      width: 110,
      render: (row: Finding) => <DateText value={row.lastSeenAt} />,
    },
    { key: 'publisher', title: t('软件厂商'), hidden: true, width: 180 },
  ];
}
