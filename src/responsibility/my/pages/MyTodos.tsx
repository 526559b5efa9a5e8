/** What waits for me, one large line each; the order's own cards say the rest. */
import { RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { DateText, Go, ToneTag, useT } from '../../../platform/web/index.ts';
import type { MyPage } from '../shapes.ts';
import { Section } from './Section.tsx';

/** Shown as cards of their own. */
const ELSEWHERE = new Set(['order.sign']);

export function MyTodos(props: { todos: MyPage['todos'] }): ReactNode {
  const t = useT();
  const todos = props.todos.filter((todo) => !ELSEWHERE.has(todo.key));
  if (todos.length === 0) return null;
  return (
    <Section title={t('待我办理')}>
      {todos.map((todo) => (
        <Go key={todo.key} to={todo.link} className="zc-card zc-my-todo">
          <span>
            {todo.title}
            {todo.dueOn && (
              <span className="zc-quiet">
                {' '}
                {t('限期')} <DateText value={todo.dueOn} />
              </span>
            )}
          </span>
          <ToneTag tone={todo.overdue ? 'red' : 'amber'}>{todo.count}</ToneTag>
          <RightOutlined />
        </Go>
      ))}
    </Section>
  );
}
