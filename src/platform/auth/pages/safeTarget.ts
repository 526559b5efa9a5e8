/** Only addresses of this product: `//elsewhere` and `https:` would lead away. */
export function safeTarget(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
