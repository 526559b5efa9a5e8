/** The request as a form, new or sent back. */
import type { ReactNode } from 'react';
import { EndpointForm, type Field, type FormValues, useT } from '../../../platform/web/index.ts';
import {
  type createDisposal,
  DISPOSAL_METHODS,
  DISPOSAL_REASONS,
  type DisposalRecord,
} from '../shapes.ts';
import { type Chosen, DevicesField, NumbersField } from './NumbersField.tsx';

const scrappedHardware = (values: FormValues) => values.reason === 'lifeNotReachedHardwareScrapped';

/** What may also be corrected after approval. */
export function useWords(hardware: (values: FormValues) => boolean): Field[] {
  const t = useT();
  return [
    {
      name: 'notMovable',
      label: t('无法迁移的原因'),
      kind: 'area',
      maxLength: 500,
      required: true,
      wide: true,
      when: hardware,
    },
    {
      name: 'method',
      label: t('处置方式'),
      kind: 'choice',
      set: DISPOSAL_METHODS,
      radio: true,
      required: true,
    },
    {
      name: 'recipient',
      label: t('接收单位'),
      maxLength: 200,
      required: true,
      when: (values) => values.method !== undefined && values.method !== 'scrap',
    },
    {
      name: 'explanation',
      label: t('情况说明'),
      kind: 'area',
      rows: 4,
      maxLength: 2000,
      required: true,
      wide: true,
      help: t('为什么不能再用，如停止服务、与新系统不兼容；鉴定和审批以此为据。'),
    },
  ];
}

/** A recipient typed before the method was changed goes with it. */
export const shapeWords = (body: FormValues): FormValues => ({
  ...body,
  recipient: body.method === 'scrap' ? '' : (body.recipient ?? ''),
});

export function DisposalForm(props: {
  endpoint: typeof createDisposal;
  params?: Record<string, string>;
  initial: FormValues;
  draft?: string;
  submit: string;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const words = useWords(scrappedHardware);
  const fields: Field[] = [
    {
      name: 'softwareIds',
      label: t('软件编号'),
      kind: 'custom',
      required: true,
      wide: true,
      control: <NumbersField />,
      help: t('按软件编号整体处置；只处置一部分许可的，许可数量变化，须先由信息化部门更正。'),
    },
    {
      name: 'reason',
      label: t('处置原因'),
      kind: 'choice',
      set: DISPOSAL_REASONS,
      radio: true,
      required: true,
      wide: true,
    },
    {
      name: 'deviceIds',
      label: t('报废的计算机'),
      kind: 'custom',
      required: true,
      wide: true,
      control: <DevicesField />,
      when: scrappedHardware,
    },
    ...words,
  ];
  return (
    <EndpointForm
      endpoint={props.endpoint}
      {...(props.params ? { params: props.params } : {})}
      {...(props.draft ? { draft: props.draft } : {})}
      initial={props.initial}
      fields={fields}
      shape={(body) => ({
        ...shapeWords(body),
        softwareIds: ((body.softwareIds ?? []) as Chosen[]).map((one) => one.softwareId),
      })}
      before={t(
        '提出后由信息化部门鉴定，再由资产管理部门审批；有照片、通知等依据的，提出后在资料中上传。',
      )}
      submit={props.submit}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}

export function initialOf(one: DisposalRecord): FormValues {
  const { reason, method, recipient, explanation, notMovable } = one;
  return {
    ...{ reason, method, recipient, explanation, notMovable },
    softwareIds: one.lines,
    deviceIds: one.devices.map((device) => device.id),
  };
}
