/** The last step: everything once more, which number it becomes and why, and the one button. */
import { Alert, App, Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import {
  ErrorState,
  type Fact,
  Facts,
  Go,
  MoneyText,
  useAction,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { type DraftValues, factsOfDraft } from '../rules.form.ts';
import { printTerm } from '../rules.terms.ts';
import { FIELD_TITLES, IDENTITY } from '../rules.ts';
import { printUsableVersions } from '../rules.versions.ts';
import { createSoftware, previewSoftware, type SoftwarePreview } from '../shapes.api.ts';
import {
  ACQUISITION_METHODS,
  type FactField,
  LICENSE_TYPES,
  SOFTWARE_CATEGORIES,
  SOFTWARE_TYPES,
  type SoftwareFacts,
} from '../shapes.ts';
import { Quantity } from './Values.tsx';

function useSummary(facts: SoftwareFacts): Fact[] {
  const t = useT();
  const commercial: Fact[] = [
    { label: t('采购时间'), value: facts.purchaseDate },
    { label: t('采购金额（元）'), value: <MoneyText fen={facts.purchaseAmountFen} /> },
    { label: t('许可类型'), value: facts.licenseType && t(LICENSE_TYPES[facts.licenseType].label) },
    { label: t('许可数量'), value: <Quantity value={facts.licenseQuantity} /> },
    { label: t('可使用版本'), value: printUsableVersions(facts.usableVersions) },
    { label: t('许可期限'), value: facts.licenseTerm && printTerm(facts.licenseTerm) },
    { label: t('序列号'), value: t('{{n}} 个', { n: facts.serialNumbers.length }) },
    { label: t('合同编号'), value: facts.contractNo },
    { label: t('供应商'), value: facts.supplier },
  ];
  return [
    { label: t('软件类型'), value: t(SOFTWARE_TYPES[facts.softwareType].label) },
    { label: t('获得方式'), value: t(ACQUISITION_METHODS[facts.acquisitionMethod].label) },
    { label: t('软件名称'), value: facts.softwareName },
    { label: t('软件版本'), value: facts.softwareVersion },
    { label: t('软件厂商'), value: facts.publisher },
    { label: t('软件类别'), value: t(SOFTWARE_CATEGORIES[facts.category].label) },
    ...(facts.softwareType === 'commercial' ? commercial : []),
    ...(facts.remark ? [{ label: t('备注'), value: facts.remark, wide: true }] : []),
  ];
}

/** Same or new number, in the words of the guideline. */
function Verdict(props: { facts: SoftwareFacts; preview: SoftwarePreview }): ReactNode {
  const t = useT();
  const { facts, preview } = props;
  const { fields, article } = IDENTITY[facts.softwareType];
  const words = (names: readonly string[]) =>
    names.map((name) => t(FIELD_TITLES[name as FactField] ?? name)).join(t('、'));
  const link = preview.nearest && (
    <Go to={`/software/${preview.nearest.id}`}>
      {t('查看 {{no}}', { no: preview.nearest.softwareNo })}
    </Go>
  );
  if (preview.outcome === 'refused') {
    return (
      <Alert
        type="error"
        showIcon
        className="zc-form-notice"
        title={t('不能登记')}
        description={preview.problem?.message}
        action={link}
      />
    );
  }
  if (preview.outcome === 'existing') {
    return (
      <Alert
        type="info"
        showIcon
        className="zc-form-notice"
        title={t('已有软件编号 {{no}}，不再新建', { no: preview.softwareNo ?? '' })}
        description={t('{{type}}的{{fields}}相同，使用相同的软件编号（{{article}}）。', {
          type: t(SOFTWARE_TYPES[facts.softwareType].label),
          fields: words(fields),
          article,
        })}
        action={link}
      />
    );
  }
  const { nearest } = preview;
  return (
    <Alert
      type="success"
      showIcon
      className="zc-form-notice"
      title={t('将登记为新编号 {{no}}', { no: preview.softwareNo ?? '' })}
      description={
        nearest
          ? t('与同名的 {{no}} 相比，{{fields}}不同，因此使用不同的软件编号（{{article}}）。', {
              no: nearest.softwareNo,
              fields: words(nearest.differing),
              article,
            })
          : t('本单位还没有登记过同名的{{type}}。', {
              type: t(SOFTWARE_TYPES[facts.softwareType].label),
            })
      }
      action={link}
    />
  );
}

function Confirm(props: { facts: SoftwareFacts; back: () => void; done: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { facts } = props;
  const preview = useAction(previewSoftware);
  const { mutate } = preview;
  useEffect(() => mutate({ body: facts }), [mutate, facts]);
  const create = useAction(createSoftware, {
    onDone: (created) => {
      props.done();
      message.success(
        created.existed
          ? t('已有软件编号 {{no}}', { no: created.softwareNo })
          : t('已登记，软件编号 {{no}}', { no: created.softwareNo }),
      );
      go(`/software/${created.id}`);
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  const summary = useSummary(facts);
  const outcome = preview.data?.outcome;
  return (
    <>
      {preview.error && <ErrorState error={preview.error} retry={() => mutate({ body: facts })} />}
      {preview.data ? (
        <Verdict facts={facts} preview={preview.data} />
      ) : (
        !preview.error && <Skeleton active paragraph={{ rows: 1 }} />
      )}
      <Facts facts={summary} />
      <div className="zc-form-foot">
        {outcome === 'new' && (
          <p>
            {t('登记后在汇总表（附件7）中增加一行，并建立该编号的安装维护情况明细表（附件9）。')}
          </p>
        )}
        <Button onClick={props.back}>{t('上一步')}</Button>
        {outcome === 'existing' && preview.data?.nearest ? (
          <Button type="primary" onClick={() => go(`/software/${preview.data?.nearest?.id}`)}>
            {t('打开 {{no}}', { no: preview.data.softwareNo ?? '' })}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={outcome !== 'new'}
            loading={create.isPending}
            onClick={() => create.mutate({ body: facts })}
          >
            {t('登记入库')}
          </Button>
        )}
      </div>
    </>
  );
}

export function CreateConfirm(props: {
  values: DraftValues;
  back: () => void;
  done: () => void;
}): ReactNode {
  const made = factsOfDraft(props.values);
  const key = JSON.stringify(props.values);
  if ('problems' in made) {
    return <Alert type="error" showIcon title={made.problems[0]?.message} />;
  }
  return <Stable key={key} facts={made.facts} back={props.back} done={props.done} />;
}

/** Keeps one facts object while the answers are the same, so that the preview is asked once. */
function Stable(props: { facts: SoftwareFacts; back: () => void; done: () => void }): ReactNode {
  const [facts] = useState(props.facts);
  return <Confirm facts={facts} back={props.back} done={props.done} />;
}
