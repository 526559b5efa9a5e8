/** After sign-in: the session is known. */
import { queryClient } from '../../web/query.ts';
import { SESSION_KEY } from '../../web/session.tsx';
import type { SessionInfo } from '../shapes.ts';

/** Nothing of whoever was here before stays in memory. */
export function remember(session: SessionInfo): void {
  queryClient.clear();
  queryClient.setQueryData(SESSION_KEY, session);
}
