/** 附件7 on screen: the form itself; an installed quantity opens the installs it counts. */
import type { ReactNode } from 'react';
import {
  type Form7Line,
  listForm7,
  REGISTER_SOFTWARE_TYPES,
} from '../../../ledgers/registers/shapes.ts';
import {
  EmptyState,
  Go,
  PaperSheet,
  paperRows,
  useAsOf,
  useEndpoint,
  useResolve,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { FORM7, form7Data } from '../rules.form7.ts';
import { downloadForm7 } from '../shapes.ts';
import { PaperPage, useRegisterQuery } from './PaperPage.tsx';

export default function Form7Page(): ReactNode {
  const resolve = useResolve();
  const t = useT();
  const asOf = useAsOf();
  const session = useSession();
  const query = useRegisterQuery(['type']);
  const answer = useEndpoint(listForm7, { query: query as never });
  const content = (line: Form7Line, key: string | undefined, display: string): ReactNode => {
    if (key === 'installedQuantity' && session.can('form8.view')) {
      return <Go to={`/installs?software=${line.softwareId}&asOf=${asOf}`}>{display}</Go>;
    }
    if (key === 'softwareNo' && session.can('form9.view')) {
      return <Go to={`/registers/9?software=${line.softwareId}&asOf=${asOf}`}>{display}</Go>;
    }
    return display;
  };
  return (
    <PaperPage
      title={t('软件使用情况汇总表（附件7）')}
      note={t(
        '由安装维护情况明细表推算，不需填写。点安装数量查看构成，点软件编号查看该软件的附件9。',
      )}
      query={answer}
      searchHint={t('软件编号、名称、版本、厂商')}
      filters={[{ name: 'type', label: t('软件类型'), set: REGISTER_SOFTWARE_TYPES }]}
      exports={downloadForm7}
    >
      {(data) => {
        const sheet = resolve(FORM7, form7Data({ header: data.header, lines: data.items }));
        const rows = paperRows(sheet, (cell, line) => {
          const item = line === undefined ? undefined : data.items[line];
          return item ? content(item, cell.key, cell.display) : cell.display;
        });
        return (
          <PaperSheet
            label={t('软件使用情况汇总表（附件7）')}
            cols={sheet.cols}
            rows={rows}
            below={data.items.length === 0 && <Nothing filtered={Object.keys(query).length > 0} />}
          />
        );
      }}
    </PaperPage>
  );
}

function Nothing(props: { filtered: boolean }): ReactNode {
  const t = useT();
  if (props.filtered) return <EmptyState text={t('没有符合条件的软件')} />;
  return (
    <EmptyState
      text={t('还没有软件编号。登记采购的软件，或从采集结果建账后，这里会自动列出。')}
      action={<Go to="/opening">{t('去建账')}</Go>}
    />
  );
}
