/** The machine's own facts, out of the sections that XML and JSON agents send under the same names. */
import { type KeyMarks, licencesOf } from './rules.licence.ts';
import {
  cleanMac,
  cleanText,
  isAndroid,
  type OsKind,
  osKindOf,
  type Protocol,
  RefusedReport,
  type ReportHead,
} from './rules.report.ts';

export type Section = Record<string, string>;
/** Upper-case section name → its occurrences. A section that is plain text has it under `''`. */
export type Sections = Map<string, Section[]>;

/** Sections worth reading; everything else (environment and processes among it) is never even looked at. */
export const HEAD_SECTIONS: ReadonlySet<string> = new Set([
  'ACCESSLOG',
  'ACCOUNTINFO',
  'BIOS',
  'DEVICE',
  'DOWNLOAD',
  'HARDWARE',
  'LICENSEINFOS',
  'CPUS',
  'NETWORKS',
  'OFFICEPACK',
  'OLD_DEVICEID',
  'OPERATINGSYSTEM',
  'USERS',
  'VERSIONCLIENT',
]);

/** What the transport says beside the body. */
export type Envelope = {
  userAgent: string;
  /** GLPI-Agent-ID, the most stable identity a GLPI agent gives. */
  agentId: string;
  /** Makes fingerprints of product keys; without it keys leave their last five characters only. */
  marks?: KeyMarks | undefined;
};

