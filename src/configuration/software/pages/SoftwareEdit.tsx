/** Correction of a record: what decides the number asks for a reason once something is installed (domain 4.1 b). */
import type { ReactNode } from 'react';
import { type Field, FormDrawer, type Translate, useT } from '../../../platform/web/index.ts';
import { IDENTITY } from '../rules.ts';
import { type SoftwareRecord, updateSoftware } from '../shapes.api.ts';
import { LICENSE_METRICS, LICENSE_TYPES, ORIGINS, SOFTWARE_CATEGORIES } from '../shapes.ts';
import { QuantityInput, TermInput, VersionsInput } from './Values.tsx';

function licenceFields(t: Translate, record: SoftwareRecord): Field[] {
  const bought = record.acquisitionMethod === 'purchase';
  const purchase: Field[] = [
    { name: 'purchaseDate', label: t('采购时间'), kind: 'date', required: true },
    { name: 'purchaseAmountFen', label: t('采购金额'), kind: 'money', required: true },
  ];
  return [
    ...(bought ? purchase : []),
    {
      name: 'licenseType',
      label: t('许可类型'),
      kind: 'choice',
      set: LICENSE_TYPES,
      required: true,
    },
    {
      name: 'licenseQuantity',
      label: t('许可数量'),
      kind: 'custom',
      required: true,
      control: <QuantityInput unlimitedAllowed />,
    },
    { name: 'licenseMetric', label: t('许可计量'), kind: 'choice', set: LICENSE_METRICS },
    {
      name: 'usableVersions',
      label: t('可使用版本'),
      kind: 'custom',
      required: true,
      control: <VersionsInput />,
    },
    {
      name: 'licenseTerm',
      label: t('许可期限'),
      kind: 'custom',
      required: true,
      wide: true,
      control: <TermInput />,
    },
    { name: 'contractNo', label: t('合同编号'), maxLength: 100 },
    { name: 'supplier', label: t('供应商'), maxLength: 200 },
    { name: 'maintenanceEnd', label: t('维护截止日期'), kind: 'date' },
    {
      name: 'downgradeEvidence',
      label: t('降级使用依据'),
      kind: 'area',
      maxLength: 500,
      help: t('例如授权函名称；没有依据时，较低版本不视为可使用版本。'),
    },
  ];
}

function fieldsOf(t: Translate, record: SoftwareRecord): Field[] {
  return [
    { name: 'softwareName', label: t('软件名称'), required: true, maxLength: 200, wide: true },
    ...(record.softwareType === 'free'
      ? []
      : [
          {
            name: 'softwareVersion',
            label: t('软件版本'),
            required: true,
            maxLength: 100,
          } as Field,
        ]),
    { name: 'edition', label: t('版别'), maxLength: 100 },
    { name: 'publisher', label: t('软件厂商'), maxLength: 200 },
    { name: 'category', label: t('软件类别'), kind: 'choice', set: SOFTWARE_CATEGORIES },
    { name: 'origin', label: t('产地'), kind: 'choice', set: ORIGINS },
    ...(record.softwareType === 'commercial' ? licenceFields(t, record) : []),
    { name: 'registeredOn', label: t('登记日期'), kind: 'date', required: true },
    { name: 'formerNo', label: t('原编号'), maxLength: 50 },
    { name: 'remark', label: t('备注'), kind: 'area', maxLength: 1000 },
    {
      name: 'reason',
      label: t('更正原因'),
      kind: 'area',
      maxLength: 500,
      help: t('已有安装登记时，改动名称、版本或采购许可内容须写明原因。'),
    },
  ];
}

export function SoftwareEdit(props: {
  record: SoftwareRecord;
  open: boolean;
  close: () => void;
}): ReactNode {
  const t = useT();
  const { record } = props;
  const fields = fieldsOf(t, record);
  const names = new Set(fields.map((field) => field.name));
  const initial = Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
  const deciding = IDENTITY[record.softwareType];
  return (
    <FormDrawer
      title={t('修改 {{no}}', { no: record.softwareNo })}
      open={props.open}
      onClose={props.close}
      endpoint={updateSoftware}
      params={{ id: record.id }}
      extra={{ revision: record.revision }}
      initial={initial}
      fields={fields}
      submit={t('保存修改')}
      before={t('软件编号不变。若是另一笔采购，请登记新的编号（{{article}}）。', {
        article: deciding.article,
      })}
      onDone={props.close}
    />
  );
}
