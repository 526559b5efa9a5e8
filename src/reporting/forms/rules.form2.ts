/** 附件2 使用正版软件承诺书 as printed: the official words and nothing else (ZR-3). */
import type { Layout, LayoutData } from '../../base/layout.ts';
import { PLEDGE_TITLE } from '../../responsibility/pledges/shapes.ts';
import {
  BLANK_DATE,
  longDate,
  openCell,
  PORTRAIT_PAGE,
  type SignatureFacts,
  signatureWords,
} from './rules.print.ts';

export const FORM2: Layout = {
  id: 'form2',
  title: PLEDGE_TITLE,
  page: PORTRAIT_PAGE,
  // The second and third are one on paper; in Excel a drawn signature stands in the third.
  cols: [70, 40, 60],
  styles: {
    title: { font: 'hei', size: 22 },
    line: { font: 'fang', size: 16 },
    body: { font: 'fang', size: 16 },
  },
  rows: [
    {
      height: 110,
      cells: [{ text: PLEDGE_TITLE, span: 3, style: 'title', border: false }],
    },
    { height: 150, kept: true, cells: [openCell({ field: 'text' }, 3, 'left')] },
    {
      height: 70,
      kept: true,
      cells: [
        openCell('', 1, 'left'),
        {
          ...openCell({ field: 'signature', before: '承诺人签字:' }, 2, 'left'),
          picture: 'signature',
        },
      ],
    },
    {
      height: 40,
      kept: true,
      cells: [openCell('', 1, 'left'), openCell({ field: 'signedOn' }, 2, 'right')],
    },
  ],
};

/** Without a signature it is one to be signed by hand. */
export function form2Data(pledge: {
  text: string;
  signature?: SignatureFacts | undefined;
}): LayoutData {
  const { text, signature } = pledge;
  return {
    fields: {
      // Each paragraph begins two characters in.
      text: text
        .split('\n')
        .map((line) => `　　${line.trim()}`)
        .join('\n'),
      signature: signatureWords(signature),
      signedOn: signature ? longDate(signature.signedOn) : BLANK_DATE,
    },
    rows: [],
  };
}
