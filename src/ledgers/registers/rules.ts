/** How a software number stands in the registers: what each type prints and in which order (附件7, TZ-1.4, 1.6, 1.9). */
import type { Software } from '../../configuration/software/shapes.ts';
import { LICENSE_TYPES } from '../../configuration/software/shapes.ts';
import type { Form7Line, Form9Software } from './shapes.ts';

/** 商业软件, then OEM软件, then 免费软件. */
const TYPE_ORDER: Record<Software['softwareType'], number> = {
  commercial: 0,
  oem: 1,
  free: 2,
  selfDeveloped: 3,
};

/** The place of a number in 附件7: comparable as text, also the page's cursor. */
export function registerKey(software: Pick<Software, 'softwareType' | 'softwareNo'>): string {
  return `${TYPE_ORDER[software.softwareType]} ${software.softwareNo}`;
}

export function byRegister(
  left: Pick<Software, 'softwareType' | 'softwareNo'>,
  right: Pick<Software, 'softwareType' | 'softwareNo'>,
): number {
  const a = registerKey(left);
  const b = registerKey(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One line of 附件7. `serials` are already masked for the reader. */
export function form7Line(
  software: Software,
  lineNo: number,
  installedQuantity: number,
  serials: readonly string[],
): Form7Line {
  return {
    lineNo,
    softwareId: software.id,
    softwareNo: software.softwareNo,
    softwareName: software.softwareName,
    softwareVersion: software.softwareVersion,
    softwareType: software.softwareType,
    purchaseDate: software.purchaseDate,
    purchaseAmountFen: software.purchaseAmountFen,
    licenseType: software.licenseType ? LICENSE_TYPES[software.licenseType].label : null,
    licenseQuantity: software.licenseQuantity,
    usableVersions: software.usableVersionsText,
    licenseTerm: software.licenseTermText,
    serialNumber: serials.length > 0 ? serials.join('、') : null,
    installedQuantity,
  };
}

/** The software block at the head of a 附件9 sheet. */
export function form9Software(software: Software): Form9Software {
  return {
    softwareId: software.id,
    softwareNo: software.softwareNo,
    softwareName: software.softwareName,
    softwareVersion: software.softwareVersion,
    softwareType: software.softwareType,
    licenseQuantity: software.licenseQuantity,
    usableVersions: software.usableVersionsText,
    licenseTerm: software.licenseTermText,
  };
}

/** Does a search text hit the number, the name or the version? */
export function softwareMatches(software: Software, search: string): boolean {
  const wanted = search.normalize('NFKC').toLowerCase();
  return [
    software.softwareNo,
    software.softwareName,
    software.softwareVersion ?? '',
    software.publisher ?? '',
  ].some((text) => text.normalize('NFKC').toLowerCase().includes(wanted));
}
