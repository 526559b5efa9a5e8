/**
 * May these drafts be appended? Facts in, problems out. Over-use of a quantity is no problem here: it is recorded and
 * shown. An existing fact must be recordable even when it is against the rules of use, so opening entries are not held
 * to the licence term; the expired licence is then a finding.
 */
import { byDay, type EntryFact, pairKey } from './rules.ts';
import type { DateBasis, EntryCause, EntryKind } from './shapes.ts';

/** One entry about to be written. `index` is the line of the request it comes from. */
export type Draft = {
  index: number;
  kind: EntryKind;
  softwareId: string;
  deviceId: string;
  /** Empty on an uninstall: the version of the open install is taken. */
  version: string;
  occurredOn: string;
  dateBasis: DateBasis;
  cause: EntryCause;
  causeRef: string | null;
  reason: string | null;
  idempotencyKey: string | null;
  groupId: string | null;
  reversesEntryNo: number | null;
};

export type DeviceFact = {
  id: string;
  computerNo: string;
  retiredOn: string | null;
  /** Another record stands for this machine: what is open here may end, nothing new begins. */
  merged: boolean;
};

export type SoftwareFact = {
  id: string;
  softwareNo: string;
  softwareType: 'commercial' | 'oem' | 'free' | 'selfDeveloped';
  softwareVersion: string | null;
  /** 可使用版本 for people, and as a test. */
  usableText: string;
  usable: (version: string) => boolean;
  termFrom: string | null;
  termTo: string | null;
  disposedOn: string | null;
  /** For free software: is it on 附件6, and in this version. */
  freeListed: boolean;
  freeVersionListed: (version: string) => boolean;
};

export type CheckFacts = {
  today: string;
  devices: ReadonlyMap<string, DeviceFact>;
  software: ReadonlyMap<string, SoftwareFact>;
  /** Effective entries of every pair the drafts touch. */
  history: readonly EntryFact[];
};

export type Problem = {
  index: number;
  field: string;
  code: string;
  sentence: string;
  params: Record<string, string | number>;
};

export const EARLIEST_DAY = '1990-01-01';

/** Problems of each draft by itself, then of the sequence it would join. Empty = may be appended. */
export function checkDrafts(facts: CheckFacts, drafts: readonly Draft[]): Problem[] {
  const problems = drafts.flatMap((draft) => checkOne(facts, draft));
  const broken = new Set(problems.map((problem) => problem.index));
  return [...problems, ...checkSequences(facts, drafts, broken)].sort(
    (left, right) => left.index - right.index,
  );
}

function checkOne(facts: CheckFacts, draft: Draft): Problem[] {
  const found: Problem[] = [];
  const add = (field: string, code: string, sentence: string, params: Problem['params'] = {}) =>
    found.push({ index: draft.index, field, code: `ledgers.${code}`, sentence, params });
  if (draft.occurredOn > facts.today) {
    add('occurredOn', 'futureDate', '日期 {{date}} 晚于今天，请改为实际发生的日期', {
      date: draft.occurredOn,
    });
  } else if (draft.occurredOn < EARLIEST_DAY) {
    add('occurredOn', 'impossibleDate', '日期 {{date}} 早于 1990 年，请核对', {
      date: draft.occurredOn,
    });
  }
  const device = facts.devices.get(draft.deviceId);
  const software = facts.software.get(draft.softwareId);
  if (!device) add('deviceId', 'noDevice', '没有这台计算机，请从计算机列表中选择');
  if (!software) add('softwareId', 'noSoftware', '没有这个软件编号，请先登记软件');
  if (!device || !software || draft.reversesEntryNo !== null) return found;
  if (device.retiredOn !== null && draft.occurredOn > device.retiredOn) {
    add('deviceId', 'deviceRetired', '计算机 {{no}} 已于 {{date}} 处置，不能再登记', {
      no: device.computerNo,
      date: device.retiredOn,
    });
  }
  if (device.merged && draft.kind === 'install') {
    add('deviceId', 'deviceMerged', '记录 {{no}} 已并入另一台计算机，请在那条记录上登记', {
      no: device.computerNo,
    });
  }
  if (draft.kind === 'install') checkInstall(software, draft, add);
  return found;
}

type Add = (field: string, code: string, sentence: string, params?: Problem['params']) => void;

