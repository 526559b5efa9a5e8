/** The fields of a scheme, with what it would come to before it is sent in. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { listSoftware } from '../../../configuration/software/shapes.api.ts';
import { DEVICE_TYPES } from '../../../ledgers/devices/shapes.ts';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import type { Endpoint } from '../../../platform/http/endpoint.ts';
import {
  EndpointForm,
  type Field,
  type FormValues,
  type Params,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { listTechnicians } from '../../orders/shapes.api.ts';
import { UPGRADE_SECTIONS, type UpgradeRecord, type UpgradeRequest } from '../shapes.ts';
import { NumbersInput } from './NumbersInput.tsx';
import { RequestChoice } from './RequestChoice.tsx';
import { UpgradePreviewButton } from './UpgradePreviewButton.tsx';

export function UpgradeForm(props: {
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  params?: Params;
  requests: readonly UpgradeRequest[];
  initial: FormValues;
  draft?: string;
  onDone: (upgrade: UpgradeRecord) => void;
  onCancel: () => void;
}): ReactNode {
  const t = useT();
  const { requests, endpoint, params, draft, ...form } = props;
  const fields = useFields(requests);
  return (
    <EndpointForm
      endpoint={endpoint}
      {...(params ? { params } : {})}
      {...(draft ? { draft } : {})}
      initial={form.initial}
      fields={fields}
      submit={t('保存方案')}
      onDone={(upgrade) => form.onDone(upgrade as UpgradeRecord)}
      onCancel={form.onCancel}
    />
  );
}

function useFields(requests: readonly UpgradeRequest[]): Field[] {
  const t = useT();
  const software = useList(listSoftware, { query: { limit: 500 } });
  const departments = useEndpoint(listDepartments);
  const technicians = useEndpoint(listTechnicians);
  const numbers = software.items.map((one) => ({
    value: one.id,
    label: [one.softwareNo, one.softwareName, one.softwareVersion].filter(Boolean).join(' '),
  }));
  const sections = Object.entries(UPGRADE_SECTIONS).map(
    ([name, { label }]): Field => ({
      name,
      label: t(label),
      kind: 'area',
      rows: 4,
      maxLength: 2000,
      wide: true,
    }),
  );
  return [
    { name: 'title', label: t('方案名称'), required: true, wide: true, maxLength: 100 },
    {
      name: 'fromSoftwareIds',
      label: t('原软件'),
      kind: 'options',
      options: numbers,
      many: true,
      required: true,
      help: t('可选多个软件编号；一台计算机有几个时，升级排在前面的'),
    },
    {
      name: 'toSoftwareId',
      label: t('升级后的软件'),
      kind: 'options',
      options: numbers,
      required: true,
    },
    {
      name: 'version',
      label: t('升级后的版本'),
      maxLength: 100,
      help: t('不填则为该编号的版本'),
    },
    { name: 'dueOn', label: t('限期'), kind: 'date' },
    {
      name: 'technicianPersonId',
      label: t('安装维护人'),
      kind: 'options',
      options: (technicians.data?.items ?? []).map((one) => ({
        value: one.personId,
        label: [one.name, one.departmentName].filter(Boolean).join(' '),
      })),
      help: t('可在执行时再安排'),
    },
    ...sections,
    {
      name: 'scope.departmentIds',
      label: t('范围：部门'),
      kind: 'options',
      many: true,
      options: (departments.data?.items ?? [])
        .filter((one) => one.active)
        .map((one) => ({ value: one.id, label: one.path })),
      help: t('含下级部门；不选则全单位'),
    },
    {
      name: 'scope.deviceTypes',
      label: t('范围：设备类型'),
      kind: 'choice',
      set: DEVICE_TYPES,
      many: true,
      help: t('不选则不限'),
    },
    {
      name: 'scope.computerNos',
      label: t('只限这些计算机'),
      kind: 'custom',
      control: <NumbersInput />,
      help: t('计算机编号，每行一个；不填则不限'),
    },
    {
      name: 'scope.excludeComputerNos',
      label: t('排除这些计算机'),
      kind: 'custom',
      control: <NumbersInput />,
    },
    {
      name: 'applicationIds',
      label: t('列入的升级申请'),
      kind: 'custom',
      wide: true,
      control: <RequestChoice requests={requests} />,
    },
    {
      name: 'preview',
      label: t('核对'),
      kind: 'custom',
      wide: true,
      control: <UpgradePreviewButton />,
    },
  ];
}
