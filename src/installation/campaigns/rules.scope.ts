/** What a scope comes to: how many, where, who is left out and why, whether the licences suffice. */
import { EXCLUSIONS, type Exclusion, type ScopeInput, type ScopePreview } from './shapes.ts';

export type Scoped = {
  computerNo: string;
  departmentId: string | null;
  departmentName: string;
  exclusion: Exclusion | null;
};

const EXAMPLES = 20;

/** Licences of a number: `left` free ones, null = no limit (D8); `promised` of them go to others. */
export type Licences = { left: number | null; promised: number };
export const NO_LIMIT: Licences = { left: null, promised: 0 };

/** How many are missing for so many computers; what others have been promised cannot be used. */
export function missingLicences(needed: number, { left, promised }: Licences): number {
  return left === null ? 0 : Math.max(0, needed - Math.max(0, left - promised));
}

export function previewOf(
  devices: readonly Scoped[],
  scope: Pick<ScopeInput, 'computerNos' | 'excludeComputerNos'> &
    Partial<Pick<ScopeInput, 'includeComputerNos'>>,
  licences: Licences,
): ScopePreview {
  const taking = devices.filter((device) => device.exclusion === null);
  const known = new Set(
    [...devices.map((device) => device.computerNo), ...scope.excludeComputerNos].map((no) =>
      no.toLowerCase(),
    ),
  );
  const named = new Set([...scope.computerNos, ...(scope.includeComputerNos ?? [])]);
  const unknown = [...named].filter((no) => !known.has(no.toLowerCase()));
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
    licencesLeft: licences.left,
    licencesPromised: licences.left === null ? 0 : licences.promised,
    licencesMissing: missingLicences(taking.length, licences),
  };
}

const TITLE = '计算机编号';

/** Computer numbers of a sheet: the column titled 计算机编号, or the first column. */
export function computerNosOf(rows: readonly (readonly unknown[])[]): string[] {
  const text = (cell: unknown) => String(cell ?? '').trim();
  const head = rows.slice(0, 20).findIndex((row) => row.some((cell) => text(cell) === TITLE));
  const column = head < 0 ? 0 : rows[head]!.findIndex((cell) => text(cell) === TITLE);
  const found = rows.slice(head + 1).map((row) => text(row[column]));
  return [...new Set(found.filter((no) => no !== '' && no.length <= 60))];
}
