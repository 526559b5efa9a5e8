/** A contract's head and lines as a form; a line begins with a line of an approved purchase plan where there is one. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import {
  bodyOfLines,
  call,
  EndpointForm,
  type Field,
  type FormLine,
  type LineField,
  LinesField,
  linesOf,
  type Option,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { listSoftware } from '../../software/shapes.api.ts';
import { LICENSE_TYPES, ORIGINS, SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import {
  type ContractRecord,
  type createContract,
  LINE_KINDS,
  listPlanLines,
  PURCHASE_METHODS,
} from '../shapes.ts';

type PlanLine = z.output<typeof listPlanLines.output>['items'][number];
const KEPT = ['id', 'planLineId', 'productId'];
/** On screen one choice; the endpoint takes a flag and a number. */
const TERMS = { perpetual: { label: '永久' }, years: { label: '按年' } } as const;

async function searchNumbers(text: string): Promise<Option[]> {
  const query = { q: text, type: 'commercial', status: 'active', limit: 20 } as const;
  const { items } = await call(listSoftware, { query });
  return items.map((row) => ({
    value: row.id,
    label: `${row.softwareNo} ${row.softwareName} ${row.softwareVersion ?? ''}`,
  }));
}

function useLineFields(): LineField[] {
  const t = useT();
  const software = (line: Record<string, unknown>) => line.kind !== 'maintenance';
  return [
    { name: 'kind', label: t('内容'), kind: 'choice', set: LINE_KINDS, required: true },
    { name: 'softwareName', label: t('软件名称'), maxLength: 200 },
    { name: 'softwareVersion', label: t('软件版本'), maxLength: 100, when: software },
    { name: 'publisher', label: t('软件厂商'), maxLength: 200, when: software },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
      when: software,
    },
    { name: 'origin', label: t('产地'), kind: 'choice', set: ORIGINS, when: software },
    {
      name: 'licenseType',
      label: t('授权方式'),
      kind: 'choice',
      set: LICENSE_TYPES,
      when: software,
    },
    {
      name: 'quantity',
      label: t('许可数量'),
      kind: 'number',
      placeholder: t('场地授权不填'),
      when: software,
    },
    {
      name: 'term',
      label: t('使用年限'),
      kind: 'choice',
      set: TERMS,
      required: true,
      when: software,
    },
    {
      name: 'usageYears',
      label: t('年数'),
      kind: 'number',
      unit: t('年'),
      when: (line) => software(line) && line.term === 'years',
    },
    { name: 'unitPriceFen', label: t('单价'), kind: 'money' },
    {
      name: 'usableVersions',
      label: t('可使用版本'),
      maxLength: 200,
      placeholder: t('不填则为所购版本'),
      when: software,
    },
    {
      name: 'renewsId',
      label: t('续订或维护的软件编号'),
      kind: 'search',
      search: searchNumbers,
      shownAs: (line) => line.renewsNo as string | undefined,
    },
    { name: 'maintenanceEnd', label: t('维护到期日'), kind: 'date' },
    { name: 'compatibility', label: t('兼容性要求'), kind: 'area', maxLength: 500, when: software },
    { name: 'afterSales', label: t('售后服务要求'), kind: 'area', maxLength: 500, when: software },
  ];
}

const onScreen = (line: { perpetual: boolean; usageYears: number | null }) => ({
  ...line,
  term: line.perpetual || line.usageYears === null ? 'perpetual' : 'years',
});

/** A line bought as the plan says. */
function fromPlan(line: PlanLine): Record<string, unknown> {
  const { softwareName, softwareVersion, category, origin, productId, licenseType } = line;
  const left = line.plannedQuantity === null ? null : line.plannedQuantity - line.contracted;
  return {
    kind: 'software',
    ...{ softwareName, softwareVersion, category, origin, productId, licenseType },
    quantity: left === null ? null : Math.max(1, left),
    term: line.usageYears === null ? 'perpetual' : 'years',
    usageYears: line.usageYears,
    unitPriceFen: line.unitPriceFen,
    planLineId: line.id,
    planNo: line.planNo,
  };
}

