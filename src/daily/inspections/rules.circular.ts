/** The words of a 检查通报: one for everybody with figures, one per department with its own problems. */
import {
  type CircularContent,
  INSPECTION_KINDS,
  type InspectionKind,
  PROBLEM_KINDS,
  type Problem,
  type ProblemKind,
} from './shapes.ts';

export type CircularFacts = {
  unitName: string;
  /** The information department, else the unit. */
  issuer: string;
  issuedOn: string;
  inspection: {
    title: string;
    kind: InspectionKind;
    startedOn: string;
    conclusion: string;
  };
  departments: readonly {
    departmentId: string | null;
    departmentName: string;
    computers: number;
    checked: number;
  }[];
  problems: readonly {
    departmentId: string | null;
    problemNo: number;
    computerNo: string;
    personName: string;
    source: Problem['source'];
    kind: ProblemKind;
    content: string;
    measure: string;
    dueOn: string;
  }[];
};

function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** `departmentId` undefined: for everybody. */
export function circularOf(
  facts: CircularFacts,
  circularNo: string,
  departmentId?: string | null,
): CircularContent {
  const whole = departmentId === undefined;
  const { inspection } = facts;
  const departments = facts.departments.filter((one) => whole || one.departmentId === departmentId);
  const problems = facts.problems.filter((one) => whole || one.departmentId === departmentId);
  const sum = (name: 'computers' | 'checked') => departments.reduce((n, one) => n + one[name], 0);
  const addressee = whole ? '各部门' : (departments[0]?.departmentName ?? '');
  const where = whole ? facts.unitName : addressee;
  const kind = INSPECTION_KINDS[inspection.kind].label;
  const from = day(inspection.startedOn);
  const to = day(facts.issuedOn);
  const days = from === to ? from : `${from}至${to}`;
  const opening =
    `　　${days}，${facts.issuer}开展了“${inspection.title}”（${kind}）。` +
    `${where}应检查计算机 ${sum('computers')} 台，已检查 ${sum('checked')} 台，发现问题 ${problems.length} 项。现通报如下。` +
    (whole ? `\n　　${inspection.conclusion}` : '');
  return {
    circularNo,
    title: `${facts.unitName}关于软件使用情况检查的通报`,
    addressee,
    opening,
    closing: closingOf(problems, whole),
    issuer: facts.issuer,
    issuedOn: facts.issuedOn,
    figures: departments.map((one) => ({
      departmentName: one.departmentName,
      computers: one.computers,
      checked: one.checked,
      problems: problems.filter((own) => own.departmentId === one.departmentId).length,
    })),
    kinds: (Object.keys(PROBLEM_KINDS) as ProblemKind[]).flatMap((key) => {
      const count = problems.filter((one) => one.kind === key).length;
      return count > 0 ? [{ label: PROBLEM_KINDS[key].label, problems: count }] : [];
    }),
    problems: whole
      ? []
      : problems.map(({ departmentId: _, source, kind: own, content, ...one }) => ({
          ...one,
          kind: PROBLEM_KINDS[own].label,
          // A failed item says itself what is wrong.
          content: source === 'sheet' ? content : `${PROBLEM_KINDS[own].label}：${content}`,
        })),
  };
}

function closingOf(problems: readonly { dueOn: string }[], whole: boolean): string {
  if (problems.length === 0) return '　　未发现问题，请继续保持。';
  const last = problems
    .map((one) => one.dueOn)
    .sort()
    .at(-1)!;
  return whole
    ? `　　请有关部门对照问题清单认真整改，于${day(last)}前全部完成并报告整改情况。`
    : `　　请于各项期限前完成整改，在系统中报告整改情况并附材料，由检查人员复查。`;
}
