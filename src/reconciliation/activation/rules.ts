/**
 * Flags on a licence: what of its activation asks for an explanation, on what evidence, how much that is worth. Nothing
 * here says that anybody did wrong; a strong flag still is a question to the department.
 */
import { addDays } from '../../base/dates.ts';
import type { ObservedProduct } from '../findings/rules.ts';
import {
  isEvaluation,
  isHomeEdition,
  isNamelessBoard,
  isVirtualMachine,
  modifiedName,
} from './rules.decode.ts';
import type { LicenceFact } from './rules.facts.ts';
import { isOwnMachine, isPublicKms } from './rules.keys.ts';
import {
  type ActivationFlag,
  FAMILIES,
  type Family,
  type FlagKind,
  type Strength,
} from './shapes.ts';

/** A number of the register whose serial number is the key in question. */
export type RegisteredKey = {
  softwareId: string;
  softwareNo: string;
  quantity: number | 'unlimited' | null;
};

export type UnitWord = {
  /** YYYY-MM-DD. */
  today: string;
  kmsHosts: ReadonlySet<string>;
  /** Families of which the register holds a commercial number in force. */
  licensed: ReadonlySet<Family>;
  /** By fingerprint: the number it belongs to, and how many computers of the unit report it. */
  registered: ReadonlyMap<string, RegisteredKey>;
  computers: ReadonlyMap<string, number>;
  /** Fingerprints within the installation that other units report too. */
  outside: ReadonlySet<string>;
};

export type DeviceWord = {
  /** Proof on file that the operating system came with the machine. */
  oemEvidence: boolean;
  observed: readonly ObservedProduct[];
};

/** Volume activation lasts 180 days after the last contact with a KMS host. */
const KMS_DAYS = 180;

const RANK: Record<Strength, number> = { strong: 0, medium: 1, weak: 2 };

/** The flags of one licence, strongest first. */
export function flagsOf(fact: LicenceFact, device: DeviceWord, unit: UnitWord): ActivationFlag[] {
  const flags = [
    keyFlag(fact, unit),
    outsideFlag(fact, unit),
    editionFlag(fact),
    activatorFlag(fact, device),
    hostFlag(fact, unit),
    homeKmsFlag(fact),
    expiredFlag(fact, unit),
    oemElsewhere(fact),
    evaluationFlag(fact),
    homeFlag(fact),
    installKeyFlag(fact),
    volumeFlag(fact, unit),
    oemFlag(fact, device),
  ].filter((flag) => flag !== undefined);
  return flags.sort((a, b) => RANK[a.strength] - RANK[b.strength]);
}

function flag(
  kind: FlagKind,
  strength: Strength,
  sentence: string,
  params: ActivationFlag['params'] = {},
): ActivationFlag {
  return { kind, strength, sentence, params };
}

/** A key that one computer should have: neither published, nor the manufacturer's, nor a volume or evaluation key. */
function isSingle({ channel, genericKey, factoryKey }: LicenceFact): boolean {
  const single = channel === 'retail' || channel === 'oem' || channel === 'unknown';
  return single && genericKey === null && !factoryKey;
}

function keyFlag(fact: LicenceFact, unit: UnitWord): ActivationFlag | undefined {
  const n = fact.keyPrint === null ? 0 : (unit.computers.get(fact.keyPrint) ?? 0);
  const registered = fact.keyPrint === null ? undefined : unit.registered.get(fact.keyPrint);
  if (registered) {
    const { quantity, softwareNo: no } = registered;
    if (typeof quantity !== 'number' || n <= quantity) return undefined;
    return flag(
      'keyBeyondLicence',
      'strong',
      '{{n}} 台计算机报告的密钥与 {{no}} 登记的序列号相同，该编号的许可数量为 {{quantity}}。',
      { n, no, quantity },
    );
  }
  if (n < 2 || !isSingle(fact)) return undefined;
  return flag(
    'sharedKey',
    sharedStrength(fact, n),
    '本单位有 {{n}} 台计算机报告同一个密钥，登记中没有这个序列号；请核对它的许可允许几台使用。',
    { n },
  );
}

/** Retail Office was long sold for two or three computers of one user; only a crowd leaves no such reading. */
function sharedStrength(fact: LicenceFact, n: number): Strength {
  if (fact.family === 'office' && n === 2) return 'weak';
  return n >= 5 && fact.keyForm === 'whole' && fact.channel === 'retail' ? 'strong' : 'medium';
}

/** Says that the key is known elsewhere, never where. */
function outsideFlag(fact: LicenceFact, unit: UnitWord): ActivationFlag | undefined {
  if (fact.keyMark === null || !isSingle(fact) || !unit.outside.has(fact.keyMark)) return undefined;
  const strength = fact.keyForm === 'whole' && fact.channel !== 'unknown' ? 'medium' : 'weak';
  return flag(
    'sharedOutside',
    strength,
    '同一密钥也见于本单位以外的计算机；请核对密钥来源和许可凭据。',
  );
}

function editionFlag(fact: LicenceFact): ActivationFlag | undefined {
  const word = modifiedName(fact.family, fact.name);
  if (!word) return undefined;
  return flag(
    'editionName',
    'strong',
    '系统名称含“{{word}}”，软件厂商没有发布过这样的版本，多见于他人改制的安装包；请核对安装来源。',
    { word },
  );
}

function activatorFlag(fact: LicenceFact, device: DeviceWord): ActivationFlag | undefined {
  if (fact.family === 'other') return undefined;
  const tool = device.observed.find((one) => one.risk === 'activator');
  if (!tool) return undefined;
  const strength: Partial<Record<LicenceFact['channel'], Strength>> = {
    kmsClient: 'strong',
    volume: 'strong',
    oem: 'weak',
  };
  return flag(
    'activator',
    strength[fact.channel] ?? 'medium',
    '同一台计算机上发现激活工具“{{tool}}”，这份许可的激活状态因此不能作为依据。',
    { tool: tool.rawName },
  );
}

