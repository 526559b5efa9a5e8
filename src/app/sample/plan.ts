/**
 * The sample unit as a plan: who, which computers, what is installed where since when, and what is wrong. Pure and the
 * same every time; days are counted back from today.
 */
import { deployDrawing } from './drawing.ts';
import { CENTRAL_PEOPLE, DEPARTMENTS, generator, sampleName } from './names.ts';
import type { ProgramKey } from './programs.ts';

export type PlannedPerson = {
  staffNo: string;
  name: string;
  department: string;
  post: string;
  phone: string;
  joined: number;
  left?: number;
};

/** One program on one computer. Days ago; `recorded`/`seen` false make the differences that become findings. */
export type PlannedInstall = {
  program: ProgramKey;
  from: number;
  to?: number;
  /** The program it replaces: recorded as an upgrade. */
  upgrades?: ProgramKey;
  recorded?: false;
  /** Recorded by the work orders of a campaign or scheme, not by the loader; its end likewise. */
  byOrder?: true;
  seen?: false;
  /** First seen in the latest report only. */
  lately?: true;
};

export type PlannedDevice = {
  computerNo: string;
  type: 'server' | 'desktop' | 'laptop';
  brand: string;
  model: string;
  serialNo: string;
  mac: string;
  hostName: string;
  os: ProgramKey;
  acquired: number;
  /** Index of the person; undefined = nobody. */
  holder?: number;
  department: string;
  evidence: boolean;
  installs: PlannedInstall[];
  scrapped?: number;
  /** Day of the latest report; undefined = never seen. */
  seen?: number;
};

export type Plan = { people: PlannedPerson[]; devices: PlannedDevice[] };

export const START = 730;
const OPENING = 680;
const NEW_BATCH = 18;
/** How many computers the upgrade scheme and the campaign reached, and on which day (days ago) they were carried out. */
export const UPGRADED = 50;
export const UPGRADE_DAY = 34;
export const DEPLOYED = 200;
export const CAMPAIGN_DAY = 24;
/** An application carried out, and a campaign that is still running in one branch office. */
export const APPLIED_DAY = 15;
export const RUNNING_DAY = 10;
export const RUNNING_DEPARTMENT = '08';

/** `drawn`: days since the drawing software was installed. */
export function samplePlan(drawn: number): Plan {
  const random = generator(20_161_107);
  const people = plannedPeople();
  const devices = plannedDevices(people, random);
  addGeneralSoftware(devices, random);
  addSpecialSoftware(devices);
  addProblems(devices);
  const branches = branchDevices(people, devices.length);
  const all = [...devices, ...branches];
  deployReader(all);
  deployRunning(all);
  deployDrawing(
    all.filter((device) => windows(device) && device.acquired > drawn + NEW_BATCH),
    drawn,
  );
  return { people, devices: all };
}

function plannedPeople(): PlannedPerson[] {
  const people: PlannedPerson[] = [];
  for (const department of DEPARTMENTS) {
    for (let index = 0; index < department.people; index++) {
      const position = people.length;
      people.push({
        staffNo: String(1001 + position),
        name: sampleName(position),
        department: department.code,
        post: department.posts[Math.min(index, 1 + (index % (department.posts.length - 1)))]!,
        phone: `0000-8600${String(1000 + position).slice(1)}`,
        joined: START + 400 + position * 17,
      });
    }
  }
  // Joined and left on the way.
  people[20]!.joined = 200;
  people[58]!.joined = 120;
  people.push({ ...people[40]!, staffNo: '0998', name: sampleName(390), joined: 3000, left: 190 });
  people.push({ ...people[9]!, staffNo: '0999', name: sampleName(391), joined: 2600, left: 110 });
  return people;
}

const MODELS: Record<PlannedDevice['type'], [string, string][]> = {
  server: [
    ['浪潮', 'NF5280M6'],
    ['华为', 'TaiShan 200'],
  ],
  desktop: [
    ['联想', '启天 M437'],
    ['惠普', 'ProDesk 480 G7'],
    ['戴尔', 'OptiPlex 7090'],
  ],
  laptop: [
    ['联想', '昭阳 K4e'],
    ['华为', 'MateBook B5'],
  ],
};
const DOMESTIC: [string, string] = ['长城', '世恒 TN140A2'];

