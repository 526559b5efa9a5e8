/** What to work out: which demand, for how many years, with how much money, how much of it domestic. */
import { Alert, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { SOFTWARE_CATEGORIES } from '../../../configuration/software/shapes.ts';
import {
  bodyOfLines,
  ChoiceTag,
  EndpointForm,
  type Field,
  type FormLine,
  Go,
  type LineField,
  LinesField,
  Loaded,
  PageHead,
  ToneTag,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  DEMAND_SOURCES,
  listWanted,
  PREFERENCE_MODES,
  startAdvice,
  type WantedGroup,
} from '../shapes.ts';

export default function AdviceNew(): ReactNode {
  const t = useT();
  const go = useGo();
  const year = Number(dateInChina(new Date()).slice(0, 4));
  const query = useEndpoint(listWanted, { query: { year } });
  const [excluded, setExcluded] = useState<string[]>([]);
  const lines = useLines();
  const fields: Field[] = [
    { name: 'planYear', label: t('年度'), kind: 'number', required: true },
    {
      name: 'horizonYears',
      label: t('计算年限'),
      kind: 'number',
      unit: t('年'),
      required: true,
      help: t('订阅和维护费按这么多年计算，与永久许可比较。'),
    },
    {
      name: 'capFen',
      label: t('预算上限（第一年支出）'),
      kind: 'money',
      help: t('不填表示不限。'),
    },
    {
      name: 'sources',
      label: t('需求来源'),
      kind: 'choice',
      set: DEMAND_SOURCES,
      many: true,
      required: true,
    },
    {
      name: 'preferences',
      label: t('国产软件要求'),
      kind: 'custom',
      wide: true,
      control: (
        <LinesField
          fields={lines}
          add={t('增加要求')}
          fresh={() => ({ category: 'office', mode: 'whereOffered', percent: 100 })}
        />
      ),
    },
  ];
  return (
    <section>
      <PageHead
        title={t('计算采购方案')}
        note={t(
          '在满足全部需求的合法方案中找出最省的；有预算上限而不够时，先满足最重要的，再求最省。',
        )}
      />
      <EndpointForm
        endpoint={startAdvice}
        fields={fields}
        initial={{ planYear: year, horizonYears: 5, sources: Object.keys(DEMAND_SOURCES) }}
        extra={{ excluded }}
        shape={(body) => ({
          ...body,
          preferences: bodyOfLines((body.preferences ?? []) as FormLine[], lines, []),
        })}
        submit={t('开始计算')}
        onDone={(made) => go(`/purchase-advices/${made.id}`)}
      />
      <h2 className="zc-gap">{t('需求')}</h2>
      <Loaded query={query}>
        {(wanted) => (
          <>
            {wanted.undecided > 0 && (
              <Alert
                type="info"
                showIcon
                title={t('另有 {{n}} 处安装的软件还没有认定，未计入需求；请先到识别页认定。', {
                  n: wanted.undecided,
                })}
                action={<Go to="/recognition">{t('去认定软件')}</Go>}
              />
            )}
            {wanted.items.some((one) => !one.offered) && (
              <Alert
                type="warning"
                showIcon
                title={t(
                  '“没有登记”的软件没有有效的供货方式，方案满足不了；登记或导入报价后再计算。',
                )}
                action={<Go to="/purchase-offers">{t('供货方式')}</Go>}
              />
            )}
            <Groups groups={wanted.items} excluded={excluded} onChange={setExcluded} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function useLines(): LineField[] {
  const t = useT();
  return [
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    { name: 'mode', label: t('要求'), kind: 'choice', set: PREFERENCE_MODES, required: true },
    {
      name: 'percent',
      label: t('比例（%）'),
      kind: 'number',
      when: (line) => line.mode === 'share',
    },
  ];
}

/** Ticked = counted; what is left out stays visible. */
function Groups(props: {
  groups: WantedGroup[];
  excluded: string[];
  onChange: (excluded: string[]) => void;
}): ReactNode {
  const t = useT();
  const out = new Set(props.excluded);
  return (
    <Table
      size="small"
      rowKey="key"
      scroll={{ x: 'max-content' }}
      dataSource={props.groups}
      locale={{ emptyText: t('没有缺许可的安装，也没有待采购的需求。') }}
      rowSelection={{
        selectedRowKeys: props.groups.filter((one) => !out.has(one.key)).map((one) => one.key),
        onChange: (keys) => {
          const kept = new Set(keys.map(String));
          props.onChange(props.groups.filter((one) => !kept.has(one.key)).map((one) => one.key));
        },
      }}
      columns={[
        { title: t('软件名称'), dataIndex: 'productName' },
        {
          title: t('软件版本'),
          key: 'version',
          render: (_, row) => (row.version === '' ? t('版本不明') : (row.version ?? t('任何版本'))),
        },
        { title: t('部门'), dataIndex: 'departmentName' },
        { title: t('处数'), dataIndex: 'places', align: 'right' },
        {
          title: t('来源'),
          key: 'source',
          render: (_, row) => <ChoiceTag set={DEMAND_SOURCES} value={row.source} />,
        },
        {
          title: t('供货方式'),
          key: 'offered',
          render: (_, row) =>
            row.offered ? (
              <ToneTag tone="green">{t('有')}</ToneTag>
            ) : (
              <ToneTag tone="amber">{t('没有登记')}</ToneTag>
            ),
        },
      ]}
    />
  );
}
