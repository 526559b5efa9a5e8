/** A new rule: described, shown with what it would change on all present data, then saved. */
import { Alert, App, Button, Drawer, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  EndpointForm,
  type Field,
  formatCount,
  useAction,
  useT,
} from '../../../platform/web/index.ts';
import { findProducts, KindTags } from '../../pages/ProductText.tsx';
import {
  createRule,
  patternKinds,
  previewRule,
  type RuleDraft,
  type RulePreview,
  ruleTargets,
} from '../shapes.ts';

export function RuleDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const [preview, setPreview] = useState<RulePreview>();
  const [draft, setDraft] = useState<RuleDraft>();
  const fields: Field[] = [
    {
      name: 'patternKind',
      label: t('匹配方式'),
      kind: 'choice',
      set: patternKinds,
      required: true,
    },
    {
      name: 'pattern',
      label: t('名称规则'),
      required: true,
      maxLength: 200,
      help: t('不分大小写和全角半角。'),
    },
    { name: 'publisher', label: t('厂商包含'), maxLength: 200, help: t('不填则不限厂商。') },
    {
      name: 'target',
      label: t('认定为'),
      kind: 'choice',
      set: ruleTargets,
      radio: true,
      required: true,
    },
    {
      name: 'productId',
      label: t('产品'),
      kind: 'search',
      search: findProducts,
      required: true,
      wide: true,
      when: (values) => values.target === 'product',
    },
    { name: 'note', label: t('说明'), kind: 'area', wide: true, maxLength: 500 },
  ];
  const shown = (found: RulePreview) => {
    setPreview(found);
    setDraft(found.draft);
  };
  return (
    <Drawer open title={t('新建识别规则')} onClose={props.onClose} size={720}>
      {preview ? (
        <Preview preview={preview} back={() => setPreview(undefined)} onDone={props.onClose} />
      ) : (
        <EndpointForm
          endpoint={previewRule}
          fields={fields}
          initial={
            draft
              ? { ...draft, target: draft.productId === null ? 'ignore' : 'product' }
              : { patternKind: 'name', target: 'product' }
          }
          submit={t('预览影响')}
          before={t('下一步先看到现有数据中哪些条目会改变，确认后才保存。')}
          onDone={shown}
          onCancel={props.onClose}
        />
      )}
    </Drawer>
  );
}

function Preview(props: { preview: RulePreview; back: () => void; onDone: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { preview } = props;
  const save = useAction(createRule, {
    onDone: () => {
      void message.success(t('规则已保存，正在按新规则重新识别'));
      props.onDone();
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <>
      <Alert
        type={preview.moving > 0 ? 'info' : 'warning'}
        showIcon
        title={t(
          '规则匹配 {{matching}} 个条目，其中 {{moving}} 个会改变，涉及 {{devices}} 台次计算机。',
          {
            matching: formatCount(preview.matching),
            moving: formatCount(preview.moving),
            devices: formatCount(preview.devices),
          },
        )}
      />
      <Table
        className="zc-table"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={preview.moves}
        scroll={{ x: 620, y: 420 }}
        columns={[
          { title: t('原始名称'), dataIndex: 'name', ellipsis: true },
          { title: t('计算机'), dataIndex: 'deviceCount', width: 70, align: 'right' },
          {
            title: t('现在'),
            width: 200,
            render: (_, move) => (
              <>
                {move.from.productName} <KindTags kind={move.from.kind} freeScope={null} />
              </>
            ),
          },
          {
            title: t('改为'),
            width: 200,
            render: (_, move) =>
              preview.draft.productId === null ? (
                t('忽略')
              ) : (
                <>
                  {move.to.productName} <KindTags kind={move.to.kind} freeScope={null} />
                </>
              ),
          },
        ]}
      />
      <p className="zc-inline">
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() => save.mutate({ body: preview.draft })}
        >
          {t('保存规则')}
        </Button>
        <Button onClick={props.back}>{t('返回修改')}</Button>
      </p>
    </>
  );
}
