/**
 * The three registers of the guideline as data: 附件7 软件使用情况汇总表, 附件8 软件使用情况明细表, 附件9 软件安装维护情况明细表.
 * The screen, the JSON answer and the Excel writer all take these; what must be empty on paper is `null` here (TZ-1.4, 1.6, 1.9).
 */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const REGISTER_SOFTWARE_TYPES = {
  commercial: { label: '商业软件', tone: 'blue' },
  oem: { label: 'OEM软件', tone: 'grey' },
  free: { label: '免费软件', tone: 'green' },
  selfDeveloped: { label: '自主开发', tone: 'grey' },
} as const;
export const RegisterSoftwareType = z.enum(choiceValues(REGISTER_SOFTWARE_TYPES));
export type RegisterSoftwareType = z.infer<typeof RegisterSoftwareType>;

const count = z.number().int();

/** The signature line all ledger forms share (domain 0.4). */
export const FormHeader = z
  .object({
    organizationName: z.string(),
    preparedBy: z.string(),
    preparerPhone: z.string(),
    preparedOn: dateText,
  })
  .meta({ id: 'FormHeader' });
export type FormHeader = z.infer<typeof FormHeader>;

/** TZ-1.1: people and computers at the head of 附件7. */
export const Form7Header = FormHeader.extend({
  totalStaff: count,
  computerUsers: count,
  serverCount: count,
  desktopCount: count,
  laptopCount: count,
}).meta({ id: 'Form7Header' });
export type Form7Header = z.infer<typeof Form7Header>;

/** A whole number, 不限 for a site licence, nothing for OEM and free software. */
export const LicenseQuantity = z.union([count, z.literal('unlimited')]).nullable();
export type LicenseQuantity = z.infer<typeof LicenseQuantity>;

export const Form7Line = z
  .object({
    lineNo: count,
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    softwareType: RegisterSoftwareType,
    purchaseDate: z.string().nullable(),
    purchaseAmountFen: z.number().int().nullable(),
    licenseType: z.string().nullable(),
    licenseQuantity: LicenseQuantity,
    usableVersions: z.string().nullable(),
    licenseTerm: z.string().nullable(),
    serialNumber: z.string().nullable(),
    installedQuantity: count,
  })
  .meta({ id: 'Form7Line' });
export type Form7Line = z.infer<typeof Form7Line>;

export const Form7 = z
  .object({ header: Form7Header, lines: z.array(Form7Line) })
  .meta({ id: 'Form7' });
export type Form7 = z.infer<typeof Form7>;

export const Form8Line = z
  .object({
    lineNo: count,
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    installedVersion: z.string(),
    licenseTerm: z.string().nullable(),
    softwareType: RegisterSoftwareType,
    installedOn: dateText,
  })
  .meta({ id: 'Form8Line' });
export type Form8Line = z.infer<typeof Form8Line>;

/** One computer with everything installed on it; without software the paper shows one line with empty software cells. */
export const Form8Computer = z
  .object({
    deviceId: z.string(),
    departmentName: z.string(),
    userName: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    lines: z.array(Form8Line),
  })
  .meta({ id: 'Form8Computer' });
export type Form8Computer = z.infer<typeof Form8Computer>;

export const Form8 = z
  .object({ header: FormHeader, computers: z.array(Form8Computer) })
  .meta({ id: 'Form8' });
export type Form8 = z.infer<typeof Form8>;

export const Form9Software = z
  .object({
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    softwareType: RegisterSoftwareType,
    licenseQuantity: LicenseQuantity,
    usableVersions: z.string().nullable(),
    licenseTerm: z.string().nullable(),
  })
  .meta({ id: 'Form9Software' });
export type Form9Software = z.infer<typeof Form9Software>;

/** One install or uninstall with the holder of that day; `installedQuantity` is the count after it (domain 附件9 note). */
export const Form9Event = z
  .object({
    entryNo: count,
    deviceId: z.string(),
    eventType: z.enum(['install', 'uninstall']),
    computerNo: z.string(),
    computerBrand: z.string(),
    userName: z.string(),
    departmentName: z.string(),
    eventVersion: z.string(),
    eventDate: dateText,
    installedQuantity: count,
  })
  .meta({ id: 'Form9Event' });
export type Form9Event = z.infer<typeof Form9Event>;

export const Form9Sheet = z
  .object({ software: Form9Software, events: z.array(Form9Event) })
  .meta({ id: 'Form9Sheet' });
export type Form9Sheet = z.infer<typeof Form9Sheet>;

export const Form9 = z
  .object({ header: FormHeader, sheets: z.array(Form9Sheet) })
  .meta({ id: 'Form9' });
export type Form9 = z.infer<typeof Form9>;

/** Both time axes: what was true on `asOf`, as far as it was recorded until `knownAt`. */
export const axes = z.object({
  asOf: dateText.optional(),
  knownAt: z.iso
    .datetime({ offset: true, error: '时间应为 ISO 格式，例如 2026-06-30T18:00:00Z' })
    .optional(),
});

const tag = '台账';

/** 附件7 on screen: one page of lines. `installed` of each line opens the installs behind it. */
export const listForm7 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/registers/7',
  summary: '软件使用情况汇总表（附件7）分页',
  tag,
  permission: 'form7.view',
  query: listQuery.extend(axes.shape).extend({ type: RegisterSoftwareType.optional() }),
  output: page(Form7Line).extend({ header: Form7Header, asOf: dateText }),
});

/** 附件8 on screen: one page of computers. */
export const listForm8 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/registers/8',
  summary: '软件使用情况明细表（附件8）分页',
  tag,
  permission: 'form8.view',
  query: listQuery.extend(axes.shape).extend({
    software: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  output: page(Form8Computer).extend({ header: FormHeader, asOf: dateText }),
});

/** 附件9 on screen: one software number, one page of events. */
export const listForm9 = endpoint({
  method: 'GET',
  path: '/api/units/:unit/registers/9',
  summary: '软件安装维护情况明细表（附件9）分页',
  tag,
  permission: 'form9.view',
  query: listQuery.extend(axes.shape).extend({ software: z.uuid().optional() }),
  output: page(Form9Event).extend({
    header: FormHeader,
    asOf: dateText,
    software: Form9Software.nullable(),
  }),
});

/** An install that is open on the asked day: what an installed quantity counts. */
export const OpenInstall = z
  .object({
    entryNo: count,
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareType: RegisterSoftwareType,
    deviceId: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    userName: z.string(),
    departmentName: z.string(),
    version: z.string(),
    installedOn: dateText,
  })
  .meta({ id: 'OpenInstall' });
export type OpenInstall = z.infer<typeof OpenInstall>;

export const listOpenInstalls = endpoint({
  method: 'GET',
  path: '/api/units/:unit/installs',
  summary: '某日在册的安装（安装数量的构成）',
  tag,
  permission: 'form8.view',
  query: listQuery.extend(axes.shape).extend({
    software: z.uuid().optional(),
    device: z.uuid().optional(),
  }),
  output: page(OpenInstall).extend({ asOf: dateText }),
});