/** What only an install is asked: version (附件9 column 7), term, disposal, free list (PZ-2.2). */
function checkInstall(software: SoftwareFact, draft: Draft, add: Add): void {
  const no = software.softwareNo;
  if (draft.version === '') {
    add('version', 'noVersion', '请填写 {{no}} 的安装版本', { no });
    return;
  }
  // Two records of one machine become one: what was accepted once only moves.
  if (draft.cause === 'deviceMerged') return;
  if (software.disposedOn !== null && draft.occurredOn >= software.disposedOn) {
    add('softwareId', 'disposed', '{{no}} 已于 {{date}} 处置，不能再安装', {
      no,
      date: software.disposedOn,
    });
  }
  if (software.softwareType === 'commercial') {
    if (!software.usable(draft.version)) {
      add(
        'version',
        'versionNotUsable',
        '版本 {{version}} 不在 {{no}} 的可使用版本（{{usable}}）内，请核对版本或选用其他软件编号',
        { version: draft.version, no, usable: software.usableText },
      );
    }
    if (draft.cause !== 'opening') checkTerm(software, draft, add);
  }
  if (software.softwareType === 'free' && !software.freeListed) {
    add(
      'softwareId',
      'notOnFreeList',
      '免费软件 {{no}} 不在可使用免费软件清单（附件6）内，请先列入清单',
      { no },
    );
  } else if (software.softwareType === 'free' && !software.freeVersionListed(draft.version)) {
    add(
      'version',
      'freeVersionNotListed',
      '免费软件 {{no}} 的版本 {{version}} 不在可使用免费软件清单（附件6）内，请先列入清单',
      { no, version: draft.version },
    );
  }
}

function checkTerm(software: SoftwareFact, draft: Draft, add: Add): void {
  const no = software.softwareNo;
  if (software.termFrom !== null && draft.occurredOn < software.termFrom) {
    add('occurredOn', 'beforeTerm', '{{no}} 的许可自 {{date}} 起，此前不能安装', {
      no,
      date: software.termFrom,
    });
  }
  if (software.termTo !== null && draft.occurredOn > software.termTo) {
    add('occurredOn', 'afterTerm', '{{no}} 的许可已于 {{date}} 到期，请先续期', {
      no,
      date: software.termTo,
    });
  }
}

type Step = { occurredOn: string; entryNo: number; kind: EntryKind; draft?: Draft };

/** On every pair installs and uninstalls must alternate in business order, the drafts included wherever they fall. */
function checkSequences(
  facts: CheckFacts,
  drafts: readonly Draft[],
  broken: ReadonlySet<number>,
): Problem[] {
  const mended = new Set<number>();
  const steps = new Map<string, Step[]>();
  const touched = new Map<string, Draft[]>();
  for (const [position, draft] of drafts.entries()) {
    if (broken.has(draft.index)) continue;
    const key = pairKey(draft);
    touched.set(key, [...(touched.get(key) ?? []), draft]);
    if (draft.reversesEntryNo !== null) mended.add(draft.reversesEntryNo);
    else {
      const step = { ...draft, entryNo: Number.MAX_SAFE_INTEGER - drafts.length + position, draft };
      push(steps, key, step);
    }
  }
  for (const entry of facts.history) {
    const key = pairKey(entry);
    if (touched.has(key) && !mended.has(entry.entryNo)) push(steps, key, entry);
  }
  const problems: Problem[] = [];
  for (const [key, own] of touched) {
    const problem = checkSequence(facts, (steps.get(key) ?? []).sort(byDay), own);
    if (problem) problems.push(problem);
  }
  return problems;
}

function push(steps: Map<string, Step[]>, key: string, step: Step): void {
  const list = steps.get(key);
  if (list) list.push(step);
  else steps.set(key, [step]);
}

/** The first break of one pair's sequence, told to the draft that causes it. */
function checkSequence(
  facts: CheckFacts,
  steps: readonly Step[],
  own: readonly Draft[],
): Problem | undefined {
  const last = own.at(-1)!;
  const computer = facts.devices.get(last.deviceId)!;
  const no = facts.software.get(last.softwareId)!.softwareNo;
  const params = { no, computer: computer.computerNo };
  const problem = (
    index: number,
    field: string,
    code: string,
    sentence: string,
    more: Problem['params'] = {},
  ): Problem => ({
    index,
    field,
    code: `ledgers.${code}`,
    sentence,
    params: { ...params, ...more },
  });
  let openSince: string | undefined;
  let latest: Draft | undefined;
  for (const step of steps) {
    if ((openSince !== undefined) === (step.kind === 'install')) {
      if (!step.draft) {
        const draft = latest ?? last;
        return problem(
          draft.index,
          draft.reversesEntryNo === null ? 'occurredOn' : 'entryNo',
          'laterEntry',
          '与第 {{entryNo}} 号记录（{{date}}）冲突：计算机 {{computer}} 上 {{no}} 的安装与卸载必须先后相接，请先冲正该记录',
          { entryNo: step.entryNo, date: step.occurredOn },
        );
      }
      return step.kind === 'install'
        ? problem(
            step.draft.index,
            'softwareId',
            'alreadyOpen',
            '计算机 {{computer}} 自 {{date}} 起已登记安装 {{no}}，不能重复登记',
            { date: openSince! },
          )
        : problem(
            step.draft.index,
            'softwareId',
            'notOpen',
            '计算机 {{computer}} 在 {{date}} 没有登记安装 {{no}}，无从卸载',
            { date: step.occurredOn },
          );
    }
    openSince = step.kind === 'install' ? step.occurredOn : undefined;
    if (step.draft) latest = step.draft;
  }
  if (openSince !== undefined && (computer.retiredOn !== null || computer.merged)) {
    return problem(
      last.index,
      'deviceId',
      'openOnRetired',
      '计算机 {{computer}} 已处置，其上不能留有在册安装 {{no}}',
    );
  }
  return undefined;
}
