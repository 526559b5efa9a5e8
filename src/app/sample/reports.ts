/** The sample computers' reports, through the real intake: one two months ago, one lately, and what goes wrong. */
import { createHash } from 'node:crypto';
import type { SeenLicence } from '../../discovery/intake/rules.licence.ts';
import type { RawEntry } from '../../recognition/shapes.ts';
import type { Clock, SampleParts } from './load.ts';
import type { Plan, PlannedDevice, PlannedInstall } from './plan.ts';
import { programs } from './programs.ts';

const FIRST_REPORT = 62;

export async function sendReports(parts: SampleParts, clock: Clock, plan: Plan): Promise<void> {
  for (const device of plan.devices) {
    if (device.seen === undefined) continue;
    if (device.acquired > FIRST_REPORT && device.seen < FIRST_REPORT) {
      await send(parts, clock, device, FIRST_REPORT, (install) => !install.lately);
    }
    await send(parts, clock, device, device.seen, () => true);
  }
  // A second agent on a computer that has one already: recognised by serial number and network address.
  const twice = plan.devices[8]!;
  await send(parts, clock, { ...twice, hostName: twice.hostName }, 2, () => true, 'ocs');
  for (const stranger of strangers(plan)) await send(parts, clock, stranger, 1, () => true);
  await parts.intake.post(clock.unitId, {
    body: Buffer.from(
      '<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><SOFTWARES><NAME>半份报告',
    ),
    contentType: 'application/xml',
    userAgent: 'FusionInventory-Agent_v2.6',
    agentId: '',
  });
}

/** Computers nobody has registered: they wait to be confirmed. */
function strangers(plan: Plan): PlannedDevice[] {
  return [1, 2].map((number) => ({
    ...plan.devices[10 + number]!,
    hostName: `DESKTOP-NEW${number}`,
    serialNo: `SMPNEW${number}7Q`,
    mac: `02:59:5a:ff:00:0${number}`,
    brand: '联想',
    model: '昭阳 K4e',
  }));
}

async function send(
  parts: SampleParts,
  clock: Clock,
  device: PlannedDevice,
  daysAgo: number,
  wanted: (install: PlannedInstall) => boolean,
  protocol: 'glpi' | 'ocs' = 'glpi',
): Promise<void> {
  const os = programs[device.os].raw;
  const installs = device.installs.filter(
    (install) =>
      install.program !== device.os &&
      install.seen !== false &&
      (install.to === undefined || install.to < daysAgo) &&
      install.from >= daysAgo &&
      wanted(install),
  );
  const osKind = os.os ?? 'windows';
  const entries: RawEntry[] = installs.map(({ program }) => {
    const { name, publisher, version, from } = programs[program].raw;
    return { name, publisher, version, from, os: osKind, systemCategory: '' };
  });
  const moment = new Date(
    `${clock.dayOf(daysAgo)}T09:${10 + (device.mac.charCodeAt(16) % 40)}:00+08:00`,
  );
  const at = new Date(Math.min(moment.getTime(), Date.now() - 60_000));
  await parts.intake.acceptReport(
    clock.unitId,
    {
      protocol,
      agentKey: `${protocol === 'ocs' ? 'device' : 'agent'}:${agentId(`${protocol}/${device.serialNo}`)}`,
      deviceId: `${device.hostName}-2024-03-01-09-00-00`,
      oldDeviceId: '',
      agentVersion: protocol === 'ocs' ? 'OCS-NG_WINDOWS_AGENT_v2.10' : 'GLPI-Agent_v1.12',
      hostName: device.hostName,
      serial: device.serialNo,
      uuid: '',
      macs: [device.mac],
      osName: os.name,
      osVersion: os.version,
      osKind,
      manufacturer: device.brand,
      model: device.model,
      chassis:
        device.type === 'laptop'
          ? 'Notebook'
          : device.type === 'server'
            ? 'Rack Mount Chassis'
            : 'Desktop',
      lastUser: '',
      userNames: [],
      tag: '',
      cores: 4,
      licences: osKind === 'windows' ? [preinstalled(device, os.name)] : [],
      partial: false,
      hasSoftware: true,
      perUserSeen: osKind === 'windows' ? true : null,
      reportedAt: '',
      entries,
      installedOn: installs.map((install) => dayNumber(clock.dayOf(install.from))),
    },
    { at, complete: true },
  );
}

/** Windows as manufacturers put it on: a product id of its own, the key in the mainboard. */
function preinstalled(device: PlannedDevice, name: string): SeenLicence {
  const digits = BigInt(`0x${createHash('sha256').update(device.serialNo).digest('hex')}`)
    .toString()
    .slice(-14);
  const productId = `00330-5${digits.slice(0, 4)}-${digits.slice(4, 9)}-AAOEM`;
  const keyTail = [...digits.slice(9)].map((digit) => 'BCDFGHJKMP'[Number(digit)]).join('');
  return { name, productId, keyTail, oem: true, keyForm: 'tail', system: true };
}

/** Days since 1990-01-01, as reports carry them. */
function dayNumber(date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.UTC(1990, 0, 1)) / 86_400_000);
}

function agentId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
