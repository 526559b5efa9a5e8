/** The words of recognition that other slices use: raw entries, matches, products, categories. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../base/choices.ts';

export const softwareCategories = {
  operatingSystem: { label: '操作系统软件' },
  office: { label: '办公软件' },
  antivirus: { label: '杀毒软件' },
  database: { label: '数据库' },
  middleware: { label: '中间件' },
  engineering: { label: '工业/设计软件' },
  businessApplication: { label: '业务系统' },
  utility: { label: '工具' },
  other: { label: '其他' },
} as const satisfies ChoiceSet;
export const SoftwareCategory = z.enum(choiceValues(softwareCategories));
export type SoftwareCategory = z.infer<typeof SoftwareCategory>;

/** `unknown` means nobody has decided yet: it is shown for review and never counted as free. */
export const recognisedKinds = {
  commercial: { label: '商业软件', tone: 'blue' },
  oem: { label: 'OEM软件', tone: 'blue' },
  free: { label: '免费软件', tone: 'blue' },
  component: { label: '组件', tone: 'grey' },
  unknown: { label: '待定', tone: 'amber' },
} as const satisfies ChoiceSet;
export const RecognisedKind = z.enum(choiceValues(recognisedKinds));
export type RecognisedKind = z.infer<typeof RecognisedKind>;

/** Free for a person is not free for a unit (PZ-1.1). */
export const freeScopes = {
  any: { label: '对单位免费', tone: 'green' },
  personal: { label: '仅个人免费', tone: 'red' },
  restricted: { label: '有条件免费', tone: 'amber' },
} as const satisfies ChoiceSet;
export const FreeScope = z.enum(choiceValues(freeScopes));
export type FreeScope = z.infer<typeof FreeScope>;

export const ruleSources = {
  unitRule: { label: '本单位规则' },
  risk: { label: '风险规则', tone: 'red' },
  component: { label: '组件规则' },
  catalogue: { label: '产品目录' },
  none: { label: '未识别', tone: 'amber' },
} as const satisfies ChoiceSet;
export const RuleSource = z.enum(choiceValues(ruleSources));
export type RuleSource = z.infer<typeof RuleSource>;

export const riskKinds = {
  activator: { label: '激活工具', tone: 'red' },
  keygen: { label: '注册机', tone: 'red' },
  crack: { label: '破解软件', tone: 'red' },
  patcher: { label: '破解补丁', tone: 'red' },
  patched: { label: '破解版', tone: 'red' },
  emulator: { label: '加密狗模拟', tone: 'red' },
} as const satisfies ChoiceSet;

/** The three categories of general software that rates are counted over (国办发〔2013〕88号). */
export const generalCategories = {
  os: { label: '操作系统软件' },
  office: { label: '办公软件' },
  antivirus: { label: '杀毒软件' },
} as const satisfies ChoiceSet;
export const GeneralCategory = z.enum(choiceValues(generalCategories));
export type GeneralCategory = z.infer<typeof GeneralCategory>;

export const OperatingSystem = z.enum(['windows', 'linux', 'macos', 'other']);

/** One program as an agent or a file names it; `from` is the agent's source (registry, deb, uwp, operatingsystem …). */
export const RawEntry = z.object({
  name: z.string(),
  publisher: z.string(),
  version: z.string(),
  os: OperatingSystem,
  from: z.string(),
  systemCategory: z.string(),
});
export type RawEntry = z.infer<typeof RawEntry>;

/** What a raw entry is, and which rule decided. */
export const Match = z.object({
  productId: z.string().nullable(),
  productName: z.string(),
  publisher: z.string(),
  edition: z.string(),
  /** The version a licence speaks of for commercial and OEM software ('' where it does not matter), else the raw one. */
  version: z.string(),
  kind: RecognisedKind,
  category: SoftwareCategory,
  general: GeneralCategory.nullable(),
  risk: z.string().nullable(),
  componentClass: z.string().nullable(),
  freeScope: FreeScope.nullable(),
  ruleSource: RuleSource,
  rule: z.string(),
});
export type Match = z.infer<typeof Match>;

/** A product of the catalogue, or one a unit made itself (`unitOwned`). */
export const Product = z
  .object({
    id: z.string(),
    name: z.string(),
    nameZh: z.string(),
    publisher: z.string(),
    kind: RecognisedKind,
    category: SoftwareCategory,
    general: GeneralCategory.nullable(),
    freeScope: FreeScope.nullable(),
    risk: z.string().nullable(),
    licence: z.string(),
    note: z.string(),
    source: z.string(),
    unitOwned: z.boolean(),
  })
  .meta({ id: 'RecognitionProduct' });
export type Product = z.infer<typeof Product>;
