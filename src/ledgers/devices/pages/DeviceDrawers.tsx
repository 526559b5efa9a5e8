/** What can be done with one computer: change its facts, its holder, its state; merge another record into it. */
import { Alert, App } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { FormDrawer, useT } from '../../../platform/web/index.ts';
import { retireDeviceEndpoint } from '../../journal/shapes.ts';
import {
  changeHolder,
  changeStatus,
  type DeviceRecord,
  mergeDevices,
  updateDevice,
} from '../shapes.ts';
import { useDeviceFields } from './deviceFields.tsx';
import { searchDevices, searchPeople, useDepartmentOptions } from './options.ts';

type DrawerProps = { device: DeviceRecord; close: () => void };

export function FactsDrawer({ device, close }: DrawerProps): ReactNode {
  const t = useT();
  const { computerNo, assetNo, deviceType, typeName, acquiredOn, brand, model } = device;
  const { location, hostName, osName, macs, remark } = device;
  return (
    <FormDrawer
      open
      title={t('修改{{name}}', { name: computerNo })}
      endpoint={updateDevice}
      params={{ id: device.id }}
      submit={t('保存')}
      initial={{
        ...{ computerNo, assetNo, deviceType, typeName, acquiredOn, brand, model },
        ...{ location, hostName, osName, macs, remark },
      }}
      fields={useDeviceFields(device)}
      onClose={close}
      onDone={close}
    />
  );
}

const kept = (values: Record<string, unknown>) => values.handBack !== true;

export function HolderDrawer({ device, close }: DrawerProps): ReactNode {
  const t = useT();
  const departments = useDepartmentOptions();
  return (
    <FormDrawer
      open
      title={t('变更{{name}}的使用人', { name: device.computerNo })}
      endpoint={changeHolder}
      params={{ id: device.id }}
      submit={t('变更使用人')}
      fields={[
        { name: 'handBack', label: t('交回'), kind: 'flag', text: t('交回，暂时无人保管') },
        {
          name: 'personId',
          label: t('新使用人'),
          kind: 'search',
          search: searchPeople,
          wide: true,
          help: t('公用机不选人，只选部门。'),
          when: kept,
        },
        {
          name: 'departmentId',
          label: t('使用部门'),
          kind: 'options',
          options: departments,
          help: t('不填则取使用人的部门。'),
          when: kept,
        },
        {
          name: 'fromOn',
          label: t('从哪天起'),
          kind: 'date',
          help: t('不填为今天；补登以前的变更时填当时的日期。'),
        },
      ]}
      before={t('附件8 按新使用人列出；附件9 已有的记录不变。')}
      onClose={close}
      onDone={close}
    />
  );
}

const OPEN_STATUSES = {
  inUse: { label: '在用' },
  idle: { label: '闲置' },
  inRepair: { label: '维修' },
};

export function StatusDrawer({ device, close }: DrawerProps): ReactNode {
  const t = useT();
  return (
    <FormDrawer
      open
      title={t('变更{{name}}的状态', { name: device.computerNo })}
      endpoint={changeStatus}
      params={{ id: device.id }}
      submit={t('变更状态')}
      fields={[
        {
          name: 'status',
          label: t('新状态'),
          kind: 'choice',
          set: OPEN_STATUSES,
          radio: true,
          required: true,
          wide: true,
        },
        { name: 'fromOn', label: t('从哪天起'), kind: 'date', help: t('不填为今天。') },
        { name: 'reason', label: t('原因'), kind: 'area', wide: true },
      ]}
      onClose={close}
      onDone={close}
    />
  );
}

const RETIRED_STATUSES = { scrapped: { label: '报废' }, transferredOut: { label: '调出' } };

/** Ends the installs on record first, which frees their licences (TZ-1.11, TZ-1.13). */
export function RetireDrawer({ device, close }: DrawerProps): ReactNode {
  const t = useT();
  return (
    <FormDrawer
      open
      title={t('{{name}}报废或调出', { name: device.computerNo })}
      endpoint={retireDeviceEndpoint}
      params={{ device: device.id }}
      submit={t('办理')}
      danger
      initial={{ on: dateInChina(new Date()) }}
      fields={[
        {
          name: 'status',
          label: t('处置'),
          kind: 'choice',
          set: RETIRED_STATUSES,
          radio: true,
          required: true,
          wide: true,
        },
        { name: 'on', label: t('日期'), kind: 'date', required: true },
        { name: 'reason', label: t('原因'), kind: 'area', required: true, wide: true },
      ]}
      before={t('已登记在这台计算机上的软件随之卸载，空出的许可可再用；计算机数相应减少。')}
      onClose={close}
      onDone={close}
    />
  );
}

/** `dropId` is chosen already when the page itself found the double. */
export function MergeDrawer(props: DrawerProps & { drop?: { id: string; computerNo: string } }) {
  const t = useT();
  const { message } = App.useApp();
  const { device, close, drop } = props;
  const chosen = drop ? { value: drop.id, label: drop.computerNo } : undefined;
  return (
    <FormDrawer
      open
      title={t('把另一条记录并入{{name}}', { name: device.computerNo })}
      endpoint={mergeDevices}
      params={{ id: device.id }}
      submit={t('合并')}
      initial={chosen ? { dropId: chosen.value } : {}}
      above={
        <Alert
          type="info"
          showIcon
          className="zc-form-notice"
          title={t('保留 {{name}}，缺少的信息从另一条记录补上；随时可以撤销。', {
            name: device.computerNo,
          })}
        />
      }
      fields={[
        {
          name: 'dropId',
          label: t('其实是同一台的另一条记录'),
          kind: 'search',
          search: async (text) =>
            (await searchDevices(text)).filter((option) => option.value !== device.id),
          required: true,
          wide: true,
          ...(chosen ? { shown: chosen } : {}),
        },
      ]}
      onClose={close}
      onDone={() => {
        close();
        void message.success(t('已合并。'));
      }}
    />
  );
}
