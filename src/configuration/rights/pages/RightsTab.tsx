/** 许可权利 of one number: what the contract allows beyond the columns of 附件7, and its recording. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  DateText,
  Facts,
  type Field,
  FormDrawer,
  Loaded,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { VersionsInput } from '../../software/pages/Values.tsx';
import { printUsableVersions } from '../../software/rules.versions.ts';
import type { SoftwareRecord } from '../../software/shapes.api.ts';
import { getRights, type LicenseRight, saveRights } from '../shapes.ts';
import { PartsInput, WordsInput } from './inputs.tsx';

export function RightsTab(props: { record: SoftwareRecord }): ReactNode {
  const t = useT();
  const { record } = props;
  const query = useEndpoint(getRights, { params: { id: record.id } });
  const departments = useList(listDepartments);
  const [open, setOpen] = useState(false);
  return (
    <Loaded query={query}>
      {(right) => {
        const names = new Map(departments.items.map(({ id, name }) => [id, name]));
        return (
          <>
            <p className="zc-quiet">
              {t('附件7各栏以外的权利。判断“哪个许可覆盖哪处安装”时按这里计算；不改变软件编号。')}
            </p>
            <Facts facts={factsOf(t, record, right, names)} />
            {record.status === 'active' && (
              <Can permission="software.edit">
                <Button onClick={() => setOpen(true)}>{t('登记许可权利')}</Button>
              </Can>
            )}
            <RightsForm record={record} right={right} open={open} close={() => setOpen(false)} />
          </>
        );
      }}
    </Loaded>
  );
}

type T = ReturnType<typeof useT>;

function factsOf(t: T, record: SoftwareRecord, right: LicenseRight, names: Map<string, string>) {
  const list = (words: readonly string[]) => words.join(t('、'));
  const editions = right.editions ?? (record.edition ? [record.edition] : null);
  const downgrade =
    right.downgradeVersions.length === 0
      ? t('无')
      : `${printUsableVersions(right.downgradeVersions)}（${
          right.letterOnFile ? t('已有降级函') : t('尚无降级函，暂不能覆盖')
        }）`;
  return [
    {
      label: t('套件组成'),
      value:
        right.parts.length === 0
          ? t('不是套件')
          : list(right.parts.map(({ productName }) => productName)),
      wide: right.parts.length > 0,
    },
    {
      label: t('使用部门'),
      value: right.departmentIds
        ? list(right.departmentIds.map((id) => names.get(id) ?? t('已撤销的部门')))
        : t('全单位'),
    },
    { label: t('版别'), value: editions ? list(editions) : t('不限') },
    { label: t('可降级版本'), value: downgrade },
    { label: t('二次使用权'), value: right.secondUse ? t('有') : t('无') },
    { label: t('每台最少核数'), value: String(right.minimumCores) },
    ...(right.basis ? [{ label: t('依据'), value: right.basis, wide: true }] : []),
    ...(right.changedAt
      ? [
          { label: t('登记人'), value: right.changedBy },
          { label: t('登记日期'), value: <DateText value={right.changedAt} /> },
        ]
      : []),
  ];
}

function RightsForm(props: {
  record: SoftwareRecord;
  right: LicenseRight;
  open: boolean;
  close: () => void;
}): ReactNode {
  const t = useT();
  const { record, right } = props;
  const { items } = useList(listDepartments);
  const options = items.map(({ id, name }) => ({ value: id, label: name }));
  const perCore = record.licenseMetric === 'perCore';
  const fields: Field[] = [
    {
      name: 'parts',
      label: t('套件组成'),
      kind: 'custom',
      wide: true,
      help: t('一个许可在同一台计算机上同时覆盖的产品；不是套件的留空。'),
      control: <PartsInput />,
    },
    {
      name: 'departmentIds',
      label: t('使用部门（含下级）'),
      kind: 'options',
      many: true,
      options,
      wide: true,
      help: t('不选即全单位。'),
    },
    {
      name: 'editions',
      label: t('可用版别'),
      kind: 'custom',
      wide: true,
      help: t('按回车逐个填写，如“专业版”；不填则按编号的版别，编号也没有的不限。'),
      control: <WordsInput />,
    },
    {
      name: 'downgradeVersions',
      label: t('可降级版本'),
      kind: 'custom',
      help: t('另须在“资料”中上传授权函或降级函，否则不能覆盖。'),
      control: <VersionsInput />,
    },
    {
      name: 'secondUse',
      label: t('二次使用权'),
      kind: 'flag',
      help: t('同一使用人的一台便携机可以一并使用。'),
    },
    ...(perCore
      ? [{ name: 'minimumCores', label: t('每台最少核数'), kind: 'number' } as Field]
      : []),
    {
      name: 'basis',
      label: t('依据'),
      kind: 'area',
      maxLength: 500,
      help: t('合同或许可协议的条款。'),
    },
  ];
  const names = new Set(fields.map(({ name }) => name));
  const initial = Object.fromEntries(Object.entries(right).filter(([name]) => names.has(name)));
  return (
    <FormDrawer
      title={t('{{no}} 的许可权利', { no: record.softwareNo })}
      open={props.open}
      onClose={props.close}
      endpoint={saveRights}
      params={{ id: record.id }}
      extra={{ revision: right.revision }}
      initial={initial}
      fields={fields}
      submit={t('保存')}
      onDone={props.close}
    />
  );
}
