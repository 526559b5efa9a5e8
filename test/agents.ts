/** Agents as tests play them: bodies in the shapes agents send, posted to a test server with a token of its own. */
import { expect } from 'vitest';
import { type Client, type TestApp, testApp } from './harness.ts';

export const OCS = 'OCS-NG_unified_unix_agent_v2.10.0';
export const GLPI = 'GLPI-Agent_v1.12';
const FUSION = 'FusionInventory-Agent_v2.6-3';

type Sent = { agent?: string; id?: string; type?: string; url?: string; headers?: object };
export type Posted = {
  status: number;
  type: string;
  headers: Record<string, unknown>;
  raw: Buffer;
  text: string;
};

export type AgentApp = {
  app: TestApp;
  manager: Client;
  token: string;
  post(body: Buffer | string, sent?: Sent): Promise<Posted>;
  /** Names of the software a device is seen to have, the operating system left out. */
  softwareOf(device: string): Promise<string[]>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of many shapes
  sourceOf(device: string): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of many shapes
  quarantined(query?: string): Promise<any[]>;
};

export async function agentApp(): Promise<AgentApp> {
  const app = await testApp();
  const manager = await app.as('itManager');
  const made = await manager.post('/api/units/DW/discovery/tokens', { name: '全单位' });
  expect(made.status).toBe(200);
  const token: string = made.body.token;
  const get = async (path: string) => {
    const answer = await manager.get(`/api/units/DW/discovery/${path}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const sourceOf = async (device: string) => {
    const { items } = await get(`sources?limit=500&q=${device}`);
    const found = items.filter((one: { deviceName: string }) => one.deviceName === device);
    expect(found).toHaveLength(1);
    return found[0];
  };
  return {
    app,
    manager,
    token,
    post: (body, sent = {}) => post(app, sent.url ?? `/inventory/${token}`, body, sent),
    sourceOf,
    quarantined: async (query = '') => (await get(`quarantine?limit=100${query}`)).items,
    softwareOf: async (device) => {
      const { items } = await get(`sources/${(await sourceOf(device)).id}/software`);
      return items
        .filter((one: { from: string }) => one.from !== 'operatingsystem')
        .map((one: { name: string }) => one.name);
    },
  };
}

async function post(app: TestApp, url: string, body: Buffer | string, sent: Sent): Promise<Posted> {
  const answer = await app.http.inject({
    method: 'POST',
    url,
    payload: body,
    headers: {
      'user-agent': sent.agent ?? FUSION,
      'content-type': sent.type ?? 'application/x-compress-zlib',
      ...(sent.id ? { 'glpi-agent-id': sent.id } : {}),
      ...sent.headers,
    },
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    headers: answer.headers,
    raw: answer.rawPayload,
    text: answer.payload,
  };
}

export function prolog(device: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><DEVICEID>${device}</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>`;
}

export function inventory(device: string, names: string[], extra = ''): string {
  const rows = names.map(
    (name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1.0</VERSION></SOFTWARES>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN></SSN></BIOS>
   <HARDWARE><NAME>${device}</NAME><OSNAME>Microsoft Windows 10</OSNAME></HARDWARE>${rows.join('')}${extra}</CONTENT>
   <DEVICEID>${device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

/** GLPI's JSON; without `names` the sections that a partial report leaves out are left out. */
export function jsonInventory(
  device: string,
  names: string[] | undefined,
  more: object = {},
): string {
  const software = names && {
    operatingsystem: { full_name: 'Debian GNU/Linux 12', version: '12.11' },
    softwares: names.map((name) => ({ name, version: '1.0', from: 'deb' })),
  };
  return JSON.stringify({
    action: 'inventory',
    deviceid: device,
    itemtype: 'Computer',
    content: {
      versionclient: 'GLPI-Agent_v1.12',
      bios: { ssn: '' },
      hardware: { name: device },
      ...software,
    },
    ...more,
  });
}
