/**
 * Filling in 附件10: which computer, what, which software, why. What is known is filled in, the checks show while one
 * fills, and what happens next is said before the button. Made for a phone first.
 */
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../../../platform/web/index.ts';
import { ErrorState, useEndpoint, useList, useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES, type MaintenanceType } from '../../orders/shapes.ts';
import { applicableDevices, checkApplication, usableSoftware } from '../shapes.ts';
import { Checks } from './Checks.tsx';
import { useChecked } from './useChecked.ts';

export type Entered = {
  deviceId?: string | undefined;
  kind: MaintenanceType;
  fromSoftwareId: string | null;
  toSoftwareId: string | null;
  softwareName: string;
  softwareVersion: string;
  phone?: string | undefined;
  reason: string;
};

/** Chosen instead of a number: something the unit has not yet. */
const NEW = 'new';

export function ApplicationForm(props: {
  entered: Entered;
  change: (part: Partial<Entered>) => void;
  busy: boolean;
  error: ApiError | null;
  onSave: (() => void) | undefined;
  onSubmit: () => void;
}): ReactNode {
  const t = useT();
  const { entered, change } = props;
  const devices = useList(applicableDevices);
  const known = useEndpoint(
    usableSoftware,
    { query: { device: entered.deviceId ?? '' } },
    { enabled: entered.deviceId !== undefined },
  );
  const checks = useChecked(checkApplication, entered);
  const ready =
    entered.deviceId !== undefined &&
    entered.reason.trim() !== '' &&
    (entered.kind === 'install' || entered.fromSoftwareId !== null) &&
    (entered.kind === 'uninstall' ||
      entered.toSoftwareId !== null ||
      entered.softwareName.trim() !== '');
  return (
    <Form layout="vertical" className="zc-task" onFinish={props.onSubmit}>
      <Form.Item label={t('哪台计算机')} htmlFor="application-device" required>
        <Select
          id="application-device"
          showSearch={{ optionFilterProp: 'label' }}
          loading={devices.isPending}
          value={entered.deviceId ?? null}
          placeholder={t('请选择计算机')}
          options={devices.items.map((one) => ({
            value: one.id,
            label: [
              one.computerNo,
              one.computerBrand,
              one.own ? '' : one.userName || one.departmentName,
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
          onChange={(deviceId) => change({ deviceId, fromSoftwareId: null, toSoftwareId: null })}
        />
      </Form.Item>
      <Form.Item label={t('申请什么')} required>
        <Radio.Group
          optionType="button"
          value={entered.kind}
          options={Object.entries(MAINTENANCE_TYPES).map(([value, { label }]) => ({
            value,
            label: t(label),
          }))}
          onChange={(event) =>
            change({ kind: event.target.value, fromSoftwareId: null, toSoftwareId: null })
          }
        />
      </Form.Item>
      {known.data && <SoftwareFields entered={entered} change={change} known={known.data} />}
      <Form.Item label={t('申请理由')} htmlFor="application-reason" required>
        <Input.TextArea
          id="application-reason"
          rows={3}
          maxLength={500}
          value={entered.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('联系电话')} htmlFor="application-phone">
        <Input
          id="application-phone"
          maxLength={30}
          value={entered.phone ?? known.data?.phone ?? ''}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </Form.Item>
      <Checks checks={checks} />
      <Alert
        type="info"
        title={
          entered.kind === 'upgrade'
            ? t('送审后由部门负责人、信息化部门审核；升级汇总后由单位统一部署。')
            : t('送审后由部门负责人、信息化部门审核，再安排人员上门办理，请您签字确认。')
        }
      />
      {props.error && <ErrorState error={props.error} />}
      <div className="zc-task-foot">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={!ready}
          loading={props.busy}
        >
          {t('送审')}
        </Button>
        {props.onSave && (
          <Button size="large" disabled={!ready || props.busy} onClick={props.onSave}>
            {t('存为草稿')}
          </Button>
        )}
      </div>
    </Form>
  );
}

type Known = {
  usable: {
    softwareId: string;
    softwareNo: string;
    softwareName: string;
    softwareVersion: string | null;
    usableVersions: string;
    remaining: number | null;
    installed: boolean;
  }[];
  installed: { softwareId: string; softwareNo: string; softwareName: string; version: string }[];
};

function SoftwareFields(props: {
  entered: Entered;
  change: (part: Partial<Entered>) => void;
  known: Known;
}): ReactNode {
  const t = useT();
  const { entered, change, known } = props;
  const asNew = entered.toSoftwareId === null && entered.softwareName !== '';
  const usable = known.usable
    .filter((one) => !one.installed || one.softwareId === entered.fromSoftwareId)
    .map((one) => ({
      value: one.softwareId,
      label: [
        one.softwareName,
        one.softwareVersion ?? one.usableVersions,
        one.softwareNo,
        one.remaining === null ? '' : t('剩余 {{n}}', { n: Math.max(one.remaining, 0) }),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  const pick = (value: string) => {
    if (value === NEW)
      return change({ toSoftwareId: null, softwareName: ' ', softwareVersion: '' });
    const one = known.usable.find((row) => row.softwareId === value);
    change({ toSoftwareId: value, softwareName: '', softwareVersion: one?.softwareVersion ?? '' });
  };
  return (
    <>
      {entered.kind !== 'install' && (
        <Form.Item
          label={entered.kind === 'upgrade' ? t('从哪个软件升级') : t('卸载哪个软件')}
          htmlFor="application-from"
          required
        >
          <Select
            id="application-from"
            showSearch={{ optionFilterProp: 'label' }}
            value={entered.fromSoftwareId}
            placeholder={t('请选择原软件')}
            options={known.installed.map((one) => ({
              value: one.softwareId,
              label: [one.softwareName, one.version, one.softwareNo].filter(Boolean).join(' · '),
            }))}
            onChange={(fromSoftwareId) => change({ fromSoftwareId })}
          />
        </Form.Item>
      )}
      {entered.kind !== 'uninstall' && (
        <Form.Item
          label={entered.kind === 'upgrade' ? t('升级到') : t('安装哪个软件')}
          htmlFor="application-to"
          required
        >
          <Select
            id="application-to"
            showSearch={{ optionFilterProp: 'label' }}
            value={entered.toSoftwareId ?? (asNew ? NEW : null)}
            placeholder={t('请选择软件')}
            options={[...usable, { value: NEW, label: t('清单里没有，申请其他软件') }]}
            onChange={pick}
          />
        </Form.Item>
      )}
      {asNew && entered.kind !== 'uninstall' && (
        <Form.Item label={t('软件名称')} htmlFor="application-name" required>
          <Input
            id="application-name"
            maxLength={200}
            value={entered.softwareName.trimStart()}
            onChange={(event) => change({ softwareName: event.target.value || ' ' })}
          />
        </Form.Item>
      )}
      {entered.kind !== 'uninstall' && (entered.toSoftwareId !== null || asNew) && (
        <Form.Item label={t('版本')} htmlFor="application-version">
          <Input
            id="application-version"
            maxLength={100}
            value={entered.softwareVersion}
            onChange={(event) => change({ softwareVersion: event.target.value })}
          />
        </Form.Item>
      )}
    </>
  );
}
