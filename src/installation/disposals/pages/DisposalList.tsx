/** 软件处置: what was asked for, how far it is. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  FormDrawer,
  ListPage,
  Loaded,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  DISPOSAL_METHODS,
  DISPOSAL_REASONS,
  DISPOSAL_STATES,
  exportDisposals,
  getDisposalSettings,
  listDisposals,
  saveDisposalSettings,
} from '../shapes.ts';

export default function DisposalList(): ReactNode {
  const t = useT();
  const go = useGo();
  const [settings, setSettings] = useState(false);
  return (
    <>
      <ListPage
        title={t('软件处置')}
        list={listDisposals}
        rowTo={(row) => `/disposals/${row.id}`}
        columns={[
          { key: 'disposalNo', title: t('处置编号'), sort: true, width: 130 },
          { key: 'software', title: t('软件') },
          {
            key: 'reason',
            title: t('处置原因'),
            render: (row) => t(DISPOSAL_REASONS[row.reason].label),
          },
          {
            key: 'method',
            title: t('处置方式'),
            width: 100,
            hidden: true,
            render: (row) => t(DISPOSAL_METHODS[row.method].label),
          },
          { key: 'departmentName', title: t('申请部门'), width: 120 },
          { key: 'requestedBy', title: t('申请人'), width: 100, hidden: true },
          {
            key: 'requestedOn',
            title: t('申请日期'),
            sort: true,
            width: 120,
            render: (row) => <DateText value={row.requestedOn} />,
          },
          {
            key: 'state',
            title: t('状态'),
            width: 120,
            render: (row) => <ChoiceTag set={DISPOSAL_STATES} value={row.state} />,
          },
          {
            key: 'disposedOn',
            title: t('处置日期'),
            width: 120,
            render: (row) => <DateText value={row.disposedOn} />,
          },
        ]}
        filters={[
          { name: 'state', label: t('状态'), set: DISPOSAL_STATES },
          { name: 'reason', label: t('处置原因'), set: DISPOSAL_REASONS },
        ]}
        searchHint={t('编号、软件、申请人、部门')}
        exports={exportDisposals}
        more={
          <Can permission="setting.edit">
            <Button onClick={() => setSettings(true)}>{t('审批设置')}</Button>
          </Can>
        }
        action={
          <Can permission="disposal.request">
            <Button type="primary" onClick={() => go('/disposals/new')}>
              {t('申请处置')}
            </Button>
          </Can>
        }
        empty={{ text: t('还没有软件处置。') }}
      />
      {settings && <Settings onClose={() => setSettings(false)} />}
    </>
  );
}

const WAYS = {
  head: { label: '资产管理部门审批后，报组长审批' },
  asset: { label: '资产管理部门审批后即可办理' },
} as const;

function Settings(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const found = useEndpoint(getDisposalSettings);
  return (
    <Loaded query={found}>
      {({ headApproves }) => (
        <FormDrawer
          open
          title={t('审批设置')}
          endpoint={saveDisposalSettings}
          initial={{ way: headApproves ? 'head' : 'asset' }}
          fields={[
            {
              name: 'way',
              label: t('审批'),
              kind: 'choice',
              set: WAYS,
              radio: true,
              required: true,
              wide: true,
            },
          ]}
          shape={(body) => ({ headApproves: body.way === 'head' })}
          before={t('只影响以后由资产管理部门审批的处置；修改记入审计日志。')}
          submit={t('保存')}
          onClose={props.onClose}
          onDone={() => {
            message.success(t('已保存'));
            props.onClose();
          }}
        />
      )}
    </Loaded>
  );
}
