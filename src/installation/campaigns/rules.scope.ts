/** What a scope comes to: how many, where, who is left out and why, whether the licences suffice. */
import { EXCLUSIONS, type Exclusion, type ScopeInput, type ScopePreview } from './shapes.ts';

export type Scoped = {
  computerNo: string;
  departmentId: string | null;
  departmentName: string;
  exclusion: Exclusion | null;
};

const EXAMPLES = 20;

/** `left`: licences of the number that are free, null = no limit (D8). */
export function previewOf(
  devices: readonly Scoped[],
  scope: Pick<ScopeInput, 'computerNos'>,
  left: number | null,
): ScopePreview {
  const taking = devices.filter((device) => device.exclusion === null);
  const known = new Set(devices.map((device) => device.computerNo.toLowerCase()));
  const unknown = scope.computerNos.filter((no) => !known.has(no.toLowerCase()));
  const excluded = (Object.keys(EXCLUSIONS) as Exclusion[]).flatMap((reason) => {
    const own =
      reason === 'unknown'
        ? unknown
        : devices
            .filter((device) => device.exclusion === reason)
            .map((device) => device.computerNo);
    return own.length === 0
      ? []
      : [{ reason, computers: own.length, examples: own.slice(0, EXAMPLES) }];
  });
  const departments = [...Map.groupBy(taking, (device) => device.departmentId ?? '')]
    .map(([departmentId, own]) => ({
      departmentId: departmentId === '' ? null : departmentId,
      departmentName: own[0]!.departmentName,
      computers: own.length,
    }))
    .sort((a, b) => b.computers - a.computers);
  return {
    computers: taking.length,
    departments,
    excluded,
    licencesLeft: left,
    licencesMissing: left === null ? 0 : Math.max(0, taking.length - left),
  };
}
