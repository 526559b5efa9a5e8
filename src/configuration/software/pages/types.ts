/** The software types the unit works with: the guideline's three, 自主开发 only where it is switched on. */
import type { ChoiceSet } from '../../../base/choices.ts';
import { useEndpoint } from '../../../platform/web/index.ts';
import { getSettings } from '../../numbering/shapes.ts';
import { SOFTWARE_TYPES } from '../shapes.ts';

export function useShownTypes(): ChoiceSet {
  const { data } = useEndpoint(getSettings);
  const { selfDeveloped, ...three } = SOFTWARE_TYPES;
  return data?.selfDevelopedEnabled ? { ...three, selfDeveloped } : three;
}
