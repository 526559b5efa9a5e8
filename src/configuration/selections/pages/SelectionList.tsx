/** 软件选型: granted demand that waits to be brought together, and what is being compared or was decided. */
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  Can,
  ChoiceTag,
  DateText,
  FormDrawer,
  ListPage,
  useAddressSearch,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import {
  createSelection,
  type DemandGroup,
  listDemandGroups,
  listSelections,
  SELECTION_STATES,
} from '../shapes.ts';

const thisYear = () => Number(dateInChina(new Date()).slice(0, 4));

export default function SelectionList(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const now = thisYear();
  const year = Number(search.year) || now;
  const years = [now + 1, now, now - 1, now - 2];
  return (
    <ListPage
      title={t('软件选型')}
      list={listSelections}
      rowTo={(row) => `/selections/${row.id}`}
      above={<Groups key={year} year={year} />}
      columns={[
        { key: 'selectionNo', title: t('编号'), sort: true, width: 140 },
        { key: 'softwareName', title: t('需求软件'), sort: true },
        {
          key: 'state',
          title: t('状态'),
          width: 130,
          render: (row) => <ChoiceTag set={SELECTION_STATES} value={row.state} />,
        },
        {
          key: 'quantity',
          title: t('需求'),
          width: 170,
          render: (row) =>
            t('{{n}} 套，{{departments}} 个部门', {
              n: row.quantity,
              departments: row.departments,
            }),
        },
        { key: 'candidates', title: t('候选'), width: 80 },
        { key: 'chosen', title: t('选定软件') },
        {
          key: 'selectedOn',
          title: t('确定日期'),
          width: 120,
          render: (row) => <DateText value={row.selectedOn} />,
        },
      ]}
      filters={[
        {
          name: 'year',
          label: t('年度'),
          options: years.map((value) => ({ value: String(value), label: String(value) })),
        },
        { name: 'state', label: t('状态'), set: SELECTION_STATES },
      ]}
      searchHint={t('编号、软件名称')}
      empty={{ text: t('还没有软件选型。') }}
    />
  );
}

/** Equal software of several departments stands as one; others can be joined to it by hand. */
function Groups(props: { year: number }): ReactNode {
  const t = useT();
  const found = useEndpoint(listDemandGroups, { query: { year: String(props.year) } as never });
  const [picked, setPicked] = useState<string[]>([]);
  const [starting, setStarting] = useState<DemandGroup[]>();
  const { can } = useSession();
  const groups = found.data?.items ?? [];
  const edits = can('selection.edit') !== undefined;
  if (groups.length === 0) return null;
  const keyOf = (group: DemandGroup) => group.lineIds[0]!;
  const chosen = groups.filter((group) => picked.includes(keyOf(group)));
  return (
    <section className="zc-panel zc-above" aria-label={t('待归并的需求')}>
      <header className="zc-section-head">
        <h2>
          {t('待归并的需求（{{year}} 年，{{n}} 项）', { year: props.year, n: groups.length })}
        </h2>
        {chosen.length > 1 && (
          <Can permission="selection.edit">
            <Button type="primary" onClick={() => setStarting(chosen)}>
              {t('把所选 {{n}} 项合并选型', { n: chosen.length })}
            </Button>
          </Can>
        )}
      </header>
      {groups.map((group) => (
        <article key={keyOf(group)} className="zc-card zc-duty">
          <div>
            <header>
              {edits && (
                <Checkbox
                  aria-label={t('选择 {{name}}', { name: group.softwareName })}
                  checked={picked.includes(keyOf(group))}
                  onChange={(event) =>
                    setPicked(
                      event.target.checked
                        ? [...picked, keyOf(group)]
                        : picked.filter((key) => key !== keyOf(group)),
                    )
                  }
                />
              )}
              {group.softwareName}
            </header>
            <div className="zc-quiet">
              {t('{{n}} 套，{{departments}}', {
                n: group.quantity,
                departments: group.departments.join('、'),
              })}
              {` · ${group.purposes.join('；')}`}
            </div>
          </div>
          <Can permission="selection.edit">
            <Button onClick={() => setStarting([group])}>{t('开始选型')}</Button>
          </Can>
        </article>
      ))}
      {starting && (
        <Start groups={starting} year={props.year} onClose={() => setStarting(undefined)} />
      )}
    </section>
  );
}

function Start(props: { groups: DemandGroup[]; year: number; onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const { groups } = props;
  return (
    <FormDrawer
      open
      title={t('开始选型')}
      endpoint={createSelection}
      extra={{ planYear: props.year, lineIds: groups.flatMap((group) => group.lineIds) }}
      initial={{
        softwareName: groups[0]!.softwareName,
        category: groups[0]!.category,
        requirement: [...new Set(groups.flatMap((group) => group.purposes))].join('；'),
      }}
      fields={[
        { name: 'softwareName', label: t('需求软件'), required: true, maxLength: 200 },
        {
          name: 'category',
          label: t('软件类别'),
          kind: 'choice',
          set: SOFTWARE_CATEGORIES,
          required: true,
        },
        { name: 'requirement', label: t('选型要求'), kind: 'area', maxLength: 2000, wide: true },
      ]}
      before={t('归并后登记候选软件、测试试用，再确定名称和版本。')}
      submit={t('开始选型')}
      onClose={props.onClose}
      onDone={(made) => go(`/selections/${made.id}`)}
    />
  );
}
