/** The unit's position at a glance, every figure with what it counts. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { DEVICE_TYPES } from '../../ledgers/devices/shapes.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { FindingKind } from '../findings/shapes.ts';

/** One of the three general categories (国办发〔2013〕88号 art. 2): D11–D14, numerator and denominator apart. */
export const GenuineRate = z.object({
  category: z.enum(['operatingSystem', 'office', 'antivirus']),
  /** 应配: computers in use that are to have it, by the unit's policy (D11). */
  required: z.number().int(),
  /** Computers in use with at least one install of the category on record (D12). */
  installed: z.number().int(),
  /** Of those, computers on which every recorded install of the category is covered (D13). */
  genuine: z.number().int(),
});
export type GenuineRate = z.infer<typeof GenuineRate>;

/** Today's rate, and computers by their worst verdict over what was seen or recorded of the category. */
export const JudgedRate = GenuineRate.extend({
  green: z.number().int(),
  yellow: z.number().int(),
  red: z.number().int(),
});
export type JudgedRate = z.infer<typeof JudgedRate>;

const types = z
  .array(z.enum(choiceValues(DEVICE_TYPES), { error: '请选择设备类型' }))
  .transform((list) => [...new Set(list)].sort());
/** D11: which kinds of computers are to have software of a category. */
export const RequiredPolicy = z
  .object({ operatingSystem: types, office: types, antivirus: types })
  .meta({ id: 'RequiredPolicy' });
export type RequiredPolicy = z.output<typeof RequiredPolicy>;

export const RunningOut = z.object({
  softwareId: z.string(),
  softwareNo: z.string(),
  softwareName: z.string(),
  termEnd: z.string(),
  installed: z.number().int(),
});

/** Steps that are still to be done, most urgent first; the page says them in words. */
export const STEPS = [
  'createPeople',
  'createDevices',
  'connectAgents',
  'confirmCandidates',
  'registerSoftware',
  'openLedger',
  'recogniseEntries',
  'readQuarantine',
  'handleRisk',
  'handleFindings',
  'approveRules',
  'renewLicences',
] as const;

export const Home = z
  .object({
    people: z.number().int(),
    computerUsers: z.number().int(),
    servers: z.number().int(),
    desktops: z.number().int(),
    laptops: z.number().int(),
    /** Computers whose agent or file was seen in the last 30 days. */
    seenRecently: z.number().int(),
    /** Computers that count (not scrapped, not handed out). */
    computers: z.number().int(),
    rates: z.array(JudgedRate),
    findings: z.array(
      z.object({ kind: FindingKind, open: z.number().int(), ordered: z.number().int() }),
    ),
    runningOut: z.array(RunningOut),
    steps: z.array(z.object({ step: z.enum(STEPS), count: z.number().int() })),
    /** False: the caller sees his own computers or departments only, unit-wide figures are left out. */
    wholeUnit: z.boolean(),
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof Home>;

export const getHome = endpoint({
  method: 'GET',
  path: '/api/units/:unit/home',
  summary: '首页：单位正版化工作概况',
  tag: '首页',
  permission: 'home.view',
  output: Home,
});

export const getRequiredPolicy = endpoint({
  method: 'GET',
  path: '/api/units/:unit/required-policy',
  summary: '应配范围：各类通用软件应配的设备类型',
  tag: '首页',
  permission: 'home.view',
  output: RequiredPolicy,
});
export const saveRequiredPolicy = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/required-policy',
  summary: '修改应配范围',
  tag: '首页',
  permission: 'setting.edit',
  body: RequiredPolicy,
  output: RequiredPolicy,
});
