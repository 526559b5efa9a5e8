/** The opinions of the two departments and what else may be done, each with what happens next said before the button. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, type Field, FormDrawer, useList, useT } from '../../../platform/web/index.ts';
import { listTechnicians } from '../../orders/shapes.api.ts';
import {
  type ApplicationRecord,
  correctApplication,
  deptReview,
  itReview,
  reassignApplication,
  reorderApplication,
  withdrawApplication,
} from '../shapes.ts';

export type ReviewStep =
  | 'deptApprove'
  | 'deptReturn'
  | 'deptReject'
  | 'itApprove'
  | 'itReturn'
  | 'itReject'
  | 'reassign'
  | 'reorder'
  | 'correct'
  | 'withdraw';

type Words = { title: string; before: string; after: string; result?: string };
const REJECTED = {
  title: '不同意',
  before: '申请就此结束，申请人会收到通知。',
  after: '已答复不同意，申请 {{no}} 就此结束',
  result: 'reject',
};

/** The step, what it leads to (before the button), and what has happened (after it). */
const STEPS: Record<ReviewStep, Words> = {
  deptApprove: {
    title: '部门同意',
    before: '同意后转信息化部门审核。',
    after: '已同意，申请 {{no}} 已转信息化部门',
    result: 'approve',
  },
  deptReturn: {
    title: '退回申请人',
    before: '申请人修改后可再次送审。',
    after: '申请 {{no}} 已退回申请人',
    result: 'return',
  },
  deptReject: REJECTED,
  itApprove: {
    title: '信息化部门同意',
    before: '同意后生成工作单，并通知安装维护人和申请人。',
    after: '已同意，申请 {{no}} 已生成工作单',
    result: 'approve',
  },
  itReturn: {
    title: '退回部门',
    before: '由部门负责人重新审核。',
    after: '申请 {{no}} 已退回部门',
    result: 'return',
  },
  itReject: REJECTED,
  reassign: {
    title: '指定审核人',
    before: '指定的人须是部门负责人，且不是申请人。',
    after: '已指定审核人，申请 {{no}} 已通知其审核',
  },
  reorder: {
    title: '重新安排',
    before: '生成新的工作单并通知安装维护人；升级重新汇总待升级方案。',
    after: '申请 {{no}} 已重新安排',
  },
  correct: {
    title: '更正申请',
    before: '只更正联系电话和申请理由，更正前后的内容留痕；安装维护人在工作单上更改。',
    after: '申请 {{no}} 已更正',
  },
  withdraw: {
    title: '撤回申请',
    before: '撤回后申请结束；需要时请重新申请。',
    after: '申请 {{no}} 已撤回',
  },
};
/** WH-2.3: an upgrade waits for the scheme instead. */
const COLLECTED: Words = {
  ...STEPS.itApprove,
  before: '同意后汇总待升级方案，由信息化部门统一部署。',
  after: '已同意，申请 {{no}} 已汇总待升级方案',
};

const ENDPOINTS = {
  deptApprove: deptReview,
  deptReturn: deptReview,
  deptReject: deptReview,
  itApprove: itReview,
  itReturn: itReview,
  itReject: itReview,
  reassign: reassignApplication,
  reorder: reorderApplication,
  correct: correctApplication,
  withdraw: withdrawApplication,
};

export function ReviewDrawer(props: {
  step: ReviewStep;
  one: ApplicationRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, one } = props;
  const words = step === 'itApprove' && one.kind === 'upgrade' ? COLLECTED : STEPS[step];
  const fields = useFields(step, one);
  const initial =
    step === 'correct'
      ? { phone: one.phone, applicationReason: one.reason }
      : step === 'itApprove'
        ? { toSoftwareId: proposed(one), version: one.softwareVersion }
        : {};
  return (
    <FormDrawer
      open
      onClose={props.onClose}
      title={t(words.title)}
      endpoint={ENDPOINTS[step] as typeof itReview}
      params={{ application: one.id }}
      fields={fields}
      initial={initial}
      {...(words.result ? { extra: { result: words.result } } : {})}
      submit={t(words.title)}
      before={t(words.before)}
      danger={step === 'deptReject' || step === 'itReject'}
      onDone={() => {
        message.success(t(words.after, { no: one.applicationNo }));
        props.onClose();
      }}
    />
  );
}

async function searchHeads(text: string) {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · '),
  }));
}

function useFields(step: ReviewStep, one: ApplicationRecord): Field[] {
  const t = useT();
  const work = step === 'reorder' || (step === 'itApprove' && one.kind !== 'upgrade');
  const technicians = useList(listTechnicians, {}, { enabled: work });
  const area = (name: string, label: string, required: boolean): Field => ({
    name,
    label,
    kind: 'area',
    maxLength: 500,
    required,
    wide: true,
  });
  const who: Field[] = work
    ? [
        {
          name: 'technicianPersonId',
          label: t('安装维护人'),
          kind: 'options',
          wide: true,
          help: t('不选则由信息化部门在工作单中安排。'),
          options: technicians.items.map((person) => ({
            value: person.personId,
            label: [person.name, person.departmentName].filter(Boolean).join(' · '),
          })),
        },
        { name: 'dueOn', label: t('限期'), kind: 'date' },
      ]
    : [];
  if (step === 'reassign') {
    return [
      {
        name: 'personId',
        label: t('审核人'),
        kind: 'search',
        search: searchHeads,
        required: true,
        wide: true,
      },
      area('reason', t('原因'), true),
    ];
  }
  if (step === 'correct') {
    return [
      { name: 'phone', label: t('联系电话'), maxLength: 30 },
      area('applicationReason', t('申请理由'), false),
      area('reason', t('更正原因'), true),
    ];
  }
  const opinion = area('opinion', t('意见'), /Return|Reject/.test(step));
  if (step !== 'itApprove' || one.kind === 'uninstall') return [...who, opinion];
  return [
    {
      name: 'toSoftwareId',
      label: t('软件编号'),
      kind: 'options',
      // Which number an upgrade leads to may be left to its scheme.
      required: one.kind === 'install',
      wide: true,
      options: candidateOptions(one, t),
    },
    { name: 'version', label: t('版本'), maxLength: 100 },
    ...who,
    opinion,
  ];
}

/** The number asked for; when it has nothing left, the best of the same software (worked example, step 6). */
function proposed(one: ApplicationRecord): string | undefined {
  const [best] = one.candidates;
  const asked = one.candidates.find((number) => number.softwareId === one.toSoftwareId);
  const spent = one.kind === 'install' && asked?.remaining != null && asked.remaining <= 0;
  const better = best && (best.remaining === null || best.remaining > 0);
  return spent && better ? best.softwareId : (one.toSoftwareId ?? best?.softwareId);
}

/** The number asked for and those of the same software, with what is left of each. */
function candidateOptions(
  one: ApplicationRecord,
  t: (text: string, params?: Record<string, string | number>) => string,
) {
  const options = one.candidates.map((number) => ({
    value: number.softwareId,
    label: [
      number.softwareNo,
      number.softwareName,
      number.softwareVersion,
      number.remaining === null ? '' : t('剩余 {{n}}', { n: Math.max(number.remaining, 0) }),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  if (one.toSoftwareId && !options.some((option) => option.value === one.toSoftwareId)) {
    options.unshift({
      value: one.toSoftwareId,
      label: `${one.toSoftwareNo} · ${one.softwareName}`,
    });
  }
  return options;
}
