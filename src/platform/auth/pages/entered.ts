/** After sign-in: the session is known; go where one wanted to go. */
import { queryClient } from '../../web/query.ts';
import { SESSION_KEY } from '../../web/session.tsx';
import type { SessionInfo } from '../shapes.ts';

/** Only addresses of this product: `//elsewhere` and `https:` would lead away. */
export function safeTarget(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

/** Nothing of whoever was here before stays in memory. */
export function remember(session: SessionInfo): void {
  queryClient.clear();
  queryClient.setQueryData(SESSION_KEY, session);
}
