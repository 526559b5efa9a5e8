/** The numbers of a request, each with its life; and the scrapped computers that had them. */
import { Button, Form, Select } from 'antd';
import { type ReactNode, useRef } from 'react';
import { call, type Option, SearchSelect, useEndpoint, useT } from '../../../platform/web/index.ts';
import { type DisposalCandidate, disposalCandidates, disposalDevices } from '../shapes.ts';
import { Life, nameOf } from './words.tsx';

export type Chosen = Pick<
  DisposalCandidate,
  | 'softwareId'
  | 'softwareNo'
  | 'softwareName'
  | 'softwareVersion'
  | 'openInstalls'
  | 'lifeFrom'
  | 'minLifeYears'
  | 'lifeReachedOn'
  | 'lifeReached'
  | 'termEndedOn'
>;

export function NumbersField(props: {
  id?: string;
  value?: Chosen[];
  onChange?: (value: Chosen[]) => void;
}): ReactNode {
  const t = useT();
  const chosen = props.value ?? [];
  const found = useRef(new Map<string, DisposalCandidate>());
  const search = async (text: string): Promise<Option[]> => {
    const { items } = await call(disposalCandidates, { query: { q: text } });
    for (const item of items) found.current.set(item.softwareId, item);
    return items.map((item) => ({ value: item.softwareId, label: nameOf(item) }));
  };
  const add = (id: string | undefined) => {
    const one = id ? found.current.get(id) : undefined;
    if (!one || chosen.some((other) => other.softwareId === one.softwareId)) return;
    props.onChange?.([...chosen, one]);
  };
  return (
    <div>
      {chosen.map((one) => (
        <article key={one.softwareId} className="zc-card zc-above" aria-label={one.softwareNo}>
          <header>
            {nameOf(one)}
            <Button
              size="small"
              aria-label={t('去掉 {{no}}', { no: one.softwareNo })}
              onClick={() =>
                props.onChange?.(chosen.filter((other) => other.softwareId !== one.softwareId))
              }
            >
              {t('去掉')}
            </Button>
          </header>
          <Life one={one} />
          <div className="zc-quiet">{t('在册安装 {{n}} 处', { n: one.openInstalls })}</div>
        </article>
      ))}
      <SearchSelect
        key={chosen.length}
        {...(props.id ? { id: props.id } : {})}
        label={t('软件编号')}
        placeholder={t('输入编号或名称，选择要处置的商业软件')}
        search={search}
        onChange={add}
      />
    </div>
  );
}

export function DevicesField(props: {
  id?: string;
  value?: string[];
  onChange?: (value: string[]) => void;
}): ReactNode {
  const t = useT();
  const form = Form.useFormInstance();
  const chosen = (Form.useWatch('softwareIds', form) ?? []) as Chosen[];
  const softwareIds = chosen.map((one) => one.softwareId).join(',');
  const found = useEndpoint(
    disposalDevices,
    { query: { softwareIds } },
    { enabled: softwareIds !== '' },
  );
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      mode="multiple"
      value={props.value ?? []}
      onChange={(value: string[]) => props.onChange?.(value)}
      placeholder={t('选择已登记报废的计算机')}
      notFoundContent={t('没有安装过所选软件的报废计算机，请先登记计算机报废。')}
      showSearch={{ optionFilterProp: 'label' }}
      options={(found.data?.items ?? []).map((one) => ({
        value: one.id,
        label: [one.computerNo, one.retiredOn].filter(Boolean).join(' · '),
      }))}
    />
  );
}
