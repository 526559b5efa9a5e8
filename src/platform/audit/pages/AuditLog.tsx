/** 审计日志: who did what, when, and what it was before and after. */
import { Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { DateText, EMPTY, Facts, ListPage, useT } from '../../web/index.ts';
import { auditWordsOf } from '../../web/route.ts';
import { type AuditEntry, listAudit } from '../shapes.ts';
import { differences, nameOf } from './differences.ts';

/** The word for an action or a thing; a code of an older version stays readable as it is. */
function useWords() {
  const t = useT();
  const { actions, objects } = auditWordsOf();
  return {
    action: (code: string) => (actions[code] ? t(actions[code]) : code),
    object: (code: string) => (objects[code] ? t(objects[code]) : code),
    objects: Object.entries(objects).map(([value, word]) => ({ value, label: t(word) })),
  };
}

function Changes(props: { entry: AuditEntry }): ReactNode {
  const t = useT();
  const lines = differences(props.entry.before, props.entry.after);
  if (!lines.length) return <p className="zc-quiet">{t('这次操作没有记录内容的变化。')}</p>;
  return (
    <table className="zc-changes">
      <thead>
        <tr>
          <th>{t('项目')}</th>
          <th>{t('之前')}</th>
          <th>{t('之后')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.path} className={line.before === line.after ? 'zc-quiet' : undefined}>
            <th scope="row">{line.path || t('内容')}</th>
            <td>{line.before ?? EMPTY}</td>
            <td>{line.after ?? EMPTY}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Detail(props: { entry: AuditEntry }): ReactNode {
  const t = useT();
  const words = useWords();
  const { entry } = props;
  return (
    <>
      <Facts
        facts={[
          { label: t('时间'), value: <DateText value={entry.at} time /> },
          { label: t('操作人'), value: entry.actorName },
          { label: t('操作'), value: words.action(entry.action) },
          { label: t('来源地址'), value: entry.address },
          {
            label: t('对象'),
            value: `${words.object(entry.objectType)} ${entry.objectId}`,
            wide: true,
          },
        ]}
      />
      <Changes entry={entry} />
    </>
  );
}

export default function AuditLog(): ReactNode {
  const t = useT();
  const words = useWords();
  const [opened, setOpened] = useState<AuditEntry>();
  return (
    <>
      <ListPage
        title={t('审计日志')}
        list={listAudit}
        searchHint={t('操作人、操作')}
        filters={[
          { name: 'from', label: t('从日期'), kind: 'date' },
          { name: 'to', label: t('到日期'), kind: 'date' },
          { name: 'objectType', label: t('对象类型'), options: words.objects, search: true },
        ]}
        columns={[
          {
            key: 'at',
            title: t('时间'),
            width: 150,
            render: (row) => <DateText value={row.at} time />,
          },
          { key: 'actorName', title: t('操作人'), width: 140 },
          {
            key: 'action',
            title: t('操作'),
            width: 220,
            render: (row) => words.action(row.action),
          },
          {
            key: 'objectType',
            title: t('对象类型'),
            width: 130,
            render: (row) => words.object(row.objectType),
          },
          { key: 'objectId', title: t('对象'), width: 300, render: (row) => nameOf(row) },
          { key: 'address', title: t('来源地址'), width: 140, hidden: true },
        ]}
        onOpen={setOpened}
        empty={{ text: t('还没有操作记录。') }}
      />
      <Drawer
        title={t('操作记录')}
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size={640}
        destroyOnHidden
      >
        {opened && <Detail entry={opened} />}
      </Drawer>
    </>
  );
}
