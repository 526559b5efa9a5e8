/** The columns of a form, one line each: shown or not, its name, up and down; added ones with their words. */
import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import type { EditColumn } from './columns.ts';

export function ColumnList(props: {
  columns: readonly EditColumn[];
  onChange: (columns: EditColumn[]) => void;
}): ReactNode {
  const t = useT();
  const { columns, onChange } = props;
  const put = (at: number, part: Partial<EditColumn>) =>
    onChange(columns.map((column, own) => (own === at ? { ...column, ...part } : column)));
  const move = (at: number, by: number) => {
    const next = [...columns];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  const add = () => {
    const used = new Set(columns.map(({ key }) => key));
    let n = 1;
    while (used.has(`extra${n}`)) n++;
    const column = { official: '', title: '', hidden: false, added: true, text: '' };
    onChange([...columns, { ...column, key: `extra${n}` }]);
  };
  return (
    <>
      <ul className="zc-layout-columns">
        {columns.map((column, at) => {
          const name = column.title || column.official || t('新增列');
          return (
            <li key={column.key}>
              <Checkbox
                aria-label={t('显示“{{name}}”', { name })}
                checked={!column.hidden}
                onChange={(event) => put(at, { hidden: !event.target.checked })}
              />
              <span className="zc-layout-fields">
                <Input
                  aria-label={t('“{{name}}”的列名', { name })}
                  value={column.title}
                  maxLength={40}
                  placeholder={column.official || t('列名')}
                  onChange={(event) => put(at, { title: event.target.value })}
                />
                {column.added && (
                  <Input
                    aria-label={t('“{{name}}”的内容', { name })}
                    value={column.text}
                    maxLength={100}
                    placeholder={t('每行的内容；留空供手写')}
                    onChange={(event) => put(at, { text: event.target.value })}
                  />
                )}
              </span>
              <Button
                type="text"
                aria-label={t('“{{name}}”左移', { name })}
                icon={<ArrowUpOutlined />}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <Button
                type="text"
                aria-label={t('“{{name}}”右移', { name })}
                icon={<ArrowDownOutlined />}
                disabled={at === columns.length - 1}
                onClick={() => move(at, 1)}
              />
              {column.added && (
                <Button
                  type="text"
                  danger
                  aria-label={t('删除“{{name}}”', { name })}
                  icon={<DeleteOutlined />}
                  onClick={() => onChange(columns.filter((_, own) => own !== at))}
                />
              )}
            </li>
          );
        })}
      </ul>
      <Button icon={<PlusOutlined />} onClick={add}>
        {t('增加一列')}
      </Button>
    </>
  );
}
