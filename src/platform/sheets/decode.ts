/** Text of unknown encoding, as Chinese Windows, PowerShell and Excel write it: UTF-16, UTF-8 or GB18030, never guessed loosely. */
import { isUtf16 } from './guard.ts';

/** Undefined when the bytes are none of the three. */
export function decodeText(bytes: Buffer): string | undefined {
  if (isUtf16(bytes.subarray(0, 4096))) {
    const bigEndian = bytes.readUInt16BE(0) === 0xfeff;
    return strict(bigEndian ? 'utf-16be' : 'utf-16le', bytes);
  }
  // GB bytes never pass strict UTF-8, so the order decides nothing wrongly.
  return strict('utf-8', bytes) ?? strict('gb18030', bytes);
}

function strict(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
