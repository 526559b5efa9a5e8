/** Labelled cases of activation evidence, written by hand after real reports; key characters are made up. */
import { licencesOf } from '../src/discovery/intake/rules.licence.ts';
import type { SeenLicence } from '../src/discovery/intake/rules.report.ts';
import { licencesOfDevice, type SourceWord } from '../src/reconciliation/activation/rules.facts.ts';
import { flagsOf, type UnitWord } from '../src/reconciliation/activation/rules.ts';
import type { ActivationFlag } from '../src/reconciliation/activation/shapes.ts';
import type { ObservedProduct } from '../src/reconciliation/findings/rules.ts';

export const TODAY = '2026-11-27';
export const UNIT: UnitWord = {
  today: TODAY,
  kmsHosts: new Set(),
  licensed: new Set(['windows', 'office']),
  registered: new Map(),
  computers: new Map(),
  outside: new Set(),
};

export type Case = {
  name: string;
  os?: string;
  maker?: string;
  seenOn?: string;
  licences: SeenLicence[];
  unit?: Partial<UnitWord>;
  evidence?: boolean;
  tool?: string;
  flags: string[];
};

export const seen = (
  name: string,
  productId: string,
  more: Partial<SeenLicence> = {},
): SeenLicence => ({
  name,
  productId,
  keyTail: '',
  oem: false,
  ...more,
});
const windows = (name: string, productId: string, more: Partial<SeenLicence> = {}) =>
  seen(name, productId, { system: true, ...more });
const key = (keyTail: string, more: Partial<SeenLicence> = {}): Partial<SeenLicence> => ({
  keyTail,
  keyForm: 'whole',
  keyPrint: `print${keyTail}`,
  keyMark: `mark${keyTail}`,
  ...more,
});

const TOOL = (rawName: string): ObservedProduct => ({
  productId: null,
  productName: rawName,
  publisher: '',
  version: '',
  kind: 'unknown',
  category: 'other',
  risk: 'activator',
  freeScope: null,
  rawEntryIds: [1],
  rawName,
  rawVersion: '',
  rule: 'risk:risk-kms',
  edition: '',
  sourceId: 's',
  seenAt: '2026-11-27T00:00:00Z',
  learntFrom: 'agent',
});

/** `strength kind` of every flag. */
export function judge(one: Case): string[] {
  return flagsOfCase(one).map((flag) => `${flag.strength} ${flag.kind}`);
}

export function flagsOfCase(one: Case): ActivationFlag[] {
  const word: SourceWord = {
    kind: 'glpi',
    osName: one.os ?? '',
    osKind: 'windows',
    maker: one.maker ?? 'LENOVO ThinkCentre M920',
    seenOn: one.seenOn ?? TODAY,
    licences: one.licences,
  };
  const observed = one.tool ? [TOOL(one.tool)] : [];
  const device = { oemEvidence: one.evidence ?? true, observed };
  return licencesOfDevice('d', [word], observed).flatMap((fact) =>
    flagsOf(fact, device, { ...UNIT, ...one.unit }),
  );
}

export const KMS_OFFICE = seen(
  'Office 16, Office16ProPlusVL_KMS_Client edition',
  '00339-10000-00000-AA680',
  {
    fullName: 'Office 16, VOLUME_KMSCLIENT channel',
    channel: 'VOLUME_KMSCLIENT',
    keyTail: 'WFG99',
    keyForm: 'tail',
  },
);

