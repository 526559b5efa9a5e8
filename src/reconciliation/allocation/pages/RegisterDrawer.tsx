/** The register corrected after the allocation, for the chosen installs; what could not be is told one by one. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { FormDrawer, useT } from '../../../platform/web/index.ts';
import { correctRegister, type RegisterResult } from '../shapes.register.ts';
import type { AllocatedInstall } from '../shapes.ts';

export type Correcting = { installs: AllocatedInstall[]; done: () => void };

export function RegisterDrawer(props: Correcting & { close: () => void }): ReactNode {
  const t = useT();
  const { message, modal } = App.useApp();
  const { installs } = props;
  const told = ({ done, entries, refused }: RegisterResult) => {
    if (refused.length === 0) {
      message.success(t('已更正 {{n}} 处，登记 {{m}} 行', { n: done, m: entries }));
    } else {
      modal.warning({
        title: t('更正了 {{n}} 处，{{m}} 处未能更正', { n: done, m: refused.length }),
        content: (
          <ul>
            {refused.map((one) => (
              <li key={one.installId}>
                {computerOf(installs, one.installId)} {one.message}
              </li>
            ))}
          </ul>
        ),
        width: 640,
      });
    }
    props.done();
    props.close();
  };
  return (
    <FormDrawer
      open
      onClose={props.close}
      title={t('按分配更正 {{n}} 处台账', { n: installs.length })}
      endpoint={correctRegister}
      submit={t('更正台账')}
      extra={{ installIds: installs.map((one) => one.id) }}
      before={t('台账编号与覆盖的许可不同的，登记原编号卸载、新编号安装；没有登记的，登记安装。')}
      fields={[
        {
          name: 'reason',
          label: t('原因'),
          kind: 'area',
          required: true,
          maxLength: 400,
          wide: true,
        },
        { name: 'occurredOn', label: t('日期'), kind: 'date', help: t('不填即今天。') },
      ]}
      onDone={told}
    />
  );
}

function computerOf(installs: readonly AllocatedInstall[], id: string): string {
  const install = installs.find((one) => one.id === id);
  return install ? `${install.computerNo} ${install.productName}` : '';
}
