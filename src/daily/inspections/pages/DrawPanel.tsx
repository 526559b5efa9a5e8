/** How the sample was drawn, and that drawing it again gives the same. */
import { Alert, App, Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { download, Facts, Loaded, useEndpoint, useT } from '../../../platform/web/index.ts';
import { exportDraw, getDraw } from '../shapes.api.ts';
import type { InspectionRecord } from '../shapes.ts';

export function DrawPanel(props: { one: InspectionRecord }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const params = { inspection: props.one.id };
  const found = useEndpoint(getDraw, { params });
  const save = () =>
    void download(exportDraw, { params }).catch((error: Error) => message.error(error.message));
  return (
    <Loaded query={found}>
      {(draw) => (
        <>
          <Alert
            className="zc-above"
            type={draw.verified ? 'success' : 'error'}
            showIcon
            title={
              draw.verified
                ? t('已用种子和留存的底册当场复算，与名单一致。')
                : t('用种子和留存的底册复算，与名单不一致，请核查。')
            }
            description={t(
              '各部门按台数分配名额（最大余数法，够分时每个部门至少一台）；部门内取“种子:计算机编号”的 SHA-256 最小的若干台。',
            )}
          />
          <Facts
            facts={[
              { label: t('种子'), value: <code>{draw.seed}</code> },
              { label: t('抽取次数'), value: props.one.draws },
              {
                label: t('抽中'),
                value: t('{{n}} 台，共 {{all}} 台', { n: draw.drawn, all: draw.population }),
              },
            ]}
          />
          <Table
            className="zc-table"
            size="small"
            rowKey="departmentName"
            pagination={false}
            dataSource={draw.departments}
            columns={[
              {
                title: t('部门'),
                render: (_, row) => row.departmentName || t('未指定部门'),
              },
              { title: t('计算机'), dataIndex: 'computers', width: 90, align: 'right' },
              { title: t('抽中'), dataIndex: 'drawn', width: 90, align: 'right' },
            ]}
          />
          <div className="zc-gap">
            <Button onClick={save}>{t('导出抽取底册')}</Button>
          </div>
        </>
      )}
    </Loaded>
  );
}