function plannedDevices(people: PlannedPerson[], random: () => number): PlannedDevice[] {
  const devices: PlannedDevice[] = [];
  const staff = people
    .map((_, index) => index)
    .filter((index) => index < CENTRAL_PEOPLE && people[index]!.left === undefined);
  const itStaff = staff.filter((index) => people[index]!.department === '04');
  const add = (type: PlannedDevice['type'], os: ProgramKey, holder: number, acquired: number) => {
    const domestic = os === 'uos' || os === 'kylin';
    const models = MODELS[type];
    const [brand, model] =
      domestic && type === 'desktop' ? DOMESTIC : models[Math.floor(random() * models.length)]!;
    devices.push({
      ...identity(type, devices.length + 1),
      type,
      brand,
      model,
      os,
      acquired,
      holder,
      department: people[holder]!.department,
      evidence: true,
      installs: [],
      seen: Math.floor(random() * 12),
    });
  };
  const serverSystems: ProgramKey[] = [
    'winServer',
    'winServer',
    'winServer',
    'kylin',
    'kylin',
    'uos',
  ];
  for (const [index, os] of serverSystems.entries()) {
    add('server', os, itStaff[index % itStaff.length]!, START + 20);
  }
  // 40 older desktops, 12 of a batch bought lately.
  for (let index = 0; index < 40; index++) {
    const os =
      index % 5 === 1 ? 'uos' : index % 8 === 3 ? 'kylin' : index % 3 === 0 ? 'win10' : 'win11';
    add('desktop', os, staff[index % staff.length]!, START + 60 + (index % 7) * 30);
  }
  for (let index = 40; index < 52; index++) add('desktop', 'win11', staff[index]!, NEW_BATCH);
  for (let index = 0; index < 17; index++) {
    const holder = staff[(index * 5 + 3) % staff.length]!;
    add('laptop', index % 2 === 0 ? 'win11' : 'win10', holder, index < 10 ? START + 40 : 320);
  }
  for (let index = 0; index < 4; index++) {
    add('desktop', 'win10', staff[50 + index]!, START + 900);
    const old = devices.at(-1)!;
    old.scrapped = 240;
    delete old.seen;
  }
  return devices;
}

function identity(type: PlannedDevice['type'], position: number) {
  const letter = type === 'server' ? 'FW' : type === 'laptop' ? 'BX' : 'TS';
  const number = String(position).padStart(3, '0');
  return {
    computerNo: `YZ-${letter}-${number}`,
    serialNo: `SMP${(0x5a0000 + position * 7919).toString(16).toUpperCase()}`,
    mac: `02:59:5a:00:00:${position.toString(16).padStart(2, '0')}`,
    hostName: `YZ-${letter}${number}`,
  };
}

/** One desktop for everybody in the branch offices, all alike: what campaigns and upgrades are made for. */
function branchDevices(people: PlannedPerson[], before: number): PlannedDevice[] {
  const holders = people
    .map((_, index) => index)
    .filter((index) => index >= CENTRAL_PEOPLE && people[index]!.left === undefined);
  return holders.map((holder, index) => {
    const from = Math.min(OPENING, START + 30);
    const installs: PlannedInstall[] = [
      ...(['win11', 'wps', 'edge', 'zip'] as const).map((program) => ({ program, from })),
      // The first fifty were upgraded by a scheme; the journal gets it from the work orders.
      index < UPGRADED
        ? { program: 'antivirus' as const, from, to: UPGRADE_DAY, byOrder: true as const }
        : { program: 'antivirus' as const, from },
    ];
    if (index < UPGRADED) {
      installs.push({ program: 'antivirus11', from: UPGRADE_DAY, byOrder: true });
    }
    return {
      ...identity('desktop', before + index + 1),
      type: 'desktop',
      brand: '联想',
      model: '启天 M437',
      os: 'win11',
      acquired: START + 30,
      holder,
      department: people[holder]!.department,
      evidence: true,
      installs,
      seen: index % 9,
    };
  });
}

/** An OFD suite for two hundred computers, installed by a campaign. */
function deployReader(devices: PlannedDevice[]): void {
  const fitting = devices.filter(
    (device) =>
      device.type !== 'server' &&
      device.scrapped === undefined &&
      device.seen !== undefined &&
      device.acquired > NEW_BATCH,
  );
  for (const device of fitting.toReversed().slice(0, DEPLOYED)) {
    const program = windows(device) ? 'ofd' : 'ofdLinux';
    // On the first it was signed for and is not there: the next report contradicts the order.
    const missing = device === fitting.at(-1) ? { seen: false as const } : {};
    device.installs.push({ program, from: CAMPAIGN_DAY, byOrder: true, ...missing });
  }
}

/** The running campaign has reached two of three computers; one application has been carried out. */
function deployRunning(devices: PlannedDevice[]): void {
  const branch = devices.filter((device) => device.department === RUNNING_DEPARTMENT);
  for (const [index, device] of branch.entries()) {
    if (index % 3 === 2) continue;
    device.installs.push({ program: 'wechat', from: RUNNING_DAY, byOrder: true });
  }
  const [first] = applicants(devices);
  first!.installs.push({ program: 'notepad', from: APPLIED_DAY, byOrder: true });
}

/** Computers whose holders apply for something: desktops outside the information department, one a person. */
export function applicants(devices: readonly PlannedDevice[]): PlannedDevice[] {
  const seen = new Set<number>();
  return devices.filter((device) => {
    const { holder, department } = device;
    const fitting =
      device.type === 'desktop' &&
      windows(device) &&
      ['01', '02', '03', '05'].includes(department) &&
      device.acquired > NEW_BATCH &&
      device.scrapped === undefined &&
      device.seen !== undefined &&
      device.seen < APPLIED_DAY;
    if (!fitting || holder === undefined || seen.has(holder)) return false;
    seen.add(holder);
    return !HEADS.has(holder);
  });
}

