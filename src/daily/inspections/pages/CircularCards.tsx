/** The circulars of an inspection, each opened as the paper it was sent out as. */
import type { ReactNode } from 'react';
import { DateText, Go, PaperMenu, ToneTag, useT } from '../../../platform/web/index.ts';
import type { InspectionRecord } from '../shapes.ts';

export function CircularCards(props: { one: InspectionRecord }): ReactNode {
  const t = useT();
  return (
    <div className="zc-cards">
      {props.one.circulars.map((circular) => (
        <article key={circular.id} className="zc-card">
          <header>
            <Go to={`/print/circular/${circular.id}?inspection=${props.one.id}`}>
              {circular.circularNo}
            </Go>
            {circular.problems > 0 ? (
              <ToneTag tone="amber">{t('{{n}} 项问题', { n: circular.problems })}</ToneTag>
            ) : (
              <ToneTag tone="green">{t('未发现问题')}</ToneTag>
            )}
          </header>
          <PaperMenu
            of={{ kind: 'circular', id: circular.id, query: { inspection: props.one.id } }}
            print={`/print/circular/${circular.id}?inspection=${props.one.id}`}
          />
          <div className="zc-quiet">
            {circular.departmentName || t('总通报（各部门）')} ·{' '}
            <DateText value={circular.issuedOn} /> {circular.issuedBy}
          </div>
        </article>
      ))}
    </div>
  );
}
