/** A total taken apart: per software number, or per department and status, each with its own causes. */
import { Button, Drawer } from 'antd';
import { Fragment, type ReactNode, useState } from 'react';
import { Go, Loaded, useEndpoint, useT } from '../../../platform/web/index.ts';
import { type DriftItem, type ItemTotal, listDriftItems } from '../shapes.ts';
import type { Asked } from './Drift.tsx';
import type { RecordsAsked } from './Records.tsx';
import { Causes, Head } from './Totals.tsx';

export type ItemsAsked = { total: ItemTotal; title: string };
type Props = {
  query: Asked;
  asked: ItemsAsked;
  openRecords: (asked: RecordsAsked) => void;
};

export function Items(props: Props & { onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Drawer open size="large" title={props.asked.title} onClose={props.onClose}>
      <table className="zc-changes zc-drift">
        <thead>
          <tr>
            <th>{t(props.asked.total === 'department' ? '部门和状态' : '软件编号')}</th>
            <th className="zc-number">{t('期初')}</th>
            <th className="zc-number">{t('期末')}</th>
            <th className="zc-number">{t('变化')}</th>
          </tr>
        </thead>
        <Page {...props} cursor={undefined} />
      </table>
    </Drawer>
  );
}

/** One page; the next is asked for below it. */
function Page(props: Props & { cursor: string | undefined }): ReactNode {
  const t = useT();
  const { query, asked, openRecords, cursor } = props;
  const found = useEndpoint(listDriftItems, {
    query: { ...query, total: asked.total, cursor },
  });
  const [opened, setOpened] = useState<string>();
  const [more, setMore] = useState(false);
  if (!found.data) {
    return (
      <tbody>
        <tr>
          <td colSpan={4}>
            <Loaded query={found}>{() => null}</Loaded>
          </td>
        </tr>
      </tbody>
    );
  }
  const { items, nextCursor } = found.data as { items: DriftItem[]; nextCursor?: string };
  return (
    <>
      <tbody>
        {items.length === 0 && (
          <tr>
            <td colSpan={4}>{t('没有变化。')}</td>
          </tr>
        )}
        {items.map((one) => (
          <Fragment key={one.item}>
            <Head
              one={one}
              label={`${one.name || t('无部门')} ${t(one.detail)}`}
              open={opened === one.item}
              onTurn={() => setOpened(opened === one.item ? undefined : one.item)}
            />
            {opened === one.item && (
              <tr>
                <td colSpan={4} className="zc-drift-causes">
                  <Causes
                    causes={one.causes}
                    onOpen={(cause) =>
                      openRecords({ total: one.total, item: one.item, cause, name: one.name })
                    }
                  />
                  {asked.total !== 'department' && (
                    <Go to={`/software/${one.item}`}>{t('打开软件编号')}</Go>
                  )}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
        {nextCursor && !more && (
          <tr>
            <td colSpan={4}>
              <Button onClick={() => setMore(true)}>{t('显示更多')}</Button>
            </td>
          </tr>
        )}
      </tbody>
      {nextCursor && more && <Page {...props} cursor={nextCursor} />}
    </>
  );
}