function hostFlag(fact: LicenceFact, unit: UnitWord): ActivationFlag | undefined {
  const { kmsHost: host, channel } = fact;
  if (host === '' || unit.kmsHosts.has(host)) return undefined;
  if (isOwnMachine(host)) {
    return flag(
      'kmsHost',
      'strong',
      'KMS主机设为本机（{{host}}）；正规的KMS服务不会这样设置，常见于激活工具。',
      { host },
    );
  }
  if (isPublicKms(host)) {
    return flag(
      'kmsHost',
      'strong',
      'KMS主机 {{host}} 是互联网上公开的激活地址，不是单位自己的服务。',
      { host },
    );
  }
  // Left over from earlier; the copy is activated in another way now.
  if (channel === 'retail' || channel === 'oem') return undefined;
  return unit.kmsHosts.size > 0
    ? flag('kmsHost', 'medium', 'KMS主机 {{host}} 不在本单位登记的清单内。', { host })
    : flag('kmsHost', 'weak', 'KMS主机为 {{host}}；本单位还没有登记自己的KMS主机。', { host });
}

function homeKmsFlag(fact: LicenceFact): ActivationFlag | undefined {
  if (fact.genericKey !== 'homeKms') return undefined;
  return flag(
    'homeKms',
    'strong',
    '密钥末五位与流传的家庭版KMS密钥相同；家庭版没有批量许可，软件厂商也没有公布这样的密钥。',
  );
}

function expiredFlag(fact: LicenceFact, unit: UnitWord): ActivationFlag | undefined {
  if (fact.channel !== 'kmsClient' || fact.activatedOn === null) return undefined;
  const until = addDays(fact.activatedOn, KMS_DAYS);
  // Judged on the day of the report: a computer not heard of since may have been renewed.
  const on = fact.seenOn < unit.today ? fact.seenOn : unit.today;
  if (until >= on) return undefined;
  return flag(
    'activationExpired',
    'medium',
    '按报告的激活日期 {{date}}，批量激活应在 {{until}} 之前续期，{{on}} 的报告仍是这个日期。',
    { date: fact.activatedOn, until, on },
  );
}

function oemElsewhere(fact: LicenceFact): ActivationFlag | undefined {
  if (fact.family !== 'windows' || fact.channel !== 'oem') return undefined;
  const virtual = isVirtualMachine(fact.maker);
  if (!virtual && !(fact.factoryKey && isNamelessBoard(fact.maker))) return undefined;
  return flag(
    'oemElsewhere',
    'medium',
    virtual
      ? '虚拟机报告预装（OEM）渠道；预装许可只随所购的整机使用，请核对。'
      : '报告的是品牌整机出厂密钥，而主板没有品牌；预装许可只随所购的整机使用，请核对。',
  );
}

function evaluationFlag(fact: LicenceFact): ActivationFlag | undefined {
  if (fact.channel !== 'evaluation') return undefined;
  const text = `${fact.name} ${fact.fullName}`;
  return flag(
    'evaluation',
    'medium',
    isEvaluation(text)
      ? '名称表明是评估版或试用版；评估许可有期限，不能代替正式许可。'
      : '系统报告为评估或试用；评估许可有期限，不能代替正式许可。',
  );
}

function homeFlag(fact: LicenceFact): ActivationFlag | undefined {
  const named = [fact.name, fact.fullName].some((name) => isHomeEdition(fact.family, name));
  if (!named) return undefined;
  return flag('homeEdition', 'medium', '家庭版的许可面向个人和家庭，不计为单位的许可。');
}

function installKeyFlag(fact: LicenceFact): ActivationFlag | undefined {
  if (fact.genericKey !== 'install') return undefined;
  // Since Windows 10 a licence tied to the machine is used together with this key.
  const digital = /windows.{0,12}\b(1[01]|20(16|19|22|25))\b/i.test(fact.name);
  return flag(
    'installKey',
    digital ? 'weak' : 'medium',
    digital
      ? '密钥是软件厂商公布的安装用密钥，本身不是许可；许可可能是与机器绑定的数字许可，请以购买凭据为准。'
      : '密钥是软件厂商公布的安装用密钥，本身不是许可，也不能激活这个版本；请核对许可凭据。',
  );
}

function volumeFlag(fact: LicenceFact, unit: UnitWord): ActivationFlag | undefined {
  const { channel, family } = fact;
  const volume = channel === 'kmsClient' || channel === 'mak' || channel === 'volume';
  if (!volume || family === 'other' || unit.licensed.has(family)) return undefined;
  return flag(
    'volumeWithoutLicence',
    channel === 'mak' ? 'medium' : 'weak',
    '批量渠道只说明激活方式，不等于已有许可；登记中没有在用的 {{family}} 商业许可。',
    { family: FAMILIES[family].label },
  );
}

function oemFlag(fact: LicenceFact, device: DeviceWord): ActivationFlag | undefined {
  if (fact.family !== 'windows' || fact.channel !== 'oem' || device.oemEvidence) return undefined;
  return flag(
    'oemWithoutEvidence',
    'weak',
    '报告为预装（OEM）渠道，计算机还没有随机凭据；核对标签或购机凭据后可登记。',
  );
}

/** Flags that people have to settle; the rest are hints. The tool itself is a finding of its own already. */
export function needsDecision(one: ActivationFlag): boolean {
  return one.strength !== 'weak' && one.kind !== 'activator';
}
