/** 附件9 on screen: one software number's sheet, its installs and uninstalls with the count after each. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { listForm7, listForm9 } from '../../../ledgers/registers/shapes.ts';
import {
  EmptyState,
  Go,
  PaperSheet,
  paperRows,
  useAddressSearch,
  useAsOf,
  useEndpoint,
  useList,
  useResolve,
  useT,
} from '../../../platform/web/index.ts';
import { FORM9, form9Data } from '../rules.form9.ts';
import { downloadForm9 } from '../shapes.ts';
import { PaperPage, useRegisterQuery } from './PaperPage.tsx';

export default function Form9Page(): ReactNode {
  const resolve = useResolve();
  const t = useT();
  const asOf = useAsOf();
  const query = useRegisterQuery(['software']);
  const answer = useEndpoint(listForm9, { query: query as never });
  return (
    <PaperPage
      title={t('软件安装维护情况明细表（附件9）')}
      note={t(
        '每个软件编号一张，登记时的使用人不随以后的变动改变；已冲正的记录不列入，可在台账流水中查看。',
      )}
      query={answer}
      searchHint={t('计算机编号、使用人、部门、版本')}
      exports={downloadForm9}
      later="form9"
      exportQuery={query.software ? { software: query.software } : {}}
      more={<SoftwareChoice shown={answer.data?.software?.softwareId} />}
    >
      {(data) => {
        if (!data.software) {
          return (
            <EmptyState
              text={t('还没有软件编号。登记软件后，每个编号自动建立一张附件9。')}
              action={<Go to="/software">{t('去登记软件')}</Go>}
            />
          );
        }
        const { software } = data;
        const form = form9Data(data.header, { software, events: data.items });
        const sheet = resolve(FORM9, form);
        const rows = paperRows(sheet, (cell, at) => {
          const event = at === undefined ? undefined : data.items[at];
          if (!event) return cell.display;
          if (cell.key === 'computerNo') {
            const to = `/entries?software=${software.softwareId}&device=${event.deviceId}`;
            return <Go to={to}>{cell.display}</Go>;
          }
          if (cell.key === 'installedQuantity') {
            const to = `/installs?software=${software.softwareId}&asOf=${event.eventDate}`;
            return <Go to={to}>{cell.display}</Go>;
          }
          return cell.display;
        });
        return (
          <PaperSheet
            label={t('软件安装维护情况明细表（附件9）')}
            cols={sheet.cols}
            rows={rows}
            below={
              data.items.length === 0 && (
                <EmptyState
                  text={t('截至 {{date}} 没有安装或卸载记录', { date: asOf })}
                  action={<Go to="/entries/new">{t('登记安装、卸载')}</Go>}
                />
              )
            }
          />
        );
      }}
    </PaperPage>
  );
}

function SoftwareChoice(props: { shown: string | undefined }): ReactNode {
  const t = useT();
  const asOf = useAsOf();
  const [, change] = useAddressSearch();
  const { items } = useList(listForm7, { query: { asOf, limit: 500 } });
  return (
    <Select
      aria-label={t('软件编号')}
      className="zc-filter-text"
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={props.shown ?? null}
      options={items.map((line) => ({
        value: line.softwareId,
        label: [line.softwareNo, line.softwareName, line.softwareVersion].filter(Boolean).join(' '),
      }))}
      onChange={(software: string | null) =>
        change({ software: software ?? undefined, cursor: undefined }, true)
      }
    />
  );
}
