/** What a pack holds and how it is proved: every file's hash, and one digest over all of them that can be printed. */
import { createHash } from 'node:crypto';

export type ManifestFile = { path: string; size: number; sha256: string };
export type Manifest = {
  format: 'zhengce-pack/1';
  unit: string;
  from: string;
  to: string;
  /** Over format, unit, period and one line a file; the verifier computes it anew. */
  digest: string;
  files: ManifestFile[];
};

export const MANIFEST = 'manifest.json';
export const VERIFIER = 'verify.html';
export const COVER = '封面.pdf';
export const INDEX = 'index.html';

export function manifestOf(
  of: { unit: string; from: string; to: string },
  found: readonly ManifestFile[],
): Manifest {
  const files = [...found].sort((left, right) => (left.path < right.path ? -1 : 1));
  const head = { format: 'zhengce-pack/1' as const, unit: of.unit, from: of.from, to: of.to };
  const lines = [head.format, head.unit, `${head.from} ${head.to}`];
  for (const { sha256, path } of files) lines.push(`${sha256}  ${path}`);
  const digest = createHash('sha256')
    .update(`${lines.join('\n')}\n`)
    .digest('hex');
  return { ...head, digest, files };
}

/** The bytes of manifest.json; the verifier carries the same text, in which nothing may end the script it stands in. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1).replaceAll('<', '\\u003c')}\n`;
}

/** Puts the manifest and the program into the page. */
export function verifierPage(
  assets: { html: string; verifier: string; page: string },
  manifest: string,
): string {
  const parts: Record<string, string> = {
    MANIFEST: manifest,
    VERIFIER: assets.verifier,
    PAGE: assets.page,
  };
  return assets.html.replaceAll(/%(MANIFEST|VERIFIER|PAGE)%/g, (_, name: string) => parts[name]!);
}
