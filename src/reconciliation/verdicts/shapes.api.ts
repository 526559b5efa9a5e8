/** Verdicts over HTTP: totals, lists, one with its chain resolved to the records it rests on. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { ENTRY_CAUSES } from '../../ledgers/journal/shapes.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import { OBSTACLES } from '../allocation/rules.problem.ts';
import { FindingKind, FindingState } from '../findings/shapes.ts';
import { Colour, Link, LinkState, Note, Reason } from './shapes.ts';

export const Verdict = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    personName: z.string().nullable(),
    departmentName: z.string().nullable(),
    productKey: z.string(),
    productName: z.string(),
    publisher: z.string(),
    edition: z.string(),
    version: z.string(),
    kind: RecognisedKind,
    category: SoftwareCategory,
    colour: Colour,
    observed: z.boolean(),
    recorded: z.boolean(),
    softwareId: z.string().nullable(),
    softwareNo: z.string().nullable(),
    /** Links that are missing or contradicted. */
    missing: z.array(Link),
    reasons: z.array(Reason),
    /** Unchanged since. */
    judgedAt: z.string(),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

/** What a link rests on; the page leads there. */
export const ChainRef = z.object({
  kind: z.enum([
    'contract',
    'software',
    'entry',
    'order',
    'campaign',
    'source',
    'device',
    'finding',
  ]),
  id: z.string(),
  label: z.string(),
});
export type ChainRef = z.infer<typeof ChainRef>;

export const ChainLink = z.object({
  link: Link,
  state: LinkState,
  note: Note,
  refs: z.array(ChainRef),
  /** A day or instant that belongs to it: end of term, day of the entry, last report. */
  at: z.string().nullable(),
});
export type ChainLink = z.infer<typeof ChainLink>;

export const VerdictRecord = Verdict.extend({
  chain: z.array(ChainLink),
  /** Why the numbers of the product do not cover it, as the last allocation saw it. */
  obstacles: z.array(
    z.object({ softwareId: z.string(), softwareNo: z.string(), obstacle: z.enum(OBSTACLES) }),
  ),
  cause: z.enum(choiceValues(ENTRY_CAUSES)).nullable(),
  /** Findings about the same thing: decisions are taken there. */
  findings: z.array(z.object({ id: z.string(), kind: FindingKind, state: FindingState })),
}).meta({ id: 'VerdictRecord' });
export type VerdictRecord = z.infer<typeof VerdictRecord>;

const tag = '正版判定';
export const verdictFilters = z.object({
  colour: Colour.optional(),
  category: SoftwareCategory.optional(),
  missing: Link.optional(),
  reason: Reason.optional(),
  kind: RecognisedKind.optional(),
  device: z.uuid().optional(),
  software: z.uuid().optional(),
  department: z.uuid().optional(),
  product: z.string().max(300).optional(),
});
export type VerdictFilters = z.output<typeof verdictFilters>;

export const listVerdicts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/verdicts',
  summary: '正版判定：每台计算机上每个软件的结论',
  tag,
  permission: 'finding.view',
  query: listQuery.extend(verdictFilters.shape),
  output: page(Verdict),
});
export const exportVerdicts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/verdicts/export',
  summary: '导出正版判定（Excel）',
  tag,
  permission: 'finding.view',
  query: listQuery.pick({ q: true, sort: true }).extend(verdictFilters.shape),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const getVerdict = endpoint({
  method: 'GET',
  path: '/api/units/:unit/verdicts/:verdict',
  summary: '一个结论及其证据链',
  tag,
  permission: 'finding.view',
  params: z.object({ verdict: z.uuid() }),
  output: VerdictRecord,
});

const colours = { red: z.number().int(), yellow: z.number().int(), green: z.number().int() };
export const VerdictCounts = z
  .object({
    categories: z.array(z.object({ category: SoftwareCategory, ...colours })),
    /** Verdicts that are not green, by each link they lack. */
    missing: z.array(z.object({ link: Link, installs: z.number().int() })),
  })
  .meta({ id: 'VerdictCounts' });
export type VerdictCounts = z.infer<typeof VerdictCounts>;

export const countVerdicts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/verdict-counts',
  summary: '正版判定的数量，按软件类别和缺少的环节',
  tag,
  permission: 'finding.view',
  output: VerdictCounts,
});
