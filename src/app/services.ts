/** Opens the long-lived parts that routes and jobs use, and closes them in the reverse order. */
import type { Database } from '../platform/db/database.ts';
import type { Services } from '../platform/http/app.ts';

export type ServiceOptions = {
  /** Where uploaded files and keys lie. */
  dataFolder: string;
};

export async function openServices(
  _database: Database,
  _options: ServiceOptions,
): Promise<{ services: Services; close(): Promise<void> }> {
  const services: Services = {};
  const closers: (() => Promise<void>)[] = [];
  return {
    services,
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}
