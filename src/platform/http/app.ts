/** What routes are registered on. Slices add their long-lived parts to Services by declaration merging. */
import type {} from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../db/context.ts';
import type { Database, Tx } from '../db/database.ts';

/** What platform must know of units and people, answered by the organisation slice. */
export type Directory = {
  unitByCode(tx: Tx, code: string): Promise<{ id: string; code: string; name: string } | undefined>;
  unitsByIds(tx: Tx, ids: string[]): Promise<{ id: string; code: string; name: string }[]>;
  allUnits(tx: Tx): Promise<{ id: string; code: string; name: string }[]>;
  /** Where a person stands in the unit on a day. */
  standingOf(tx: Tx, unitId: string, personId: string, today: string): Promise<PersonStanding>;
  /** People in service, in the order of departments and staff numbers. */
  peopleForAccounts(tx: Tx, unitId: string, which: WhichPeople): Promise<PersonForAccount[]>;
  /** Names and e-mail addresses of people in service. */
  addressesOf(
    tx: Tx,
    unitId: string,
    personIds: readonly string[],
  ): Promise<Map<string, { name: string; email: string }>>;
  /** Creates the first unit during set-up and returns its id. */
  createUnit(
    tx: Tx,
    actor: Actor,
    unit: { code: string; name: string; type: string },
  ): Promise<string>;
};

export type PersonStanding = {
  /** Left the unit: nothing the account was given here holds any more. */
  left: boolean;
  /** Recorded as head of a department (ZR-2), and the departments so headed with those below. */
  headsDepartment: boolean;
  headedIds: string[];
  /** Own department, those headed, and all below them. */
  departmentIds: string[];
  /** Heads away today in whose place the person acts, and their departments with those below. */
  standsInFor: { personId: string; name: string; toOn: string }[];
  standsInIds: string[];
};

export type WhichPeople = {
  /** With the departments below. */
  departmentIds?: readonly string[] | undefined;
  personIds?: readonly string[];
  /** Name, initials or staff number. */
  search?: string;
  limit?: number;
};

export type PersonForAccount = {
  id: string;
  staffNo: string;
  name: string;
  departmentId: string | null;
  /** Names from the top, '' without a department. */
  departmentPath: string;
  headsDepartment: boolean;
};

/** Long-lived parts (files, jobs, …); each owner declares its own key. */
export interface Services {
  /** For jobs; routes have it as `app.directory`. */
  directory: Directory;
  /** The sample unit, which set-up may load. */
  sample: SampleService;
}

export type SampleService = {
  load(): Promise<void>;
  remove(): Promise<void>;
  loading(): boolean;
};

export type App = {
  http: FastifyInstance;
  database: Database;
  directory: Directory;
  services: Services;
  /** Asked during set-up when the server listens beyond this machine. */
  setupCode?: string | undefined;
};
