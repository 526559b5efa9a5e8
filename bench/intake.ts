/**
 * Intake of agents' reports over HTTP, the whole product path: generator, server and database share this machine.
 * Prints reports per second, latency, CPU per report, bytes per device, memory, and whether what is stored is what was
 * posted. Run: `node bench/intake.ts [devices at 8 connections]`. Figures depend on what else runs: read ratios.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { newId } from '../src/base/ids.ts';
import { hashToken } from '../src/platform/auth/passwords.ts';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { changedSet, deviceSet, type Program, programs, report } from './intake.documents.ts';

const TOKEN = 'bench-token-bench-token-bench-token';
const PEER =
  'OCS Inventory server 2.8: 5-12/s, 135-208 ms CPU, 36-59 KiB per device, whatever changed';
const devicesAt8 = Number(process.argv[2] ?? 3000);

type Phase = { name: string; connections: number; from: number; count: number; bodies: Buffer[] };

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-bench-'));
  const embedded = await startEmbedded({ folder });
  await migrate(embedded.owner, join(import.meta.dirname, '../migrations'));
  const owner = new pg.Client(embedded.owner);
  await owner.connect();
  const unitId = newId();
  await owner.query(
    `insert into organisation_unit (id, code, name, type) values ($1, 'DW', '压测单位', 'government')`,
    [unitId],
  );
  await owner.query(
    `insert into discovery_token (unit_id, id, name, token_hash, tail, created_at, created_by)
     values ($1, $2, 'bench', $3, 'oken', now(), 'bench')`,
    [unitId, newId(), hashToken(TOKEN)],
  );
  const server = fork(
    join(import.meta.dirname, 'intake.server.ts'),
    [JSON.stringify({ app: embedded.app, owner: embedded.owner, folder })],
    // As bin/start.mjs runs the server.
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--max-semi-space-size=4'],
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
    },
  );
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  try {
    await measure(server, port, owner);
  } finally {
    server.send('stop');
    await once(server, 'exit');
    await owner.end();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(server: ChildProcess, port: number, owner: pg.Client): Promise<void> {
  const all = programs();
  console.log(PEER);
  console.log(
    `load before: ${loadavg()
      .map((value) => value.toFixed(2))
      .join(' ')}`,
  );
  console.log('connections  report      /s   p50 ms  p95 ms  node ms  PG ms   RSS MB');
  const postgres = await postmaster(owner);
  let from = 0;
  for (const connections of [1, 4, 8]) {
    const count = connections === 8 ? devicesAt8 : Math.ceil((devicesAt8 * connections) / 10);
    const sets = Array.from({ length: count }, (_, index) => deviceSet(all, from + index));
    const first = sets.map((set, index) => report(all, set, from + index));
    const changed = sets.map((set, index) =>
      report(all, changedSet(all, set, from + index), from + index),
    );
    const phases: Phase[] = [
      { name: 'first', connections, from, count, bodies: first },
      { name: 'unchanged', connections, from, count, bodies: first },
      { name: '2 changed', connections, from, count, bodies: changed },
    ];
    for (const phase of phases) {
      await runPhase(server, port, postgres, phase);
      if (phase.name === 'first' && connections === 8) await sizes(owner, from + count);
    }
    await compare(owner, all, from, count);
    from += count;
  }
  console.log(
    `load after: ${loadavg()
      .map((value) => value.toFixed(2))
      .join(' ')}`,
  );
}

async function runPhase(
  server: ChildProcess,
  port: number,
  postgres: number,
  phase: Phase,
): Promise<void> {
  await ask(server, 'drain');
  const before = { node: cpu([server.pid!]), pg: cpu(family(postgres)) };
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let index = next++; index < phase.count; index = next++) {
      const start = performance.now();
      await post(port, agent, phase.bodies[index]!);
      times.push(performance.now() - start);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: phase.connections }, worker));
  const seconds = (performance.now() - began) / 1000;
  const node = cpu([server.pid!]) - before.node;
  const database = cpu(family(postgres)) - before.pg;
  const { rss } = await ask(server, 'memory');
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1).padStart(7);
  console.log(
    `${String(phase.connections).padStart(11)}  ${phase.name.padEnd(9)} ${(phase.count / seconds).toFixed(0).padStart(5)}  ` +
      `${at(0.5)} ${at(0.95)}  ${(node / phase.count).toFixed(2).padStart(6)} ${(database / phase.count).toFixed(2).padStart(6)}  ` +
      `${(rss! / 1_048_576).toFixed(0).padStart(6)}`,
  );
}

function post(port: number, agent: http.Agent, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        port,
        host: '127.0.0.1',
        agent,
        method: 'POST',
        path: `/inventory/${TOKEN}`,
        headers: {
          'user-agent': 'FusionInventory-Agent_v2.6',
          'content-type': 'application/x-compress-zlib',
          'content-length': body.length,
        },
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`HTTP ${response.statusCode}`)),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function ask(server: ChildProcess, question: string): Promise<{ rss?: number }> {
  server.send(question);
  const [answer] = (await once(server, 'message')) as [{ rss?: number }];
  return answer;
}

/** What was posted last, against what the tables hold: every device, every entry. */
async function compare(
  owner: pg.Client,
  all: Program[],
  from: number,
  count: number,
): Promise<void> {
  const { rows } = await owner.query(
    `select s.host_name as host, array_agg(e.name || ' ' || e.version order by e.name) as names
     from discovery_source s join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
     join recognition_raw_entry e on e.unit_id = s.unit_id and e.id = any(p.entries) and e.source <> 'operatingsystem'
     group by s.host_name`,
  );
  const stored = new Map(rows.map((row) => [row.host, new Set(row.names as string[])]));
  let wrong = 0;
  for (let device = from; device < from + count; device++) {
    const posted = changedSet(all, deviceSet(all, device), device);
    const found = stored.get(`PC-${device}`);
    const same =
      found?.size === posted.length &&
      posted.every((index) => found.has(`${all[index]!.name} ${all[index]!.version}`));
    if (!same) wrong += 1;
  }
  console.log(`             stored = posted: ${count - wrong} of ${count} devices`);
}

async function sizes(owner: pg.Client, devices: number): Promise<void> {
  await owner.query('vacuum analyze');
  const { rows } = await owner.query(
    `select relname, pg_total_relation_size(oid) as bytes from pg_class
     where relkind = 'r' and (relname like 'discovery_%' or relname in ('recognition_raw_entry'))
     order by 2 desc`,
  );
  const total = rows.reduce((sum, row) => sum + Number(row.bytes), 0);
  const parts = rows
    .filter((row) => Number(row.bytes) > 100_000)
    .map((row) => `${row.relname} ${Math.round(Number(row.bytes) / devices)}`);
  console.log(
    `             bytes per device after first: ${Math.round(total / devices)} (${parts.join(', ')})`,
  );
}

async function postmaster(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query('select pg_backend_pid() as pid');
  return Number(statOf(rows[0].pid)[1]);
}

/** [name-free rest of] /proc/PID/stat: state, ppid, … */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function family(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid === parent || Number(statOf(pid)[1]) === parent;
      } catch {
        return false;
      }
    });
}

/** CPU milliseconds of these processes, threads included (clock ticks of 10 ms). */
function cpu(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const stat = statOf(pid);
      // Backends that ended are counted with the postmaster, which reaped them.
      return sum + [11, 12, 13, 14].reduce((ticks, at) => ticks + Number(stat[at]), 0) * 10;
    } catch {
      return sum;
    }
  }, 0);
}

await main();
