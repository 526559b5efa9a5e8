/** The lines of a form that is no table: shown or not, their labels, one more below each; added ones with their words. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import type { EditLine } from './columns.ts';

export function LineList(props: {
  lines: readonly EditLine[];
  onChange: (lines: EditLine[]) => void;
}): ReactNode {
  const t = useT();
  const { lines, onChange } = props;
  const put = (at: number, part: Partial<EditLine>) =>
    onChange(lines.map((line, own) => (own === at ? { ...line, ...part } : line)));
  const add = (at: number) => {
    const used = new Set(lines.map(({ key }) => key));
    let n = 1;
    while (used.has(`extra${n}`)) n++;
    const after = lines[at]!.after ?? lines[at]!.key;
    const line = { key: `extra${n}`, official: [], labels: [''], hidden: false, kept: false };
    onChange([...lines.slice(0, at + 1), { ...line, after, text: '' }, ...lines.slice(at + 1)]);
  };
  return (
    <>
      <h3 className="zc-layout-title">{t('栏目')}</h3>
      <ul className="zc-layout-columns">
        {lines.map((line, at) => {
          const name = (line.labels[0] || line.official[0] || t('新增行')).replace('\n', '');
          const added = line.after !== undefined;
          return (
            <li key={line.key}>
              <Checkbox
                aria-label={t('显示“{{name}}”一行', { name })}
                checked={!line.hidden}
                disabled={line.kept || added}
                onChange={(event) => put(at, { hidden: !event.target.checked })}
              />
              <span className="zc-layout-fields">
                {line.labels.map((label, no) => {
                  const official = line.official[no]?.replace('\n', '');
                  return (
                    <Input
                      // biome-ignore lint/suspicious/noArrayIndexKey: a label is its place in the line
                      key={no}
                      aria-label={t('“{{name}}”的名称', { name: official ?? name })}
                      value={label}
                      maxLength={40}
                      placeholder={official ?? t('名称')}
                      onChange={(event) =>
                        put(at, {
                          labels: line.labels.map((one, own) =>
                            own === no ? event.target.value : one,
                          ),
                        })
                      }
                    />
                  );
                })}
                {line.labels.length === 0 && <span className="zc-quiet">{t('（没有名称）')}</span>}
                {added && (
                  <Input
                    aria-label={t('“{{name}}”的内容', { name })}
                    value={line.text}
                    maxLength={300}
                    placeholder={t('填好的内容；留空供手写')}
                    onChange={(event) => put(at, { text: event.target.value })}
                  />
                )}
              </span>
              <Button
                type="text"
                aria-label={t('在“{{name}}”下增加一行', { name })}
                icon={<PlusOutlined />}
                onClick={() => add(at)}
              />
              {added && (
                <Button
                  type="text"
                  danger
                  aria-label={t('删除“{{name}}”一行', { name })}
                  icon={<DeleteOutlined />}
                  onClick={() => onChange(lines.filter((_, own) => own !== at))}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
