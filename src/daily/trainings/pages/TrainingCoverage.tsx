/** Figures of a year's training and publicity, and who has not been trained in it. */
import { App, Button, Drawer, Progress } from 'antd';
import type { ReactNode } from 'react';
import { download, Figure, Loaded, useEndpoint, useT } from '../../../platform/web/index.ts';
import { exportUntrained, trainingCoverage, trainingFigures } from '../shapes.figures.ts';
import { PUBLICITY_FORMS } from '../shapes.ts';

/** As they stand in 附件5 and the annual summary. */
export function YearFigures(props: { year: number }): ReactNode {
  const t = useT();
  const { year } = props;
  const query = useEndpoint(trainingFigures, { query: { year } });
  const of = (kind: string) => `/trainings?year=${year}&kind=${kind}`;
  return (
    <Loaded query={query}>
      {({ trainings, attendees, persons, externalTrainings, externalAttendees, publicity }) => (
        <div className="zc-figures zc-above">
          <Figure
            label={t('{{year}} 年培训班', { year })}
            value={trainings}
            to={of('class')}
            detail={t('{{attendees}} 人次，{{persons}} 人', { attendees, persons })}
          />
          <Figure
            label={t('参加主管部门培训')}
            value={externalTrainings}
            to={of('external')}
            detail={t('{{n}} 人次', { n: externalAttendees })}
          />
          <Figure
            label={t('宣传')}
            value={publicity.count}
            to={of('publicity')}
            detail={[
              t('受众 {{n}} 人次', { n: publicity.reach }),
              ...publicity.forms.map((form) => t(PUBLICITY_FORMS[form].label)),
            ].join(' · ')}
          />
        </div>
      )}
    </Loaded>
  );
}

export function CoverageDrawer(props: { year: number; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { year } = props;
  const query = { year };
  const found = useEndpoint(trainingCoverage, { query });
  const save = () =>
    void download(exportUntrained, { query }).catch((error: Error) => message.error(error.message));
  return (
    <Drawer
      open
      size={560}
      title={t('{{year}} 年培训覆盖', { year })}
      onClose={props.onClose}
      extra={<Button onClick={save}>{t('导出未参加人员')}</Button>}
    >
      <Loaded query={found}>
        {({ items, leadingGroup }) => (
          <>
            <Covered
              name={t('领导小组成员参加主管部门培训')}
              one={leadingGroup}
              nobody={t('还没有领导小组成员。')}
            />
            {items.map((one) => (
              <Covered
                key={one.departmentId}
                name={one.departmentName || t('没有部门的人员')}
                one={one}
              />
            ))}
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

function Covered(props: {
  name: string;
  one: { people: number; attended: number; missing: string[] };
  nobody?: string;
}): ReactNode {
  const t = useT();
  const { people, attended, missing } = props.one;
  const names = missing.join(t('、'));
  const n = people - attended;
  return (
    <article className="zc-card zc-above">
      <header>{props.name}</header>
      {people === 0 ? (
        <div className="zc-quiet">{props.nobody}</div>
      ) : (
        <>
          <Progress percent={Math.floor((attended / people) * 100)} size="small" />
          <div className="zc-quiet">
            {t('{{attended}} / {{people}} 人参加过培训', { attended, people })}
            {n > 0 &&
              ` · ${n > missing.length ? t('未参加：{{names}} 等 {{n}} 人', { names, n }) : t('未参加：{{names}}', { names })}`}
          </div>
        </>
      )}
    </article>
  );
}
