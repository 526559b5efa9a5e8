/** The fields of a person, the same when one is entered and when one is changed. */
import { type Field, useT } from '../../platform/web/index.ts';
import { useDepartmentOptions, usePostOptions } from './options.ts';

export function usePersonFields(): Field[] {
  const t = useT();
  const departments = useDepartmentOptions();
  const posts = usePostOptions();
  return [
    { name: 'staffNo', label: t('工号'), required: true },
    { name: 'name', label: t('姓名'), required: true },
    { name: 'departmentId', label: t('部门'), kind: 'options', options: departments },
    { name: 'postId', label: t('岗位'), kind: 'options', options: posts },
    { name: 'phone', label: t('电话') },
    { name: 'email', label: t('电子邮箱') },
    {
      name: 'joinedOn',
      label: t('入职日期'),
      kind: 'date',
      help: t('从这一天起计入总人数；不填视为一直在职。'),
    },
  ];
}
