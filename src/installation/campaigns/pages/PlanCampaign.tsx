/** Planning a campaign in three steps: what, where with a preview, check and tell the departments. */
import { Alert, App, Button, Form, Steps } from 'antd';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../../../platform/web/call.ts';
import {
  call,
  Loaded,
  PageHead,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  CampaignInput,
  type CampaignRecord,
  createCampaign,
  getCampaign,
  notifyDepartments,
  previewCampaign,
  type ScopePreview,
  updateCampaign,
} from '../shapes.ts';
import { WhatFields, WhereFields } from './PlanFields.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';

export default function PlanCampaign(): ReactNode {
  const { id } = useAddressParams();
  return id ? <Edit id={id} /> : <Plan />;
}

function Edit(props: { id: string }): ReactNode {
  const query = useEndpoint(getCampaign, { params: { campaign: props.id } });
  return <Loaded query={query}>{(row) => <Plan key={row.id} row={row} />}</Loaded>;
}

const WHAT = ['title', 'kind', 'softwareId', 'version', 'reason', 'dueOn', 'technicianPersonId'];

/** Emptied controls are left out: the schema's own defaults stand for them. */
function bodyOf(values: Record<string, unknown>): Record<string, unknown> {
  const full = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const scope = (values.scope ?? {}) as Record<string, unknown>;
  return {
    ...Object.fromEntries(full),
    scope: Object.fromEntries(Object.entries(scope).filter(([, value]) => value != null)),
  };
}

function usePlan(row: CampaignRecord | undefined) {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [at, goTo] = useState(0);
  // The next step begins at its top, also on a phone.
  const setAt = (step: number) => {
    goTo(step);
    window.scrollTo({ top: 0 });
  };
  const [preview, setPreview] = useState<ScopePreview>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const saved = useAction((row ? updateCampaign : createCampaign) as typeof updateCampaign);
  const told = useAction(notifyDepartments);
  const attempt = async (work: () => Promise<void>) => {
    setRefused(undefined);
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(
        [...new Set([error.message, ...error.issues.map((one) => one.message)])].join(' '),
      );
    } finally {
      setBusy(false);
    }
  };
  const look = () =>
    attempt(async () => {
      const body = bodyOf(form.getFieldsValue(true));
      const { kind, softwareId, scope } = body;
      const asked = await call(previewCampaign, { body: { kind, softwareId, scope } as never });
      setPreview(asked);
    });
  const next = async () => {
    try {
      await form.validateFields(at === 0 ? WHAT : undefined);
    } catch {
      return;
    }
    if (at === 1) await look();
    setAt(at + 1);
  };
  const save = (notify: boolean) =>
    attempt(async () => {
      const body = CampaignInput.parse(bodyOf(form.getFieldsValue(true)));
      const params = row ? { campaign: row.id } : {};
      const { id } = await saved.mutateAsync({ params, body } as never);
      if (notify) {
        try {
          const done = await told.mutateAsync({ params: { campaign: id } });
          void message.success(
            t('{{no}} 已通知相关部门，共 {{n}} 台', { no: done.campaignNo, n: done.computers }),
          );
        } catch (error) {
          // The plan is kept; what stands in the way is told on its page.
          void message.error((error as Error).message, 10);
        }
      }
      go(`/campaigns/${id}`);
    });
  return { form, at, setAt, preview, refused, busy, next, save, look };
}

function Plan(props: { row?: CampaignRecord }): ReactNode {
  const t = useT();
  const { row } = props;
  const plan = usePlan(row);
  const { at, preview, busy } = plan;
  const { softwareNo = '', softwareName = '' } = row ?? {};
  const blocked = !preview || preview.computers === 0 || preview.licencesMissing > 0;
  return (
    <section>
      <PageHead
        title={row ? t('修改统一部署') : t('新建统一部署')}
        note={t(
          '单位统一安装或卸载，工作人员无须填写申请表；每台计算机一张确认单，使用人签字确认。',
        )}
      />
      <Steps
        current={at}
        size="small"
        responsive={false}
        className="zc-form-notice"
        items={[{ title: t('做什么') }, { title: t('在哪些计算机') }, { title: t('核对') }]}
      />
      <Form
        form={plan.form}
        layout="vertical"
        className="zc-form"
        initialValues={row ?? { kind: 'install' }}
        disabled={busy}
      >
        <WhatFields
          shown={at === 0}
          software={row && { value: row.softwareId, label: `${softwareNo} ${softwareName}` }}
          technician={
            row?.technicianPersonId
              ? { value: row.technicianPersonId, label: row.technicianName ?? '' }
              : undefined
          }
        />
        <WhereFields shown={at === 1} row={row} />
        {at === 2 && preview && (
          <div className="zc-field-wide">
            <PreviewPanel preview={preview} />
          </div>
        )}
        {plan.refused && (
          <Alert type="error" showIcon className="zc-field-wide" title={plan.refused} />
        )}
        <div className="zc-field-wide zc-form-foot">
          {at < 2 && (
            <Button type="primary" loading={busy} onClick={() => void plan.next()}>
              {at === 0 ? t('下一步：选择范围') : t('下一步：核对')}
            </Button>
          )}
          {at === 2 && (
            <>
              <Button
                type="primary"
                loading={busy}
                disabled={blocked}
                onClick={() => void plan.save(true)}
              >
                {t('保存并通知部门')}
              </Button>
              <Button loading={busy} onClick={() => void plan.save(false)}>
                {t('只保存计划')}
              </Button>
            </>
          )}
          {at > 0 && <Button onClick={() => plan.setAt(at - 1)}>{t('上一步')}</Button>}
        </div>
      </Form>
    </section>
  );
}