export function useContractFields(): {
  fields: Field[];
  shape: (body: Record<string, unknown>) => Record<string, unknown>;
} {
  const t = useT();
  const lineFields = useLineFields();
  const plan = useList(listPlanLines, {});
  const fields: Field[] = [
    { name: 'contractNo', label: t('合同编号'), required: true, maxLength: 100 },
    { name: 'title', label: t('合同名称'), required: true, maxLength: 200 },
    { name: 'supplier', label: t('供应商'), required: true, maxLength: 200 },
    {
      name: 'purchaseMethod',
      label: t('采购方式'),
      kind: 'choice',
      set: PURCHASE_METHODS,
      required: true,
    },
    {
      name: 'lines',
      label: t('采购内容'),
      kind: 'custom',
      wide: true,
      control: <ContractLines fields={lineFields} plan={plan.items} />,
    },
    {
      name: 'outsidePlanReason',
      label: t('计划外采购的说明'),
      kind: 'area',
      maxLength: 500,
      wide: true,
      when: (values) => ((values.lines ?? []) as FormLine[]).some((line) => !line.planLineId),
    },
    { name: 'words', label: t('说明'), kind: 'area', maxLength: 2000, wide: true },
  ];
  return {
    fields,
    shape: (body) => ({
      ...body,
      lines: bodyOfLines(
        ((body.lines ?? []) as FormLine[]).map((line) => ({
          ...line,
          perpetual: line.kind !== 'maintenance' && line.term === 'perpetual',
          usageYears: line.term === 'years' ? line.usageYears : null,
        })),
        lineFields.filter((field) => field.name !== 'term'),
        [...KEPT, 'perpetual', 'usageYears'],
      ),
    }),
  };
}

function ContractLines(props: {
  value?: FormLine[];
  onChange?: (lines: FormLine[]) => void;
  fields: LineField[];
  plan: readonly PlanLine[];
}): ReactNode {
  const t = useT();
  const lines = props.value ?? [];
  const taken = new Set(lines.map((line) => line.planLineId));
  const open = props.plan.filter((line) => !taken.has(line.id));
  return (
    <>
      {open.length > 0 && (
        <Select
          className="zc-wide zc-above"
          aria-label={t('从采购计划加入')}
          placeholder={t('从采购计划加入')}
          value={null}
          showSearch={{ optionFilterProp: 'label' }}
          options={open.map((line) => ({
            value: line.id,
            label: `${line.planNo} ${line.softwareName} ${line.softwareVersion}`,
          }))}
          onChange={(id: string | null) => {
            const line = open.find((one) => one.id === id);
            if (line) props.onChange?.([...lines, ...linesOf([fromPlan(line)])]);
          }}
        />
      )}
      <LinesField
        value={lines}
        {...(props.onChange ? { onChange: props.onChange } : {})}
        fields={props.fields}
        add={t('增加计划外内容')}
        fresh={() => ({
          kind: 'software',
          category: 'other',
          licenseType: 'device',
          term: 'perpetual',
        })}
        about={(line) =>
          line.planLineId ? t('采购计划 {{no}}', { no: String(line.planNo ?? '') }) : t('计划外')
        }
      />
    </>
  );
}

export function ContractForm(props: {
  endpoint: typeof createContract;
  params?: Record<string, string>;
  one?: ContractRecord;
  draft?: string;
  submit: string;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const { fields, shape } = useContractFields();
  return (
    <EndpointForm
      endpoint={props.endpoint}
      {...(props.params ? { params: props.params } : {})}
      {...(props.draft ? { draft: props.draft } : {})}
      initial={props.one ? initialOf(props.one) : { lines: [] }}
      fields={fields}
      shape={shape}
      before={t(
        '登记签订前，软件名称、版本、授权方式、许可数量、使用年限、兼容性、售后服务须齐全。',
      )}
      submit={props.submit}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}

export function initialOf(one: ContractRecord): Record<string, unknown> {
  const { contractNo, title, supplier, purchaseMethod, words, outsidePlanReason } = one;
  return {
    ...{ contractNo, title, supplier, purchaseMethod, words, outsidePlanReason },
    lines: linesOf(one.lines.map(onScreen)),
  };
}
