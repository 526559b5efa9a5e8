/** One computer's check sheet, filled standing before it: a verdict per item, words and a photo where it fails, the user's signature. */
import { Alert, App, Button, Input, Segmented } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import {
  ChoiceTag,
  clearDraft,
  DateText,
  Go,
  Loaded,
  PageHead,
  PaperMenu,
  readDraft,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useT,
  writeDraft,
} from '../../../platform/web/index.ts';
import { getSheet, saveSheet } from '../shapes.api.ts';
import {
  type CheckItem,
  PROBLEM_KINDS,
  SHEET_STATES,
  type SheetAnswer,
  type SheetRecord,
  VERDICTS,
  type Verdict,
} from '../shapes.ts';
import { SheetPhotos } from './SheetPhotos.tsx';
import { SheetSign } from './SheetSign.tsx';

type Filled = { verdicts: Record<string, Verdict>; notes: Record<string, string>; note: string };

export default function CheckSheet(): ReactNode {
  const { id = '', device = '' } = useAddressParams();
  const query = useEndpoint(getSheet, { params: { inspection: id, device } });
  return (
    <Loaded query={query}>
      {(sheet) => <Shown key={`${sheet.deviceId} ${sheet.version}`} sheet={sheet} />}
    </Loaded>
  );
}

function filledOf(sheet: SheetRecord): Filled {
  return {
    verdicts: Object.fromEntries(sheet.answers.map((one) => [one.key, one.verdict])),
    notes: Object.fromEntries(sheet.answers.map((one) => [one.key, one.note])),
    note: sheet.note,
  };
}

function answersOf(items: readonly CheckItem[], filled: Filled): SheetAnswer[] {
  return items.flatMap(({ key }) => {
    const verdict = filled.verdicts[key];
    return verdict ? [{ key, verdict, note: filled.notes[key]?.trim() ?? '' }] : [];
  });
}

/** What was tapped survives a closed page, and another's saving in the meantime: then it says so. */
function useFilled(sheet: SheetRecord) {
  const key = `inspection.sheet.${sheet.inspectionId}.${sheet.deviceId}`;
  const [filled, setFilled] = useState(() => filledOf(sheet));
  const [restored, setRestored] = useState<{ at: string; moved: boolean }>();
  const { version } = sheet;
  useEffect(() => {
    const draft = readDraft(key);
    if (!draft) return;
    setFilled(draft.values as unknown as Filled);
    setRestored({ at: draft.at, moved: draft.values.version !== version });
  }, [key, version]);
  const change = (part: Partial<Filled>) => {
    const next = { ...filled, ...part };
    setFilled(next);
    writeDraft(key, { ...next, version });
  };
  const saved = () => {
    clearDraft(key);
    setFilled(filledOf(sheet));
    setRestored(undefined);
  };
  return { filled, change, restored, drop: () => clearDraft(key), saved };
}

function Shown(props: { sheet: SheetRecord }): ReactNode {
  const t = useT();
  const { sheet } = props;
  const writes = sheet.may.includes('save');
  const state = useFilled(sheet);
  return (
    <div className="zc-task">
      <PageHead
        title={sheet.computerNo}
        note={[sheet.personName || t('公用'), sheet.departmentName, sheet.computerBrand]
          .filter(Boolean)
          .join(' · ')}
        more={
          <>
            <ChoiceTag set={SHEET_STATES} value={sheet.state} />
            <PaperMenu
              of={{
                kind: 'sheet',
                id: sheet.deviceId,
                query: { inspection: sheet.inspectionId },
              }}
            />
            <Go to={`/inspections/${sheet.inspectionId}${writes ? '/check' : ''}`}>{t('返回')}</Go>
          </>
        }
      />
      {state.restored && writes && (
        <Alert
          type={state.restored.moved ? 'warning' : 'info'}
          showIcon
          className="zc-above"
          title={
            state.restored.moved
              ? t('{{by}}已保存过这份检查表；以下是您 {{at}} 未提交的内容。', {
                  by: sheet.checkedBy ?? '',
                  at: state.restored.at,
                })
              : t('已恢复 {{at}} 未提交的内容。', { at: state.restored.at })
          }
          action={
            <Button size="small" onClick={state.saved}>
              {t('用已保存的')}
            </Button>
          }
        />
      )}
      <Findings sheet={sheet} />
      {sheet.items.map((item, at) => (
        <Item key={item.key} item={item} no={at + 1} writes={writes} state={state} />
      ))}
      <div className="zc-labelled zc-above">
        <span>{t('备注')}</span>
        <Input.TextArea
          rows={2}
          maxLength={500}
          disabled={!writes}
          aria-label={t('备注')}
          placeholder={t('未能检查的，写明原因')}
          value={state.filled.note}
          onChange={({ target }) => state.change({ note: target.value })}
        />
      </div>
      <SheetPhotos sheet={sheet} writes={writes} />
      {sheet.checkedBy && (
        <p className="zc-quiet">
          {t('检查人员')} {sheet.checkedBy} <DateText value={sheet.checkedAt} time />
        </p>
      )}
      {(sheet.signature || sheet.may.includes('sign')) && <SheetSign sheet={sheet} />}
      {writes && <Foot sheet={sheet} state={state} />}
    </div>
  );
}

