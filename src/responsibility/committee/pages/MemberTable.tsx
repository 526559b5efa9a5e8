/** Members with the columns of form 1. */
import { Card, Table } from 'antd';
import type { ReactNode } from 'react';
import { type Translate, useNarrow, useT } from '../../../platform/web/index.ts';
import { COMMITTEE_FUNCTIONS, COMMITTEE_ROLES, type CommitteeMember } from '../shapes.ts';

/** As printed: what somebody stands for is no column of the form. */
function remarkOf(member: CommitteeMember, t: Translate): string {
  const functions = member.functionsCovered
    .map((one) => t(COMMITTEE_FUNCTIONS[one].label))
    .join('、');
  return [functions, member.remark].filter(Boolean).join('；');
}

const contactOf = (member: CommitteeMember) =>
  [member.fax, member.email].filter(Boolean).join(' / ');

export function MemberTable(props: { members: CommitteeMember[] }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  if (narrow && props.members.length > 0) {
    return props.members.map((member) => <MemberCard key={member.lineNo} member={member} />);
  }
  return (
    <Table<CommitteeMember>
      className="zc-table zc-above"
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
          render: (_, member) => contactOf(member),
        },
        { title: t('备注'), render: (_, member) => remarkOf(member, t) },
      ]}
    />
  );
}

/** A phone shows each member as a card: no table wider than the screen. */
function MemberCard(props: { member: CommitteeMember }): ReactNode {
  const t = useT();
  const { member } = props;
  const lines = [
    [member.departmentName, member.positionTitle],
    [member.officePhone, member.mobile, contactOf(member)],
    [remarkOf(member, t)],
  ];
  return (
    <Card
      size="small"
      className="zc-above"
      title={`${member.lineNo} ${member.personName}`}
      extra={t(COMMITTEE_ROLES[member.committeeRole].label)}
    >
      {lines
        .map((line) => line.filter(Boolean).join(' · '))
        .filter(Boolean)
        .map((line) => (
          <div key={line}>{line}</div>
        ))}
    </Card>
  );
}
