/** What the paper writers share: a resolved form, its name, and the properties of the file. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import type { ResolvedSheet } from '../../base/layout.ts';

export const FILE_FORMATS = {
  docx: { label: 'Word' },
  xlsx: { label: 'Excel' },
  pdf: { label: 'PDF' },
} as const;
export const FileFormat = z.enum(choiceValues(FILE_FORMATS), { error: '格式为 docx、xlsx 或 pdf' });
export type FileFormat = z.infer<typeof FileFormat>;
export type PaperFormat = FileFormat;

export const FILE_TYPES: Record<FileFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** The papers of records: pages of every slice offer them, the reporting slice writes them. */
export const PAPER_FILES = { method: 'GET', path: '/api/units/:unit/papers/:kind/:id' } as const;

/** A square of the code that binds a printed form to its version: rows of modules, true = black; lines of words beside it. */
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
