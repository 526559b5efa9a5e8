/** 部门: the tree, its heads and functions; dragged into place or moved by choosing the department above. */
import { App, Button, Tree, type TreeDataNode } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import {
  Can,
  EmptyState,
  Facts,
  FormDrawer,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAction,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../platform/web/index.ts';
import {
  createDepartment,
  DEPARTMENT_FUNCTIONS,
  type Department,
  listDepartments,
  updateDepartment,
} from '../departments/shapes.ts';
import { searchPeople } from './options.ts';

type Open = { kind: 'create'; parentId: string | null } | { kind: 'edit'; department: Department };

function treeOf(rows: Department[], parentId: string | null, closed: string): TreeDataNode[] {
  const known = new Set(rows.map((row) => row.id));
  return rows
    .filter((row) => {
      const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
      return parent === parentId;
    })
    .map((row) => ({
      key: row.id,
      title: (
        <span>
          {row.name} <span className="zc-quiet zc-number">{row.peopleBelow}</span>
          {!row.active && <span className="zc-quiet">{closed}</span>}
        </span>
      ),
      children: treeOf(rows, row.id, closed),
    }));
}

function DepartmentDrawer(props: { open: Open; rows: Department[]; close: () => void }): ReactNode {
  const t = useT();
  const { open, rows, close } = props;
  const fields = [
    { name: 'name', label: t('部门名称'), required: true },
    { name: 'code', label: t('部门编码'), help: t('不填则自动编号。') },
    {
      name: 'parentId',
      label: t('上级部门'),
      kind: 'options' as const,
      options: rows.filter((row) => row.active).map((row) => ({ value: row.id, label: row.path })),
      wide: true,
    },
    {
      name: 'headPersonId',
      label: t('部门负责人'),
      kind: 'search' as const,
      search: searchPeople,
      help: t('本部门使用正版软件的第一责任人。'),
      wide: true,
      ...(open.kind === 'edit' && open.department.headPersonId
        ? {
            shown: {
              value: open.department.headPersonId,
              label: open.department.headName ?? '',
            },
          }
        : {}),
    },
    {
      name: 'functions',
      label: t('部门职能'),
      kind: 'choice' as const,
      set: DEPARTMENT_FUNCTIONS,
      many: true,
      wide: true,
      help: t('领导小组须有这五类职能部门的负责人；小单位一个部门可兼几类。'),
    },
  ];
  if (open.kind === 'create') {
    return (
      <FormDrawer
        open
        title={t('新增部门')}
        endpoint={createDepartment}
        submit={t('新增部门')}
        draft="department.new"
        initial={open.parentId ? { parentId: open.parentId } : {}}
        fields={fields}
        onClose={close}
        onDone={close}
      />
    );
  }
  const { department } = open;
  const { name, code, parentId, headPersonId, functions } = department;
  return (
    <FormDrawer
      open
      title={t('修改{{name}}', { name })}
      endpoint={updateDepartment}
      params={{ id: department.id }}
      submit={t('保存')}
      initial={{ name, code, parentId, headPersonId, functions }}
      fields={fields}
      onClose={close}
      onDone={close}
    />
  );
}

function Chosen(props: { department: Department; open: (open: Open) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { department } = props;
  const update = useAction(updateDepartment, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  const params = { id: department.id };
  const functions = department.functions.map((one) => t(DEPARTMENT_FUNCTIONS[one].label));
  return (
    <section className="zc-panel">
      <h2>
        {department.path} {!department.active && <ToneTag tone="grey">{t('已停用')}</ToneTag>}
      </h2>
      <Facts
        facts={[
          { label: t('部门编码'), value: department.code },
          { label: t('部门负责人'), value: department.headName },
          { label: t('部门职能'), value: functions.join('、') },
          {
            label: t('在职人员'),
            value: (
              <Go to={`/people?department=${department.id}`}>
                {t('{{n}} 人', { n: department.peopleBelow })}
              </Go>
            ),
          },
        ]}
      />
      <Can permission="organisation.edit">
        <p className="zc-inline">
          <Button type="primary" onClick={() => props.open({ kind: 'edit', department })}>
            {t('修改')}
          </Button>
          {department.active && (
            <Button onClick={() => props.open({ kind: 'create', parentId: department.id })}>
              {t('新增下级部门')}
            </Button>
          )}
          <Button
            loading={update.isPending}
            onClick={() => update.mutate({ params, body: { active: !department.active } })}
          >
            {department.active ? t('停用') : t('启用')}
          </Button>
        </p>
      </Can>
    </section>
  );
}

type Drop = Parameters<NonNullable<Parameters<typeof Tree>[0]['onDrop']>>[0];

/** Where a dropped department goes: into another one, or to a place among its siblings. */
function placeOf(rows: Department[], drop: Drop): { parentId: string | null; position: number } {
  const target = rows.find((row) => row.id === drop.node.key)!;
  if (!drop.dropToGap) return { parentId: target.id, position: 0 };
  const moved = String(drop.dragNode.key);
  const siblings = rows.filter((row) => row.parentId === target.parentId && row.id !== moved);
  const at = siblings.findIndex((row) => row.id === target.id);
  const before = drop.dropPosition < Number(drop.node.pos.split('-').at(-1));
  return { parentId: target.parentId, position: before ? at : at + 1 };
}

function DepartmentTree(props: {
  rows: Department[];
  chosen: string | undefined;
  choose: (id: string) => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const session = useSession();
  const { rows } = props;
  const closed = t('（已停用）');
  const tree = useMemo(() => treeOf(rows, null, closed), [rows, closed]);
  const move = useAction(updateDepartment, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Tree
      blockNode
      defaultExpandAll
      treeData={tree}
      selectedKeys={props.chosen ? [props.chosen] : []}
      onSelect={(keys) => keys[0] !== undefined && props.choose(String(keys[0]))}
      draggable={session.can('organisation.edit') ? { icon: false } : false}
      onDrop={(drop) =>
        move.mutate({ params: { id: String(drop.dragNode.key) }, body: placeOf(rows, drop) })
      }
    />
  );
}

export default function Departments(): ReactNode {
  const t = useT();
  const go = useGo();
  const query = useEndpoint(listDepartments);
  const [open, setOpen] = useState<Open>();
  const [chosenId, choose] = useState<string>();
  return (
    <section>
      <PageHead
        title={t('部门')}
        note={t('数字是在职人数（含下级部门）。拖动可以调整上下级和次序。')}
        more={
          <Can permission="organisation.edit">
            <Button onClick={() => go('/departments/import')}>{t('从 Excel 导入')}</Button>
          </Can>
        }
        action={
          <Can permission="organisation.edit">
            <Button type="primary" onClick={() => setOpen({ kind: 'create', parentId: null })}>
              {t('新增部门')}
            </Button>
          </Can>
        }
      />
      <Loaded query={query}>
        {({ items }) => {
          const chosen = items.find((row) => row.id === chosenId) ?? items[0];
          return (
            <>
              {items.length === 0 && (
                <EmptyState
                  text={t('还没有部门。可以从 Excel 导入部门表，或先新增一个部门。')}
                  action={<Go to="/departments/import">{t('从 Excel 导入')}</Go>}
                />
              )}
              {chosen && (
                <div className="zc-columns">
                  <section className="zc-panel">
                    <DepartmentTree
                      key={items.length}
                      rows={items}
                      chosen={chosen.id}
                      choose={choose}
                    />
                  </section>
                  <Chosen department={chosen} open={setOpen} />
                </div>
              )}
              {open && (
                <DepartmentDrawer open={open} rows={items} close={() => setOpen(undefined)} />
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
