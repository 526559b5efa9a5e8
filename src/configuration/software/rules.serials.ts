/** How a serial number looks to those who may not read it. */

/** The last four characters, when that leaves most of it hidden. */
export function maskSerial(serial: string): string {
  const characters = [...serial];
  return characters.length >= 9 ? `****${characters.slice(-4).join('')}` : '****';
}
