/** A candidate with its price and scores, new or changed. */
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import { DEMAND_TYPES } from '../../demands/shapes.ts';
import { FREE_SCOPES } from '../../freelist/shapes.ts';
import { LICENSE_TYPES, ORIGINS } from '../../software/shapes.choices.ts';
import { addCandidate, type Candidate, type SelectionRecord, updateCandidate } from '../shapes.ts';

export function CandidateDrawer(props: {
  selection: SelectionRecord;
  candidate?: Candidate;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { selection, candidate } = props;
  return (
    <FormDrawer
      open
      title={candidate ? t('修改和评分') : t('增加候选软件')}
      endpoint={(candidate ? updateCandidate : addCandidate) as typeof addCandidate}
      params={{ selection: selection.id, ...(candidate ? { candidate: candidate.id } : {}) }}
      initial={
        candidate
          ? { ...candidate }
          : {
              softwareType: 'commercial',
              softwareName: selection.softwareName,
              licenseType: 'device',
            }
      }
      fields={useCandidateFields()}
      {...(candidate ? {} : { draft: `selection.${selection.id}.candidate` })}
      before={t('价格分按最低价折算；其余三项按 0 至 100 评分，可以稍后补齐。')}
      submit={t('保存')}
      onClose={props.onClose}
      onDone={props.onClose}
    />
  );
}

function useCandidateFields(): Field[] {
  const t = useT();
  const paid = (values: Record<string, unknown>) => values.softwareType === 'commercial';
  const free = (values: Record<string, unknown>) => values.softwareType === 'free';
  const scored = (name: string, label: string): Field[] => [
    {
      name: `${name}Score`,
      label: t('{{what}}评分', { what: label }),
      kind: 'number',
      min: 0,
      max: 100,
    },
    { name: `${name}Note`, label: t('{{what}}说明', { what: label }), maxLength: 500 },
  ];
  return [
    {
      name: 'softwareType',
      label: t('软件类型'),
      kind: 'choice',
      set: DEMAND_TYPES,
      required: true,
      radio: true,
      wide: true,
    },
    { name: 'softwareName', label: t('软件名称'), required: true, maxLength: 200 },
    { name: 'softwareVersion', label: t('软件版本'), required: true, maxLength: 100 },
    { name: 'publisher', label: t('软件厂商'), maxLength: 200 },
    { name: 'origin', label: t('产地'), kind: 'choice', set: ORIGINS },
    {
      name: 'licenseType',
      label: t('授权方式'),
      kind: 'choice',
      set: LICENSE_TYPES,
      when: paid,
    },
    { name: 'unitPriceFen', label: t('单价'), kind: 'money', when: paid },
    {
      name: 'sitePriceFen',
      label: t('场地授权价格'),
      kind: 'money',
      when: paid,
      help: t('厂商提供场地授权时填写，用于比较。'),
    },
    {
      name: 'usageYears',
      label: t('使用年限'),
      kind: 'number',
      min: 1,
      max: 99,
      unit: t('年'),
      when: paid,
      help: t('永久授权不填。'),
    },
    { name: 'source', label: t('软件来源'), maxLength: 500, when: free },
    { name: 'freeScope', label: t('免费范围'), kind: 'choice', set: FREE_SCOPES, when: free },
    { name: 'licenceNote', label: t('许可依据'), maxLength: 500, when: free },
    ...scored('compatibility', t('兼容性')),
    ...scored('security', t('安全性')),
    ...scored('afterSales', t('售后服务')),
  ];
}
