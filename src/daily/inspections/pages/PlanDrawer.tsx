/** The plan of an inspection: what, when, by whom, where, and how many computers. */
import type { ReactNode } from 'react';
import { addDays, dateInChina } from '../../../base/dates.ts';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { FormDrawer, useList, useT } from '../../../platform/web/index.ts';
import { createInspection, listInspectors, updateInspection } from '../shapes.api.ts';
import { DEVICE_TYPES, INSPECTION_KINDS, type InspectionRecord } from '../shapes.ts';

type Values = Record<string, unknown>;

function initialOf(one: InspectionRecord | undefined): Values {
  const today = dateInChina(new Date());
  if (!one) {
    const year = Number(today.slice(0, 4));
    return { year, kind: 'full', periodFrom: today, periodTo: addDays(today, 14) };
  }
  return {
    ...one,
    inspectors: one.inspectors.map((person) => person.id),
    departmentIds: one.departments.map((department) => department.id),
    by: one.sampleSize === null ? 'rate' : 'size',
  };
}

/** One of rate and number, as it was chosen. */
function bodyOf({ by, ...values }: Values): Values {
  const draws = values.kind !== 'full';
  const size = draws && by === 'size';
  return {
    ...values,
    departmentIds: values.departmentIds ?? [],
    deviceTypes: values.deviceTypes ?? [],
    plan: values.plan ?? '',
    sampleRate: draws && !size ? (values.sampleRate ?? null) : null,
    sampleSize: size ? (values.sampleSize ?? null) : null,
  };
}

export function PlanDrawer(props: {
  one?: InspectionRecord;
  onClose: () => void;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const departments = useList(listDepartments);
  const people = useList(listInspectors);
  const { one } = props;
  const draws = (values: Values) => values.kind !== 'full';
  return (
    <FormDrawer
      open
      title={one ? t('修改检查计划') : t('制定检查计划')}
      endpoint={(one ? updateInspection : createInspection) as typeof createInspection}
      {...(one ? { params: { inspection: one.id } } : { draft: 'inspection.new' })}
      initial={{ by: 'rate', ...initialOf(one) }}
      fields={[
        { name: 'title', label: t('检查名称'), required: true, maxLength: 100, wide: true },
        {
          name: 'kind',
          label: t('类型'),
          kind: 'choice',
          set: INSPECTION_KINDS,
          radio: true,
          required: true,
          wide: true,
        },
        {
          name: 'year',
          label: t('年度'),
          kind: 'number',
          min: 2000,
          max: 2100,
          required: true,
          wide: true,
        },
        { name: 'periodFrom', label: t('开始日期'), kind: 'date', required: true },
        { name: 'periodTo', label: t('结束日期'), kind: 'date', required: true },
        {
          name: 'inspectors',
          label: t('检查人员'),
          kind: 'options',
          many: true,
          required: true,
          wide: true,
          options: people.items.map((person) => ({
            value: person.id,
            label: [person.name, person.departmentName].filter(Boolean).join(' · '),
          })),
          help: t('可选有检查权限的人员；本人使用的计算机由其他检查人员检查。'),
        },
        {
          name: 'departmentIds',
          label: t('检查部门'),
          kind: 'options',
          many: true,
          wide: true,
          options: departments.items
            .filter((row) => row.active)
            .map((row) => ({ value: row.id, label: row.path })),
          help: t('不选则为全单位；含下级部门。'),
        },
        {
          name: 'deviceTypes',
          label: t('设备类型'),
          kind: 'choice',
          set: DEVICE_TYPES,
          many: true,
          wide: true,
          help: t('不选则为全部类型。'),
        },
        {
          name: 'by',
          label: t('抽取方式'),
          kind: 'choice',
          set: { rate: { label: '按比例' }, size: { label: '按台数' } },
          radio: true,
          when: draws,
        },
        {
          name: 'sampleRate',
          label: t('抽查比例'),
          kind: 'number',
          min: 1,
          max: 100,
          unit: '%',
          when: (values) => draws(values) && values.by !== 'size',
        },
        {
          name: 'sampleSize',
          label: t('抽查台数'),
          kind: 'number',
          min: 1,
          unit: t('台'),
          when: (values) => draws(values) && values.by === 'size',
        },
        { name: 'plan', label: t('检查方案'), kind: 'area', maxLength: 4000, rows: 4, wide: true },
      ]}
      shape={bodyOf}
      before={t('保存后抽取计算机，开始检查时通知检查人员和部门负责人。')}
      submit={t('保存')}
      onClose={props.onClose}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}
