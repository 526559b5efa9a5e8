/** Every program that needs a licence: the number that covers it, or why none does. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  ChoiceTag,
  EMPTY,
  type Filter,
  Go,
  type ListColumn,
  ListPage,
  ToneTag,
  type Translate,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { softwareCategories } from '../../../recognition/shapes.ts';
import type { Obstacle } from '../rules.problem.ts';
import {
  type AllocatedInstall,
  COVERS,
  exportAllocated,
  listAllocated,
  OBSTACLE_WORDS,
  PROOF_WORDS,
  REGISTER_STATES,
} from '../shapes.ts';
import { InstallPanel, titleOf } from './InstallPanel.tsx';
import { type Correcting, RegisterDrawer } from './RegisterDrawer.tsx';

export function InstallList(props: { device?: string }): ReactNode {
  const t = useT();
  const departments = useList(listDepartments, {}, { enabled: props.device === undefined });
  const options = departments.items.map(({ id, name }) => ({ value: id, label: name }));
  const filters: Filter[] = props.device
    ? []
    : [
        { name: 'cover', label: t('覆盖'), set: COVERS },
        { name: 'register', label: t('与台账比较'), set: REGISTER_STATES },
        { name: 'category', label: t('软件类别'), set: softwareCategories },
        { name: 'proof', label: t('证明情况'), set: PROOF_WORDS },
        { name: 'department', label: t('部门'), options, search: true },
      ];
  const { can } = useSession();
  const [opened, setOpened] = useState<AllocatedInstall>();
  const [correcting, setCorrecting] = useState<Correcting>();
  const mayCorrect = can('entry.append') !== undefined;
  return (
    <>
      <ListPage
        title={t('许可分配')}
        embedded
        list={listAllocated}
        onOpen={setOpened}
        {...(mayCorrect
          ? {
              bulk: (installs: AllocatedInstall[], done: () => void) => (
                <Button type="primary" onClick={() => setCorrecting({ installs, done })}>
                  {t('按分配更正台账')}
                </Button>
              ),
            }
          : {})}
        query={props.device ? { device: props.device } : {}}
        columns={columns(t, props.device !== undefined)}
        filters={filters}
        searchHint={t('软件名称、计算机编号')}
        exports={exportAllocated}
        empty={{ text: t('没有需要许可的安装，或者还没有计算。') }}
      />
      <InstallPanel install={opened} onClose={() => setOpened(undefined)} />
      {correcting && <RegisterDrawer {...correcting} close={() => setCorrecting(undefined)} />}
    </>
  );
}

function columns(t: Translate, onDevice: boolean): ListColumn<AllocatedInstall>[] {
  const computer: ListColumn<AllocatedInstall>[] = [
    {
      key: 'computerNo',
      title: t('计算机编号'),
      sort: true,
      width: 130,
    },
    { key: 'departmentName', title: t('部门'), width: 130 },
  ];
  return [
    ...(onDevice ? [] : computer),
    {
      key: 'productName',
      title: t('软件'),
      sort: true,
      render: titleOf,
    },
    {
      key: 'coveredBy',
      title: t('覆盖的许可'),
      width: 130,
      render: (row) =>
        row.coveredBy ? (
          <Go to={`/software/${row.coveredBy.softwareId}`}>{row.coveredBy.softwareNo}</Go>
        ) : (
          <ToneTag tone="red">{t('没有')}</ToneTag>
        ),
    },
    {
      key: 'recorded',
      title: t('台账编号'),
      width: 120,
      render: (row) => (row.recorded.length === 0 ? EMPTY : numbers(t, row.recorded)),
    },
    {
      key: 'obstacles',
      title: t('不能覆盖的原因'),
      render: (row) => (row.coveredBy ? EMPTY : reasons(t, row)),
    },
    {
      key: 'proof',
      title: t('证明情况'),
      width: 120,
      render: (row) => (row.proof ? <ChoiceTag set={PROOF_WORDS} value={row.proof} /> : EMPTY),
    },
  ];
}

function numbers(t: Translate, list: readonly { softwareNo: string }[]): string {
  return list.map(({ softwareNo }) => softwareNo).join(t('、'));
}

function reasons(t: Translate, row: AllocatedInstall): ReactNode {
  if (row.obstacles.length === 0) return t('单位没有这个产品的许可');
  return row.obstacles.map(({ softwareNo, obstacle }) => (
    <div key={softwareNo}>
      {softwareNo} {t(OBSTACLE_WORDS[obstacle as Obstacle].label)}
    </div>
  ));
}
