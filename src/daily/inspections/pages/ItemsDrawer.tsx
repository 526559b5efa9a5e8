/** What the unit checks on each computer; inspections that have begun keep their own list. */
import { App, Drawer } from 'antd';
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  EndpointForm,
  type FormLine,
  type LineField,
  LinesField,
  Loaded,
  linesOf,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { getCheckItems, saveCheckItems } from '../shapes.api.ts';
import { PROBLEM_KINDS } from '../shapes.ts';

export function ItemsDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const found = useEndpoint(getCheckItems);
  const fields: LineField[] = [
    { name: 'label', label: t('检查项目'), required: true, maxLength: 60, wide: true },
    {
      name: 'kind',
      label: t('不合格时列为'),
      kind: 'choice',
      set: PROBLEM_KINDS,
      required: true,
      wide: true,
    },
  ];
  const fresh = () => ({ label: '', kind: 'other' });
  return (
    <Drawer open size={640} title={t('检查表项目')} onClose={props.onClose}>
      <Loaded query={found}>
        {({ items }) => (
          <EndpointForm
            endpoint={saveCheckItems}
            initial={{
              items: linesOf(items.map(({ key, ...item }) => ({ ...item, itemKey: key }))),
            }}
            fields={[
              {
                name: 'items',
                label: t('检查项目'),
                kind: 'custom',
                wide: true,
                control: <LinesField fields={fields} fresh={fresh} />,
              },
            ]}
            shape={(body) => ({
              items: bodyOfLines((body.items ?? []) as FormLine[], fields, ['itemKey']).map(
                ({ itemKey, ...item }) => ({ ...item, key: itemKey ?? newKey() }),
              ),
            })}
            before={t('用于以后开始的检查；已开始的检查仍用原来的项目。')}
            submit={t('保存')}
            onDone={() => {
              message.success(t('检查表项目已保存'));
              props.onClose();
            }}
            onCancel={props.onClose}
          />
        )}
      </Loaded>
    </Drawer>
  );
}

const newKey = () => `own${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
