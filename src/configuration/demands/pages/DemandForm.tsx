/** The lines of 附件3 as a form, for a new one and for one that is filled in or sent back. */
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  EndpointForm,
  type FormLine,
  type LineField,
  LinesField,
  useT,
} from '../../../platform/web/index.ts';
import { SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import { type createDemand, DEMAND_TYPES, type updateDemand } from '../shapes.ts';

const KEPT = ['postId', 'headcount', 'isDomestic'];

export function useDemandFields(): LineField[] {
  const t = useT();
  return [
    { name: 'softwareName', label: t('软件名称'), maxLength: 200 },
    {
      name: 'softwareVersion',
      label: t('软件版本'),
      maxLength: 100,
      placeholder: t('可由选型确定'),
    },
    {
      name: 'softwareType',
      label: t('软件类型'),
      kind: 'choice',
      set: DEMAND_TYPES,
      required: true,
    },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    { name: 'requestedQuantity', label: t('申请数量'), kind: 'number', min: 1 },
    {
      name: 'domestic',
      label: t('是否国产'),
      kind: 'options',
      options: [
        { value: 'yes', label: t('是') },
        { value: 'no', label: t('否') },
      ],
    },
    { name: 'purpose', label: t('软件用途'), kind: 'area', maxLength: 500 },
    { name: 'functionalRequirement', label: t('功能要求'), kind: 'area', maxLength: 500 },
    { name: 'remark', label: t('备注'), maxLength: 500, wide: true },
  ];
}

const DOMESTIC: Record<string, boolean | null> = { yes: true, no: false };
/** The screen chooses among words where the endpoint takes true, false or nothing. */
export const lineOnScreen = (line: { isDomestic: boolean | null }) => ({
  ...line,
  domestic: line.isDomestic === null ? null : line.isDomestic ? 'yes' : 'no',
});

export function DemandForm(props: {
  endpoint: typeof createDemand | typeof updateDemand;
  params?: Record<string, string>;
  extra?: Record<string, unknown>;
  initial: { preparerPhone: string; nothingNeeded: boolean; lines: FormLine[] };
  draft?: string;
  submit: string;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const fields = useDemandFields();
  return (
    <EndpointForm
      endpoint={props.endpoint as typeof updateDemand}
      {...(props.params ? { params: props.params } : {})}
      {...(props.draft ? { draft: props.draft } : {})}
      extra={props.extra ?? {}}
      initial={props.initial}
      fields={[
        { name: 'preparerPhone', label: t('联系电话'), maxLength: 30 },
        {
          name: 'nothingNeeded',
          label: t('无需求'),
          kind: 'flag',
          text: t('本部门没有新增软件需求'),
        },
        {
          name: 'lines',
          label: t('软件'),
          kind: 'custom',
          wide: true,
          when: (values) => values.nothingNeeded !== true,
          control: (
            <LinesField
              fields={fields}
              add={t('增加软件')}
              fresh={() => ({
                softwareType: 'commercial',
                category: 'other',
                requestedQuantity: 1,
              })}
              about={(line) => <About line={line} />}
            />
          ),
        },
      ]}
      shape={(body) => ({
        ...body,
        lines: body.nothingNeeded
          ? []
          : bodyOfLines(
              ((body.lines ?? []) as FormLine[]).map((line) => ({
                ...line,
                isDomestic: DOMESTIC[String(line.domestic)] ?? null,
              })),
              fields.filter((field) => field.name !== 'domestic'),
              KEPT,
            ),
      })}
      before={t('保存后报送：由部门负责人审核；部门负责人自己填报的，直接报信息化部门。')}
      submit={props.submit}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}

/** Where a proposed quantity comes from. */
function About(props: { line: FormLine }): ReactNode {
  const t = useT();
  const { postName, headcount, installedBefore } = props.line;
  if (!postName) return null;
  return t('{{post}}岗位 {{people}} 人必须配置，已安装 {{installed}}', {
    post: String(postName),
    people: Number(headcount ?? 0),
    installed: Number(installedBefore ?? 0),
  });
}
