/** One writer per format, over the same resolved sheets. */
import { writePaperHere } from '../sheets/paper.write.ts';
import { writePdfHere } from './pdf.write.ts';
import { pagePaper, pageWords } from './rules.words.ts';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeWordHere } from './word.write.ts';

export async function writeHere(
  format: PaperFormat,
  papers: Paper[],
  properties: PaperProperties,
): Promise<{ bytes: Uint8Array; missing: string[] }> {
  if (format === 'xlsx') return { bytes: await writePaperHere(papers, properties), missing: [] };
  const pages = papers.map(pagePaper);
  const named = { ...properties, title: pageWords(properties.title) };
  if (format === 'pdf') return writePdfHere(pages, named);
  return { bytes: await writeWordHere(pages, named), missing: [] };
}
