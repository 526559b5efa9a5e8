/** 规则的导出和导入: a unit's rules and products as one file, checked line by line before another unit takes them over. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { patternKinds } from '../unitrules/shapes.ts';

export const RULE_FILE = 'zhengce-recognition-rules';
export const MOST_RULES = 5_000;
export const MOST_PRODUCTS = 2_000;
const FILE_BYTES = 8 * 1024 * 1024;

const short = z.string().max(1_000, '文字过长');

/** Lengths and words of a single rule are judged one by one: a wrong one is refused, not the file. */
export const RuleFile = z
  .object({
    format: z.literal(RULE_FILE, { error: '这不是正册导出的识别规则文件' }),
    version: z.literal(1, { error: '文件由较新的程序导出，请先升级本程序' }),
    exportedAt: z.iso.datetime({ offset: true, error: '文件中没有导出时间' }),
    unit: z.object({ code: z.string().max(100), name: z.string().max(200) }),
    /** The catalogue that was in force there. */
    catalogue: z.string().max(40),
    products: z
      .array(
        z.object({
          /** As rules of this file name it. */
          id: z.string().max(120),
          name: short,
          publisher: short,
          kind: short,
          category: short,
          general: short.nullable(),
          freeScope: short.nullable(),
          note: short,
        }),
      )
      .max(MOST_PRODUCTS, `一个文件最多 ${MOST_PRODUCTS} 个产品`),
    rules: z
      .array(
        z.object({
          patternKind: z.enum(choiceValues(patternKinds), { error: '没有这种匹配方式' }),
          pattern: short,
          publisher: short,
          /** A product of the catalogue, one of this file, or null: ignore what matches. */
          productId: short.nullable(),
          /** For people who read the file. */
          productName: short.nullish(),
          note: short,
        }),
      )
      .max(MOST_RULES, `一个文件最多 ${MOST_RULES} 条规则`),
  })
  .meta({ id: 'RecognitionRuleFile' });
export type RuleFile = z.output<typeof RuleFile>;
export type FileRule = RuleFile['rules'][number];
export type FileProduct = RuleFile['products'][number];

export const RULE_VERDICTS = {
  refuse: { label: '不能导入', tone: 'red' },
  conflict: { label: '与本单位规则不同', tone: 'amber' },
  create: { label: '新增', tone: 'green' },
  same: { label: '已有', tone: 'grey' },
} as const satisfies ChoiceSet;
export const RuleVerdict = z.enum(choiceValues(RULE_VERDICTS));
export type RuleVerdict = z.infer<typeof RuleVerdict>;

export const conflictWays = {
  keep: { label: '保留本单位的规则' },
  replace: { label: '换成导入的规则' },
} as const satisfies ChoiceSet;
const OnConflict = z.enum(choiceValues(conflictWays));
export type OnConflict = z.infer<typeof OnConflict>;

const JudgedRule = z.object({
  /** Its place in the file, from 1. */
  rowNo: z.number().int(),
  verdict: RuleVerdict,
  /** Why it is refused, or what the unit's own rule says; in the reader's language. */
  reason: z.string(),
  patternKind: z.enum(choiceValues(patternKinds)),
  pattern: z.string(),
  publisher: z.string(),
  /** Null: ignore. */
  productName: z.string().nullable(),
});

export const Counts = z.object({
  create: z.number().int(),
  same: z.number().int(),
  conflict: z.number().int(),
  refuse: z.number().int(),
  /** Products to be made. */
  products: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

export const ImportCheck = z
  .object({
    unit: z.object({ code: z.string(), name: z.string() }),
    exportedAt: z.string(),
    counts: Counts,
    /** Refused and conflicting ones first; at most the first 1,000. */
    rows: z.array(JudgedRule),
    /** Of all verdicts: sent along with the import, which is refused when they are others by then. */
    digest: z.string(),
  })
  .meta({ id: 'RuleImportCheck' });
export type ImportCheck = z.infer<typeof ImportCheck>;

const TAG = '软件识别';
const IMPORTS = '/api/units/:unit/recognition/rule-imports';

export const exportRules = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/rules/export',
  summary: '导出本单位有效的识别规则和本单位产品（JSON），供其他单位导入',
  tag: TAG,
  permission: 'recognition.view',
  output: z.void(),
  raw: 'application/json',
});

export const checkImport = endpoint({
  method: 'POST',
  path: `${IMPORTS}/check`,
  summary: '试导入识别规则：逐条说明会新增、已有、与本单位规则不同或不能导入，不写入',
  tag: TAG,
  permission: 'recognition.edit',
  bodyLimit: FILE_BYTES,
  body: z.object({ file: RuleFile }),
  output: ImportCheck,
});

export const importRules = endpoint({
  method: 'POST',
  path: IMPORTS,
  summary: '按试导入的结果导入识别规则，记为一批',
  tag: TAG,
  permission: 'recognition.edit',
  bodyLimit: FILE_BYTES,
  body: z.object({
    file: RuleFile,
    onConflict: OnConflict.default('keep'),
    digest: z.string().max(100),
  }),
  output: z.object({ id: z.uuid(), rules: z.number().int(), products: z.number().int() }),
});

/** What people changed since the import, and what therefore stays. */
export const Stayed = z.object({
  what: z.enum(['rule', 'product']),
  name: z.string(),
  /** Who made it what it is now; empty where that is not known. */
  by: z.string(),
});
export type Stayed = z.infer<typeof Stayed>;

export const Outcome = z.object({
  revoked: z.number().int(),
  restored: z.number().int(),
  retired: z.number().int(),
  stayed: z.array(Stayed),
});
export type Outcome = z.infer<typeof Outcome>;

export const RuleImport = z
  .object({
    id: z.uuid(),
    fromCode: z.string(),
    fromName: z.string(),
    exportedAt: z.string(),
    onConflict: OnConflict,
    counts: Counts,
    createdAt: z.string(),
    createdBy: z.string(),
    takenBackAt: z.string().nullable(),
    takenBackBy: z.string().nullable(),
    outcome: Outcome.nullable(),
  })
  .meta({ id: 'RuleImport' });
export type RuleImport = z.infer<typeof RuleImport>;

export const listImports = endpoint({
  method: 'GET',
  path: IMPORTS,
  summary: '导入过的识别规则，最近的在前（至多 100 批）',
  tag: TAG,
  permission: 'recognition.view',
  output: z.object({ items: z.array(RuleImport) }),
});

export const takeBackImport = endpoint({
  method: 'POST',
  path: `${IMPORTS}/:import/take-back`,
  summary: '整批撤回导入的识别规则；此后有人改过的保留并列出',
  tag: TAG,
  permission: 'recognition.edit',
  params: z.object({ import: z.uuid() }),
  output: Outcome,
});