/** Nothing strong may be said about these. */
export const CLEAN: Case[] = [
  {
    name: 'OEM from the mainboard, sticker on file',
    licences: [windows('Microsoft Windows 11 专业版', '00330-52834-11842-AAOEM', key('ABC23'))],
    flags: [],
  },
  {
    name: 'OEM without evidence on file: a hint to record it',
    evidence: false,
    licences: [windows('Microsoft Windows 10 专业版', '00330-52834-11842-AAOEM')],
    flags: ['weak oemWithoutEvidence'],
  },
  {
    name: 'a manufacturer key on two hundred machines',
    licences: [windows('Microsoft Windows 7 专业版', '00371-OEM-8992671-00524', key('SLP22'))],
    unit: { computers: new Map([['printSLP22', 200]]), outside: new Set(['markSLP22']) },
    flags: [],
  },
  {
    name: 'KMS client with a licence in the register',
    licences: [windows('Microsoft Windows 10 企业版', '00329-00000-00003-AA123', key('2YT43'))],
    unit: { computers: new Map([['print2YT43', 500]]), outside: new Set(['mark2YT43']) },
    flags: [],
  },
  {
    name: 'KMS client without one: volume, not licensed',
    licences: [windows('Microsoft Windows 7 企业版', '00392-918-5000002-85557')],
    unit: { licensed: new Set() },
    flags: ['weak volumeWithoutLicence'],
  },
  {
    name: 'Office KMS client',
    licences: [KMS_OFFICE],
    unit: { licensed: new Set() },
    flags: ['weak volumeWithoutLicence'],
  },
  {
    name: 'MAK registered for 300, seen on 120',
    licences: [windows('Microsoft Windows 10 企业版', '', key('MAK22', { channel: 'VOLUME_MAK' }))],
    unit: {
      registered: new Map([['printMAK22', { softwareId: 's', softwareNo: '12', quantity: 300 }]]),
      computers: new Map([['printMAK22', 120]]),
    },
    flags: [],
  },
  {
    name: 'MAK on many machines and units: made for it',
    licences: [windows('Microsoft Windows 10 企业版', '', key('MAK23', { channel: 'VOLUME_MAK' }))],
    unit: { computers: new Map([['printMAK23', 50]]), outside: new Set(['markMAK23']) },
    flags: [],
  },
  {
    name: 'digital licence with the generic key of Windows 11',
    licences: [windows('Microsoft Windows 11 专业版', '00330-80000-00000-AA072', key('3V66T'))],
    unit: { computers: new Map([['print3V66T', 40]]), outside: new Set(['mark3V66T']) },
    flags: ['weak installKey'],
  },
  {
    name: 'Office Home and Business is sold for business',
    licences: [
      seen('Microsoft Office Home and Business 2019', '', key('HB222', { channel: 'RETAIL' })),
    ],
    flags: [],
  },
  {
    name: 'Office 家庭和企业版',
    licences: [seen('Microsoft Office 家庭和企业版 2021', '')],
    flags: [],
  },
  {
    name: 'Office Famille et Petite Entreprise',
    licences: [seen('Microsoft Office Famille et Petite Entreprise 2010', '')],
    flags: [],
  },
  {
    name: 'Windows Home Server is a server',
    licences: [windows('Microsoft Windows Home Server 2011', '')],
    flags: [],
  },
  {
    name: 'Server Core is an installation option',
    licences: [windows('Microsoft Windows Server 2019 Datacenter Core', '')],
    flags: [],
  },
  {
    name: 'a key the agent could not read',
    licences: licencesOf(
      new Map([
        [
          'HARDWARE',
          [{ WINPRODKEY: 'BBBBB-BBBBB-BBBBB-BBBBB-BBBBB', WINPRODID: '55041-006-2425627-86269' }],
        ],
      ]),
      'Microsoft Windows 7 Enterprise',
      { print: (k) => k, mark: (k) => k },
    ),
    unit: { computers: new Map([['BBBBBBBBBBBBBBBBBBBBBBBBB', 9]]) },
    flags: [],
  },
  {
    name: 'retail Office on two computers: often allowed',
    licences: [seen('Microsoft Office Professional 2010', '', key('RTL22', { channel: 'RETAIL' }))],
    unit: { computers: new Map([['printRTL22', 2]]) },
    flags: ['weak sharedKey'],
  },
  {
    name: 'a KMS host of its own',
    licences: [
      windows('Microsoft Windows 10 企业版', '', {
        channel: 'VOLUME_KMSCLIENT',
        kmsHost: 'KMS.example.gov.cn:1688',
      }),
    ],
    unit: { kmsHosts: new Set(['kms.example.gov.cn']) },
    flags: [],
  },
  {
    name: 'a KMS host while the unit has listed none',
    licences: [
      windows('Microsoft Windows 10 企业版', '', {
        channel: 'VOLUME_KMSCLIENT',
        kmsHost: '10.1.2.3',
      }),
    ],
    flags: ['weak kmsHost'],
  },
  {
    name: 'a KMS host left over on an OEM machine',
    licences: [
      windows('Microsoft Windows 10 专业版', '00330-52834-11842-AAOEM', { kmsHost: '10.1.2.3' }),
    ],
    flags: [],
  },
  {
    name: 'KMS activation renewed in time',
    licences: [{ ...KMS_OFFICE, activatedOn: '2026-08-01' }],
    flags: [],
  },
  {
    name: 'not heard of since before the term ended',
    seenOn: '2026-03-01',
    licences: [{ ...KMS_OFFICE, activatedOn: '2026-01-10' }],
    flags: [],
  },
  {
    name: 'OEM Windows beside a tool aimed at Office',
    tool: 'KMSAuto Net',
    licences: [windows('Microsoft Windows 10 专业版', '00330-52834-11842-AAOEM')],
    flags: ['weak activator'],
  },
];

