/** Title line of every page: what it is, its state, the one primary action and the rest. */
import type { ReactNode } from 'react';

export function PageHead(props: {
  title: ReactNode;
  /** What kind of thing it is, before the title. */
  kind?: ReactNode;
  state?: ReactNode;
  action?: ReactNode;
  more?: ReactNode;
  /** One sentence on what the page is for. */
  note?: ReactNode;
}): ReactNode {
  return (
    <header className="zc-head">
      <div className="zc-head-line">
        <h1>
          {props.kind && <span className="zc-head-kind">{props.kind}</span>}
          {props.title}
        </h1>
        {props.state && <span className="zc-head-state">{props.state}</span>}
        <span className="zc-head-actions">
          {props.more}
          {props.action}
        </span>
      </div>
      {props.note && <p className="zc-head-note">{props.note}</p>}
    </header>
  );
}
