/** A software record (软件编号) as it is entered, kept and shown. */
import { z } from 'zod';
import { dateText } from '../../platform/http/endpoint.ts';
import {
  AcquisitionMethod,
  LicenseMetric,
  LicenseType,
  Origin,
  SoftwareCategory,
  SoftwareStatus,
  SoftwareType,
} from './shapes.choices.ts';

export * from './shapes.choices.ts';

const version = z.string().trim().min(1, '版本不能为空').max(100, '版本不超过 100 个字');

/** One version, or a range whose ends are included; an end of null is open, both null = any version. */
export const UsableVersion = z
  .union([
    z.strictObject({ exact: version }),
    z.strictObject({ from: version.nullable(), to: version.nullable() }),
  ])
  .meta({ id: 'UsableVersion' });
export type UsableVersion = z.infer<typeof UsableVersion>;

export const LicenseTerm = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('perpetual') }),
    z.object({ kind: z.literal('fixedTerm'), start: dateText, end: dateText }),
    z.object({
      kind: z.literal('years'),
      start: dateText,
      years: z.number().int().min(1, '年数应为 1 至 99').max(99, '年数应为 1 至 99'),
    }),
  ])
  .meta({ id: 'LicenseTerm' });
export type LicenseTerm = z.infer<typeof LicenseTerm>;

export const LICENSE_QUANTITY_MAX = 100_000_000;
/** A number of licences, or 不限; never 0 and never a number that stands for 不限 (domain 8.4). */
export const LicenseQuantity = z.union(
  [
    z
      .number()
      .int()
      .min(1, '许可数量应为不小于 1 的整数')
      .max(LICENSE_QUANTITY_MAX, '许可数量过大'),
    z.literal('unlimited'),
  ],
  { error: '许可数量应为不小于 1 的整数，场地授权可填“不限”' },
);
export type LicenseQuantity = z.infer<typeof LicenseQuantity>;

const line = (max: number, tooLong: string) => z.string().trim().max(max, tooLong).nullable();

/** Every attribute of a record except its type, as it may be given. */
const fields = {
  softwareName: z
    .string({ error: '软件名称必须填写' })
    .trim()
    .min(1, '软件名称必须填写')
    .max(200, '软件名称不超过 200 个字'),
  softwareVersion: line(100, '软件版本不超过 100 个字'),
  edition: line(100, '版别不超过 100 个字'),
  publisher: line(200, '软件厂商不超过 200 个字'),
  category: SoftwareCategory,
  origin: Origin.nullable(),
  productId: line(200, '产品标识过长'),
  acquisitionMethod: AcquisitionMethod,
  purchaseDate: dateText.nullable(),
  purchaseAmountFen: z
    .number({ error: '采购金额应为数字' })
    .int('采购金额最多两位小数')
    .min(0, '采购金额不能为负')
    .max(100_000_000_000_000, '采购金额过大')
    .nullable(),
  licenseType: LicenseType.nullable(),
  licenseMetric: LicenseMetric.nullable(),
  licenseQuantity: LicenseQuantity.nullable(),
  usableVersions: z.array(UsableVersion).max(50, '可使用版本不超过 50 项'),
  licenseTerm: LicenseTerm.nullable(),
  serialNumbers: z
    .array(z.string().trim().min(1, '序列号不能为空').max(300, '序列号不超过 300 个字'))
    .max(2000, '序列号不超过 2000 个'),
  contractNo: line(100, '合同编号不超过 100 个字'),
  supplier: line(200, '供应商不超过 200 个字'),
  maintenanceEnd: dateText.nullable(),
  downgradeEvidence: line(500, '降级使用依据不超过 500 个字'),
  formerNo: line(50, '原编号不超过 50 个字'),
  remark: line(1000, '备注不超过 1000 个字'),
  /** The business day it belongs to the unit's software from; the purchase date or today unless given. */
  registeredOn: dateText.nullable(),
};

/** Everything a person or an import says about a software record; what must be empty for a type is null. */
export const SoftwareInput = z
  .object({
    softwareType: SoftwareType,
    softwareName: fields.softwareName,
    softwareVersion: fields.softwareVersion.default(null),
    edition: fields.edition.default(null),
    publisher: fields.publisher.default(null),
    category: fields.category.default('other'),
    origin: fields.origin.default(null),
    productId: fields.productId.default(null),
    acquisitionMethod: fields.acquisitionMethod,
    purchaseDate: fields.purchaseDate.default(null),
    purchaseAmountFen: fields.purchaseAmountFen.default(null),
    licenseType: fields.licenseType.default(null),
    licenseMetric: fields.licenseMetric.default(null),
    licenseQuantity: fields.licenseQuantity.default(null),
    usableVersions: fields.usableVersions.default([]),
    licenseTerm: fields.licenseTerm.default(null),
    serialNumbers: fields.serialNumbers.default([]),
    contractNo: fields.contractNo.default(null),
    supplier: fields.supplier.default(null),
    maintenanceEnd: fields.maintenanceEnd.default(null),
    downgradeEvidence: fields.downgradeEvidence.default(null),
    formerNo: fields.formerNo.default(null),
    remark: fields.remark.default(null),
    registeredOn: fields.registeredOn.default(null),
  })
  .meta({ id: 'SoftwareFacts' });
/** What callers write: everything with a default may be left out. */
export type SoftwareInput = z.input<typeof SoftwareInput>;
/** The complete facts the rules judge. */
export type SoftwareFacts = z.output<typeof SoftwareInput>;
export type FactField = keyof SoftwareFacts;

const UNCHANGEABLE = '软件类型和软件编号不能修改；类型有误的，停用或处置后另行登记';

/** A change: what is absent stays; the type never changes, because the number's series follows it. */
export const SoftwareChange = z
  .strictObject(
    {
      ...fields,
      revision: z.number().int().min(1),
      reason: z.string().trim().min(1, '请填写更正原因').max(500, '原因不超过 500 个字'),
    },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? UNCHANGEABLE : undefined) },
  )
  .partial()
  .meta({ id: 'SoftwareChange' });
export type SoftwareChange = z.infer<typeof SoftwareChange>;

/** A record without its serial numbers: what registers, findings and lists need. */
export const Software = z
  .object({
    id: z.string(),
    softwareNo: z.string(),
    softwareType: SoftwareType,
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    edition: z.string().nullable(),
    publisher: z.string().nullable(),
    category: SoftwareCategory,
    origin: Origin.nullable(),
    productId: z.string().nullable(),
    acquisitionMethod: AcquisitionMethod,
    purchaseDate: z.string().nullable(),
    purchaseAmountFen: z.number().int().nullable(),
    licenseType: LicenseType.nullable(),
    licenseMetric: LicenseMetric.nullable(),
    licenseQuantity: LicenseQuantity.nullable(),
    usableVersions: z.array(UsableVersion),
    licenseTerm: LicenseTerm.nullable(),
    contractNo: z.string().nullable(),
    supplier: z.string().nullable(),
    maintenanceEnd: z.string().nullable(),
    downgradeEvidence: z.string().nullable(),
    formerNo: z.string().nullable(),
    remark: z.string().nullable(),
    registeredOn: z.string(),
    disposedOn: z.string().nullable(),
    disposalReason: z.string().nullable(),
    /** The approved disposal (W9) that closed it. */
    disposalId: z.string().nullable(),
    status: SoftwareStatus,
    revision: z.number().int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    /** As the paper prints them; null where the cell must stay empty. */
    usableVersionsText: z.string().nullable(),
    licenseTermText: z.string().nullable(),
  })
  .meta({ id: 'Software' });
export type Software = z.infer<typeof Software>;
