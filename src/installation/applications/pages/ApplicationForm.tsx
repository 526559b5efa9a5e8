/**
 * Filling in 附件10, made for a phone first: one question after the other, each asked when the one before is answered.
 * What is known is filled in, the checks show while one fills, and what happens next is said before the button.
 */
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { ApiError } from '../../../platform/web/index.ts';
import { ErrorState, useEndpoint, useList, useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES, type MaintenanceType } from '../../orders/shapes.ts';
import { applicableDevices, checkApplication, usableSoftware } from '../shapes.ts';
import { Checks } from './Checks.tsx';
import { SoftwareFields } from './SoftwareFields.tsx';
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

type Change = (part: Partial<Entered>) => void;

/** What is to come or to go is named. */
function chosen(entered: Entered): boolean {
  return (
    entered.deviceId !== undefined &&
    (entered.kind === 'install' || entered.fromSoftwareId !== null) &&
    (entered.kind === 'uninstall' ||
      entered.toSoftwareId !== null ||
      entered.softwareName.trim() !== '')
  );
}

export function ApplicationForm(props: {
  entered: Entered;
  change: Change;
  busy: boolean;
  error: ApiError | null;
  onSave: () => void;
  onSubmit: () => void;
}): ReactNode {
  const t = useT();
  const { entered, change } = props;
  const known = useEndpoint(
    usableSoftware,
    { query: { device: entered.deviceId ?? '' } },
    { enabled: entered.deviceId !== undefined },
  );
  const checks = useChecked(checkApplication, entered);
  const ready = chosen(entered) && entered.reason.trim() !== '';
  const blocked = checks.some((check) => check.level === 'block');
  return (
    <Form layout="vertical" className="zc-task" onFinish={props.onSubmit}>
      <DeviceField entered={entered} change={change} />
      {entered.deviceId && <KindField entered={entered} change={change} />}
      {known.error && <ErrorState error={known.error} retry={() => known.refetch()} />}
      {known.data && <SoftwareFields entered={entered} change={change} known={known.data} />}
      <Checks checks={checks} />
      {chosen(entered) && !blocked && (
        <WhyFields entered={entered} change={change} phone={known.data?.phone ?? ''} />
      )}
      {ready && !blocked && (
        <Alert
          type="info"
          title={
            entered.kind === 'upgrade'
              ? t('送审后由部门负责人、信息化部门审核；升级汇总后由单位统一部署。')
              : t('送审后由部门负责人、信息化部门审核，再安排人员上门办理，请您签字确认。')
          }
        />
      )}
      {props.error && <ErrorState error={props.error} />}
      <div className="zc-task-foot">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={!ready || blocked}
          loading={props.busy}
        >
          {t('送审')}
        </Button>
        <Button size="large" disabled={!ready || props.busy} onClick={props.onSave}>
          {t('存为草稿')}
        </Button>
      </div>
    </Form>
  );
}

function DeviceField(props: { entered: Entered; change: Change }): ReactNode {
  const t = useT();
  const { entered, change } = props;
  const devices = useList(applicableDevices);
  const only = devices.items.length === 1 ? devices.items[0]!.id : undefined;
  useEffect(() => {
    if (only && !entered.deviceId) change({ deviceId: only });
  }, [only, entered.deviceId, change]);
  if (!devices.isPending && !devices.error && devices.items.length === 0) {
    return (
      <Alert
        type="warning"
        title={t('没有登记在您名下的计算机，不能申请。请联系信息化部门登记。')}
      />
    );
  }
  return (
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
  );
}

function KindField(props: { entered: Entered; change: Change }): ReactNode {
  const t = useT();
  return (
    <Form.Item label={t('申请什么')} required>
      <Radio.Group
        optionType="button"
        size="large"
        value={props.entered.kind}
        options={Object.entries(MAINTENANCE_TYPES).map(([value, { label }]) => ({
          value,
          label: t(label),
        }))}
        onChange={(event) =>
          props.change({ kind: event.target.value, fromSoftwareId: null, toSoftwareId: null })
        }
      />
    </Form.Item>
  );
}

function WhyFields(props: { entered: Entered; change: Change; phone: string }): ReactNode {
  const t = useT();
  const { entered, change } = props;
  return (
    <>
      <Form.Item label={t('申请理由')} htmlFor="application-reason" required>
        <Input.TextArea
          id="application-reason"
          rows={3}
          maxLength={500}
          value={entered.reason}
          placeholder={t('因什么工作需要')}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('联系电话')} htmlFor="application-phone">
        <Input
          id="application-phone"
          inputMode="tel"
          maxLength={30}
          value={entered.phone ?? props.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </Form.Item>
    </>
  );
}
