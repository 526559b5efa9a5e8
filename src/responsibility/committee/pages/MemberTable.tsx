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
        { title: t('姓名'), dataIndex: 'personName' },
        { title: t('部门'), dataIndex: 'departmentName' },
        { title: t('职务'), dataIndex: 'positionTitle' },
        {
          title: t('领导小组职务'),
          render: (_, member) => t(COMMITTEE_ROLES[member.committeeRole].label),
        },
        {
          title: t('代表'),
          render: (_, member) =>
            member.functionsCovered.map((one) => t(COMMITTEE_FUNCTIONS[one].label)).join('、'),
        },
        { title: t('办公电话'), dataIndex: 'officePhone' },
        { title: t('手机'), dataIndex: 'mobile' },
        { title: t('传真'), dataIndex: 'fax' },
        { title: t('电子邮箱'), dataIndex: 'email' },
        { title: t('备注'), dataIndex: 'remark' },
      ]}
    />
  );
}
