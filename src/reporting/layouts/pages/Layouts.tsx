/** 表单版式: a unit renames, hides, adds and moves columns and sees the sheet change as it does so. */
import { App, Button, Input, Select } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { changeProblems, resolverOf } from '../../../base/layout.change.ts';
import { listLayouts, type UnitLayout } from '../../../platform/papers/shapes.layouts.ts';
import {
  Loaded,
  PageHead,
  PaperSheet,
  paperRows,
  useAction,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { previewData } from '../rules.preview.ts';
import { LINE_FORMS, OFFICIAL } from '../rules.ts';
import { LAYOUT_FORMS, type LayoutForm, restoreLayout, saveLayout } from '../shapes.ts';
import { ColumnList } from './ColumnList.tsx';
import { changeOf, type EditColumn, type EditLine, editorOf, linesToEdit } from './columns.ts';
import { LineList } from './LineList.tsx';
import './layouts.css';

export default function Layouts(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const form = (search.form as LayoutForm) in OFFICIAL ? (search.form as LayoutForm) : 'form7';
  const query = useEndpoint(listLayouts);
  const options = Object.entries(LAYOUT_FORMS).map(([value, { label }]) => ({
    value,
    label: t(label),
  }));
  return (
    <>
      <PageHead
        title={t('表单版式')}
        note={t('按本单位实际情况调整列和栏目；取值规则不变。已导出和已归档的文件不受影响。')}
        more={
          <Select
            aria-label={t('表单')}
            className="zc-layout-form"
            value={form}
            options={options}
            onChange={(value) => change({ form: value })}
          />
        }
      />
      <Loaded query={query}>
        {({ items }) => {
          const saved = items.find((one) => one.form === form);
          return <Editor key={`${form} ${saved?.revision ?? 0}`} form={form} saved={saved} />;
        }}
      </Loaded>
    </>
  );
}

function Editor(props: { form: LayoutForm; saved: UnitLayout | undefined }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { form, saved } = props;
  const official = OFFICIAL[form];
  const [title, setTitle] = useState(saved?.change.title ?? '');
  const [columns, setColumns] = useState<EditColumn[]>(() => editorOf(official, saved?.change));
  const [lines, setLines] = useState<EditLine[]>(() =>
    LINE_FORMS.includes(form) ? linesToEdit(official, saved?.change) : [],
  );
  const change = useMemo(
    () => changeOf(official, title, columns, lines),
    [official, title, columns, lines],
  );
  const problems = changeProblems(official, change);
  const unnamed = columns.some((column) => column.added && column.title.trim() === '');
  const nameless = lines.some((line) => line.after !== undefined && line.labels[0]!.trim() === '');
  const save = useAction(saveLayout, { onDone: () => void message.success(t('已保存')) });
  const restore = useAction(restoreLayout, {
    onDone: () => void message.success(t('已恢复官方版式')),
  });
  const changed =
    JSON.stringify(change) !==
    JSON.stringify(saved?.change ?? changeOf(official, '', editorOf(official)));
  useLeaveWarning(changed);
  const sheet = resolverOf({ [form]: change })(official, previewData(official));
  const problem =
    problems[0] ?? (unnamed ? '请填写新增列的列名' : nameless ? '请填写新增行的名称' : undefined);
  return (
    <div className="zc-layout">
      <section aria-label={t('列和栏目')}>
        <label className="zc-layout-title" htmlFor="layout-title">
          {t('表名')}
        </label>
        <Input
          id="layout-title"
          value={title}
          maxLength={60}
          placeholder={official.title}
          onChange={(event) => setTitle(event.target.value)}
        />

        {official.body && <ColumnList columns={columns} onChange={setColumns} />}
        {lines.length > 0 && <LineList lines={lines} onChange={setLines} />}
        {problem && (
          <p role="alert" className="zc-layout-problem">
            {t(problem)}
          </p>
        )}
        <div className="zc-layout-actions">
          <Button
            type="primary"
            disabled={!changed || problem !== undefined}
            loading={save.isPending}
            onClick={() =>
              save.mutate({ params: { form }, body: { change, revision: saved?.revision ?? 0 } })
            }
          >
            {t('保存版式')}
          </Button>
          {saved && (
            <Button
              loading={restore.isPending}
              onClick={() => restore.mutate({ params: { form } })}
            >
              {t('恢复官方版式')}
            </Button>
          )}
        </div>
      </section>
      <section
        aria-label={t('预览')}
        className={`zc-layout-preview ${official.page.orientation === 'portrait' ? 'zc-layout-upright' : ''}`}
      >
        <PaperSheet
          label={sheet.title}
          cols={sheet.cols}
          rows={paperRows(sheet, (cell) => cell.display)}
        />
      </section>
    </div>
  );
}

/** Closing the window with unsaved changes asks first. */
function useLeaveWarning(changed: boolean): void {
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
}
