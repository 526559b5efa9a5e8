/** A heading with cards under it. */
import type { ReactNode } from 'react';

export function Section(props: {
  title: ReactNode;
  more?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="zc-cards">
      <header className="zc-section-head">
        <h2>{props.title}</h2>
        {props.more}
      </header>
      {props.children}
    </section>
  );
}
