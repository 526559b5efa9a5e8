/** 岗位软件配置标准: posts with what they need and may have; the list of a post is edited as a whole. */
import { App, Button, Card, Drawer, Flex, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  EmptyState,
  ErrorState,
  Go,
  Loaded,
  PageHead,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import {
  listPostStandards,
  type PostStandard,
  STANDARD_NEEDS,
  type StandardLine,
  savePostStandard,
} from '../shapes.ts';

export default function PostStandards(): ReactNode {
  const t = useT();
  const found = useEndpoint(listPostStandards);
  const [editing, setEditing] = useState<PostStandard>();
  return (
    <>
      <PageHead
        title={t('岗位软件配置标准')}
        note={t(
          '按岗位规定必须配置和可以配置的软件。没有标准的岗位不作限制；申请标准之外的软件时提示审核人。',
        )}
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              text={t('还没有岗位。')}
              action={<Go to="/posts">{t('到岗位页新增岗位')}</Go>}
            />
          ) : (
            <div className="zc-columns">
              {items.map((post) => (
                <Card
                  key={post.id}
                  size="small"
                  title={`${post.postName} · ${t('{{n}} 人', { n: post.people })}`}
                  extra={
                    <Can permission="postStandard.edit">
                      <Button type="link" onClick={() => setEditing(post)}>
                        {t('修改标准')}
                      </Button>
                    </Can>
                  }
                >
                  {post.lines.length === 0 && (
                    <span className="zc-quiet">{t('没有标准，不作限制')}</span>
                  )}
                  {post.lines.map((line) => (
                    <div key={line.softwareName}>
                      <ChoiceTag set={STANDARD_NEEDS} value={line.need} /> {line.softwareName}{' '}
                      <span className="zc-quiet">{line.remark}</span>
                    </div>
                  ))}
                </Card>
              ))}
            </div>
          )
        }
      </Loaded>
      {editing && <Editor key={editing.id} post={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Editor(props: { post: PostStandard; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { post } = props;
  const [lines, setLines] = useState<StandardLine[]>(post.lines);
  const save = useAction(savePostStandard, {
    onDone: () => {
      message.success(t('已保存“{{name}}”的软件配置标准。', { name: post.postName }));
      props.onClose();
    },
  });
  const change = (at: number, part: Partial<StandardLine>) =>
    setLines((before) => before.map((line, here) => (here === at ? { ...line, ...part } : line)));
  return (
    <Drawer
      open
      size={560}
      title={t('修改“{{name}}”的软件配置标准', { name: post.postName })}
      onClose={props.onClose}
      extra={
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params: { post: post.id },
              body: { lines: lines.filter((line) => line.softwareName.trim() !== '') },
            })
          }
        >
          {t('保存')}
        </Button>
      }
    >
      <Flex vertical gap={16}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id before they are saved
          <div key={at} className="zc-inline">
            <Input
              aria-label={t('软件名称')}
              value={line.softwareName}
              maxLength={200}
              onChange={(event) => change(at, { softwareName: event.target.value })}
            />
            <Select
              aria-label={t('要求')}
              value={line.need}
              options={Object.entries(STANDARD_NEEDS).map(([value, { label }]) => ({
                value: value as StandardLine['need'],
                label: t(label),
              }))}
              onChange={(need) => change(at, { need })}
            />
            <Input
              aria-label={t('备注')}
              placeholder={t('备注')}
              value={line.remark}
              maxLength={200}
              onChange={(event) => change(at, { remark: event.target.value })}
            />
            <Button onClick={() => setLines((before) => before.filter((_, here) => here !== at))}>
              {t('移除')}
            </Button>
          </div>
        ))}
        <Button
          onClick={() =>
            setLines((before) => [...before, { softwareName: '', need: 'allowed', remark: '' }])
          }
        >
          {t('添加软件')}
        </Button>
      </Flex>
      {save.error && <ErrorState error={save.error} />}
    </Drawer>
  );
}
