/** The create form: which questions a type asks, in which order, and the facts its answers make. */
import { METHODS, presenceOf } from './rules.ts';
import type { AcquisitionMethod, FactField, SoftwareFacts, SoftwareType } from './shapes.ts';
import { SoftwareInput } from './shapes.ts';

export type Step = 'kind' | 'product' | 'purchase' | 'licence' | 'papers' | 'confirm';

const STEPS: Record<SoftwareType, readonly Step[]> = {
  commercial: ['kind', 'product', 'purchase', 'licence', 'papers', 'confirm'],
  oem: ['kind', 'product', 'confirm'],
  free: ['kind', 'product', 'confirm'],
  selfDeveloped: ['kind', 'product', 'confirm'],
};

export const STEP_FIELDS: Record<Step, readonly FactField[]> = {
  kind: ['softwareType', 'acquisitionMethod'],
  product: [
    'softwareName',
    'softwareVersion',
    'edition',
    'publisher',
    'category',
    'origin',
    'productId',
  ],
  purchase: ['purchaseDate', 'purchaseAmountFen', 'registeredOn', 'supplier', 'contractNo'],
  licence: [
    'licenseType',
    'licenseMetric',
    'licenseQuantity',
    'usableVersions',
    'licenseTerm',
    'serialNumbers',
  ],
  papers: ['maintenanceEnd', 'downgradeEvidence', 'formerNo', 'remark'],
  confirm: [],
};

export type DraftValues = Partial<Record<FactField, unknown>>;

export function stepsOf(type: SoftwareType | undefined): readonly Step[] {
  return STEPS[type ?? 'commercial'];
}

/** The usual way a type comes to the unit: asked first, changed where it was another. */
export function usualMethod(type: SoftwareType): AcquisitionMethod {
  return METHODS[type][0]!;
}

/** Answers that do not belong to the chosen type are left out: the person changed their mind on the way. */
export function factsOfDraft(
  values: DraftValues,
): { facts: SoftwareFacts } | { problems: { path: string; message: string }[] } {
  const kind = {
    softwareType: values.softwareType as SoftwareType,
    acquisitionMethod: values.acquisitionMethod as AcquisitionMethod,
  };
  const kept = Object.entries(values).filter(
    ([field, value]) =>
      value !== undefined &&
      value !== null &&
      value !== '' &&
      presenceOf(field as FactField, kind) !== 'forbidden',
  );
  const parsed = SoftwareInput.safeParse(Object.fromEntries(kept));
  if (parsed.success) return { facts: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => ({
      path: String(issue.path[0] ?? ''),
      message: issue.message,
    })),
  };
}