function Findings(props: { sheet: SheetRecord }): ReactNode {
  const t = useT();
  const { findings } = props.sheet;
  if (findings.length === 0) return null;
  return (
    <Alert
      type="warning"
      className="zc-above"
      title={t('对照已发现 {{n}} 项差异，汇总时自动列入，请现场核实：', { n: findings.length })}
      description={
        <ul className="zc-lines">
          {findings.map((one) => (
            <li key={`${one.kind} ${one.content}`}>
              {t(PROBLEM_KINDS[one.kind].label)}：{one.content}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Item(props: {
  item: CheckItem;
  no: number;
  writes: boolean;
  state: ReturnType<typeof useFilled>;
}): ReactNode {
  const t = useT();
  const { item, no, writes } = props;
  const { filled, change } = props.state;
  const verdict = filled.verdicts[item.key];
  const note = filled.notes[item.key] ?? '';
  return (
    <section className="zc-panel zc-signature zc-above" aria-label={t(item.label)}>
      <div>
        {no}. {t(item.label)}
      </div>
      <Segmented
        block
        size="large"
        disabled={!writes}
        aria-label={t(item.label)}
        value={verdict ?? ''}
        options={Object.entries(VERDICTS).map(([value, choice]) => ({
          value,
          label: t(choice.label),
        }))}
        onChange={(value) =>
          change({ verdicts: { ...filled.verdicts, [item.key]: value as Verdict } })
        }
      />
      {(verdict === 'fail' || note !== '') && (
        <Input.TextArea
          rows={2}
          maxLength={300}
          disabled={!writes}
          status={verdict === 'fail' && note.trim() === '' ? 'warning' : ''}
          aria-label={t('{{item}}：情况', { item: t(item.label) })}
          placeholder={verdict === 'fail' ? t('不合格的情况（必填）') : t('说明（可不填）')}
          value={note}
          onChange={({ target }) =>
            change({ notes: { ...filled.notes, [item.key]: target.value } })
          }
        />
      )}
    </section>
  );
}

function Foot(props: { sheet: SheetRecord; state: ReturnType<typeof useFilled> }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message, modal } = App.useApp();
  const { sheet, state } = props;
  const save = useAction(saveSheet, {
    onDone: (saved) => {
      state.drop();
      if (saved.state === 'draft') {
        message.success(t('已保存，可稍后继续'));
        return;
      }
      message.success(t('{{no}} 已检查', { no: saved.computerNo }));
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const send = (as: 'draft' | 'done' | 'skipped') =>
    save.mutate({
      params: { inspection: sheet.inspectionId, device: sheet.deviceId },
      body: {
        version: sheet.version,
        state: as,
        answers: as === 'skipped' ? [] : answersOf(sheet.items, state.filled),
        note: state.filled.note.trim(),
      },
    } as never);
  const skip = () =>
    modal.confirm({
      title: t('这台计算机未能检查？'),
      content: t('备注中的原因会写入检查情况。'),
      okText: t('未能检查'),
      onOk: () => send('skipped'),
    });
  const finished = sheet.state === 'done' || sheet.state === 'skipped';
  return (
    <div className="zc-task-foot">
      {finished && sheet.nextDeviceId && (
        <Button
          size="large"
          type="primary"
          onClick={() => go(`/inspections/${sheet.inspectionId}/check/${sheet.nextDeviceId}`)}
        >
          {t('下一台')}
        </Button>
      )}
      <Button
        size="large"
        type={finished && sheet.nextDeviceId ? 'default' : 'primary'}
        loading={save.isPending}
        onClick={() => send('done')}
      >
        {finished ? t('保存修改') : t('检查完毕')}
      </Button>
      {!finished && (
        <Button size="large" disabled={save.isPending} onClick={() => send('draft')}>
          {t('暂存')}
        </Button>
      )}
      {!finished && (
        <Button size="large" disabled={save.isPending} onClick={skip}>
          {t('未能检查')}
        </Button>
      )}
    </div>
  );
}
