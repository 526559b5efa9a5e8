/** Opens the long-lived parts that routes and jobs use, and closes them in the reverse order. */
import { join } from 'node:path';
import { openDiscovery } from '../discovery/index.ts';
import { createSealer, installSealer, loadSealKey } from '../platform/auth/sealing.ts';
import type { Database } from '../platform/db/database.ts';
import { openFiles } from '../platform/files/files.ts';
import type { Services } from '../platform/http/app.ts';
import { openJobs } from '../platform/jobs/jobs.ts';
import { startNoticeFollower } from '../platform/notices/follower.ts';
import { setFontFolder } from '../platform/papers/index.ts';
import { queueDueAllocations, startReconciler } from '../reconciliation/index.ts';
import { directory } from './directory.ts';
import { sampleService } from './sample/service.ts';
import { jobDefinitions, timers } from './slices.ts';

export type ServiceOptions = {
  /** Where uploaded files and keys lie. */
  dataFolder: string;
  /** Other servers may work on the same database. */
  shared?: boolean;
};

export async function openServices(
  database: Database,
  options: ServiceOptions,
): Promise<{ services: Services; close(): Promise<void> }> {
  installSealer(createSealer(loadSealKey(options.dataFolder, process.env.ZHENGCE_SEAL_KEY)));
  setFontFolder(join(options.dataFolder, 'fonts'));
  // Filled step by step: jobs hand the whole to what they run.
  const services = { directory } as Services;
  const closers: (() => Promise<void>)[] = [];
  services.files = await openFiles(options.dataFolder);
  services.jobs = await openJobs(database, {
    definitions: jobDefinitions,
    timers,
    services,
    alone: !options.shared,
  });
  closers.push(services.jobs.close);
  const discovery = openDiscovery(database, { report: (error) => console.error('采集', error) });
  services.intake = discovery.intake;
  services.follower = discovery.follower;
  closers.push(discovery.close);
  services.reconciler = startReconciler(database, (error) => console.error('对照', error), {
    settled: () => queueDueAllocations(database, services.jobs),
  });
  closers.push(services.reconciler.stop);
  services.notices = startNoticeFollower(database, directory, (error) =>
    console.error('消息', error),
  );
  closers.push(services.notices.stop);
  services.sample = sampleService(database, services);
  return {
    services,
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}
