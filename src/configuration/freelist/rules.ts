/** What may stand on 附件6, and whether a line holds on a day. */
import type { RefusalParams } from '../../base/refusal.ts';
import { canonicalVersions, parseUsableVersions } from '../software/rules.versions.ts';
import type { UsableVersion } from '../software/shapes.ts';
import type { FreeListFacts, FreeScope, ListingState } from './shapes.ts';

export type ListObjection = { path: string; code: string; sentence: string; params: RefusalParams };

export function listingState(
  line: { validFrom: string; validTo: string | null },
  date: string,
): ListingState {
  if (line.validTo !== null && line.validTo <= date) return 'stopped';
  return line.validFrom <= date ? 'usable' : 'planned';
}

/** The versions a line names: PZ-2.2 wants name and version said, so 不限 is no answer here. */
export function listedVersions(
  text: string,
): { usable: UsableVersion[]; key: string } | { objection: ListObjection } {
  const parsed = parseUsableVersions(text);
  if ('problem' in parsed) {
    return {
      objection: {
        path: 'softwareVersion',
        code: 'configuration.badVersion',
        sentence: '看不懂软件版本“{{text}}”，请写成 7.0、23–25 或 115及以上 的样子',
        params: { text: parsed.problem },
      },
    };
  }
  const unnamed = parsed.usable.some(
    (item) => 'from' in item && item.from === null && item.to === null,
  );
  if (parsed.usable.length === 0 || unnamed) {
    return {
      objection: {
        path: 'softwareVersion',
        code: 'configuration.versionUnnamed',
        sentence:
          '清单须明确软件名称和版本（《软件配置管理规定》二.2），请写出版本，例如 7.0 或 115及以上',
        params: {},
      },
    };
  }
  return { usable: parsed.usable, key: canonicalVersions(parsed.usable) };
}

/** PZ-1.1: what is free for persons or on trial is not free for the unit without more. */
export function checkScope(line: {
  freeScope: FreeScope;
  licenceNote: string | null;
  validTo: string | null;
}): ListObjection | undefined {
  if (line.freeScope === 'personalOnly' && !line.licenceNote) {
    return {
      path: 'licenceNote',
      code: 'configuration.personalOnly',
      sentence:
        '“仅个人免费”的软件单位不能当作免费软件使用（《软件配置管理规定》一.1）；如厂商书面同意单位使用，请填写许可依据，否则请改用其他软件或采购授权',
      params: {},
    };
  }
  if (line.freeScope === 'trial' && line.validTo === null) {
    return {
      path: 'validTo',
      code: 'configuration.trialEnd',
      sentence: '试用软件须写明停用日期，到期后不再可用',
      params: {},
    };
  }
  return undefined;
}

export function checkDepartments(line: {
  wholeUnit: boolean;
  departmentIds: readonly string[];
}): ListObjection | undefined {
  if (line.wholeUnit === (line.departmentIds.length === 0)) return undefined;
  return {
    path: 'departmentIds',
    code: 'configuration.departments',
    sentence: '使用部门请选“全单位”，或者不选全单位而至少选一个部门',
    params: {},
  };
}

export function checkLine(facts: FreeListFacts): ListObjection | undefined {
  const scope = checkScope(facts) ?? checkDepartments(facts);
  if (scope) return scope;
  if (facts.validFrom !== undefined && facts.validTo !== null && facts.validTo <= facts.validFrom) {
    return {
      path: 'validTo',
      code: 'configuration.listingReversed',
      sentence: '停用日期 {{to}} 应晚于启用日期 {{from}}',
      params: { from: facts.validFrom, to: facts.validTo },
    };
  }
  return undefined;
}

/** Two spans [from, to) share a day. */
export function overlap(
  left: { validFrom: string; validTo: string | null },
  right: { validFrom: string; validTo: string | null },
): boolean {
  const startsBefore = (one: string, end: string | null) => end === null || one < end;
  return startsBefore(left.validFrom, right.validTo) && startsBefore(right.validFrom, left.validTo);
}
