/** 计算机: every computer of the unit, who holds it and in what state it is. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Can, FormDrawer, Go, ListPage, useGo, useT } from '../../../platform/web/index.ts';
import {
  createDevice,
  DEVICE_STATUSES,
  DEVICE_TYPES,
  exportDevices,
  HOLDER_STATES,
  listDevices,
} from '../shapes.ts';
import { useDeviceColumns } from './columns.tsx';
import { useDeviceFields, useNewDeviceFields } from './deviceFields.tsx';
import { useDepartmentOptions } from './options.ts';

export default function DeviceList(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [creating, setCreating] = useState(false);
  const columns = useDeviceColumns();
  const departments = useDepartmentOptions();
  const fields = [...useDeviceFields(), ...useNewDeviceFields()];
  return (
    <>
      <ListPage
        title={t('计算机')}
        list={listDevices}
        columns={columns}
        rowTo={(row) => `/devices/${row.id}`}
        searchHint={t('编号、资产号、序列号末位、使用人、部门、品牌、计算机名')}
        exports={exportDevices}
        filters={[
          { name: 'type', label: t('设备类型'), set: DEVICE_TYPES },
          { name: 'status', label: t('状态'), set: DEVICE_STATUSES },
          { name: 'department', label: t('使用部门'), options: departments, search: true },
          { name: 'holderState', label: t('使用人'), set: HOLDER_STATES },
        ]}
        more={
          <Can permission="device.edit">
            <Button onClick={() => go('/devices/import')}>{t('从 Excel 导入')}</Button>
          </Can>
        }
        action={
          <Can permission="device.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('登记计算机')}
            </Button>
          </Can>
        }
        empty={{
          text: t('还没有计算机。可以从 Excel 导入资产表，或接入采集代理后由采集结果建立。'),
          action: (
            <Can permission="device.edit">
              <Go to="/devices/import">{t('从 Excel 导入')}</Go>
            </Can>
          ),
        }}
      />
      <FormDrawer
        open={creating}
        title={t('登记计算机')}
        endpoint={createDevice}
        submit={t('登记计算机')}
        draft="device.new"
        fields={fields}
        onClose={() => setCreating(false)}
        onDone={({ id, computerNo }) => {
          setCreating(false);
          void message.success(t('已登记计算机 {{computerNo}}。', { computerNo }));
          go(`/devices/${id}`);
        }}
      />
    </>
  );
}
