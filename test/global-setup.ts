/** One PostgreSQL for the whole run (DATABASE_URL, or the embedded one) with a migrated template database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { appConfigOf } from '../src/platform/db/roles.ts';

export type TestCluster = {
  owner: pg.ClientConfig;
  app: pg.ClientConfig;
  template: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
};

export default async function setup(project: TestProject) {
  const { owner, app, stop } = await openCluster();
  const template = `zhengce_template_${process.pid}`;
  const admin = new pg.Client(owner);
  await admin.connect();
  await admin.query(`create database ${template}`);
  await migrate({ ...owner, database: template }, join(import.meta.dirname, '../migrations'));
  project.provide('cluster', { owner, app, template });
  return async () => {
    await admin.query(`drop database if exists ${template}`);
    await admin.end();
    await stop();
  };
}

async function openCluster() {
  const url = process.env.DATABASE_URL;
  if (url) return { ...appConfigOf(url), stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-test-'));
  const embedded = await startEmbedded({ folder, settings: FAST });
  return {
    owner: embedded.owner,
    app: embedded.app,
    stop: async () => {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
