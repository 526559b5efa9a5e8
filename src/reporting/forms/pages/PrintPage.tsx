/** A form as the paper it is printed on; the frame around it stays on the screen. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ResolvedCell, ResolvedSheet } from '../../../base/layout.ts';
import {
  Go,
  PageHead,
  PaperMenu,
  type PaperOf,
  PrintedSheet,
  paperRows,
  useT,
} from '../../../platform/web/index.ts';
import { PaperSquare, PrintedBefore, usePaperCode } from '../../prints/pages/PaperCode.tsx';
import type { PrintCode } from '../../prints/shapes.ts';
import './print.css';

export type Print = {
  key: string;
  sheet: ResolvedSheet;
  /** Addresses of drawn signatures, by the name of their place in the layout. */
  pictures?: Record<string, string>;
  below?: ReactNode;
};

export function PrintPage(props: {
  title: string;
  note?: ReactNode;
  /** The record, relative to the unit. */
  back: string;
  more?: ReactNode;
  prints: readonly Print[];
  /** Whose files can be had; without it the paper is for the printer only. */
  files?: PaperOf;
}): ReactNode {
  const t = useT();
  const { code, print, waiting } = usePaperCode(props.files);
  return (
    <>
      <div className="zc-print-tools">
        <PageHead
          title={props.title}
          note={props.note}
          more={
            <>
              {props.more}
              {props.files && <PaperMenu of={props.files} />}
              <Go to={props.back}>{t('返回')}</Go>
            </>
          }
          action={
            <Button
              type="primary"
              icon={<PrinterOutlined />}
              disabled={props.prints.length === 0 || waiting}
              onClick={() => void print()}
            >
              {t('打印')}
            </Button>
          }
        />
        {props.files && <PrintedBefore of={props.files} />}
      </div>
      <div className="zc-print-desk">
        {props.prints.map((one) => (
          <Paper key={one.key} print={one} code={code} />
        ))}
      </div>
    </>
  );
}

function Paper(props: { print: Print; code: PrintCode | undefined }): ReactNode {
  const { sheet, pictures = {}, below } = props.print;
  const content = (cell: ResolvedCell) => {
    const picture = cell.picture === undefined ? undefined : pictures[cell.picture];
    if (!picture) return cell.display;
    return (
      <>
        {cell.display}
        <img className="zc-print-sign" src={picture} alt="" />
      </>
    );
  };
  const rows = paperRows(sheet, content).map((row, at) => ({
    ...row,
    height: sheet.rows[at]!.height,
  }));
  return (
    <PrintedSheet
      label={sheet.title}
      id={sheet.id}
      landscape={sheet.page.orientation === 'landscape'}
      cols={sheet.cols}
      rows={rows}
      corner={props.code && <PaperSquare code={props.code} />}
      below={below && <p className="zc-print-below">{below}</p>}
    />
  );
}