export const TELLING: Case[] = [
  {
    name: 'a pirate build by its name',
    licences: [
      windows('Microsoft Windows 7 Black Edition', '00426-292-0000007-85408', key('3MBMV')),
    ],
    flags: ['strong editionName', 'medium installKey'],
  },
  {
    name: 'a remade system in Chinese',
    os: '深度技术 GHOST Windows 7 旗舰版',
    licences: [],
    flags: ['strong editionName'],
  },
  {
    name: 'Windows 7 with the key of the medium',
    licences: [windows('Microsoft Windows 7 旗舰版', '00426-292-0000007-85408', key('3MBMV'))],
    flags: ['medium installKey'],
  },
  {
    name: 'a number’s key on more computers than licences',
    licences: [windows('Microsoft Windows 10 专业版', '', key('REG22', { channel: 'RETAIL' }))],
    unit: {
      registered: new Map([['printREG22', { softwareId: 's', softwareNo: '7', quantity: 10 }]]),
      computers: new Map([['printREG22', 20]]),
    },
    flags: ['strong keyBeyondLicence'],
  },
  {
    name: 'one retail key on three computers',
    licences: [windows('Microsoft Windows 10 专业版', '', key('RTL33', { channel: 'RETAIL' }))],
    unit: { computers: new Map([['printRTL33', 3]]) },
    flags: ['medium sharedKey'],
  },
  {
    name: 'one retail key on thirty',
    licences: [windows('Microsoft Windows 10 专业版', '', key('RTL34', { channel: 'RETAIL' }))],
    unit: { computers: new Map([['printRTL34', 30]]) },
    flags: ['strong sharedKey'],
  },
  {
    name: 'a retail key known to another unit',
    licences: [windows('Microsoft Windows 10 专业版', '', key('RTL35', { channel: 'RETAIL' }))],
    unit: { outside: new Set(['markRTL35']) },
    flags: ['medium sharedOutside'],
  },
  {
    name: 'evaluation by its name',
    licences: [windows('Microsoft Windows Server 2012 R2 Standard Evaluation', '')],
    flags: ['medium evaluation'],
  },
  {
    name: 'evaluation by its channel',
    licences: [windows('Microsoft Windows 10 企业版', '', { channel: 'TIMEBASED_EVAL' })],
    flags: ['medium evaluation'],
  },
  {
    name: 'Office on trial',
    licences: [seen('Microsoft Office 家庭和企业版 2010', '', { trial: true })],
    flags: ['medium evaluation'],
  },
  {
    name: 'home edition',
    licences: [windows('Microsoft Windows 11 家庭中文版', '00342-30575-84519-AAOEM')],
    flags: ['medium homeEdition'],
  },
  {
    name: 'home edition in French',
    licences: [windows('Microsoft Windows 10 Famille', '')],
    flags: ['medium homeEdition'],
  },
  {
    name: 'Office for students',
    licences: [seen('Microsoft Office 家庭和学生版 2016', '')],
    flags: ['medium homeEdition'],
  },
  {
    name: 'a home edition with a KMS key',
    licences: [windows('Microsoft Windows 10 家庭版', '', key('H8Q99'))],
    unit: { licensed: new Set() },
    flags: ['strong homeKms', 'medium homeEdition', 'weak volumeWithoutLicence'],
  },
  {
    name: 'KMS answered by the machine itself',
    licences: [
      windows('Microsoft Windows 10 专业版', '', {
        channel: 'VOLUME_KMSCLIENT',
        kmsHost: '127.0.0.2',
      }),
    ],
    flags: ['strong kmsHost'],
  },
  {
    name: 'KMS from the open Internet',
    licences: [
      windows('Microsoft Windows 10 专业版', '', {
        channel: 'VOLUME_KMSCLIENT',
        kmsHost: 'kms.03k.org',
      }),
    ],
    unit: { kmsHosts: new Set(['kms.example.gov.cn']) },
    flags: ['strong kmsHost'],
  },
  {
    name: 'a KMS host that is not on the list',
    licences: [
      windows('Microsoft Windows 10 专业版', '', {
        channel: 'VOLUME_KMSCLIENT',
        kmsHost: '10.9.9.9',
      }),
    ],
    unit: { kmsHosts: new Set(['10.1.2.3']) },
    flags: ['medium kmsHost'],
  },
  {
    name: 'volume activation past its term',
    licences: [{ ...KMS_OFFICE, activatedOn: '2026-01-10' }],
    flags: ['medium activationExpired'],
  },
  {
    name: 'MAK without a number',
    licences: [windows('Microsoft Windows 10 企业版', '', { channel: 'VOLUME_MAK' })],
    unit: { licensed: new Set() },
    flags: ['medium volumeWithoutLicence'],
  },
  {
    name: 'OEM on a virtual machine',
    maker: 'VMware, Inc. VMware Virtual Platform',
    licences: [windows('Microsoft Windows 7 专业版', '00371-OEM-8992671-00524')],
    flags: ['medium oemElsewhere'],
  },
  {
    name: 'a manufacturer key on a nameless board',
    maker: 'To Be Filled By O.E.M. To Be Filled By O.E.M.',
    licences: [windows('Microsoft Windows 7 旗舰版', '00426-OEM-8992662-00006')],
    flags: ['medium oemElsewhere'],
  },
  {
    name: 'a tool beside volume activation',
    tool: 'KMSpico',
    licences: [KMS_OFFICE],
    flags: ['strong activator'],
  },
];
