/** 登记软件: one question at a time, and before saving which number it will be and why. */
import { Alert, Button, Form, type FormInstance, Steps } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { interpolate } from '../../../base/refusal.ts';
import { clearDraft, readDraft, writeDraft } from '../../../platform/web/form/drafts.ts';
import { PageHead, type Translate, useNarrow, useT } from '../../../platform/web/index.ts';
import {
  type DraftValues,
  factsOfDraft,
  STEP_FIELDS,
  type Step,
  stepsOf,
  usualMethod,
} from '../rules.form.ts';
import { checkSoftware } from '../rules.ts';
import type { FactField, SoftwareType } from '../shapes.ts';
import { CreateConfirm } from './CreateConfirm.tsx';
import { StepFields } from './CreateSteps.tsx';

const DRAFT = 'software.new';

const QUESTIONS: Record<Step, { title: string; question: string }> = {
  kind: { title: '软件类型', question: '这是哪一类软件，怎么得到的？' },
  product: { title: '软件', question: '是什么软件，哪个版本？' },
  purchase: { title: '采购', question: '何时采购，花了多少钱？' },
  licence: { title: '许可', question: '可以怎么用，用多少，用多久？' },
  papers: { title: '其他', question: '还有什么要记下的？' },
  confirm: { title: '确认', question: '核对后登记' },
};

type Trouble = { path: string; message: string };

/** What is wrong with the answers of one step; later steps are not asked yet. */
function troublesOf(t: Translate, step: Step, values: DraftValues): Trouble[] {
  const fields: readonly FactField[] = STEP_FIELDS[step];
  const made = factsOfDraft(values);
  if ('problems' in made) {
    return made.problems
      .filter((problem) => fields.includes(problem.path as FactField))
      .map((problem) => ({ ...problem, message: t(problem.message) }));
  }
  const context = { today: dateInChina(new Date()), selfDevelopedEnabled: true };
  return checkSoftware(made.facts, context)
    .filter((objection) => fields.includes(objection.path))
    .map(({ path, sentence, params }) => ({
      path,
      message: interpolate(t(sentence), params),
    }));
}

function useAnswers(form: FormInstance<DraftValues>) {
  const [restoredAt, setRestoredAt] = useState<string>();
  const [values, setValues] = useState<DraftValues>({});
  useEffect(() => {
    const draft = readDraft(DRAFT);
    if (!draft) return;
    form.setFieldsValue(draft.values);
    setValues(draft.values as DraftValues);
    setRestoredAt(draft.at);
  }, [form]);
  const keep = () => {
    const all = form.getFieldsValue(true) as DraftValues;
    setValues({ ...all });
    // Serial numbers are secrets: they are not left behind in the browser.
    const { serialNumbers: _, ...rest } = all;
    writeDraft(DRAFT, rest);
  };
  const drop = () => {
    clearDraft(DRAFT);
    setRestoredAt(undefined);
  };
  return { values, restoredAt, keep, drop, setValues };
}

type Answers = ReturnType<typeof useAnswers>;

/** What one answer says about another. */
function follow(form: FormInstance<DraftValues>, changed: DraftValues): void {
  if (changed.softwareType) {
    const method = usualMethod(changed.softwareType as SoftwareType);
    form.setFieldValue('acquisitionMethod', method);
  }
  const version = form.getFieldValue('softwareVersion');
  const usable = form.getFieldValue('usableVersions') as unknown[] | undefined;
  if (changed.softwareVersion !== undefined && (usable?.length ?? 0) <= 1 && version) {
    form.setFieldValue('usableVersions', [{ exact: String(version).trim() }]);
  }
}

function Restored(props: { answers: Answers; reset: () => void }): ReactNode {
  const t = useT();
  const { restoredAt } = props.answers;
  if (!restoredAt) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="zc-form-notice"
      title={t('已恢复 {{at}} 未提交的内容。', { at: restoredAt })}
      action={
        <Button size="small" onClick={props.reset}>
          {t('不要了，重填')}
        </Button>
      }
    />
  );
}

export default function SoftwareCreate(): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const [form] = Form.useForm<DraftValues>();
  const answers = useAnswers(form);
  const [at, setAt] = useState(0);
  const type = answers.values.softwareType as SoftwareType | undefined;
  const steps = stepsOf(type);
  const step = steps[Math.min(at, steps.length - 1)]!;
  const reset = () => {
    answers.drop();
    form.resetFields();
    answers.setValues({});
    setAt(0);
  };
  const next = () => {
    const troubles = troublesOf(t, step, form.getFieldsValue(true) as DraftValues);
    form.setFields(
      STEP_FIELDS[step].map((name) => ({
        name,
        errors: troubles.filter((one) => one.path === name).map((one) => one.message),
      })),
    );
    if (troubles.length === 0) setAt(at + 1);
  };
  return (
    <section>
      <PageHead title={t('登记软件')} note={t(QUESTIONS[step].question)} />
      <Steps
        size="small"
        current={at}
        orientation="horizontal"
        responsive={false}
        type={narrow ? 'dot' : 'default'}
        onChange={(to) => to < at && setAt(to)}
        items={steps.map((one) => (narrow ? {} : { title: t(QUESTIONS[one].title) }))}
        className="zc-form-notice"
      />
      <Restored answers={answers} reset={reset} />
      {step === 'confirm' ? (
        <CreateConfirm values={answers.values} back={() => setAt(at - 1)} done={answers.drop} />
      ) : (
        <Form
          key={step}
          form={form}
          layout="vertical"
          className="zc-form"
          preserve
          onFinish={next}
          onValuesChange={(changed) => {
            follow(form, changed);
            answers.keep();
          }}
        >
          <StepFields step={step} form={form} values={answers.values} keep={answers.keep} />
          <div className="zc-field-wide zc-form-foot">
            {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('上一步')}</Button>}
            <Button type="primary" htmlType="submit">
              {t('下一步')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
