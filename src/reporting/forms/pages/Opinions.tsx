/** Opinions below a printed form, one block each. */
import type { ReactNode } from 'react';
import type { Opinion } from '../rules.form3.ts';

export function Opinions(props: { opinions: readonly Opinion[] }): ReactNode {
  return (
    <span className="zc-print-opinions">
      {props.opinions.map(({ title, words }) => (
        <span key={title} className="zc-print-opinion">
          {title}：{words}
        </span>
      ))}
    </span>
  );
}
