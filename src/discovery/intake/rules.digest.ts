/** A short word for a head, by which "nothing about the machine changed" is known without comparing fields. */
import { createHash } from 'node:crypto';
import { type StoredHead, storedHead } from './rules.decide.ts';
import type { ReportHead } from './rules.report.ts';

const FIELDS: readonly (keyof StoredHead)[] = [
  'protocol',
  'deviceId',
  'agentVersion',
  'hostName',
  'serial',
  'uuid',
  'macs',
  'osName',
  'osVersion',
  'osKind',
  'manufacturer',
  'model',
  'chassis',
  'lastUser',
  'userNames',
  'tag',
  'cores',
  'licences',
];

export function digestOfStored(head: StoredHead): string {
  // jsonb gives the fields of a licence back in another order.
  const licences = head.licences.map((licence) => Object.entries(licence).sort());
  const values = FIELDS.map((field) => (field === 'licences' ? licences : head[field]));
  return createHash('sha1').update(JSON.stringify(values)).digest('base64').slice(0, 22);
}

export function digestOf(head: ReportHead): string {
  return digestOfStored(storedHead(head));
}
