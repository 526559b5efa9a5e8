/**
 * Activation evidence: what computers themselves report about the licences of Windows, Office and the like, and what
 * of it asks for an explanation. A channel says how a copy was activated, never that it is licensed; a flag says what
 * it rests on and how much that is worth (日常管理 四.2; domain 7.4).
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { OEM_EVIDENCE_KINDS } from '../../ledgers/devices/shapes.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const FAMILIES = {
  windows: { label: 'Windows' },
  office: { label: 'Office' },
  other: { label: '其他' },
} as const satisfies ChoiceSet;
export const Family = z.enum(choiceValues(FAMILIES));
export type Family = z.infer<typeof Family>;

export const CHANNELS = {
  oem: { label: '预装（OEM）', tone: 'blue' },
  retail: { label: '零售', tone: 'blue' },
  mak: { label: '批量（MAK）', tone: 'blue' },
  kmsClient: { label: '批量（KMS客户端）', tone: 'blue' },
  volume: { label: '批量', tone: 'blue' },
  evaluation: { label: '评估', tone: 'amber' },
  subscription: { label: '订阅', tone: 'blue' },
  unknown: { label: '看不出', tone: 'grey' },
} as const satisfies ChoiceSet;
export const Channel = z.enum(choiceValues(CHANNELS));
export type Channel = z.infer<typeof Channel>;

/** What the channel was read from. */
export const CHANNEL_BASES = {
  reported: { label: '系统报告的渠道' },
  productId: { label: '产品ID' },
  key: { label: '微软公布的通用密钥' },
  name: { label: '名称' },
  none: { label: '无依据' },
} as const satisfies ChoiceSet;
export const ChannelBasis = z.enum(choiceValues(CHANNEL_BASES));
export type ChannelBasis = z.infer<typeof ChannelBasis>;

/** Keys Microsoft publishes: KMS client setup keys, installation keys; and KMS keys for home editions, which it does not. */
export const GENERIC_KEYS = {
  kmsClient: { label: 'KMS客户端通用密钥' },
  install: { label: '安装用通用密钥' },
  homeKms: { label: '家庭版的KMS密钥' },
} as const satisfies ChoiceSet;
export const GenericKey = z.enum(choiceValues(GENERIC_KEYS));
export type GenericKey = z.infer<typeof GenericKey>;

/** How much a flag is worth. Weak ones are hints on the page; the others are findings. */
export const STRENGTHS = {
  strong: { label: '强', tone: 'red' },
  medium: { label: '中', tone: 'amber' },
  weak: { label: '弱', tone: 'grey' },
} as const satisfies ChoiceSet;
export const Strength = z.enum(choiceValues(STRENGTHS));
export type Strength = z.infer<typeof Strength>;

export const FLAGS = {
  keyBeyondLicence: { label: '密钥使用台数超过登记的许可数量' },
  sharedKey: { label: '同一密钥用于多台计算机' },
  sharedOutside: { label: '同一密钥也见于本单位以外' },
  editionName: { label: '不是软件厂商发布过的版本名称' },
  activator: { label: '同机发现激活工具' },
  kmsHost: { label: 'KMS主机不在本单位清单内' },
  homeKms: { label: '家庭版使用KMS密钥' },
  activationExpired: { label: '批量激活期限已过' },
  oemElsewhere: { label: '预装渠道与机器不符' },
  evaluation: { label: '评估版或试用版' },
  homeEdition: { label: '家庭版' },
  installKey: { label: '只有安装用通用密钥' },
  volumeWithoutLicence: { label: '批量渠道，登记中没有批量许可' },
  oemWithoutEvidence: { label: '预装渠道，计算机没有随机凭据' },
} as const satisfies ChoiceSet;
export const FlagKind = z.enum(choiceValues(FLAGS));
export type FlagKind = z.infer<typeof FlagKind>;

/** `sentence` is a key of the dictionary, `params` fill it. No key and no name of another unit stands in it. */
export const ActivationFlag = z
  .object({
    kind: FlagKind,
    strength: Strength,
    sentence: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'ActivationFlag' });
export type ActivationFlag = z.infer<typeof ActivationFlag>;

const facts = {
  /** Family and folded name; one row per computer and key. */
  licenceKey: z.string(),
  family: Family,
  /** As the machine reports it. */
  name: z.string(),
  /** The catalogue's product where the computer's software list shows it. */
  productId: z.string().nullable(),
  /** Windows or Office product id as reported; it is no key. */
  reportedId: z.string(),
  channel: Channel,
  channelBasis: ChannelBasis,
  genericKey: GenericKey.nullable(),
  trial: z.boolean(),
  activatedOn: z.string().nullable(),
  kmsHost: z.string(),
  learntFrom: z.enum(['agent', 'file']),
  /** The number whose serial number is this very key. */
  softwareId: z.string().nullable(),
  flags: z.array(ActivationFlag),
};

