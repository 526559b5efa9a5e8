/** 制度: what the unit has issued on genuine software; 附件5 names those in force. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  EmptyState,
  FormDrawer,
  Loaded,
  PageHead,
  ToneTag,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { createPolicy, listPolicies, type Policy, updatePolicy } from '../shapes.policies.ts';

export default function Policies(): ReactNode {
  const t = useT();
  const session = useSession();
  const found = useEndpoint(listPolicies);
  const [editing, setEditing] = useState<Policy | 'new'>();
  return (
    <>
      <PageHead
        title={t('正版化制度')}
        note={t('单位发布的软件正版化工作制度；现行的列入信息统计表（附件5）。')}
        action={
          <Can permission="statistics.edit">
            <Button type="primary" onClick={() => setEditing('new')}>
              {t('登记制度')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有登记制度。')} />
          ) : (
            items.map((one) => (
              <article key={one.id} className="zc-card zc-duty">
                <div>
                  <header>
                    {one.name}
                    <ToneTag tone={one.repealedOn ? 'grey' : 'green'}>
                      {one.repealedOn ? t('已废止') : t('现行')}
                    </ToneTag>
                  </header>
                  <div className="zc-quiet">
                    {[
                      one.documentNo,
                      t('{{date}} 发布', { date: one.issuedOn }),
                      one.revisedOn && t('{{date}} 修订', { date: one.revisedOn }),
                      one.repealedOn && t('{{date}} 废止', { date: one.repealedOn }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </div>
                {session.can('statistics.edit') && (
                  <Button
                    aria-label={t('修改“{{name}}”', { name: one.name })}
                    onClick={() => setEditing(one)}
                  >
                    {t('修改')}
                  </Button>
                )}
              </article>
            ))
          )
        }
      </Loaded>
      {editing && <Edit one={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Edit(props: { one: Policy | 'new'; onClose: () => void }): ReactNode {
  const t = useT();
  const { one, onClose } = props;
  const known = one === 'new' ? undefined : one;
  return (
    <FormDrawer
      open
      title={known ? t('修改制度') : t('登记制度')}
      endpoint={(known ? updatePolicy : createPolicy) as typeof updatePolicy}
      {...(known ? { params: { policy: known.id } } : { params: {} as never })}
      initial={known ? { ...known } : {}}
      shape={({ name, documentNo, issuedOn, revisedOn, repealedOn }) => ({
        name,
        documentNo: documentNo ?? '',
        issuedOn,
        revisedOn: revisedOn ?? null,
        repealedOn: repealedOn ?? null,
      })}
      fields={[
        { name: 'name', label: t('制度名称'), required: true, maxLength: 100, wide: true },
        { name: 'documentNo', label: t('文号'), maxLength: 60 },
        { name: 'issuedOn', label: t('发布日期'), kind: 'date', required: true },
        { name: 'revisedOn', label: t('最近修订日期'), kind: 'date' },
        ...(known ? [{ name: 'repealedOn', label: t('废止日期'), kind: 'date' as const }] : []),
      ]}
      submit={t('保存')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
