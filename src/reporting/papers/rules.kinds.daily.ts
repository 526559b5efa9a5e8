/** Papers of daily management and of the match: sheets of an inspection, what has to be put right, plans, results. */
import { getAssessment } from '../../daily/assessments/shapes.ts';
import { getCircular, getSheet, sheetSignature } from '../../daily/inspections/shapes.api.ts';
import { getProblem } from '../../daily/inspections/shapes.problems.ts';
import { getPlan } from '../../daily/plans/shapes.ts';
import { signInSheet } from '../../daily/trainings/shapes.figures.ts';
import { THREE_WAY, threeWayData } from '../../reconciliation/verdicts/rules.match.ts';
import { getThreeWay } from '../../reconciliation/verdicts/shapes.match.ts';
import { assessmentData, assessmentLayout } from '../forms/rules.assessment.ts';
import { circularData, circularLayout } from '../forms/rules.circular.ts';
import { planData, planLayout } from '../forms/rules.plan.ts';
import { INSPECTION_SHEET, sheetData } from '../forms/rules.sheet.inspection.ts';
import { RECTIFICATION, rectificationData } from '../forms/rules.sheet.rectification.ts';
import { SIGN_IN_SHEET, signInData } from '../forms/rules.sheet.signin.ts';
import { type Answer, kind } from './rules.kind.ts';

export const DAILY_PAPERS = {
  circular: kind<Answer<typeof getCircular>>({
    source: ({ id, query }) => ({
      endpoint: getCircular,
      params: { inspection: query.inspection ?? '', circular: id },
    }),
    draft: ({ content }, _asked, { resolve }) => ({
      sheet: resolve(circularLayout(content), circularData(content)),
    }),
  }),
  sheet: kind<Answer<typeof getSheet>>({
    source: ({ id, query }) => ({
      endpoint: getSheet,
      params: { inspection: query.inspection ?? '', device: id },
    }),
    draft: (one, _asked, { resolve, unitName }) => {
      const sheet = resolve(INSPECTION_SHEET, sheetData(one, unitName));
      if (one.signature?.kind !== 'drawn') return { sheet };
      const params = { inspection: one.inspectionId, device: one.deviceId };
      return { sheet, pictures: { user: { endpoint: sheetSignature, params } } };
    },
  }),
  rectification: kind<Answer<typeof getProblem>>({
    source: ({ id }) => ({ endpoint: getProblem, params: { problem: id } }),
    draft: (one, _asked, { resolve, unitName }) => ({
      sheet: resolve(RECTIFICATION, rectificationData(one, unitName)),
    }),
  }),
  signIn: kind<Answer<typeof signInSheet>>({
    source: ({ id, query }) => ({
      endpoint: signInSheet,
      params: { training: id },
      query: { of: query.of === 'asked' ? 'asked' : 'present' },
    }),
    draft: (sheet, _asked, { resolve }) =>
      sheet.lines.length === 0 ? null : { sheet: resolve(SIGN_IN_SHEET, signInData(sheet)) },
  }),
  plan: kind<Answer<typeof getPlan>>({
    source: ({ id }) => ({ endpoint: getPlan, params: { plan: id } }),
    draft: (one, _asked, { resolve, unitName }) => ({
      sheet: resolve(planLayout(one, unitName), planData(one)),
    }),
  }),
  assessment: kind<Answer<typeof getAssessment>>({
    source: ({ id }) => ({ endpoint: getAssessment, params: { assessment: id } }),
    draft: (one, _asked, { resolve, unitName }) =>
      one.results.length === 0
        ? null
        : { sheet: resolve(assessmentLayout(one), assessmentData(one, unitName)) },
  }),
  threeWay: kind<Answer<typeof getThreeWay>>({
    source: ({ query }) => ({
      endpoint: getThreeWay,
      query: Object.fromEntries(
        ['category', 'differing', 'q'].flatMap((name) =>
          query[name] ? [[name, query[name]]] : [],
        ),
      ),
    }),
    draft: (match, _asked, { resolve }) => ({ sheet: resolve(THREE_WAY, threeWayData(match)) }),
  }),
};