export const ActivationRow = z
  .object({
    /** Computer and licence: `<device id>:<licence key>`. */
    id: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    personName: z.string().nullable(),
    departmentName: z.string().nullable(),
    ...facts,
    softwareNo: z.string().nullable(),
    /** The last five characters; null without the right to see collected data. Whole keys are never stored. */
    keyTail: z.string().nullable(),
    /** The computer has no evidence on file and this is an OEM channel: a person may take it over. */
    mayTakeOem: z.boolean(),
  })
  .meta({ id: 'ActivationRow' });
export type ActivationRow = z.infer<typeof ActivationRow>;

/** One licence of a computer for later judgements (`activationOf`). */
export type ActivationFact = {
  deviceId: string;
  licenceKey: string;
  family: Family;
  name: string;
  productId: string | null;
  reportedId: string;
  channel: Channel;
  channelBasis: ChannelBasis;
  genericKey: GenericKey | null;
  trial: boolean;
  /** YYYY-MM-DD. */
  activatedOn: string | null;
  kmsHost: string;
  learntFrom: 'agent' | 'file';
  softwareId: string | null;
  flags: ActivationFlag[];
};

const tag = '激活证据';
const filters = z.object({
  family: Family.optional(),
  channel: Channel.optional(),
  flag: FlagKind.optional(),
  strength: Strength.optional(),
  device: z.uuid().optional(),
  department: z.uuid().optional(),
});

export const listActivation = endpoint({
  method: 'GET',
  path: '/api/units/:unit/activation',
  summary: '激活证据（计算机自己报告的许可渠道、密钥末五位及提示）',
  tag,
  permission: 'finding.view',
  query: listQuery.extend(filters.shape),
  output: page(ActivationRow),
});

export const exportActivation = endpoint({
  method: 'GET',
  path: '/api/units/:unit/activation/export',
  summary: '导出激活证据（Excel）',
  tag,
  permission: 'finding.view',
  query: listQuery.pick({ q: true, sort: true }).extend(filters.shape),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const takeOemEvidence = endpoint({
  method: 'POST',
  path: '/api/units/:unit/activation/take-oem',
  summary: '把报告的预装（OEM）渠道作为随机凭据登记到计算机（须人工核对）',
  tag,
  permission: 'device.edit',
  body: z.object({
    rows: z
      .array(z.object({ deviceId: z.uuid(), licenceKey: z.string().min(1).max(500) }))
      .min(1, { error: '请先选择要登记凭据的计算机' })
      .max(500, { error: '一次最多登记 500 台' }),
    kind: z.enum(choiceValues(OEM_EVIDENCE_KINDS), { error: '请选择凭据种类' }),
    /** What the person has looked at: the sticker, the invoice. */
    note: z
      .string({ error: '请写明核对了什么' })
      .trim()
      .min(1, { error: '请写明核对了什么' })
      .max(100, { error: '核对说明不超过 100 个字' }),
  }),
  output: z.object({
    done: z.number().int(),
    refused: z.array(z.object({ deviceId: z.string(), message: z.string() })),
  }),
});

export const KmsHost = z
  .object({
    id: z.string(),
    host: z.string(),
    note: z.string(),
    addedBy: z.string(),
    addedAt: z.string(),
  })
  .meta({ id: 'KmsHost' });
export type KmsHost = z.infer<typeof KmsHost>;

export const listKmsHosts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/kms-hosts',
  summary: '本单位（含上级单位提供）的KMS主机清单',
  tag,
  permission: 'finding.view',
  query: listQuery,
  output: page(KmsHost),
});

export const addKmsHost = endpoint({
  method: 'POST',
  path: '/api/units/:unit/kms-hosts',
  summary: '登记KMS主机',
  tag,
  permission: 'activation.edit',
  body: z.object({
    host: z
      .string({ error: '请填写主机名或IP地址' })
      .trim()
      .min(1, { error: '请填写主机名或IP地址' })
      .max(253, { error: '主机名不超过 253 个字符' }),
    note: z
      .string({ error: '请填写依据，例如批量许可协议或上级单位文件' })
      .trim()
      .min(1, { error: '请填写依据，例如批量许可协议或上级单位文件' })
      .max(300, { error: '依据不超过 300 个字' }),
  }),
  output: KmsHost,
});

export const removeKmsHost = endpoint({
  method: 'DELETE',
  path: '/api/units/:unit/kms-hosts/:host',
  summary: '从清单中移除KMS主机',
  tag,
  permission: 'activation.edit',
  params: z.object({ host: z.uuid() }),
  output: z.object({ id: z.string() }),
});
