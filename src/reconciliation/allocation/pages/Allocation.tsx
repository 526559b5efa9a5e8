/** 许可分配: which licence covers which install, how sure that is, and what people have fixed. */
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import {
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { allocationOverview } from '../shapes.ts';
import { ComponentList } from './ComponentList.tsx';
import { InstallList } from './InstallList.tsx';
import { LockList } from './LockList.tsx';
import { NumberList } from './NumberList.tsx';
import { RunState } from './RunState.tsx';
import { Weights } from './Weights.tsx';
import './allocation.css';

export default function Allocation(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const query = useEndpoint(allocationOverview, {}, { every: 20_000 });
  const tab = typeof search.tab === 'string' ? search.tab : 'installs';
  const tabs = [
    { key: 'installs', label: t('安装'), children: <InstallList /> },
    { key: 'numbers', label: t('软件编号'), children: <NumberList /> },
    { key: 'components', label: t('求解与证明'), children: <ComponentList /> },
    { key: 'locks', label: t('人工指定'), children: <LockList /> },
  ];
  return (
    <>
      <PageHead
        title={t('许可分配')}
        note={t(
          '先覆盖权重最大的安装，再使所用许可的成本最低，再使变动最少；结果附证明，可独立校验。',
        )}
      />
      <Loaded query={query}>
        {(overview) => (
          <>
            <RunState overview={overview} />
            <Tabs
              activeKey={tab}
              destroyOnHidden
              items={[
                ...tabs,
                {
                  key: 'weights',
                  label: t('权重'),
                  children: <Weights key={overview.weightsRevision} overview={overview} />,
                },
              ]}
              onChange={(key) =>
                change(
                  Object.fromEntries([
                    ...Object.keys(search).map((name) => [name, undefined]),
                    ['tab', key],
                  ]),
                )
              }
            />
          </>
        )}
      </Loaded>
    </>
  );
}
