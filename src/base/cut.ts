/** Cuts words without leaving half of a character: JSON in the database, addresses and XML all refuse such halves. */

/** The first `most` units of a text; a rare character (𠮷) or picture that would be halved is left out. */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** The last `most` units of a text. */
export function cutFront(text: string, most: number): string {
  return text.slice(-most).replace(/^[\uDC00-\uDFFF]/, '');
}
