/** What the unit's table shows: rows hidden, renamed, added. Keys and figures stay the form's. */
import { App, Button, Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  bodyOfLines,
  type FormLine,
  type LineField,
  LinesField,
  Loaded,
  linesOf,
  PageHead,
  useAction,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { itemOf } from '../rules.items.ts';
import {
  getStatisticsTemplate,
  STATISTICS_BLOCKS,
  type StatisticsBlock,
  type StatisticsTemplate,
  saveStatisticsTemplate,
} from '../shapes.ts';
import './statistics.css';

export default function StatisticsRows(): ReactNode {
  const found = useEndpoint(getStatisticsTemplate);
  return <Loaded query={found}>{(template) => <Edit template={template} />}</Loaded>;
}

function useOwnFields(): LineField[] {
  const t = useT();
  return [
    {
      name: 'block',
      label: t('类别'),
      kind: 'choice',
      set: STATISTICS_BLOCKS,
      required: true,
    },
    { name: 'label', label: t('项目名称'), kind: 'text', maxLength: 60, required: true },
  ];
}

function Edit(props: { template: StatisticsTemplate }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [rows, setRows] = useState(props.template.rows);
  const [own, setOwn] = useState<FormLine[]>(
    linesOf(props.template.own.map(({ key, ...row }) => ({ ...row, id: key }))),
  );
  const fields = useOwnFields();
  const save = useAction(saveStatisticsTemplate, {
    onDone: () => {
      message.success(t('已保存'));
      go('/statistics');
    },
    onRefused: (error) => message.error(error.message),
  });
  const change = (key: string, part: Partial<StatisticsTemplate['rows'][number]>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const send = () => {
    const added = own.map((line) => ({
      ...bodyOfLines([line], fields)[0],
      key: (line.id as string | undefined) ?? `own.${line.key}`,
    }));
    save.mutate({ body: { rows, own: added } as StatisticsTemplate });
  };
  return (
    <>
      <PageHead
        title={t('调整统计项目')}
        note={t('可以不显示、改名或增加项目；计算方法不变。已报审和已审定的统计表不受影响。')}
        action={
          <Button type="primary" loading={save.isPending} onClick={send}>
            {t('保存')}
          </Button>
        }
      />
      <table className="zc-changes zc-statistics-rows">
        <thead>
          <tr>
            <th>{t('显示')}</th>
            <th>{t('项目')}</th>
            <th>{t('本单位的名称')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const item = itemOf(row.key)!;
            const words = item.words.map((word) => t(word)).join(' ');
            return (
              <tr key={row.key}>
                <td>
                  <Checkbox
                    aria-label={t('显示“{{item}}”', { item: words })}
                    checked={row.shown}
                    onChange={(event) => change(row.key, { shown: event.target.checked })}
                  />
                </td>
                <td>
                  {words}
                  <div className="zc-quiet">
                    {t(STATISTICS_BLOCKS[item.block as StatisticsBlock].label)}
                  </div>
                </td>
                <td>
                  <Input
                    aria-label={t('“{{item}}”的名称', { item: words })}
                    maxLength={60}
                    placeholder={t('与附件5 相同')}
                    value={row.label}
                    onChange={(event) => change(row.key, { label: event.target.value })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h2>{t('本单位增加的项目')}</h2>
      <LinesField
        value={own}
        onChange={setOwn}
        fields={fields}
        fresh={() => ({ block: 'basic', label: '' })}
        add={t('增加项目')}
      />
    </>
  );
}
