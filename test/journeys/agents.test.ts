/**
 * Debian's own agents against a really listening server: what is stored is what they reported, and three sources of
 * one machine become one device by one command. Skipped where the agents are not installed.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../harness.ts';

const FUSION = '/usr/bin/fusioninventory-agent';
const OCS = '/usr/bin/ocsinventory-agent';
const installed = existsSync(FUSION) && existsSync(OCS);
const run = promisify(execFile);
const LIMIT = 120_000;

describe.skipIf(!installed)(
  'real agents (skipped: fusioninventory-agent or ocsinventory-agent is not installed)',
  () => {
    let app: TestApp;
    let manager: Client;
    let address: string;
    let token: string;
    let folder: string;
    let empty: string;

    beforeAll(async () => {
      app = await testApp();
      manager = await app.as('itManager');
      const made = await manager.post('/api/units/DW/discovery/tokens', { name: '真实代理' });
      token = made.body.token;
      address = await app.http.listen({ host: '127.0.0.1', port: 0 });
      folder = mkdtempSync(join(tmpdir(), 'zhengce-agents-'));
      empty = join(folder, 'empty.cfg');
      writeFileSync(empty, '');
    }, LIMIT);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const fusion = (...more: string[]) =>
      run(FUSION, [
        `--conf-file=${empty}`,
        '--no-httpd',
        '--tasks=inventory',
        '--logger=stderr',
        '--debug',
        ...more,
      ]);
    const ocs = (state: string, ...more: string[]) => {
      mkdirSync(join(folder, state), { recursive: true });
      return run(OCS, [`--basevardir=${join(folder, state)}`, '--debug', ...more]);
    };

    async function sources(query = '') {
      const list = await manager.get(`/api/units/DW/discovery/sources?limit=100${query}`);
      return list.body.items;
    }

    /** The rows the agent itself writes into a local file. */
    function rowsIn(path: string): number {
      const file = readdirSync(path).find((name) => name.endsWith('.ocs'))!;
      return readFileSync(join(path, file), 'utf8').split('<SOFTWARES>').length - 1;
    }

    async function storedRows(id: string): Promise<number> {
      const seen = await manager.get(`/api/units/DW/discovery/sources/${id}/software`);
      return seen.body.items.filter((one: { from: string }) => one.from !== 'operatingsystem')
        .length;
    }

    test(
      "FusionInventory: stored software count is the report's own",
      async () => {
        const local = join(folder, 'fusion');
        mkdirSync(local);
        await fusion(`--local=${local}`);
        const { stderr } = await fusion(`--server=${address}/inventory/${token}`);
        expect(stderr).not.toContain('[error]');
        const [source] = await sources('&kind=fusioninventory');
        expect(source.softwareRows).toBe(rowsIn(local));
        expect(source.softwareRows).toBeGreaterThan(100);
        expect(await storedRows(source.id)).toBe(source.softwareRows);
        expect(source.coverage).toBe('full');
      },
      LIMIT,
    );

    test(
      "OCS: stored software count is the report's own",
      async () => {
        const local = join(folder, 'ocs');
        mkdirSync(local);
        await ocs('local-state', `--local=${local}`);
        await ocs('state', '--nolocal', `--server=${address}/inventory/${token}`, '--tag=x');
        const [source] = await sources('&kind=ocs');
        expect(source.softwareRows).toBe(rowsIn(local));
        expect(await storedRows(source.id)).toBe(source.softwareRows);
        expect(source.tag).toBe('x');
      },
      LIMIT,
    );

    test(
      'OCS and FusionInventory with Basic authentication instead of the token in the path',
      async () => {
        const before = await sources();
        const secret = Buffer.from(token).toString('base64');
        const user = Buffer.from('DW').toString('base64');
        await ocs(
          'state',
          '--nolocal',
          `--server=${address}/inventory`,
          '--realm=zhengce',
          `--user=${user}`,
          `--password=${secret}`,
        );
        await fusion(`--server=${address}/inventory`, '--user=DW', `--password=${token}`);
        const after = await sources();
        // OCS keeps its identity per address, so this is a third source; FusionInventory is the same as before.
        expect(after).toHaveLength(before.length + 1);
        const rowsOf = (kind: string) =>
          after
            .filter((one: { kind: string }) => one.kind === kind)
            .map((one: { softwareRows: number }) => one.softwareRows);
        expect(rowsOf('ocs')[0]).toBe(rowsOf('ocs')[1]);
        const seen = (list: { kind: string; seenAt: string }[]) =>
          Date.parse(list.find((one) => one.kind === 'fusioninventory')!.seenAt);
        expect(seen(after)).toBeGreaterThan(seen(before));
      },
      LIMIT,
    );

    test(
      'a wrong token is refused and nothing is stored',
      async () => {
        const before = await sources();
        await fusion(`--server=${address}/inventory/wrong-token-wrong-token`).catch(
          () => undefined,
        );
        expect(await sources()).toEqual(before);
      },
      LIMIT,
    );

    test(
      'every source of this machine becomes one device by one command',
      async () => {
        await app.services.follower.drain();
        const waiting = await sources('&waiting=true');
        expect(waiting).toHaveLength(3);
        const made = await manager.post('/api/units/DW/discovery/sources/create-devices', {
          sourceIds: [waiting[0].id],
        });
        expect(made.status).toBe(200);
        expect(made.body.deviceIds).toHaveLength(1);
        expect(made.body.sourceIds).toHaveLength(3);
        await app.services.follower.drain();
        expect(await sources('&waiting=true')).toHaveLength(0);
        const seen = await manager.get(
          `/api/units/DW/discovery/devices/${made.body.deviceIds[0]}/software`,
        );
        const names = new Set(seen.body.items.map((one: { name: string }) => one.name));
        expect(names.has('adduser')).toBe(true);
      },
      LIMIT,
    );
  },
);
