/** Puts a version of free software on the list. */
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { type Field, FormDrawer, type Option, useList, useT } from '../../../platform/web/index.ts';
import { SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import { addFreeListLine, FREE_SCOPES } from '../shapes.ts';

/** Lines of departments with their place in the tree. */
export function useDepartmentOptions(): Option[] {
  const { items } = useList(listDepartments);
  return items.map((one) => ({ value: one.id, label: one.path ?? one.name }));
}

export function useLineFields(departments: Option[]): Field[] {
  const t = useT();
  return [
    {
      name: 'source',
      label: t('软件来源'),
      required: true,
      maxLength: 500,
      wide: true,
      help: t('官方下载网址等。'),
    },
    { name: 'publisher', label: t('软件厂商'), required: true, maxLength: 200 },
    { name: 'publisherContact', label: t('厂商客服联系方式'), maxLength: 50 },
    {
      name: 'freeScope',
      label: t('免费范围'),
      kind: 'choice',
      set: FREE_SCOPES,
      required: true,
      help: t('“仅个人免费”的软件单位不能当作免费软件使用。'),
    },
    {
      name: 'licenceNote',
      label: t('许可依据'),
      maxLength: 500,
      help: t('许可协议名称，或厂商同意单位使用的文件。'),
    },
    {
      name: 'wholeUnit',
      label: t('使用部门'),
      kind: 'flag',
      text: t('全单位可用'),
      wide: true,
    },
    {
      name: 'departmentIds',
      label: t('使用部门'),
      kind: 'options',
      many: true,
      options: departments,
      wide: true,
      when: (values) => values.wholeUnit === false,
    },
    { name: 'reason', label: t('使用原因'), kind: 'area', required: true, maxLength: 500 },
  ];
}

export function FreeListAdd(props: { open: boolean; close: () => void }): ReactNode {
  const t = useT();
  const lineFields = useLineFields(useDepartmentOptions());
  return (
    <FormDrawer
      title={t('列入可使用免费软件清单')}
      open={props.open}
      onClose={props.close}
      endpoint={addFreeListLine}
      draft="freeList.new"
      submit={t('列入清单')}
      before={t(
        '名称相同的免费软件用同一个软件编号，不同版本分行列出（《软件台账管理规定》一.8）。',
      )}
      onDone={props.close}
      initial={{ wholeUnit: true, category: 'utility', freeScope: 'any' }}
      fields={[
        { name: 'softwareName', label: t('软件名称'), required: true, maxLength: 200, wide: true },
        {
          name: 'softwareVersion',
          label: t('软件版本'),
          required: true,
          maxLength: 100,
          help: t('例如 7.0、23–25、115及以上。'),
        },
        { name: 'category', label: t('软件类别'), kind: 'choice', set: SOFTWARE_CATEGORIES },
        ...lineFields,
        { name: 'validFrom', label: t('启用日期'), kind: 'date', help: t('不填为今天。') },
        { name: 'validTo', label: t('停用日期'), kind: 'date', help: t('试用软件必须填写。') },
      ]}
    />
  );
}
