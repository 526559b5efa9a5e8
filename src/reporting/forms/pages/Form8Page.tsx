/** 附件8 on screen: one block per computer, with the holder of the asked day. */
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { type Form8Computer, listForm8 } from '../../../ledgers/registers/shapes.ts';
import {
  EmptyState,
  Go,
  PaperSheet,
  paperRows,
  useAsOf,
  useEndpoint,
  useNarrow,
  useResolve,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { FORM8, form8Data } from '../rules.form8.ts';
import { downloadForm8 } from '../shapes.ts';
import { PaperPage, useRegisterQuery } from './PaperPage.tsx';

export default function Form8Page(): ReactNode {
  const resolve = useResolve();
  const t = useT();
  const asOf = useAsOf();
  const session = useSession();
  const narrow = useNarrow();
  const query = useRegisterQuery(['software']);
  const answer = useEndpoint(listForm8, { query: query as never });
  const journal = session.can('form9.view') !== undefined;
  const link = (key: string | undefined, deviceId: string, softwareId?: string) => {
    if (key === 'computerNo' && session.can('device.view')) return `/devices/${deviceId}`;
    if (softwareId === undefined || !journal) return undefined;
    if (key === 'softwareNo') return `/registers/9?software=${softwareId}&asOf=${asOf}`;
    if (key === 'installedOn') {
      return `/entries?software=${softwareId}&device=${deviceId}&asOf=${asOf}`;
    }
    return undefined;
  };
  return (
    <PaperPage
      title={t('软件使用情况明细表（附件8）')}
      note={t('每台在用计算机及其全部在册软件，使用人为所选日期的使用人。点安装日期查看登记记录。')}
      query={answer}
      searchHint={t('计算机编号、使用人、部门、品牌')}
      exports={downloadForm8}
      later="form8"
    >
      {(data) => {
        if (narrow && data.items.length > 0) return <Cards computers={data.items} />;
        const form = { header: data.header, computers: data.items };
        const lines = data.items.flatMap((computer) =>
          (computer.lines.length > 0 ? computer.lines : [undefined]).map((line) => ({
            deviceId: computer.deviceId,
            softwareId: line?.softwareId,
          })),
        );
        const sheet = resolve(FORM8, form8Data(form));
        const rows = paperRows(sheet, (cell, at) => {
          const line = at === undefined ? undefined : lines[at];
          const to = line && link(cell.key, line.deviceId, line.softwareId);
          return to && cell.display ? <Go to={to}>{cell.display}</Go> : cell.display;
        });
        return (
          <PaperSheet
            label={t('软件使用情况明细表（附件8）')}
            cols={sheet.cols}
            rows={rows}
            below={data.items.length === 0 && <Nothing filtered={Object.keys(query).length > 0} />}
          />
        );
      }}
    </PaperPage>
  );
}

/** On a phone one card per computer: my computers and what is recorded on them. */
function Cards(props: { computers: Form8Computer[] }): ReactNode {
  const t = useT();
  return props.computers.map((computer) => (
    <Card
      key={computer.deviceId}
      size="small"
      title={`${computer.computerNo} ${computer.userName}`}
      extra={computer.departmentName}
    >
      {computer.lines.length === 0 && <span className="zc-quiet">{t('没有登记软件')}</span>}
      {computer.lines.map((line) => (
        <div key={line.softwareId}>
          {`${line.softwareName} ${line.installedVersion}`}{' '}
          <span className="zc-quiet zc-number">{line.installedOn}</span>
        </div>
      ))}
    </Card>
  ));
}

function Nothing(props: { filtered: boolean }): ReactNode {
  const t = useT();
  if (props.filtered) return <EmptyState text={t('没有符合条件的计算机')} />;
  return (
    <EmptyState
      text={t('还没有在用的计算机。登记或导入计算机后，这里会自动列出。')}
      action={<Go to="/devices">{t('去登记计算机')}</Go>}
    />
  );
}
