/** One decision for the selected findings: what is possible for them, what it needs, and what happened. */
import { App, Radio } from 'antd';
import type { ReactNode } from 'react';
import { FREE_SCOPES } from '../../../configuration/freelist/shapes.ts';
import { type Field, FormDrawer, type FormValues, useT } from '../../../platform/web/index.ts';
import {
  type DecisionResult,
  decideFindings,
  FINDING_ACTIONS,
  type Finding,
  type FindingAction,
} from '../shapes.ts';

/** What happens next, said before the button. */
const CONSEQUENCE: Record<FindingAction, string> = {
  record: '按最合适的软件编号写入软件安装维护情况明细表；不能登记的会逐条说明原因。',
  addToList: '把所选软件的版本列入可使用免费软件清单（附件6），之后即可登记安装。',
  orderRemoval: '生成卸载工作单；问题保留为“已责令卸载”，下次采集不再看到该软件时自动消除。',
  accept: '记录说明并不再提示；情况消失又出现时仍视为已说明。',
  openCase: '按计算机使用人立案，进入责任追究，全部依据随案保留。',
  reopen: '撤销原来的处理，重新列为待处理。',
};

export function DecisionDrawer(props: {
  findings: Finding[];
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const { message, modal } = App.useApp();
  const actions = actionsFor(props.findings);
  const told = (result: DecisionResult) => {
    if (result.refused.length === 0) {
      message.success(t('已处理 {{n}} 个问题', { n: result.done }));
    } else {
      modal.warning({
        title: t('处理了 {{n}} 个，{{m}} 个未能处理', { n: result.done, m: result.refused.length }),
        content: <Reasons result={result} findings={props.findings} />,
        width: 640,
      });
    }
    props.onDone();
  };
  return (
    <FormDrawer
      open
      onClose={props.onClose}
      title={t('处理 {{n}} 个问题', { n: props.findings.length })}
      endpoint={decideFindings}
      submit={t('确定处理')}
      extra={{ findingIds: props.findings.map((finding) => finding.id) }}
      initial={{ decision: { action: actions[0], scope: 'any' } }}
      fields={fieldsOf(t, actions, props.findings)}
      onDone={told}
    />
  );
}

/** The possible actions with what each of them does; a form control. */
function ActionChoice(props: {
  actions: FindingAction[];
  value?: FindingAction;
  onChange?: (action: FindingAction) => void;
}): ReactNode {
  const t = useT();
  return (
    <Radio.Group
      value={props.value}
      onChange={(event) => props.onChange?.(event.target.value as FindingAction)}
      vertical
      options={props.actions.map((value) => ({
        value,
        label: (
          <>
            {t(FINDING_ACTIONS[value].label)}
            <div className="zc-quiet">{t(CONSEQUENCE[value])}</div>
          </>
        ),
      }))}
    />
  );
}

function Reasons(props: { result: DecisionResult; findings: Finding[] }): ReactNode {
  const byReason = Map.groupBy(props.result.refused, (one) => one.message);
  return (
    <ul>
      {[...byReason].map(([reason, ones]) => (
        <li key={reason}>
          {reason}
          <div className="zc-quiet">
            {ones
              .slice(0, 5)
              .map((one) => props.findings.find((finding) => finding.id === one.findingId))
              .map((finding) =>
                [finding?.computerNo, finding?.softwareName].filter(Boolean).join(' '),
              )
              .join('、')}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Only what can be done with all of them is offered. */
function actionsFor(findings: Finding[]): FindingAction[] {
  const every = (fits: (finding: Finding) => boolean) => findings.every(fits);
  const recordable = ['notRecorded', 'notObserved', 'versionNotCovered'];
  const offered: [FindingAction, boolean][] = [
    ['record', every((f) => f.present && recordable.includes(f.kind))],
    ['addToList', every((f) => f.kind === 'freeNotListed')],
    ['orderRemoval', every((f) => f.deviceId !== null && f.state !== 'ordered')],
    ['accept', every((f) => f.state !== 'accepted')],
    ['openCase', every((f) => f.state !== 'case')],
    ['reopen', every((f) => f.state !== 'open')],
  ];
  return offered.filter(([, possible]) => possible).map(([action]) => action);
}

function fieldsOf(
  t: (sentence: string) => string,
  actions: FindingAction[],
  findings: Finding[],
): Field[] {
  const only =
    (...wanted: FindingAction[]) =>
    (values: FormValues) =>
      wanted.includes((values.decision as { action: FindingAction }).action);
  return [
    {
      name: 'decision.action',
      label: t('怎样处理'),
      kind: 'custom',
      required: true,
      wide: true,
      control: <ActionChoice actions={actions} />,
    },
    ...recordFields(t, findings).map((field) => ({ ...field, when: only('record') })),
    {
      name: 'decision.source',
      label: t('软件来源'),
      wide: true,
      help: t('官方下载网址或介质'),
      when: only('addToList'),
    },
    {
      name: 'decision.scope',
      label: t('免费范围'),
      kind: 'choice',
      set: FREE_SCOPES,
      when: only('addToList'),
    },
    {
      name: 'decision.versions',
      label: t('版本'),
      help: t('如“115及以上”；不填则为观察到的版本'),
      when: only('addToList'),
    },
    { name: 'decision.dueOn', label: t('限期'), kind: 'date', when: only('orderRemoval') },
    {
      name: 'decision.reason',
      label: t('说明'),
      kind: 'area',
      maxLength: 500,
      wide: true,
      help: t('列入清单、说明并接受、立案时必填'),
    },
  ];
}

/** Numbers that fit the selected findings may be chosen; without a choice each takes its best one. */
function recordFields(t: (sentence: string) => string, findings: Finding[]): Field[] {
  const candidates = new Map<string, string>();
  for (const finding of findings) {
    for (const one of finding.evidence.candidates ?? []) {
      candidates.set(one.softwareId, one.softwareNo);
    }
  }
  const preinstalled = findings.every(
    (finding) => finding.kind === 'notRecorded' && finding.category === 'operatingSystem',
  );
  const fields: Field[] = [
    {
      name: 'decision.occurredOn',
      label: t('日期'),
      kind: 'date',
      help: t('不填则为首次发现的日期；卸载为今天'),
    },
  ];
  if (candidates.size > 1) {
    fields.unshift({
      name: 'decision.softwareId',
      label: t('软件编号'),
      kind: 'options',
      options: [...candidates].map(([value, label]) => ({ value, label })),
      help: t('不选则按最合适的编号登记'),
    });
  }
  if (preinstalled) {
    fields.push({
      name: 'decision.asOem',
      label: t('随机预装'),
      kind: 'flag',
      text: t('随计算机预装，登记为OEM软件'),
    });
  }
  return fields;
}
