/**
 * Every endpoint against every role: who is not allowed gets 401 or 403 before anything is read, who is allowed never
 * does; and whatever is sent, no answer is a server error. Changing a cell of the permission table fails here only if
 * the routes do not follow it.
 */
import { expect, test } from 'vitest';
import {
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
  scopeOf,
} from '../src/platform/auth/permissions.ts';
import { type Client, testApp } from './harness.ts';

type Operation = { 'x-permission'?: string; security?: unknown[] };
type Endpoint = { method: string; url: string; permission: string };

const app = await testApp();
const NOWHERE = '01900000-0000-7000-8000-000000000000';
/** Loading takes a while and is proven elsewhere. */
const LEFT_OUT = new Set(['POST /api/sample']);

async function endpoints(): Promise<Endpoint[]> {
  const document = (await app.anonymous.get('/api/openapi.json')).body;
  const found: Endpoint[] = [];
  for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const permission = operation['x-permission'];
      if (!permission || permission === 'public') continue;
      const name = `${method.toUpperCase()} ${path}`;
      if (LEFT_OUT.has(name)) continue;
      const url = path.replaceAll('{unit}', 'DW').replaceAll(/\{\w+\}/g, NOWHERE);
      found.push({ method: method.toUpperCase(), url, permission });
    }
  }
  return found;
}

function send(client: Client, { method, url }: Endpoint) {
  switch (method) {
    case 'GET':
      return client.get(url);
    case 'PUT':
      return client.put(url, {});
    case 'PATCH':
      return client.patch(url, {});
    case 'DELETE':
      return client.delete(url);
    default:
      return client.post(url, {});
  }
}

test('nobody reaches anything without signing in', async () => {
  const all = await endpoints();
  expect(all.length).toBeGreaterThan(80);
  const open: string[] = [];
  for (const endpoint of all) {
    const { status } = await send(app.anonymous, endpoint);
    if (status !== 401) open.push(`${endpoint.method} ${endpoint.url}: ${status}`);
  }
  expect(open).toEqual([]);
}, 120_000);

test('each role reaches exactly what the table gives it, and nothing answers 500', async () => {
  const all = await endpoints();
  const wrong: string[] = [];
  for (const role of Object.keys(ROLES) as Role[]) {
    const client = await app.as(role);
    for (const endpoint of all.filter((one) => one.permission !== 'signedIn')) {
      const allowed = scopeOf(role, endpoint.permission as Permission) !== undefined;
      const { status, body } = await send(client, endpoint);
      const forbidden = status === 403 && body.code === 'platform.forbidden';
      if (forbidden === allowed || status >= 500) {
        wrong.push(`${role} ${endpoint.method} ${endpoint.url}: ${status} ${JSON.stringify(body)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);

test('the table has a cell for every role, and the system administrator decides nothing', () => {
  const letters = new Set(['all', 'department', 'own', undefined]);
  for (const permission of PERMISSIONS) {
    for (const role of Object.keys(ROLES) as Role[]) {
      expect(letters).toContain(scopeOf(role, permission));
    }
  }
  for (const permission of [
    'software.edit',
    'entry.append',
    'entry.correct',
    'finding.decide',
    'postingRule.approve',
    'freeList.edit',
  ] as const) {
    expect(scopeOf('sysAdmin', permission), permission).toBeUndefined();
  }
});
