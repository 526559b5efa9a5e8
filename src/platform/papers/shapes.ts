/** What the paper writers share: a resolved form, its name, and the properties of the file. */
import type { ResolvedSheet } from '../../base/layout.ts';

export const PAPER_FORMATS = ['docx', 'xlsx', 'pdf'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** A square of the code that binds a printed form to its version: rows of modules, true = black. */
export type PaperCode = { modules: boolean[][]; words: string };

export type Paper = {
  name: string;
  sheet: ResolvedSheet;
  /** PNG or JPEG of drawn signatures, by the name of their place in the layout. */
  pictures?: Record<string, Uint8Array>;
  code?: PaperCode;
};
/** `on` stands as the file's date, so that equal content gives equal bytes. */
export type PaperProperties = { title: string; on: string };
