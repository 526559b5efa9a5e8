/** Sightings: what a source or a device was seen to have, now and at any past instant. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { Life } from '../../recognition/life/shapes.ts';
import { COVERAGES } from '../sources/rules.ts';

const TAG = '采集';
const idParams = z.object({ id: z.uuid() });

export const SeenSoftware = z
  .object({
    entryId: z.number().int(),
    name: z.string(),
    publisher: z.string(),
    version: z.string(),
    /** Where the agent found it: registry, deb, uwp, operatingsystem, … */
    from: z.string(),
    /** What it is recognised as; null until it is. */
    productName: z.string().nullable(),
    kind: z.string().nullable(),
    /** The end of its maker's support, where the catalogue knows it. */
    endOfLife: Life.nullable(),
    installedOn: dateText.nullable(),
    firstSeen: z.string(),
    lastSeen: z.string(),
    present: z.boolean(),
    /** Learnt from files only: self-declared, trusted less than an agent. */
    fromFileOnly: z.boolean(),
    sourceIds: z.array(z.uuid()),
  })
  .meta({ id: 'SeenSoftware' });
export type SeenSoftware = z.infer<typeof SeenSoftware>;

const instant = z.iso.datetime({
  offset: true,
  error: '时间应为 ISO 8601，例如 2026-05-01T00:00:00Z',
});

export const sightingsQuery = z.object({
  /** The set as it was at this instant. */
  at: instant.optional(),
  /** Also what is no longer there. */
  gone: z.enum(['true', 'false']).default('false'),
  q: z.string().trim().max(200).optional(),
});

export const Sightings = z.object({
  items: z.array(SeenSoftware),
  seenAt: z.string().nullable(),
  coverage: z.enum(choiceValues(COVERAGES)).nullable(),
});

export const sourceSightings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/sources/:id/software',
  summary: '来源上的软件；at 为某一时刻的',
  tag: TAG,
  permission: 'discovery.view',
  params: idParams,
  query: sightingsQuery,
  output: Sightings,
});

export const deviceSightings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/devices/:id/software',
  summary: '计算机上采集到的软件（各来源合并）；at 为某一时刻的',
  tag: TAG,
  permission: 'discovery.view',
  params: idParams,
  query: sightingsQuery,
  output: Sightings,
});

export const changesQuery = listQuery;
export type ChangesQuery = z.output<typeof changesQuery>;

const named = z.object({ entryId: z.number().int(), name: z.string(), version: z.string() });

export const sourceChanges = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/sources/:id/changes',
  summary: '来源的变化记录：每次有变化的报告一条',
  tag: TAG,
  permission: 'discovery.view',
  params: idParams,
  query: changesQuery,
  output: page(
    z.object({
      seq: z.number().int(),
      at: z.string(),
      seenBefore: z.string(),
      added: z.array(named),
      removed: z.array(named),
    }),
  ),
});
