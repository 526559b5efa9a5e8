/** Every sample file posted to a real server, and the captured exchanges of real agents replayed with their headers. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';

const CORPORA = join(import.meta.dirname, '../../../../shared/corpora');
const present = existsSync(join(CORPORA, 'INDEX.tsv'));

describe.skipIf(!present)(
  'the sample corpora over HTTP (skipped: ../shared/corpora is absent)',
  () => {
    let app: TestApp;
    let manager: Client;
    let token: string;

    beforeAll(async () => {
      app = await testApp();
      manager = await app.as('itManager');
      token = (await manager.post('/api/units/DW/discovery/tokens', { name: 't' })).body.token;
    }, 60_000);

    async function post(body: Buffer, headers: Record<string, string>) {
      const answer = await app.http.inject({
        method: 'POST',
        url: `/inventory/${token}`,
        payload: body,
        headers,
      });
      return {
        status: answer.statusCode,
        type: String(answer.headers['content-type']),
        raw: answer.rawPayload,
      };
    }

    test('every file is answered, and kept as a report or in quarantine', async () => {
      const files = readdirSync(CORPORA).filter((name) => statSync(join(CORPORA, name)).isFile());
      let accepted = 0;
      for (const name of files) {
        const body = readFileSync(join(CORPORA, name));
        const { status } = await post(body, { 'user-agent': 'GLPI-Injector' });
        expect([200, 400], name).toContain(status);
        if (status === 200) accepted += 1;
      }
      const { rows } = await app.database.pool.query(
        `select (select count(*) from discovery_source)::int as sources,
        (select count(*) from discovery_quarantine)::int as quarantined,
        (select sum(cardinality(entries)) from discovery_present)::int as entries`,
      );
      expect(accepted).toBeGreaterThan(25);
      expect(rows[0].sources).toBeGreaterThan(15);
      expect(rows[0].quarantined).toBeGreaterThan(10);
      expect(rows[0].entries).toBeGreaterThan(5_000);
      // The two reports of sheevaplug, 15 minutes apart: an agent installed anew, one machine, once decided.
      await app.services.follower.drain();
      const list = await manager.get('/api/units/DW/discovery/sources?waiting=true&q=sheevaplug');
      expect(list.body.items).toHaveLength(2);
      expect(list.body.items[0].together).toEqual([list.body.items[1].id]);
    }, 120_000);

    test('the rows of the index are the rows that were stored', async () => {
      const index = readFileSync(join(CORPORA, 'INDEX.tsv'), 'utf8').trim().split('\n').slice(1);
      const wanted = index
        .map((line) => line.split('\t'))
        .filter((cells) => /\.ocs$|^fi4glpi_.*\.xml$/.test(cells[0]!))
        .map((cells) => Number(cells[6]))
        .sort((a, b) => a - b);
      const { rows } = await app.database.pool.query(
        'select software_rows as n from discovery_present order by 1',
      );
      const stored = rows.map((row) => row.n);
      for (const count of new Set(wanted)) expect(stored).toContain(count);
    });

    const exchanges = present
      ? readdirSync(CORPORA).filter((name) => name.startsWith('wire_'))
      : [];
    test.each(exchanges)(
      '%s: the captured exchange gets the kind of answer the agent took',
      async (folder) => {
        const lines = readFileSync(join(CORPORA, folder, 'exchange.jsonl'), 'utf8')
          .trim()
          .split('\n');
        for (const line of lines) {
          const one = JSON.parse(line);
          const headers: Record<string, string> = {};
          for (let index = 0; index < one.rawHeaders.length; index += 2)
            headers[one.rawHeaders[index].toLowerCase()] = one.rawHeaders[index + 1];
          delete headers['content-length'];
          delete headers.connection;
          delete headers.te;
          const answer = await post(readFileSync(join(CORPORA, folder, `${one.id}.body`)), headers);
          expect(answer.status).toBe(200);
          if (headers['user-agent']!.startsWith('OCS')) {
            expect(inflateSync(answer.raw).toString()).toContain('<REPLY>');
          } else if (one.kind.startsWith('json')) {
            expect(JSON.parse(answer.raw.toString()).status).toBe('ok');
          } else expect(answer.raw.toString()).toMatch(/<REPLY>|"status":"ok"/);
        }
        const { rows } = await app.database.pool.query(
          'select software_rows as n from discovery_present order by changed_at desc limit 1',
        );
        expect(rows[0].n).toBe(930);
      },
    );
  },
);