/** Position of each department's first person, its head. */
const HEADS = new Set(
  DEPARTMENTS.map((_, at) => DEPARTMENTS.slice(0, at).reduce((sum, one) => sum + one.people, 0)),
);

const windows = (device: PlannedDevice) => device.os.startsWith('win');

function addGeneralSoftware(devices: PlannedDevice[], random: () => number): void {
  let offices = 0;
  for (const device of devices) {
    const from = Math.min(OPENING, device.acquired);
    const fresh = device.acquired === NEW_BATCH;
    device.installs.push({
      program: device.os,
      from,
      ...(fresh ? { recorded: false as const } : {}),
    });
    if (device.type === 'server') continue;
    if (!windows(device)) {
      device.installs.push({ program: 'wps', from }, { program: 'libre', from });
      continue;
    }
    const unrecorded = fresh ? { recorded: false as const } : {};
    device.installs.push({ program: 'antivirus', from, ...unrecorded });
    if (!fresh && device.scrapped === undefined && offices < 14 && random() < 0.4) {
      addOffice(device, offices++, from);
    } else device.installs.push({ program: 'wps', from, ...unrecorded });
    for (const [program, share] of FREE_SHARES) {
      if (random() < share)
        device.installs.push({ program, from: Math.max(1, from - 5), ...unrecorded });
    }
    for (const program of ['vcredist', 'audio', 'dotnet', 'oa', 'token'] as const) {
      device.installs.push({ program, from, recorded: false });
    }
  }
}

const FREE_SHARES = [
  ['edge', 1],
  ['sogou', 0.9],
  ['chrome', 0.6],
  ['zip', 0.8],
  ['wechat', 0.55],
] as const;

/** Fourteen computers got Office 2019; six of them were upgraded in one go to 2021 (TZ-3.5). */
function addOffice(device: PlannedDevice, position: number, from: number): void {
  const start = Math.min(from, 650);
  if (position < 6) {
    device.installs.push({ program: 'office2019', from: start, to: 300 });
    device.installs.push({ program: 'office2021', from: 300, upgrades: 'office2019' });
  } else device.installs.push({ program: 'office2019', from: start });
}

function addSpecialSoftware(devices: PlannedDevice[]): void {
  const of = (department: string) =>
    devices.filter(
      (d) =>
        d.department === department &&
        d.type !== 'server' &&
        windows(d) &&
        d.scrapped === undefined &&
        d.acquired > NEW_BATCH,
    );
  for (const device of of('03').slice(0, 5))
    device.installs.push({ program: 'finance', from: OPENING });
  for (const device of of('05').slice(0, 6)) device.installs.push({ program: 'cad', from: 420 });
  for (const device of of('01').slice(0, 6)) device.installs.push({ program: 'pdf', from: 490 });
  of('02')[0]?.installs.push({ program: 'acrobat', from: 600 });
  devices[0]!.installs.push({ program: 'sqlServer', from: OPENING });
  devices[3]!.installs.push({ program: 'dameng', from: 350 });
  for (const device of of('04')) device.installs.push({ program: 'notepad', from: 500 });
}

/** A handful of each kind of finding. */
function addProblems(devices: PlannedDevice[]): void {
  const old = devices.filter(
    (d) => d.type === 'desktop' && windows(d) && d.acquired > NEW_BATCH && d.scrapped === undefined,
  );
  const extra = (index: number, ...programs: ProgramKey[]) => {
    for (const program of programs) {
      old[index]!.installs.push({ program, from: 9, recorded: false, lately: true });
    }
  };
  extra(2, 'visio', 'kms');
  extra(5, 'photoshop', 'winrar');
  extra(7, 'thunder', 'netdisk');
  extra(9, 'winrar', 'netdisk');
  extra(11, 'wpsPersonal');
  extra(13, 'thunder', 'kms');
  extra(15, 'winrar', 'netdisk');
  // Recorded but gone: the user removed it himself.
  for (const index of [4, 8]) {
    const install = old[index]!.installs.find(
      (one) => one.program === 'wps' || one.program === 'zip',
    );
    if (install) install.seen = false;
  }
  // Installed 2021 over a licensed 2019.
  const swapped = devices.findLast((d) =>
    d.installs.some((one) => one.program === 'office2019' && one.to === undefined),
  );
  const install = swapped?.installs.find((one) => one.program === 'office2019');
  if (swapped && install) {
    install.seen = false;
    swapped.installs.push({ program: 'office2021', from: 30, recorded: false });
  }
  for (const index of [1, 6, 10]) old[index]!.evidence = false;
  const fresh = devices.filter((d) => d.acquired === NEW_BATCH);
  for (const index of [3, 8]) fresh[index]!.evidence = false;
  fresh[8]!.os = 'win10home';
  fresh[8]!.installs[0] = { program: 'win10home', from: NEW_BATCH, recorded: false };
  for (const index of [12, 14, 16]) old[index]!.seen = 48;
  // In a cupboard since then: its licences are nobody's.
  for (const index of [18, 20]) old[index]!.seen = 118;
  delete old[17]?.seen;
}
