/** Members with the columns of form 1. */
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { COMMITTEE_FUNCTIONS, COMMITTEE_ROLES, type CommitteeMember } from '../shapes.ts';

export function MemberTable(props: { members: CommitteeMember[] }): ReactNode {
  const t = useT();
  return (
    <Table<CommitteeMember>
      className="zc-table"
      size="small"
      rowKey="lineNo"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={props.members}
      locale={{ emptyText: t('还没有成员') }}
      columns={[
        { title: t('序号'), dataIndex: 'lineNo' },
        {
          title: t('小组职务'),
          render: (_, member) => t(COMMITTEE_ROLES[member.committeeRole].label),
        },
        { title: t('姓名'), dataIndex: 'personName' },
        { title: t('所在部门'), dataIndex: 'departmentName' },
        { title: t('职务'), dataIndex: 'positionTitle' },
        { title: t('办公电话'), dataIndex: 'officePhone' },
        { title: t('手机'), dataIndex: 'mobile' },
        {
          title: t('传真/电子邮箱'),
          render: (_, member) => [member.fax, member.email].filter(Boolean).join(' / '),
        },
        {
          // As printed: what somebody stands for is no column of the form.
          title: t('备注'),
          render: (_, member) => {
            const functions = member.functionsCovered
              .map((one) => t(COMMITTEE_FUNCTIONS[one].label))
              .join('、');
            return [functions, member.remark].filter(Boolean).join('；');
          },
        },
      ]}
    />
  );
}
