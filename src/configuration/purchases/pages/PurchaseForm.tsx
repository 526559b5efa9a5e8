/** The lines of a plan as a form; what came from a selection keeps its name and version. */
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  EndpointForm,
  type Field,
  type FormLine,
  type LineField,
  LinesField,
  linesOf,
  useT,
} from '../../../platform/web/index.ts';
import { LICENSE_TYPES, ORIGINS, SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import type { PurchaseRecord, updatePurchasePlan } from '../shapes.ts';

/** What belongs to a line and is not entered. */
const KEPT = ['id', 'selectionId', 'softwareName', 'softwareVersion', 'productId'];

function useLineFields(): LineField[] {
  const t = useT();
  const typed = (line: Record<string, unknown>) => !line.selectionId;
  return [
    { name: 'softwareName', label: t('软件名称'), maxLength: 200, when: typed },
    { name: 'softwareVersion', label: t('软件版本'), maxLength: 100, when: typed },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    { name: 'origin', label: t('产地'), kind: 'choice', set: ORIGINS },
    {
      name: 'licenseType',
      label: t('授权方式'),
      kind: 'choice',
      set: LICENSE_TYPES,
      required: true,
    },
    {
      name: 'plannedQuantity',
      label: t('采购数量'),
      kind: 'number',
      placeholder: t('场地授权不填'),
    },
    { name: 'unitPriceFen', label: t('单价'), kind: 'money' },
    {
      name: 'usageYears',
      label: t('使用年限'),
      kind: 'number',
      unit: t('年'),
      placeholder: t('永久不填'),
    },
    { name: 'fundSource', label: t('资金来源'), maxLength: 100 },
    { name: 'budgetItem', label: t('预算科目'), maxLength: 100 },
    { name: 'justification', label: t('说明'), maxLength: 500, wide: true },
    { name: 'remark', label: t('备注'), maxLength: 500, wide: true },
  ];
}

export function usePurchaseLines(fixed: boolean): {
  field: Field;
  shape: (body: Record<string, unknown>) => Record<string, unknown>;
} {
  const t = useT();
  const fields = useLineFields();
  const about = (line: FormLine) =>
    line.selectionId || fixed
      ? t('{{name}}：需求 {{demand}}，缺口 {{shortage}}', {
          name: `${line.softwareName} ${line.softwareVersion}`,
          demand: Number(line.demandQuantity ?? 0),
          shortage: Number(line.shortage ?? 0),
        })
      : null;
  return {
    field: {
      name: 'lines',
      label: t('采购软件'),
      kind: 'custom',
      wide: true,
      control: (
        <LinesField
          fields={fields}
          about={about}
          {...(fixed
            ? {}
            : {
                add: t('增加软件'),
                fresh: () => ({
                  selectionId: null,
                  category: 'other',
                  licenseType: 'device',
                  plannedQuantity: 1,
                }),
              })}
        />
      ),
    },
    shape: (body) => ({
      ...body,
      lines: bodyOfLines((body.lines ?? []) as FormLine[], fields, KEPT),
    }),
  };
}

export function PurchaseForm(props: {
  endpoint: typeof updatePurchasePlan;
  params: Record<string, string>;
  one: PurchaseRecord;
  submit: string;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const { field, shape } = usePurchaseLines(false);
  return (
    <EndpointForm
      endpoint={props.endpoint}
      params={props.params}
      initial={{ words: props.one.words, lines: linesOf(props.one.lines) }}
      fields={[
        field,
        { name: 'words', label: t('编制说明'), kind: 'area', maxLength: 2000, wide: true },
      ]}
      shape={shape}
      submit={props.submit}
      onDone={props.onDone}
    />
  );
}
