/** What waits for me: one line per kind of work, each a door. */
import type { ReactNode } from 'react';
import { EmptyState, Go, Loaded, ToneTag, useEndpoint, useT } from '../../web/index.ts';
import { listTodos } from '../shapes.ts';

export function TodoList(props: { quiet?: boolean }): ReactNode {
  const t = useT();
  const todos = useEndpoint(listTodos);
  return (
    <Loaded query={todos}>
      {({ items }) =>
        items.length === 0 ? (
          props.quiet ? null : (
            <EmptyState text={t('没有需要您办理的事项。')} />
          )
        ) : (
          <ul className="zc-todos">
            {items.map((item) => (
              <li key={item.key}>
                <Go to={item.link}>
                  <strong className="zc-number">{item.count}</strong>
                  <span>{item.title}</span>
                  {item.overdue ? (
                    <ToneTag tone="red">{t('已逾期')}</ToneTag>
                  ) : (
                    item.dueOn && <span className="zc-quiet">{item.dueOn}</span>
                  )}
                </Go>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
