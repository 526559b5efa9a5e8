/**
 * What inventories carry and nobody may keep: the environment and command lines of the reporting process, the agent's
 * own command line (passwords in clear), product keys. Removed from the text before anything of it is written.
 */

const XML_SECTIONS = ['ENVS', 'PROCESSES', 'VERSIONPROVIDER', 'REGISTRY'];
const XML_VALUES =
  'WINPRODKEY|KEY|PRODUCTKEY|SERIALKEY|OFFICEKEY|PERL_ARGS|PASSWORD|PASSWD|TOKEN|SECRET';
const JSON_SECTIONS = /^(envs|processes|versionprovider|registry|registry_keys)$/i;
const JSON_VALUES =
  /^(winprodkey|key|productkey|serialkey|officekey|perl_args|password|passwd|token|secret)$/i;
const PRODUCT_KEY = /\b(?:[0-9A-Z]{5,6}-){4}[0-9A-Z]{1,3}?([0-9A-Z]{5})\b/gi;
const ARGUMENT = /(--?[\w-]*(?:password|passwd|secret|token|user)[\w-]*[= ])[^\s<>"',\]]+/gi;
const GONE = '（已移除）';

/** The text of a report without its secrets; structure is kept so that it can be read again. */
export function removeSecrets(text: string): string {
  const start = text.trimStart();
  if (start.startsWith('<')) return maskPatterns(cleanXml(text));
  if (start.startsWith('{') || start.startsWith('[')) return maskPatterns(cleanJson(text));
  return maskPatterns(text);
}

function maskPatterns(text: string): string {
  return text
    .replaceAll(PRODUCT_KEY, (_, tail: string) => `XXXXX-XXXXX-XXXXX-XXXXX-${tail.toUpperCase()}`)
    .replaceAll(ARGUMENT, `$1${GONE}`);
}

function cleanXml(text: string): string {
  let cleaned = text.replace(
    /^(\s*<\?xml[^>]{0,200}?encoding\s*=\s*["'])[A-Za-z0-9._:-]+/,
    '$1UTF-8',
  );
  for (const name of XML_SECTIONS) cleaned = withoutElement(cleaned, name);
  return cleaned.replaceAll(
    new RegExp(`(<(${XML_VALUES})\\b[^>]*>)([^<]*)`, 'gi'),
    (_, open: string, name: string, value: string) => open + shortened(name, value),
  );
}

/** Cuts every `<NAME>…</NAME>`; one without an end (a truncated body) is cut to the end of the text. */
function withoutElement(text: string, name: string): string {
  const open = new RegExp(`<${name}(?=[\\s/>])`, 'gi');
  let kept = '';
  let from = 0;
  for (let found = open.exec(text); found; found = open.exec(text)) {
    kept += text.slice(from, found.index);
    const tagEnd = text.indexOf('>', found.index);
    if (tagEnd >= 0 && text[tagEnd - 1] === '/') from = tagEnd + 1;
    else {
      const closing = new RegExp(`</${name}\\s*>`, 'gi');
      closing.lastIndex = found.index;
      const end = closing.exec(text);
      if (!end) return kept;
      from = end.index + end[0].length;
    }
    open.lastIndex = from;
  }
  return kept + text.slice(from);
}

function shortened(name: string, value: string): string {
  const plain = value.replaceAll(/[^0-9A-Za-z]/g, '');
  if (!/KEY$/i.test(name)) return value.trim() ? GONE : value;
  return plain.length >= 10 ? `XXXXX-${plain.slice(-5)}` : plain.length > 0 ? GONE : value;
}

function cleanJson(text: string): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return cleanBrokenJson(text);
  }
  return JSON.stringify(root, (key, value) => {
    if (JSON_SECTIONS.test(key)) return undefined;
    if (JSON_VALUES.test(key) && value !== null && value !== '')
      return typeof value === 'string' ? shortened(key, value) : GONE;
    return value;
  });
}

/** A JSON text that does not parse: sections are cut from their name to the matching bracket, or to the end. */
function cleanBrokenJson(text: string): string {
  const open = /"(envs|processes|versionprovider|registry|registry_keys)"\s*:\s*/gi;
  let kept = '';
  let from = 0;
  for (let found = open.exec(text); found; found = open.exec(text)) {
    kept += text.slice(from, found.index);
    from = endOfValue(text, open.lastIndex);
    open.lastIndex = from;
  }
  kept += text.slice(from);
  return kept.replaceAll(
    /("(winprodkey|key|productkey|serialkey|officekey|perl_args|password|passwd|token|secret)"\s*:\s*")((?:[^"\\]|\\.)*)/gi,
    (_, head: string, name: string, value: string) => head + shortened(name, value),
  );
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
      continue;
    }
    if (character === '"') quoted = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === ',' && depth === 0) return at;
    if (depth < 0) return at;
  }
  return text.length;
}
