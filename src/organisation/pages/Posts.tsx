/** 岗位: what people do; configurations of software hang on posts later. */
import { App, Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  EmptyState,
  FormDrawer,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAction,
  useEndpoint,
  useT,
} from '../../platform/web/index.ts';
import { createPost, listPosts, type Post, updatePost } from '../posts/shapes.ts';

function PostDrawer(props: { post: Post | undefined; close: () => void }): ReactNode {
  const t = useT();
  const { post, close } = props;
  const fields = [
    { name: 'name', label: t('岗位名称'), required: true, wide: true },
    { name: 'description', label: t('岗位说明'), kind: 'area' as const, wide: true },
  ];
  const common = { open: true, fields, onClose: close, onDone: close };
  return post ? (
    <FormDrawer
      {...common}
      title={t('修改{{name}}', { name: post.name })}
      endpoint={updatePost}
      params={{ id: post.id }}
      submit={t('保存')}
      initial={{ name: post.name, description: post.description }}
    />
  ) : (
    <FormDrawer
      {...common}
      title={t('新增岗位')}
      endpoint={createPost}
      submit={t('新增岗位')}
      draft="post.new"
    />
  );
}

function PostTable(props: { items: Post[]; edit: (post: Post) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const update = useAction(updatePost, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Table<Post>
      className="zc-table"
      size="middle"
      rowKey="id"
      pagination={false}
      dataSource={props.items}
      columns={[
        { title: t('岗位名称'), dataIndex: 'name' },
        { title: t('岗位说明'), dataIndex: 'description', responsive: ['md'] },
        {
          title: t('在职人员'),
          width: 100,
          align: 'right',
          render: (_, row) => <Go to={`/people?post=${row.id}`}>{row.people}</Go>,
        },
        {
          title: t('状态'),
          width: 100,
          responsive: ['md'],
          render: (_, row) =>
            row.active ? (
              <ToneTag tone="green">{t('可用')}</ToneTag>
            ) : (
              <ToneTag tone="grey">{t('已停用')}</ToneTag>
            ),
        },
        {
          title: '',
          width: 160,
          render: (_, row) => (
            <Can permission="organisation.edit">
              <span className="zc-inline">
                <Button size="small" onClick={() => props.edit(row)}>
                  {t('修改')}
                </Button>
                <Button
                  size="small"
                  onClick={() =>
                    update.mutate({ params: { id: row.id }, body: { active: !row.active } })
                  }
                >
                  {row.active ? t('停用') : t('启用')}
                </Button>
              </span>
            </Can>
          ),
        },
      ]}
    />
  );
}

export default function Posts(): ReactNode {
  const t = useT();
  const query = useEndpoint(listPosts);
  const [open, setOpen] = useState<{ post?: Post }>();
  return (
    <section>
      <PageHead
        title={t('岗位')}
        more={
          <Can permission="postStandard.view">
            <Go to="/post-standards">{t('岗位软件配置标准')}</Go>
          </Can>
        }
        action={
          <Can permission="organisation.edit">
            <Button type="primary" onClick={() => setOpen({})}>
              {t('新增岗位')}
            </Button>
          </Can>
        }
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length > 0 ? (
            <PostTable items={items} edit={(post) => setOpen({ post })} />
          ) : (
            <EmptyState text={t('还没有岗位。导入人员时，名册里的岗位会自动建立。')} />
          )
        }
      </Loaded>
      {open && <PostDrawer post={open.post} close={() => setOpen(undefined)} />}
    </section>
  );
}
