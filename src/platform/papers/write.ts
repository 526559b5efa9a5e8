/** One writer per format, over the same resolved sheets. */
import { writePaperHere } from '../sheets/paper.write.ts';
import { writePdfHere } from './pdf.write.ts';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeWordHere } from './word.write.ts';

export async function writeHere(
  format: PaperFormat,
  papers: Paper[],
  properties: PaperProperties,
): Promise<{ bytes: Uint8Array; missing: string[] }> {
  if (format === 'pdf') return writePdfHere(papers, properties);
  if (format === 'docx') return { bytes: await writeWordHere(papers, properties), missing: [] };
  return { bytes: await writePaperHere(papers, properties), missing: [] };
}
