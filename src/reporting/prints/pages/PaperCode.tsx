/** The square code of a paper printed by the browser; that it is printed is noted when the printer is called. */
import { App } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import {
  call,
  DateText,
  Go,
  type PaperOf,
  useEndpoint,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';

import type { PaperKind } from '../../papers/shapes.ts';
import { listPrints, notePrint, type PrintCode, paperCodeOf } from '../shapes.ts';
import './prints.css';

/** `print` notes it and opens the printer's window; Ctrl P notes it by itself. */
export function usePaperCode(of: PaperOf | undefined) {
  const { message } = App.useApp();
  const input = { params: { kind: of?.kind ?? '', id: of?.id ?? '' }, query: of?.query ?? {} };
  const answer = useEndpoint(paperCodeOf, input, { enabled: of !== undefined });
  const code = answer.data?.code;
  const noted = useRef(false);
  const key = JSON.stringify(of);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the paper is its key
  useEffect(() => {
    if (!of || !code) return;
    const note = () => {
      if (noted.current) return;
      noted.current = true;
      call(notePrint, { ...input, body: { code } }).catch((error: Error) =>
        message.error(error.message, 8),
      );
    };
    const over = () => {
      noted.current = false;
    };
    window.addEventListener('beforeprint', note);
    window.addEventListener('afterprint', over);
    return () => {
      window.removeEventListener('beforeprint', note);
      window.removeEventListener('afterprint', over);
    };
  }, [code, key]);
  const print = async () => {
    if (of && code) {
      try {
        await call(notePrint, { ...input, body: { code } });
      } catch (error) {
        message.error(error instanceof Error ? error.message : String(error), 8);
        return;
      }
      noted.current = true;
    }
    window.print();
  };
  return { code: answer.data, print, waiting: of !== undefined && answer.isPending };
}

export function PaperSquare(props: { code: PrintCode }): ReactNode {
  const { modules, words } = props.code;
  const size = modules.length;
  const path = modules
    .flatMap((row, down) =>
      [...row].flatMap((black, across) => (black === '1' ? `M${across} ${down}h1v1h-1z` : [])),
    )
    .join('');
  return (
    <div className="zc-print-code">
      <span>{words.join('\n')}</span>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={words.at(-1)}
      >
        <path d={path} />
      </svg>
    </div>
  );
}

/** Earlier printings of the same record, beside the buttons. */
export function PrintedBefore(props: { of: PaperOf }): ReactNode {
  const session = useSession();
  if (!session.can('print.view')) return null;
  return <Before of={props.of} />;
}

function Before(props: { of: PaperOf }): ReactNode {
  const t = useT();
  const { kind, id } = props.of;
  const { items } = useList(listPrints, {
    query: { kind: kind as PaperKind, record: id, limit: 20 },
  });
  const [last] = items;
  if (!last) return null;
  return (
    <p className="zc-quiet">
      {t('已打印过 {{n}} 个版本，最近一次：', { n: items.length })}
      <DateText value={last.lastPrintedAt} time /> {last.lastPrintedBy}{' '}
      <Go to={`/prints?kind=${kind}&record=${encodeURIComponent(id)}`}>{t('查看版本和扫描件')}</Go>
    </p>
  );
}
