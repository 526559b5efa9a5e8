/** 考核评议办法: criteria with full points and how they are computed, and the points a grade begins with. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import {
  bodyOfLines,
  EndpointForm,
  type FormLine,
  type LineField,
  LinesField,
  Loaded,
  linesOf,
  PageHead,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { type Scheme as Content, getScheme, SOURCES, saveScheme } from '../shapes.ts';

export default function Scheme(): ReactNode {
  const t = useT();
  const found = useEndpoint(getScheme);
  return (
    <>
      <PageHead
        title={t('考核评议办法')}
        note={t('指标、满分、计算方法和各等次的分数线；已起草的考核评议不受影响。')}
      />
      <Loaded query={found}>{(scheme) => <Edit scheme={scheme} />}</Loaded>
    </>
  );
}

function useCriteriaFields(): LineField[] {
  const t = useT();
  return [
    { name: 'label', label: t('指标名称'), kind: 'text', maxLength: 60, required: true },
    { name: 'points', label: t('满分'), kind: 'number', required: true },
    { name: 'source', label: t('计算方法'), kind: 'choice', set: SOURCES, required: true },
  ];
}

function Edit(props: { scheme: Content }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { criteria, thresholds } = props.scheme;
  const fields = useCriteriaFields();
  const lines = linesOf(criteria.map(({ key: id, ...one }) => ({ ...one, id })));
  const threshold = (name: keyof Content['thresholds'], label: string) => ({
    name,
    label,
    kind: 'number' as const,
    min: 1,
    required: true,
  });
  return (
    <EndpointForm
      endpoint={saveScheme}
      initial={{ ...thresholds, criteria: lines }}
      fields={[
        {
          name: 'criteria',
          label: t('指标'),
          kind: 'custom',
          wide: true,
          control: (
            <LinesField
              fields={fields}
              fresh={() => ({ label: '', points: 5, source: 'hand' })}
              add={t('增加指标')}
            />
          ),
        },
        threshold('excellent', t('优秀不低于')),
        threshold('qualified', t('合格不低于')),
        threshold('basic', t('基本合格不低于')),
      ]}
      shape={({ excellent, qualified, basic, criteria: given }) => ({
        criteria: ((given ?? []) as FormLine[]).map((line) => ({
          ...bodyOfLines([line], fields)[0],
          key: (line.id as string | undefined) ?? line.key,
        })),
        thresholds: { excellent, qualified, basic },
      })}
      before={t('低于基本合格的为不合格。')}
      submit={t('保存')}
      onDone={() => {
        message.success(t('已保存'));
        go('/assessments');
      }}
    />
  );
}
