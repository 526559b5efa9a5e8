/** Reports as a fleet sends them: zlib XML, about 100 entries and 59 kB each, names by a Zipf law, fixed seed. */
import { deflateSync } from 'node:zlib';

export type Program = { name: string; version: string; publisher: string; from: string };

const NAMES = 9_000;
const PER_DEVICE = 100;

/** Small fast generator with a seed: every run posts the same fleet. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PUBLISHERS = [
  'Microsoft Corporation',
  'Adobe Inc.',
  '北京金山办公软件股份有限公司',
  '腾讯科技(深圳)有限公司',
  'Oracle',
  'Google LLC',
  'Mozilla',
  '奇安信',
  'Intel Corporation',
  'Realtek',
];
const WORDS = [
  'Office',
  'Visual',
  'Studio',
  'Runtime',
  '办公',
  '安全',
  'Player',
  'Update',
  'Driver',
  'Service',
  '工具',
  'Client',
  'Manager',
  'Framework',
  '浏览器',
  'SDK',
];

export function programs(): Program[] {
  const random = generator(7);
  const pick = (list: string[]) => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: NAMES }, (_, index) => ({
    name: `${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)} ${index}`,
    version: `${1 + Math.floor(random() * 20)}.${Math.floor(random() * 10)}.${Math.floor(random() * 5000)}`,
    publisher: pick(PUBLISHERS),
    from: 'registry',
  }));
}

/** The programs of a device: frequent ones on most machines, a tail of rare ones. */
export function deviceSet(all: Program[], device: number): number[] {
  const random = generator(1_000_003 + device);
  const chosen = new Set<number>();
  const logarithm = Math.log(all.length);
  while (chosen.size < PER_DEVICE)
    chosen.add(Math.floor(Math.exp(random() * logarithm)) % all.length);
  return [...chosen];
}

/** Two programs exchanged for two others. */
export function changedSet(all: Program[], set: number[], device: number): number[] {
  const random = generator(77_000_001 + device);
  const have = new Set(set);
  const next = set.slice(2);
  while (next.length < set.length) {
    const one = Math.floor(random() * all.length);
    if (!have.has(one)) {
      have.add(one);
      next.push(one);
    }
  }
  return next.sort((a, b) => a - b);
}

export function report(all: Program[], set: number[], device: number): Buffer {
  const random = generator(device + 5);
  const serial = `SN${(100_000_000 + device * 7919).toString(36).toUpperCase()}`;
  const mac = `00:1b:${hex(device >> 16)}:${hex(device >> 8)}:${hex(device)}:01`;
  const rows = [...set]
    .sort((a, b) => a - b)
    .map((index) => row(all[index]!, index, random))
    .join('');
  const xml = `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <ACCESSLOG>
      <LOGDATE>2026-11-23 08:00:00</LOGDATE>
    </ACCESSLOG>
    <BIOS>
      <SMANUFACTURER>Lenovo</SMANUFACTURER>
      <SMODEL>ThinkCentre M${device % 40}</SMODEL>
      <SSN>${serial}</SSN>
    </BIOS>
    <HARDWARE>
      <CHASSIS_TYPE>Desktop</CHASSIS_TYPE>
      <LASTLOGGEDUSER>user${device}</LASTLOGGEDUSER>
      <NAME>PC-${device}</NAME>
      <OSNAME>Microsoft Windows 10 Professional</OSNAME>
      <OSVERSION>10.0.19045</OSVERSION>
      <UUID>${uuid(device)}</UUID>
    </HARDWARE>
    <NETWORKS>
      <DESCRIPTION>Intel(R) Ethernet Connection</DESCRIPTION>
      <MACADDR>${mac}</MACADDR>
      <STATUS>Up</STATUS>
    </NETWORKS>
    <OPERATINGSYSTEM>
      <FULL_NAME>Microsoft Windows 10 Professional</FULL_NAME>
      <KERNEL_NAME>MSWin32</KERNEL_NAME>
      <VERSION>22H2</VERSION>
    </OPERATINGSYSTEM>
${rows}    <VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT>
  </CONTENT>
  <DEVICEID>PC-${device}-2026-01-01-00-00-00</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`;
  return deflateSync(xml);
}

function row(program: Program, index: number, random: () => number): string {
  const day = `${2015 + Math.floor(random() * 11)}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
  const guid = `{${uuid(index * 31)}}`;
  return `    <SOFTWARES>
      <ARCH>x86_64</ARCH>
      <FILESIZE>${Math.floor(random() * 1e8)}</FILESIZE>
      <FOLDER>C:\\Program Files\\Vendor\\${program.name}\\Application</FOLDER>
      <FROM>${program.from}</FROM>
      <GUID>${guid}</GUID>
      <HELPLINK>https://support.example.com/products/${index}/help</HELPLINK>
      <INSTALLDATE>${day}</INSTALLDATE>
      <NAME>${program.name}</NAME>
      <PUBLISHER>${program.publisher}</PUBLISHER>
      <UNINSTALL_STRING>MsiExec.exe /X${guid} /quiet /norestart</UNINSTALL_STRING>
      <URL_INFO_ABOUT>https://www.example.com/${index}</URL_INFO_ABOUT>
      <VERSION>${program.version}</VERSION>
    </SOFTWARES>
`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function hex(value: number): string {
  return (value & 255).toString(16).padStart(2, '0');
}

function uuid(number: number): string {
  const random = generator(number + 99);
  const digits = () =>
    Math.floor(random() * 65_536)
      .toString(16)
      .padStart(4, '0')
      .toUpperCase();
  return `${digits()}${digits()}-${digits()}-${digits()}-${digits()}-${digits()}${digits()}${digits()}`;
}
