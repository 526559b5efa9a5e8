/** The official layouts that can be changed, and how a unit's changes are laid over them. */
import { changedLayout, changeProblems } from '../../base/layout.change.ts';
import {
  type Layout,
  type LayoutData,
  type ResolvedSheet,
  resolveLayout,
} from '../../base/layout.ts';
import { FORM6 } from '../../configuration/freelist/rules.paper.ts';
import { FORM1 } from '../forms/rules.form1.ts';
import { FORM3 } from '../forms/rules.form3.ts';
import { FORM4 } from '../forms/rules.form4.ts';
import { FORM5 } from '../forms/rules.form5.ts';
import { FORM7 } from '../forms/rules.form7.ts';
import { FORM8 } from '../forms/rules.form8.ts';
import { FORM9 } from '../forms/rules.form9.ts';
import type { LayoutChange, LayoutForm } from './shapes.ts';

export const OFFICIAL: Record<LayoutForm, Layout> = {
  form1: FORM1,
  form3: FORM3,
  form4: FORM4,
  form5: FORM5,
  form6: FORM6,
  form7: FORM7,
  form8: FORM8,
  form9: FORM9,
};

export type Changes = Partial<Record<string, LayoutChange>>;
export type Resolve = (layout: Layout, data: LayoutData) => ResolvedSheet;

/** Fills a layout as this unit has it. A change the layout of a later version no longer fits is left aside. */
export function resolverOf(changes: Changes): Resolve {
  return (layout, data) => resolveLayout(ownLayout(layout, changes), data);
}

export function ownLayout(layout: Layout, changes: Changes): Layout {
  const change = changes[layout.id];
  if (!change || changeProblems(layout, change).length > 0) return layout;
  return changedLayout(layout, change);
}

export const officialResolve: Resolve = resolverOf({});
