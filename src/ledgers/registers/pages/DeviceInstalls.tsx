/** Tab of a computer: its recorded software, and its disposal, which uninstalls all of it (domain 4.3). */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Can, FormDrawer, Go, useT } from '../../../platform/web/index.ts';
import { retireDeviceEndpoint } from '../../journal/shapes.ts';
import { InstallTable } from './InstallTable.tsx';

/** The two ends of a computer's life in the unit. */
const ENDS = {
  scrapped: { label: '报废', tone: 'grey' },
  transferredOut: { label: '调出', tone: 'grey' },
} as const;

export default function DeviceInstalls(props: { id: string }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [retiring, setRetiring] = useState(false);
  return (
    <>
      <InstallTable
        embedded
        title={t('在册软件')}
        device={props.id}
        action={
          <Can permission="device.edit">
            <Button onClick={() => setRetiring(true)}>{t('报废或调出')}</Button>
          </Can>
        }
        empty={{
          text: t('这台计算机没有登记软件。'),
          action: <Go to={`/entries/new?device=${props.id}`}>{t('登记安装、卸载')}</Go>,
        }}
      />
      <FormDrawer
        title={t('报废或调出计算机')}
        open={retiring}
        onClose={() => setRetiring(false)}
        endpoint={retireDeviceEndpoint}
        params={{ device: props.id }}
        submit={t('办理处置')}
        danger
        before={t('其上全部在册软件将登记卸载，许可随之空出；此后不能再登记安装。')}
        fields={[
          {
            name: 'status',
            label: t('处置方式'),
            kind: 'choice',
            set: ENDS,
            radio: true,
            required: true,
          },
          { name: 'on', label: t('处置日期'), kind: 'date', required: true },
          { name: 'reason', label: t('原因'), kind: 'area', required: true, maxLength: 500 },
        ]}
        onDone={(result) => {
          setRetiring(false);
          message.success(t('已处置，登记卸载 {{n}} 个软件', { n: result.appended }));
        }}
      />
    </>
  );
}
