/** 我的: what waits for me, my computers, my applications; made for a phone held in one hand. */
import { Alert, Col, Row, Space } from 'antd';
import type { ReactNode } from 'react';
import { Loaded, PageHead, useEndpoint, useSession, useT } from '../../../platform/web/index.ts';
import { getMyPage, type MyPage } from '../shapes.ts';
import { MyApplications } from './MyApplications.tsx';
import { MyDevices } from './MyDevices.tsx';
import { MyOrders } from './MyOrders.tsx';
import { MySubstitute } from './MySubstitute.tsx';
import { MyTodos } from './MyTodos.tsx';

export default function My(): ReactNode {
  const query = useEndpoint(getMyPage);
  return (
    <Loaded query={query}>{(my) => (my.person ? <Mine my={my} /> : <Nobody my={my} />)}</Loaded>
  );
}

function Nobody(props: { my: MyPage }): ReactNode {
  const t = useT();
  return (
    <>
      <PageHead title={t('我的')} />
      <Alert
        type="info"
        title={t('您的账号还没有对应的人员')}
        description={t(
          '本人的计算机、申请和要签的字都跟着人员走。请系统管理员在“账号与角色”中为您的账号指定对应人员。',
        )}
      />
      <MyTodos todos={props.my.todos} />
    </>
  );
}

function Mine(props: { my: MyPage }): ReactNode {
  const t = useT();
  const session = useSession();
  const { my } = props;
  const person = my.person!;
  const headed = my.heads.length > 0 || my.standsInFor.length > 0;
  return (
    <>
      <PageHead
        title={t('我的')}
        note={[person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · ')}
      />
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={14}>
          <Space orientation="vertical" size="middle" className="zc-wide">
            <MyTodos todos={my.todos} />
            {session.can('order.sign') && <MyOrders />}
            <MyDevices devices={my.devices} />
          </Space>
        </Col>
        <Col xs={24} lg={10}>
          <Space orientation="vertical" size="middle" className="zc-wide">
            {session.can('application.create') && <MyApplications />}
            {headed && <MySubstitute my={my} />}
          </Space>
        </Col>
      </Row>
    </>
  );
}
