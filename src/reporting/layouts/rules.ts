/** The official layouts that can be changed, and how a unit's changes are laid over them. */
import type { Layout } from '../../base/layout.ts';
import { FORM6 } from '../../configuration/freelist/rules.paper.ts';
import { FORM1 } from '../forms/rules.form1.ts';
import { FORM2 } from '../forms/rules.form2.ts';
import { FORM3 } from '../forms/rules.form3.ts';
import { FORM4 } from '../forms/rules.form4.ts';
import { FORM5 } from '../forms/rules.form5.ts';
import { FORM7 } from '../forms/rules.form7.ts';
import { FORM8 } from '../forms/rules.form8.ts';
import { FORM9 } from '../forms/rules.form9.ts';
import { FORM10 } from '../forms/rules.form10.ts';
import { FORM11 } from '../forms/rules.form11.ts';
import type { LayoutForm } from './shapes.ts';

export const OFFICIAL: Record<LayoutForm, Layout> = {
  form1: FORM1,
  form2: FORM2,
  form3: FORM3,
  form4: FORM4,
  form5: FORM5,
  form6: FORM6,
  form7: FORM7,
  form8: FORM8,
  form9: FORM9,
  form10: FORM10,
  form11: FORM11,
};

/** Forms whose lines outside the table can be renamed, hidden and added; the others are tables of records. */
export const LINE_FORMS: readonly LayoutForm[] = ['form2', 'form10', 'form11'];
