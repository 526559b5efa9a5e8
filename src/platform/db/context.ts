/** What a command knows: its transaction, its unit, who acts and what day it is. */
import { dateInChina } from '../../base/dates.ts';
import type { Role, Scope } from '../auth/permissions.ts';
import type { Tx } from './database.ts';

export type Actor = {
  kind: 'account' | 'apiKey' | 'system';
  /** Account or key id; a short word for the system itself. */
  id: string;
  name: string;
  roles: Role[];
  personId?: string | undefined;
  /** Departments a `department` scope reaches (own and below). */
  departmentIds?: string[] | undefined;
};

export type CommandContext = {
  tx: Tx;
  unitId: string;
  actor: Actor;
  /** The business day, in China. */
  today: string;
  now: Date;
  requestId: string;
  /** Sender's address, for the audit line. */
  address?: string | undefined;
};

/** How far the endpoint's permission reaches for this caller. */
export type { Scope };

/** Context of work the system does by itself (jobs, posting rules, start-up). */
export function systemContext(
  tx: Tx,
  unitId: string,
  name: string,
  now: Date = new Date(),
): CommandContext {
  return {
    tx,
    unitId,
    actor: { kind: 'system', id: 'system', name, roles: [] },
    today: dateInChina(now),
    now,
    requestId: `system-${name}`,
  };
}
