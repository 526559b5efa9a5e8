/** The end of the sample unit's last year: inspection and rectification, assessment, 附件5, annual summary, closings. */

import * as assessments from '../../daily/assessments/commands.ts';
import { notifyInspection } from '../../daily/inspections/commands.circulars.ts';
import { respondProblem, reviewProblem } from '../../daily/inspections/commands.problems.ts';
import { saveSheet } from '../../daily/inspections/commands.sheets.ts';
import * as inspections from '../../daily/inspections/commands.ts';
import { sheetsOf } from '../../daily/inspections/store.computers.ts';
import { problemsOf } from '../../daily/inspections/store.problems.ts';
import type { Services } from '../../platform/http/app.ts';
import * as closings from '../../reporting/closings/commands.ts';
import * as statistics from '../../reporting/statistics/commands.ts';
import * as summaries from '../../reporting/summaries/commands.ts';
import type { Clock, SampleParts } from './load.ts';
import { as, indexOf, type Loaded, say, signature } from './workflows.ts';
import { type Acts, LEADER, MANAGER, TECHNICIAN, type Who } from './year.ts';

const INSPECTOR: Who = { department: '02', place: 1, roles: ['inspector'] };
/** Where it was looked at on site; the information department is not inspected by its own people. */
const INSPECTED = ['01', '02', '03', '05'];
/** Every so many computers one item is not in order. */
const EVERY = 11;

export async function loadYearEnd(
  clock: Clock,
  loaded: Loaded,
  acts: Acts,
  parts: Pick<SampleParts, 'database' | 'services'>,
): Promise<void> {
  await inspection(loaded, acts);
  await assessment(acts);
  await summary(acts);
  await closing(clock, loaded, acts, 'H1', '07-05', parts);
  // The second half is closed in the first days of this year.
  await closing(clock, loaded, acts, 'H2', '12-31', parts);
}

async function inspection(loaded: Loaded, acts: Acts): Promise<void> {
  const { plan, people, departments } = loaded;
  const inspectors = [TECHNICIAN, INSPECTOR].map(
    (who) => people.get(indexOf(plan, who.department, who.place))!,
  );
  const id = await acts.on('10-09', MANAGER, async (cx) => {
    const made = await inspections.createInspection(cx, {
      year: acts.year,
      title: '年度软件使用情况全面检查',
      kind: 'full',
      periodFrom: `${acts.year}-10-10`,
      periodTo: `${acts.year}-10-31`,
      inspectors,
      departmentIds: INSPECTED.map((code) => departments.get(code)!),
      deviceTypes: [],
      sampleRate: null,
      sampleSize: null,
      plan: '逐台上机检查，与台账、授权核对。',
    });
    await inspections.drawComputers(cx, made, { seed: `sample-${acts.year}`, opinion: '' });
    await inspections.startInspection(cx, made, '');
    return made;
  });
  await acts.on('10-24', TECHNICIAN, async (cx) => {
    const items = await inspections.itemsOf(cx);
    for (const [at, sheet] of (await sheetsOf(cx.tx, cx.unitId, id)).entries()) {
      const wrong = at % EVERY === EVERY - 1;
      await saveSheet(cx, id, sheet.deviceId, {
        version: 0,
        state: 'done',
        answers: items.map(({ key }, no) => ({
          key,
          verdict: wrong && no === 3 ? ('fail' as const) : ('pass' as const),
          note: wrong && no === 3 ? '有一项软件与台账不一致' : '',
        })),
        note: '',
      });
    }
  });
  await acts.on('10-28', MANAGER, async (cx) => {
    await inspections.concludeInspection(cx, id, '');
    const dueOn = `${acts.year}-11-20`;
    await notifyInspection(cx, id, { dueOn, conclusion: '总体良好，个别计算机须整改。' });
  });
  const found = await acts.on('10-29', MANAGER, (cx) => problemsOf(cx, id));
  for (const problem of found) {
    const code = [...departments].find(([, one]) => one === problem.departmentId)?.[0] ?? '01';
    await acts.on('11-08', { department: code, roles: ['deptHead'] }, (cx) =>
      respondProblem(cx, problem.id, '已卸载多余软件，补登台账。'),
    );
    await acts.on('11-12', INSPECTOR, (cx) =>
      reviewProblem(cx, problem.id, { pass: true, opinion: '已现场核实' }),
    );
  }
  await acts.on('11-14', MANAGER, (cx) => inspections.closeInspection(cx, id, '问题全部整改。'));
}

async function assessment(acts: Acts): Promise<void> {
  const id = await acts.on('12-08', MANAGER, async (cx) => {
    const made = await assessments.createAssessment(cx, acts.year);
    const { results } = await assessments.assessmentRecord(cx, made, say);
    for (const { departmentId, scores } of results) {
      const open = scores.filter((score) => score.points === null);
      if (open.length === 0) continue;
      const given = open.map(({ key }) => ({ key, points: 5, note: '日常了解，配合较好' }));
      await assessments.scoreDepartment(cx, made, departmentId, given);
    }
    await assessments.draftAssessment(cx, made, '');
    await assessments.submitAssessment(cx, made, '请审定');
    return made;
  });
  await acts.on('12-12', LEADER, (cx) =>
    assessments.decideAssessment(cx, id, { approve: true, opinion: '同意' }),
  );
}

async function summary(acts: Acts): Promise<void> {
  const made = await acts.on('12-17', MANAGER, async (cx) => {
    const form = await statistics.createStatistics(cx, acts.year);
    await statistics.submitStatistics(cx, form, '');
    const text = await summaries.createSummary(cx, acts.year);
    await summaries.submitSummary(cx, text, '');
    return { form, text };
  });
  await acts.on('12-19', LEADER, async (cx) => {
    await statistics.decideStatistics(cx, made.form, { approve: true, opinion: '同意' });
    await summaries.decideSummary(cx, made.text, { approve: true, opinion: '同意' });
  });
}

async function closing(
  clock: Clock,
  loaded: Loaded,
  acts: Acts,
  half: 'H1' | 'H2',
  monthDay: string,
  parts: { database: SampleParts['database']; services: Services },
): Promise<void> {
  const day = acts.ago(monthDay);
  const managing = <T>(work: Parameters<typeof acts.on<T>>[2]) =>
    clock.at(day, (cx) => work(as(cx, loaded, indexOf(loaded.plan, '04'), ['itManager'])));
  const id = await managing((cx) => closings.createClosing(cx, { period: `${acts.year}${half}` }));
  await closings.generate(
    {
      ...parts,
      unitId: clock.unitId,
      jobId: 'sample',
      signal: new AbortController().signal,
      write: managing,
      read: managing,
    },
    id,
  );
  const { name } = loaded.plan.people[indexOf(loaded.plan, '04')]!;
  await managing(async (cx) => {
    await closings.review(cx, id, '已核对');
    await closings.sign(cx, id, { opinion: '' }, signature(name));
  });
}
