/** What may never be kept, and the answer each agent needs. */
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Message, readMessage } from './rules.message.ts';
import {
  addresseeOf,
  answerContact,
  answerProlog,
  answerReport,
  refuseInKind,
} from './rules.reply.ts';
import { LIMITS } from './rules.report.ts';
import { removeSecrets } from './rules.secrets.ts';
import { EntryTable } from './rules.table.ts';

function read(text: string): { message: Message } {
  const parsing = { table: new EntryTable(), latest: 13_475, limits: LIMITS };
  const envelope = { userAgent: 'FusionInventory-Agent_v2.6', agentId: '' };
  return { message: readMessage(Buffer.from(text), envelope, parsing) };
}

function xml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT>
<DEVICEID>pc-1-2026</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

function inventory(message: Message) {
  if (message.kind !== 'inventory') throw new Error(`expected an inventory, got ${message.kind}`);
  return message;
}

describe('secrets', () => {
  const KEY = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';
  test('XML: sections gone, keys cut to five characters, also in a truncated body', () => {
    const text = xml(
      `<ENVS><KEY>DB_PASSWORD</KEY><VAL>hunter2</VAL></ENVS>
       <LICENSEINFOS><KEY>${KEY}</KEY><NAME>Office</NAME></LICENSEINFOS>
       <HARDWARE><WINPRODKEY>${KEY}</WINPRODKEY></HARDWARE>
       <VERSIONPROVIDER><PERL_ARGS>--password=hunter2 --user=root</PERL_ARGS></VERSIONPROVIDER>
       <PROCESSES><CMD>mysql -phunter2</CMD></PROCESSES><SOFTWARES><NAME>留下</NAME></SOFTWARES>`,
    );
    for (const body of [text, text.slice(0, text.indexOf('hunter2</CMD>') + 4)]) {
      const clean = removeSecrets(body);
      expect(clean).not.toContain('hunter2');
      expect(clean).not.toContain('ABCDE');
      expect(clean).toContain('UVWXY');
    }
    const kept = inventory(read(removeSecrets(text)).message);
    expect(kept.software.rows).toBe(1);
    expect(kept.head.licences.map((licence) => licence.keyTail)).toContain('UVWXY');
  });

  test('JSON: the same, whole or broken', () => {
    const text = JSON.stringify({
      deviceid: 'a',
      content: {
        envs: [{ key: 'P', val: 'hunter2' }],
        versionprovider: { perl_args: '--oauth-client-secret=hunter2' },
        licenseinfos: [{ name: 'Office', key: KEY }],
        softwares: [{ name: '留下' }],
        processes: [{ cmd: 'x hunter2 "]' }],
      },
    });
    for (const body of [text, text.slice(0, -3), text.slice(0, text.indexOf('x hunter2') + 6)]) {
      const clean = removeSecrets(body);
      expect(clean).not.toContain('hunter');
      expect(clean).not.toContain('ABCDE');
      expect(clean).toContain('留下');
    }
  });

  test('a clean report keeps no key, no environment, no command line', () => {
    const text = xml(
      `<ENVS><VAL>hunter2</VAL></ENVS><LICENSEINFOS><KEY>${KEY}</KEY><FULLNAME>Office</FULLNAME></LICENSEINFOS>`,
    );
    const { head } = inventory(read(text).message);
    expect(JSON.stringify(head)).not.toContain('hunter2');
    expect(JSON.stringify(head)).not.toContain('ABCDE');
    expect(head.licences).toEqual([
      { name: 'Office', productId: '', keyTail: 'UVWXY', keyForm: 'whole', oem: false },
    ]);
  });
});

describe('answers', () => {
  const glpi = addresseeOf('GLPI-Agent_v1.12', 'id', 'application/x-compress-zlib');
  const ocs = addresseeOf('OCS-NG_unified_unix_agent_v2.10.0', '', 'application/x-compress');
  const fusion = addresseeOf('FusionInventory-Agent_v2.6', '', 'application/x-compress-zlib');

  test('OCS gets zlib whatever it is told', () => {
    for (const answer of [
      answerProlog(ocs, false),
      answerReport(ocs),
      refuseInKind(ocs, 401, 'no'),
    ]) {
      expect(answer.type).toBe('application/x-compressed');
      expect(inflateSync(answer.body).toString()).toContain('<REPLY>');
    }
  });

  test('GLPI gets status and expiration; XML while its full list is missing', () => {
    expect(JSON.parse(answerProlog(glpi, false).body.toString())).toEqual({
      status: 'ok',
      expiration: 24,
    });
    expect(answerProlog(glpi, true).body.toString()).toContain('<RESPONSE>SEND</RESPONSE>');
    expect(answerContact(true).status).toBe(400);
    const contact = JSON.parse(answerContact(false).body.toString());
    expect(contact.tasks.inventory).toMatchObject({
      server: 'glpi',
      'no-category': 'process,environment,provider',
    });
    expect(contact.expiration).toBeGreaterThan(0);
  });

  test('FusionInventory gets plain XML', () => {
    expect(answerProlog(fusion, false).body.toString()).toContain('<RESPONSE>SEND</RESPONSE>');
    expect(answerReport(fusion).type).toBe('application/xml');
  });
});
