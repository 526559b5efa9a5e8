/** The fields of a plan; hidden ones keep their values while another step is shown. */
import { Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { DEVICE_TYPES } from '../../../ledgers/devices/shapes.ts';
import { DateInput, type Option, SearchSelect, useT } from '../../../platform/web/index.ts';
import { NO_TECHNICIAN, useTechnicianOptions } from '../../orders/pages/technicians.ts';
import { MAINTENANCE_TYPES } from '../../orders/shapes.ts';
import type { CampaignRecord } from '../shapes.ts';
import { ComputerListInput } from './ComputerListInput.tsx';
import { searchObserved, searchSoftware, useDepartmentOptions } from './options.ts';

const KINDS = ['install', 'uninstall'] as const;

export function WhatFields(props: {
  shown: boolean;
  software?: Option | undefined;
  technician?: Option | undefined;
}): ReactNode {
  const t = useT();
  const hidden = !props.shown;
  const technicians = useTechnicianOptions(props.technician);
  const needed = (field: string) => [{ required: true, message: t('请填写{{field}}', { field }) }];
  return (
    <>
      <Form.Item
        name="title"
        label={t('名称')}
        rules={needed(t('名称'))}
        hidden={hidden}
        className="zc-field-wide"
      >
        <Input maxLength={100} placeholder={t('如：统一安装杀毒软件')} />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name="kind"
        label={t('类型')}
        rules={needed(t('类型'))}
        hidden={hidden}
        extra={t('统一升级请从升级方案发起。')}
      >
        <Radio.Group
          options={KINDS.map((value) => ({ value, label: t(MAINTENANCE_TYPES[value].label) }))}
        />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name="softwareId"
        label={t('软件编号')}
        rules={needed(t('软件编号'))}
        hidden={hidden}
      >
        <SearchSelect label={t('软件编号')} search={searchSoftware} shown={props.software} />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name="version"
        label={t('版本')}
        hidden={hidden}
        extra={t('不填则为该软件编号登记的版本。')}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item className="zc-field" name="dueOn" label={t('完成期限')} hidden={hidden}>
        <DateInput className="zc-wide" label={t('完成期限')} />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name="technicianPersonId"
        label={t('安装维护人')}
        hidden={hidden}
        extra={technicians.length > 0 ? t('开始执行时还可以按部门分别安排。') : t(NO_TECHNICIAN)}
      >
        <Select
          allowClear
          options={technicians}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('待安排')}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('原因')}
        rules={needed(t('原因'))}
        hidden={hidden}
        className="zc-field-wide"
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}

/** What is chosen already is shown by its name. */
const chosen = (value?: string | null, label?: string | null): Option | undefined =>
  value ? { value, label: label ?? value } : undefined;

export function WhereFields(props: {
  shown: boolean;
  row?: CampaignRecord | undefined;
}): ReactNode {
  const t = useT();
  const departments = useDepartmentOptions();
  const { scope, scopeNames } = props.row ?? {};
  const hidden = !props.shown;
  return (
    <>
      <Form.Item
        className="zc-field"
        name={['scope', 'departmentIds']}
        label={t('部门')}
        hidden={hidden}
        extra={t('含下级部门；不选则全单位。')}
      >
        <Select
          mode="multiple"
          options={departments}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('全单位')}
        />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name={['scope', 'deviceTypes']}
        label={t('设备类型')}
        hidden={hidden}
      >
        <Select
          mode="multiple"
          placeholder={t('不限')}
          options={Object.entries(DEVICE_TYPES).map(([value, one]) => ({
            value,
            label: t(one.label),
          }))}
        />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name={['scope', 'withSoftwareId']}
        label={t('只限已登记安装了')}
        hidden={hidden}
        extra={t('例如只在装有旧版本的计算机上安装。')}
      >
        <SearchSelect
          label={t('只限已登记安装了')}
          search={searchSoftware}
          shown={chosen(scope?.withSoftwareId, scopeNames?.withSoftware)}
        />
      </Form.Item>
      <Form.Item
        className="zc-field"
        name={['scope', 'withProductId']}
        label={t('只限采集到')}
        hidden={hidden}
        extra={t('按每台计算机最近一次采集，登记与否都算。')}
      >
        <SearchSelect
          label={t('只限采集到')}
          search={searchObserved}
          shown={chosen(scope?.withProductId, scopeNames?.withProduct)}
        />
      </Form.Item>
      <Form.Item
        name={['scope', 'computerNos']}
        label={t('只限这些计算机')}
        hidden={hidden}
        className="zc-field-wide"
      >
        <ComputerListInput placeholder={t('粘贴计算机编号，用换行、空格或逗号分开')} />
      </Form.Item>
      <Form.Item
        name={['scope', 'includeComputerNos']}
        label={t('另外加上')}
        hidden={hidden}
        className="zc-field-wide"
      >
        <ComputerListInput placeholder={t('不论上面的条件，都纳入这些计算机')} />
      </Form.Item>
      <Form.Item
        name={['scope', 'excludeComputerNos']}
        label={t('不包括')}
        hidden={hidden}
        className="zc-field-wide"
      >
        <ComputerListInput placeholder={t('不处理这些计算机')} />
      </Form.Item>
    </>
  );
}
