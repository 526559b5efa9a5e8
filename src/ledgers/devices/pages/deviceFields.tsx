/** The fields of a computer, the same when it is registered and when it is changed. */
import { Select } from 'antd';
import { type Field, useT } from '../../../platform/web/index.ts';
import { DEVICE_TYPES, type DeviceRecord } from '../shapes.ts';
import { searchPeople, useDepartmentOptions } from './options.ts';

/** `before` is the computer as it is, when it is changed. */
export function useDeviceFields(before?: DeviceRecord): Field[] {
  const t = useT();
  return [
    {
      name: 'computerNo',
      label: t('计算机编号'),
      ...(before ? { required: true } : { help: t('不填则自动编号。') }),
    },
    { name: 'assetNo', label: t('资产编号') },
    {
      name: 'deviceType',
      label: t('设备类型'),
      kind: 'choice',
      set: DEVICE_TYPES,
      radio: true,
      required: true,
      wide: true,
      help: t('附件7 只分这三类：工作站、一体机计入台式机，平板计入便携机。'),
    },
    { name: 'typeName', label: t('单位自己的叫法'), placeholder: t('如：图形工作站') },
    { name: 'acquiredOn', label: t('购置日期'), kind: 'date', help: t('从这一天起计入计算机数。') },
    { name: 'brand', label: t('品牌') },
    { name: 'model', label: t('型号') },
    {
      name: 'serialNo',
      label: t('序列号'),
      ...(before?.serialMasked
        ? { placeholder: t('不填则不变（现为 {{serial}}）', { serial: before.serialMasked }) }
        : {}),
    },
    { name: 'location', label: t('存放地点') },
    { name: 'hostName', label: t('计算机名') },
    { name: 'osName', label: t('操作系统') },
    {
      name: 'macs',
      label: t('MAC 地址'),
      kind: 'custom',
      wide: true,
      control: <Select mode="tags" tokenSeparators={[' ', ',', ';', '，', '；']} open={false} />,
      help: t('可填几个，用空格或逗号分开。'),
    },
    { name: 'remark', label: t('备注'), kind: 'area', wide: true },
  ];
}

/** Asked only when a computer is registered; later both have histories of their own. */
export function useNewDeviceFields(): Field[] {
  const t = useT();
  const departments = useDepartmentOptions();
  return [
    {
      name: 'holderId',
      label: t('使用人'),
      kind: 'search',
      search: searchPeople,
      help: t('服务器和公用机填责任人。'),
    },
    {
      name: 'departmentId',
      label: t('使用部门'),
      kind: 'options',
      options: departments,
      help: t('不填则取使用人的部门。'),
    },
  ];
}
