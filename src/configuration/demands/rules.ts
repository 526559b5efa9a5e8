/** Which lines a department's form begins with, and what is wrong with a form: facts in, lines or complaints out. */
import { standardKey } from '../poststandards/rules.ts';
import type { DemandLineInput, DemandProposal } from './shapes.ts';

export type PostFacts = {
  postId: string;
  postName: string;
  /** People of the department who hold the post. */
  people: number;
  required: readonly { softwareName: string; remark: string }[];
};
export type KnownSoftware = {
  softwareName: string;
  softwareType: string;
  category: DemandLineInput['category'];
  origin: 'domestic' | 'foreign' | null;
};

/** The longest name of the unit's software, or of what is installed, that a standard's name stands for. */
export function matching<T extends { softwareName: string }>(
  known: readonly T[],
  standardName: string,
): T[] {
  const key = standardKey(standardName);
  return known.filter((one) => standardKey(one.softwareName).startsWith(key));
}

/**
 * What posts must have (PZ-2.1), for as many people, less what the department has: several posts that need the same
 * software share what is there, first come first served. Posts whose need is met are left out.
 */
export function proposalsOf(
  posts: readonly PostFacts[],
  installed: readonly { softwareName: string; count: number }[],
  known: readonly KnownSoftware[],
): DemandProposal[] {
  const left = new Map<string, number>();
  const proposals: DemandProposal[] = [];
  for (const post of posts) {
    for (const { softwareName, remark } of post.required) {
      const key = standardKey(softwareName);
      const all = matching(installed, softwareName).reduce((sum, one) => sum + one.count, 0);
      const there = Math.min(left.get(key) ?? all, post.people);
      left.set(key, (left.get(key) ?? all) - there);
      if (post.people - there < 1) continue;
      const [software] = matching(known, softwareName);
      proposals.push({
        softwareType: typeOf(software),
        softwareName,
        softwareVersion: '',
        category: software?.category ?? 'other',
        purpose: `${post.postName}岗位工作需要`,
        functionalRequirement: '',
        requestedQuantity: post.people - there,
        isDomestic: software?.origin ? software.origin === 'domestic' : null,
        remark,
        postId: post.postId,
        postName: post.postName,
        headcount: post.people,
        installedBefore: there,
      });
    }
  }
  return proposals;
}

function typeOf(software: KnownSoftware | undefined): DemandLineInput['softwareType'] {
  const type = software?.softwareType;
  return type === 'oem' || type === 'free' ? type : 'commercial';
}

export type Complaint = {
  sentence: string;
  params?: Record<string, string | number>;
  path: string;
};

/** What keeps a form from being sent in. */
export function complaintOf(form: {
  nothingNeeded: boolean;
  lines: readonly { softwareName: string }[];
}): Complaint | undefined {
  if (form.nothingNeeded && form.lines.length > 0) {
    return { sentence: '已声明本年度无需求，请去掉软件行或取消声明', path: 'body.nothingNeeded' };
  }
  if (!form.nothingNeeded && form.lines.length === 0) {
    return { sentence: '请至少填写一项软件，或声明本年度无需求', path: 'body.lines' };
  }
  return undefined;
}

/** What is wrong with the quantities the information department grants. */
export function grantComplaint(
  lines: readonly { id: string; softwareName: string; requestedQuantity: number }[],
  granted: readonly { id: string; approvedQuantity: number; reviewNote: string }[],
): Complaint | undefined {
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (const [at, one] of granted.entries()) {
    const line = byId.get(one.id);
    if (!line) return { sentence: '申请表中没有这一行，请刷新', path: `body.lines.${at}` };
    const params = { name: line.softwareName };
    if (one.approvedQuantity > line.requestedQuantity) {
      const sentence = '“{{name}}”的核定数量不能超过申请数量';
      return { sentence, params, path: `body.lines.${at}.approvedQuantity` };
    }
    if (one.approvedQuantity < line.requestedQuantity && one.reviewNote === '') {
      const sentence = '核减“{{name}}”的数量须写明理由';
      return { sentence, params, path: `body.lines.${at}.reviewNote` };
    }
  }
  return undefined;
}
