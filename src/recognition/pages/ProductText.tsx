/** A product as people see it: names, kind, for whom it is free. */
import type { ReactNode } from 'react';
import { ChoiceTag, call, type Option } from '../../platform/web/index.ts';
import { freeScopes, type Product, recognisedKinds } from '../shapes.ts';
import { searchProducts } from '../unitrules/shapes.ts';

export function productTitle(product: Pick<Product, 'name' | 'nameZh'>): string {
  return product.nameZh || product.name;
}

export function KindTags(props: {
  kind: Product['kind'];
  freeScope: Product['freeScope'];
}): ReactNode {
  // "Free for persons only" says that it is free software, and what matters more to a unit.
  if (props.kind === 'free' && props.freeScope && props.freeScope !== 'any') {
    return <ChoiceTag set={freeScopes} value={props.freeScope} />;
  }
  return <ChoiceTag set={recognisedKinds} value={props.kind} />;
}

/** For select boxes that ask the server. */
export async function findProducts(text: string): Promise<Option[]> {
  const { items } = await call(searchProducts, { query: { q: text, limit: 20 } });
  return items.map((product) => ({
    value: product.id,
    label: [productTitle(product), product.publisher].filter(Boolean).join(' · '),
  }));
}
