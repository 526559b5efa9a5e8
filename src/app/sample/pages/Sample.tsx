/** 示例单位: loading it to look around, removing it before real work begins. */
import { Alert, App, Button, Popconfirm, Space } from 'antd';
import type { ReactNode } from 'react';
import {
  getSample,
  loadSampleUnit,
  removeSampleUnit,
} from '../../../platform/auth/shapes.sample.ts';
import { Loaded, PageHead, useAction, useEndpoint, useT } from '../../../platform/web/index.ts';

export default function Sample(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const state = useEndpoint(getSample, {});
  const onRefused = (error: Error) => message.error(error.message, 8);
  // The list of units in the frame changes with it: everything is read anew.
  const reload = () => window.location.reload();
  const load = useAction(loadSampleUnit, { onDone: reload, onRefused });
  const remove = useAction(removeSampleUnit, {
    onDone: () => window.location.assign('/'),
    onRefused,
  });
  return (
    <>
      <PageHead title={t('示例单位')} />
      <Loaded query={state}>
        {({ loaded, loading }) => (
          <Space orientation="vertical" size="middle">
            <Alert
              type="info"
              title={t(
                '云州市示例局：9 个部门、210 人、225 台计算机、两年记录，人名、编号、报告都是虚构的。',
              )}
              description={t(
                '数据经过与真实数据相同的采集和登记过程；移除时连同日志一起清除，不影响其他单位。',
              )}
            />
            {loaded ? (
              <Popconfirm
                title={t('移除示例单位及其全部数据？')}
                okText={t('移除')}
                onConfirm={() => remove.mutate({})}
              >
                <Button danger loading={remove.isPending}>
                  {t('移除示例单位')}
                </Button>
              </Popconfirm>
            ) : (
              <Button
                type="primary"
                loading={loading || load.isPending}
                onClick={() => load.mutate({})}
              >
                {t('加载示例单位')}
              </Button>
            )}
          </Space>
        )}
      </Loaded>
    </>
  );
}
