/** Which sheets a form's workbook has, as resolved grids: the same data always gives the same workbook. */

import { officialResolve, type Resolve } from '../../base/layout.change.ts';
import type { ResolvedSheet } from '../../base/layout.ts';
import type { Form7, Form8, Form9 } from '../../ledgers/registers/shapes.ts';
import { FORM7, form7Data } from './rules.form7.ts';
import { FORM8, form8Data } from './rules.form8.ts';
import { FORM9, form9Data } from './rules.form9.ts';
import { headerFields } from './rules.paper.ts';

export type Paper = { name: string; sheet: ResolvedSheet };

export function form7Papers(form: Form7, resolve: Resolve = officialResolve): Paper[] {
  return [{ name: '附件7', sheet: resolve(FORM7, form7Data(form)) }];
}

export function form8Papers(form: Form8, resolve: Resolve = officialResolve): Paper[] {
  return [{ name: '附件8', sheet: resolve(FORM8, form8Data(form)) }];
}

/** One sheet per 软件编号 (TZ-3.2); without any, an empty form, because a workbook must have a sheet. */
export function form9Papers(form: Form9, resolve: Resolve = officialResolve): Paper[] {
  if (form.sheets.length === 0) {
    const data = { fields: headerFields(form.header), rows: [] };
    return [{ name: '附件9', sheet: resolve(FORM9, data) }];
  }
  return form.sheets.map((sheet) => ({
    name: sheet.software.softwareNo,
    sheet: resolve(FORM9, form9Data(form.header, sheet)),
  }));
}
