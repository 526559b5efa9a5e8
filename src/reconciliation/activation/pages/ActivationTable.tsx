/** Computers with what they report about their licences, and the flags: the page of the unit and a computer's tab. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Facts,
  Go,
  ListPage,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  type ActivationRow,
  CHANNEL_BASES,
  CHANNELS,
  exportActivation,
  FAMILIES,
  FLAGS,
  GENERIC_KEYS,
  listActivation,
  STRENGTHS,
} from '../shapes.ts';
import { TakeOem } from './TakeOem.tsx';

export function ActivationTable(props: {
  title: string;
  device?: string;
  more?: ReactNode;
  empty: { text: ReactNode; action?: ReactNode };
}): ReactNode {
  const t = useT();
  const { can } = useSession();
  const [taking, setTaking] = useState<{ rows: ActivationRow[]; done: () => void }>();
  const mayTake = can('device.edit') !== undefined;
  return (
    <>
      <ListPage
        title={props.title}
        embedded={props.device !== undefined}
        list={listActivation}
        query={props.device ? { device: props.device } : {}}
        tabs={{ name: 'strength', set: STRENGTHS, all: t('全部') }}
        filters={[
          { name: 'flag', label: t('提示'), set: FLAGS },
          { name: 'channel', label: t('渠道'), set: CHANNELS },
          { name: 'family', label: t('软件'), set: FAMILIES },
        ]}
        searchHint={t('软件名称、计算机编号、使用人、产品ID')}
        exports={exportActivation}
        more={props.more}
        peek={(row: ActivationRow) => <Evidence row={row} />}
        columns={columns(t, props.device !== undefined)}
        {...(mayTake
          ? {
              bulk: (rows: ActivationRow[], done: () => void) => (
                <Button
                  disabled={!rows.some((row) => row.mayTakeOem)}
                  onClick={() => setTaking({ rows: rows.filter((row) => row.mayTakeOem), done })}
                >
                  {t('登记随机凭据')}
                </Button>
              ),
            }
          : {})}
        empty={props.empty}
      />
      {taking && (
        <TakeOem
          rows={taking.rows}
          onClose={() => setTaking(undefined)}
          onDone={() => {
            taking.done();
            setTaking(undefined);
          }}
        />
      )}
    </>
  );
}

function columns(t: (sentence: string) => string, ofOne: boolean) {
  const whose = [
    {
      key: 'computerNo',
      title: t('计算机编号'),
      sort: true,
      width: 120,
      render: (row: ActivationRow) => <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go>,
    },
    { key: 'personName', title: t('使用人'), width: 90 },
    { key: 'departmentName', title: t('部门'), width: 110 },
  ];
  return [
    { key: 'name', title: t('软件'), sort: true, width: 240 },
    ...(ofOne ? [] : whose),
    {
      key: 'channel',
      title: t('渠道'),
      width: 165,
      render: (row: ActivationRow) => <ChoiceTag set={CHANNELS} value={row.channel} />,
    },
    {
      key: 'flags',
      title: t('提示'),
      width: 330,
      render: (row: ActivationRow) => <Flags row={row} />,
    },
    {
      key: 'keyTail',
      title: t('密钥末五位'),
      width: 110,
      render: (row: ActivationRow) => row.keyTail || EMPTY,
    },
    { key: 'reportedId', title: t('产品ID'), width: 220, hidden: true },
    {
      key: 'softwareNo',
      title: t('登记的软件编号'),
      width: 130,
      hidden: true,
      render: (row: ActivationRow) =>
        row.softwareId ? <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go> : EMPTY,
    },
  ];
}

/** The strongest flag; how many more there are. */
function Flags(props: { row: ActivationRow }): ReactNode {
  const t = useT();
  const [first, ...more] = props.row.flags;
  if (!first) return EMPTY;
  return (
    <>
      <ChoiceTag set={STRENGTHS} value={first.strength} /> {t(FLAGS[first.kind].label)}
      {more.length > 0 && <span className="zc-quiet"> +{more.length}</span>}
    </>
  );
}

/** Everything a row rests on, in sentences. */
function Evidence(props: { row: ActivationRow }): ReactNode {
  const t = useT();
  const { row } = props;
  const key = [
    row.keyTail && `…${row.keyTail}`,
    row.genericKey && t(GENERIC_KEYS[row.genericKey].label),
  ].filter(Boolean);
  return (
    <Facts
      facts={[
        { label: t('软件'), value: row.name },
        {
          label: t('渠道'),
          value: `${t(CHANNELS[row.channel].label)}（${t(CHANNEL_BASES[row.channelBasis].label)}）`,
        },
        { label: t('产品ID'), value: row.reportedId || EMPTY },
        { label: t('密钥末五位'), value: key.length > 0 ? key.join(' · ') : EMPTY },
        {
          label: t('登记的软件编号'),
          value: row.softwareId ? (
            <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go>
          ) : (
            EMPTY
          ),
        },
        { label: t('激活日期'), value: <DateText value={row.activatedOn} /> },
        { label: t('KMS主机'), value: row.kmsHost || EMPTY },
        { label: t('来源'), value: row.learntFrom === 'agent' ? t('采集代理') : t('上传文件') },
        ...row.flags.map((flag) => ({
          label: t(FLAGS[flag.kind].label),
          wide: true,
          value: (
            <>
              <ChoiceTag set={STRENGTHS} value={flag.strength} /> {t(flag.sentence, flag.params)}
            </>
          ),
        })),
      ]}
    />
  );
}
