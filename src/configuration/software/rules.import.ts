/** One row of a sheet in the columns of 附件7 as the facts of a software record, or why it cannot be. */
import type { RefusalParams } from '../../base/refusal.ts';
import { parseTerm } from './rules.terms.ts';
import { parseUsableVersions } from './rules.versions.ts';
import type {
  AcquisitionMethod,
  LicenseQuantity,
  LicenseTerm,
  LicenseType,
  Origin,
  SoftwareCategory,
  SoftwareFacts,
  SoftwareType,
  UsableVersion,
} from './shapes.ts';
import { SoftwareInput } from './shapes.ts';

export type ImportedValues = {
  softwareNo?: string | undefined;
  softwareName?: string | undefined;
  softwareVersion?: string | undefined;
  softwareType?: SoftwareType | undefined;
  acquisitionMethod?: AcquisitionMethod | undefined;
  purchaseDate?: string | undefined;
  purchaseAmountFen?: number | undefined;
  licenseType?: LicenseType | undefined;
  licenseQuantity?: LicenseQuantity | undefined;
  usableVersions?: string | undefined;
  licenseTerm?: string | undefined;
  serialNumbers?: string | undefined;
  edition?: string | undefined;
  publisher?: string | undefined;
  category?: SoftwareCategory | undefined;
  origin?: Origin | undefined;
  contractNo?: string | undefined;
  supplier?: string | undefined;
  maintenanceEnd?: string | undefined;
  registeredOn?: string | undefined;
  remark?: string | undefined;
  statedQuantity?: number | undefined;
};

type Said = { sentence: string; params: RefusalParams };
export type RowFacts = { facts: SoftwareFacts; notes: Said[] } | { problem: Said };

const said = (sentence: string, params: RefusalParams = {}): Said => ({ sentence, params });

/** What the printed register does not say is filled with what its columns imply, and the person is told. */
export function factsOfRow(values: ImportedValues): RowFacts {
  const notes: Said[] = [];
  const softwareType = values.softwareType ?? 'commercial';
  const versions = versionsOf(values.usableVersions);
  if ('sentence' in versions) return { problem: versions };
  const term = termOf(values);
  if (term !== null && 'sentence' in term) return { problem: term };
  const serials = splitSerials(values.serialNumbers);
  if (serials.some(isMaskedSerial)) {
    return {
      problem: said('序列号是隐去后的样子（{{serial}}），请填写完整序列号，或把该列设为不导入', {
        serial: serials.find(isMaskedSerial) ?? '',
      }),
    };
  }
  const { softwareNo, usableVersions: _, licenseTerm: __, serialNumbers: ___, ...rest } = values;
  const { statedQuantity: ____, ...plain } = rest;
  const parsed = SoftwareInput.safeParse({
    ...plain,
    softwareType,
    acquisitionMethod: values.acquisitionMethod ?? impliedMethod(softwareType, values, notes),
    usableVersions: versions,
    licenseTerm: term,
    serialNumbers: serials,
    formerNo: softwareNo ?? null,
  });
  if (parsed.success) return { facts: parsed.data, notes };
  return { problem: said(parsed.error.issues[0]?.message ?? '内容有误') };
}

function impliedMethod(
  type: SoftwareType,
  values: ImportedValues,
  notes: Said[],
): AcquisitionMethod {
  if (type === 'oem') return 'preinstalled';
  if (type === 'free') return 'freeDownload';
  if (type === 'selfDeveloped') return 'selfDeveloped';
  if (values.purchaseDate !== undefined || values.purchaseAmountFen !== undefined)
    return 'purchase';
  notes.push(
    said('采购时间、采购金额均为空，按“调剂”登记；如为受赠或上级配发，请增加“获得方式”一列'),
  );
  return 'transfer';
}

function versionsOf(text: string | undefined): UsableVersion[] | Said {
  const parsed = parseUsableVersions(text ?? '');
  if ('usable' in parsed) return parsed.usable;
  return said('看不懂可使用版本“{{text}}”，请写成 v12、v11–v12、2019及以上 或 不限 的样子', {
    text: parsed.problem,
  });
}

function termOf(values: ImportedValues): LicenseTerm | null | Said {
  if (values.licenseTerm === undefined) return null;
  const start = values.purchaseDate ?? values.registeredOn ?? null;
  return (
    parseTerm(values.licenseTerm, start) ??
    said('看不懂许可期限“{{text}}”，请写成 永久、3年 或 2024-01-01至2026-12-31 的样子', {
      text: values.licenseTerm,
    })
  );
}

/** As registers and exports show them. */
export const isMaskedSerial = (serial: string) => /^\*{2,}/.test(serial);

export function splitSerials(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[\n;；、,，]+/)
    .map((serial) => serial.trim())
    .filter((serial) => serial !== '');
}
