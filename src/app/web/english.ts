/** The English of all slices, fetched when somebody switches to English. */
const files = import.meta.glob<Record<string, unknown>>('../../**/texts.en.ts');

export async function loadEnglish(): Promise<Record<string, string>> {
  const modules = await Promise.all(Object.values(files).map((load) => load()));
  const texts: Record<string, string> = {};
  // A texts file exports one record, whatever its name.
  for (const module of modules)
    for (const part of Object.values(module)) Object.assign(texts, part);
  return texts;
}
