/**
 * The papers of one record: which endpoint shows it and how it becomes resolved sheets. The print page in the browser and
 * the writers on the server both go through here, so a paper is the same wherever it comes from, and whoever may see
 * the record may have it as a file.
 */
import { dateInChina } from '../../base/dates.ts';
import { type ResolvedSheet, resolveLayout } from '../../base/layout.ts';
import { getDemand } from '../../configuration/demands/shapes.ts';
import { getPurchasePlan } from '../../configuration/purchases/shapes.ts';
import { getApplication } from '../../installation/applications/shapes.ts';
import { getDisposal } from '../../installation/disposals/shapes.ts';
import { getOrder, orderSignature } from '../../installation/orders/shapes.api.ts';
import { type OrderRecord, PERFORMER_ROLE, USER_ROLE } from '../../installation/orders/shapes.ts';
import { currentCommittee } from '../../responsibility/committee/shapes.ts';
import { getPledge, pledgeSignature } from '../../responsibility/pledges/shapes.ts';
import { disposalData, disposalLayout, headTakesPart } from '../forms/rules.disposal.ts';
import { FORM1, form1Data } from '../forms/rules.form1.ts';
import { FORM2, form2Data } from '../forms/rules.form2.ts';
import { FORM3, form3Data, type Opinion, opinionsOf } from '../forms/rules.form3.ts';
import { FORM4, form4Data } from '../forms/rules.form4.ts';
import { FORM5, form5Data } from '../forms/rules.form5.ts';
import { FORM10, form10Data } from '../forms/rules.form10.ts';
import { FORM11, form11Data } from '../forms/rules.form11.ts';
import { summaryLayout } from '../forms/rules.summary.ts';
import { getStatistics } from '../statistics/shapes.ts';
import { getSummary } from '../summaries/shapes.ts';
import {
  type Answer,
  type Asked,
  type Draft,
  type Kind,
  kind,
  type Source,
  type Surroundings,
} from './rules.kind.ts';
import { DAILY_PAPERS } from './rules.kinds.daily.ts';
import type { PaperKind } from './shapes.ts';

export type { Draft, Source } from './rules.kind.ts';

