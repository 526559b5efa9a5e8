/** One section in the hand of a person: written, or taken anew from the records and mended; nothing is lost on the way. */
import { App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { call, type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import {
  correctSummary,
  draftSection,
  type SectionText,
  SUMMARY_SECTIONS,
  type SummaryRecord,
  saveSection,
} from '../shapes.ts';

export function SectionDrawer(props: {
  summary: SummaryRecord;
  section: SectionText;
  correcting: boolean;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { summary, section, correcting, onClose } = props;
  const label = t(SUMMARY_SECTIONS[section.section].label);
  const words: Field = {
    name: 'words',
    label,
    kind: 'custom',
    required: true,
    wide: true,
    control: <WordsField label={label} summaryId={summary.id} section={section} />,
  };
  const reason: Field = {
    name: 'reason',
    label: t('原因'),
    kind: 'area',
    maxLength: 500,
    required: true,
    wide: true,
  };
  return (
    <FormDrawer
      open
      title={
        correcting
          ? t('更正“{{section}}”', { section: label })
          : t('修改“{{section}}”', { section: label })
      }
      endpoint={(correcting ? correctSummary : saveSection) as typeof saveSection}
      params={{ summary: summary.id, section: section.section }}
      extra={correcting ? { section: section.section } : { revision: section.revision }}
      initial={{ words: section.words }}
      draft={`summary.${summary.id}.${section.section}.${section.revision}`}
      fields={correcting ? [words, reason] : [words]}
      submit={correcting ? t('更正') : t('保存')}
      onClose={onClose}
      onDone={() => {
        message.success(t('已保存'));
        onClose();
      }}
    />
  );
}

function WordsField(props: {
  id?: string;
  value?: string;
  onChange?: (words: string) => void;
  label: string;
  summaryId: string;
  section: SectionText;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { value = '', onChange, label, summaryId, section } = props;
  const [before, setBefore] = useState<string>();
  const [busy, setBusy] = useState(false);
  const generate = async () => {
    setBusy(true);
    try {
      const made = await call(draftSection, {
        params: { summary: summaryId, section: section.section },
      });
      setBefore(value);
      onChange?.(made.words);
    } catch (error) {
      message.error((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="zc-labelled">
      <Input.TextArea
        id={props.id}
        aria-label={label}
        rows={16}
        maxLength={8000}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <span className="zc-inline">
        <Button loading={busy} onClick={() => void generate()}>
          {t('按现在的记录重新生成')}
        </Button>
        {before !== undefined && (
          <Button
            onClick={() => {
              onChange?.(before);
              setBefore(undefined);
            }}
          >
            {t('恢复生成前的文字')}
          </Button>
        )}
        <span className="zc-quiet">{t('保存之前不改变已有的文字。')}</span>
      </span>
    </div>
  );
}