export type MessageFacts = {
  deviceId: string;
  itemType: string;
  tag: string;
  partial: boolean;
  hasSoftware: boolean;
  perUserRows: boolean;
  sections: Sections;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** OCS agents name no version, but have sections that others lack. */
function ocsMark(sections: Sections): string {
  return sections.has('DOWNLOAD') ? 'OCS' : '';
}

/** The report's own word first: an injector or a relay sends other agents' reports under its own name. */
export function protocolOf(userAgent: string, agentVersion: string): Protocol {
  for (const name of [agentVersion, userAgent]) {
    if (/^OCS/i.test(name)) return 'ocs';
    if (/^GLPI-Agent/i.test(name)) return 'glpi';
    if (/FusionInventory/i.test(name)) return 'fusioninventory';
  }
  return userAgent ? 'fusioninventory' : 'file';
}

/** One source per key. The injector makes up an agent id for every file: its device id is better. */
export function agentKeyOf(envelope: Envelope, deviceId: string): string {
  const agentId = envelope.agentId.trim().toLowerCase();
  if (UUID.test(agentId) && !/injector/i.test(envelope.userAgent)) return `agent:${agentId}`;
  return deviceId ? `device:${deviceId}` : '';
}

/** The system's family, from whatever names it. */
export function osKindOfSections(sections: Sections): OsKind {
  const hardware = sections.get('HARDWARE')?.[0];
  const system = sections.get('OPERATINGSYSTEM')?.[0];
  return osKindOf(
    system?.FULL_NAME ?? '',
    system?.KERNEL_NAME ?? '',
    hardware?.OSNAME ?? '',
    hardware?.ARCHNAME ?? '',
  );
}

/** Builds the head; throws for what is not a computer or cannot be told apart. */
export function buildHead(facts: MessageFacts, envelope: Envelope): ReportHead {
  const { sections } = facts;
  const hardware = sections.get('HARDWARE')?.[0] ?? {};
  const system = sections.get('OPERATINGSYSTEM')?.[0] ?? {};
  const bios = sections.get('BIOS')?.[0] ?? {};
  const agentVersion = cleanText(sections.get('VERSIONCLIENT')?.[0]?.[''], 120);
  const osName = cleanText(system.FULL_NAME) || cleanText(hardware.OSNAME);
  refuseOtherThings(facts, osName, agentVersion);
  const deviceId = cleanText(facts.deviceId, 200);
  const agentKey = agentKeyOf(envelope, deviceId);
  if (!agentKey) {
    throw new RefusedReport(
      'noDeviceId',
      '报告中没有设备标识（DEVICEID），也没有代理标识，无法判断来自哪台计算机。',
    );
  }
  const osKind = osKindOfSections(sections);
  return {
    protocol: protocolOf(envelope.userAgent, agentVersion || ocsMark(sections)),
    agentKey,
    deviceId,
    oldDeviceId: oldDeviceIdOf(sections),
    agentVersion,
    hostName: cleanText(hardware.NAME, 120) || cleanText(system.FQDN, 120),
    serial: cleanText(bios.SSN, 120) || cleanText(bios.MSN, 120),
    uuid: cleanText(hardware.UUID, 60).toUpperCase(),
    macs: macsOf(sections.get('NETWORKS') ?? []),
    osName,
    osVersion: cleanText(system.VERSION, 120) || kernelFreeVersion(hardware.OSVERSION, osKind),
    osKind,
    manufacturer: cleanText(bios.SMANUFACTURER, 120) || cleanText(bios.MMANUFACTURER, 120),
    model: cleanText(bios.SMODEL, 120) || cleanText(bios.MMODEL, 120),
    chassis: cleanText(hardware.CHASSIS_TYPE, 60) || cleanText(bios.TYPE, 60),
    lastUser: lastUserOf(hardware.LASTLOGGEDUSER),
    userNames: userNamesOf(sections.get('USERS') ?? []),
    tag: cleanText(facts.tag, 120) || tagOf(sections.get('ACCOUNTINFO') ?? []),
    cores: coresOf(sections.get('CPUS') ?? []),
    licences: licencesOf(sections, osName, envelope.marks),
    partial: facts.partial,
    hasSoftware: facts.hasSoftware,
    perUserSeen: osKind === 'windows' ? facts.perUserRows : null,
    reportedAt: cleanText(sections.get('ACCESSLOG')?.[0]?.LOGDATE, 40),
  };
}

/** Agents send one entry per processor; CORE and CORECOUNT are its cores. Nonsense counts as not reported. */
function coresOf(processors: Section[]): number {
  const cores = processors.reduce((sum, one) => {
    const own = Number(one.CORE ?? one.CORES ?? one.CORECOUNT ?? 1);
    return sum + (Number.isInteger(own) && own > 0 ? own : 1);
  }, 0);
  return cores <= 4096 ? cores : 0;
}

function refuseOtherThings(facts: MessageFacts, osName: string, agentVersion: string): void {
  const type = facts.itemType.trim().toLowerCase();
  const phone = type === 'phone' || isAndroid(osName, agentVersion);
  if (phone) {
    throw new RefusedReport(
      'phone',
      '这是手机或平板（安卓等移动设备）的报告，本系统只管理计算机。',
    );
  }
  if ((type && type !== 'computer') || facts.sections.has('DEVICE')) {
    throw new RefusedReport(
      'notAComputer',
      `这是${itemTypeName(type)}的报告，本系统只管理计算机。`,
    );
  }
}

export function itemTypeName(type: string): string {
  const names: Record<string, string> = {
    networkequipment: '网络设备',
    printer: '打印机',
    netdiscovery: '网络发现',
    netinventory: '网络设备或打印机',
    '': '网络设备或打印机',
  };
  return names[type] ?? `“${type.slice(0, 40)}”类对象`;
}

function oldDeviceIdOf(sections: Sections): string {
  return (
    cleanText(sections.get('OLD_DEVICEID')?.[0]?.[''], 200) ||
    cleanText(sections.get('DOWNLOAD')?.[0]?.OLD_DEVICEID, 200)
  );
}

/** FusionInventory's OSVERSION is the kernel on Linux: no version of the product. */
function kernelFreeVersion(version: string | undefined, osKind: string): string {
  return osKind === 'linux' ? '' : cleanText(version, 120);
}

function macsOf(networks: Section[]): string[] {
  const macs = new Set<string>();
  for (const network of networks) {
    if (/^(1|yes|true)$/i.test(network.VIRTUALDEV ?? '')) continue;
    const mac = cleanMac(network.MACADDR ?? network.MAC);
    if (mac) macs.add(mac);
    if (macs.size >= 32) break;
  }
  return [...macs].sort();
}

/** `wtmp` is what the agent writes when it misreads an empty login history. */
function lastUserOf(text: string | undefined): string {
  const user = cleanText(text, 120);
  return user === 'wtmp' ? '' : user;
}

function userNamesOf(users: Section[]): string[] {
  const names = new Set<string>();
  for (const user of users) {
    const login = cleanText(user.LOGIN, 120);
    if (login) names.add(login);
    if (names.size >= 20) break;
  }
  return [...names].sort();
}

function tagOf(infos: Section[]): string {
  const tag = infos.find((info) => info.KEYNAME?.trim().toUpperCase() === 'TAG');
  const value = cleanText(tag?.KEYVALUE, 120);
  return value === 'NA' ? '' : value;
}
