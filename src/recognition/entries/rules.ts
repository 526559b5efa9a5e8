/** Comparing matches, and reading decisions. Pure. */
import { displayName, foldText } from '../matching/rules.fold.ts';
import type { Match } from '../shapes.ts';
import type { OwnProduct } from './shapes.ts';

/** True when a person would say that the entry is something else now. */
export function moved(a: Match, b: Match): boolean {
  return (
    a.productId !== b.productId ||
    a.productName !== b.productName ||
    a.kind !== b.kind ||
    a.category !== b.category ||
    a.general !== b.general ||
    a.risk !== b.risk ||
    a.freeScope !== b.freeScope ||
    a.componentClass !== b.componentClass
  );
}

/** Why a product of the unit's own cannot be as given: [field, Chinese sentence], or undefined. */
export function ownProductProblem(
  product: Pick<OwnProduct, 'kind' | 'freeScope'> & { general?: OwnProduct['general'] },
): [string, string] | undefined {
  if (product.kind === 'free' && product.freeScope === null) {
    return ['freeScope', '请选择免费范围：免费软件须写明对谁免费'];
  }
  if (product.kind !== 'free' && product.freeScope !== null) {
    return ['freeScope', '只有免费软件才有免费范围，请清除'];
  }
  return undefined;
}

/** What people call it when a name becomes a product of its own. */
export function productNameOf(rawName: string): string {
  return displayName(foldText(rawName)).slice(0, 200) || '（无名称）';
}