export const PAPERS: Record<PaperKind, Kind<unknown>> = {
  ...DAILY_PAPERS,
  form1: kind<Answer<typeof currentCommittee>>({
    source: ({ query }) => ({
      endpoint: currentCommittee,
      ...(query.asOf ? { query: { asOf: query.asOf } } : {}),
    }),
    draft: ({ header, current, pending }, { query }, { resolve }) => {
      const shown = query.draft === 'true' ? pending : current;
      if (!shown) return null;
      const day = { ...header, preparedOn: query.asOf ?? header.preparedOn };
      return { sheet: resolve(FORM1, form1Data({ header: day, members: shown.members })) };
    },
  }),
  form2: kind<Answer<typeof getPledge>>({
    source: ({ id }) => ({ endpoint: getPledge, params: { pledge: id } }),
    draft: (pledge, _asked, { resolve }) => {
      const { signature } = pledge;
      const data = form2Data({ text: pledge.text.text, signature: signature ?? undefined });
      const who = [pledge.departmentName, pledge.personName].filter(Boolean).join('　');
      const sheet = withLines(resolve(FORM2, data), [who], { border: false, align: 'left' });
      if (signature?.kind !== 'drawn') return { sheet };
      const source = { endpoint: pledgeSignature, params: { pledge: pledge.id } };
      return { sheet, pictures: { signature: source } };
    },
  }),
  form3: kind<Answer<typeof getDemand>>({
    source: ({ id }) => ({ endpoint: getDemand, params: { demand: id } }),
    draft: (one, _asked, { resolve }) => ({
      sheet: withOpinions(
        resolve(FORM3, form3Data(one)),
        opinionsOf(one.steps, [
          { title: '部门负责人意见', actions: ['deptApprove', 'submit'] },
          { title: '信息化部门意见', actions: ['itApprove'] },
        ]),
      ),
    }),
  }),
  form4: kind<Answer<typeof getPurchasePlan>>({
    source: ({ id }) => ({ endpoint: getPurchasePlan, params: { plan: id } }),
    draft: (one, _asked, { resolve, today }) => {
      const begun = one.steps[0]?.at;
      const on = begun === undefined ? today : dateInChina(new Date(begun));
      return {
        sheet: withOpinions(
          resolve(FORM4, form4Data(one, on)),
          opinionsOf(one.steps, [
            { title: '信息化部门意见', actions: ['submit'] },
            { title: '财务部门意见', actions: ['financeApprove'] },
            { title: '单位领导意见', actions: ['approve', 'reject'] },
          ]),
        ),
      };
    },
  }),
  form5: kind<Answer<typeof getStatistics>>({
    source: ({ id }) => ({ endpoint: getStatistics, params: { statistics: id } }),
    draft: (one, _asked, { resolve }) => ({ sheet: resolve(FORM5, form5Data(one)) }),
  }),
  form10: kind<Answer<typeof getApplication>>({
    source: ({ id }) => ({ endpoint: getApplication, params: { application: id } }),
    draft: (one, _asked, { resolve, unitName }) => ({
      sheet: resolve(FORM10, form10Data(one, unitName)),
    }),
  }),
  form11: kind<OrderRecord>({
    source: ({ id }) => ({ endpoint: getOrder, params: { order: id } }),
    draft: (one, { query }, { resolve, unitName }) => ({
      sheet: resolve(FORM11, form11Data(one, unitName, query.originNo ?? null)),
      pictures: orderPictures(one),
    }),
  }),
  disposal: kind<Answer<typeof getDisposal>>({
    source: ({ id }) => ({ endpoint: getDisposal, params: { disposal: id } }),
    draft: (one, _asked, { resolve }) => ({
      sheet: resolve(disposalLayout(headTakesPart(one)), disposalData(one)),
    }),
  }),
  summary: kind<Answer<typeof getSummary>>({
    source: ({ id }) => ({ endpoint: getSummary, params: { summary: id } }),
    draft: (one, _asked, { resolve }) => ({
      sheet: resolve(summaryLayout(one), { fields: {}, rows: [] }),
    }),
  }),
};

/** The sheet of a record as its endpoint answered; null = nothing to be printed yet. */
export function draftOf(
  key: PaperKind,
  record: unknown,
  asked: Asked,
  around: Surroundings,
): Draft | null {
  return PAPERS[key].draft(record, asked, { resolve: resolveLayout, ...around });
}

function orderPictures(order: OrderRecord): Record<string, Source> {
  const places: Record<string, string> = { [PERFORMER_ROLE]: 'performer', [USER_ROLE]: 'user' };
  const drawn = order.signatures.filter((one) => one.kind === 'drawn' && places[one.role]);
  return Object.fromEntries(
    drawn.map((one) => [
      places[one.role]!,
      { endpoint: orderSignature, params: { order: order.id, signature: one.id } },
    ]),
  );
}

function withOpinions(sheet: ResolvedSheet, opinions: readonly Opinion[]): ResolvedSheet {
  const lines = opinions.map(({ title, words }) => `${title}：${words}`);
  return withLines(sheet, lines, { border: true, align: 'left' }, 40);
}

/** Lines below the table, over its whole width. */
function withLines(
  sheet: ResolvedSheet,
  lines: readonly string[],
  look: { border: boolean; align: 'left' | 'right' },
  height = 24,
): ResolvedSheet {
  const style = sheet.styles.line ? 'line' : 'body';
  const rows = lines.map((display) => ({
    part: 'tail' as const,
    repeat: false,
    height,
    cells: [
      {
        col: 0,
        span: sheet.cols.length,
        rowSpan: 1,
        display,
        raw: display,
        type: 'text' as const,
        style,
        ...look,
      },
    ],
  }));
  return { ...sheet, rows: [...sheet.rows, ...rows] };
}
