/** How long a number has been used, in a sentence. */
import type { ReactNode } from 'react';
import { ToneTag, useT } from '../../../platform/web/index.ts';
import type { LifeFacts } from '../shapes.ts';

export function Life(props: { one: LifeFacts }): ReactNode {
  const t = useT();
  const { lifeFrom, minLifeYears, lifeReachedOn, lifeReached, termEndedOn } = props.one;
  return (
    <div>
      <span className="zc-inline">
        <span>{lifeFrom ? t('{{date}} 购入', { date: lifeFrom }) : t('没有采购时间')}</span>
        <span>
          {minLifeYears === null
            ? t('没有规定最低使用年限')
            : t('最低使用 {{n}} 年', { n: minLifeYears })}
        </span>
        {lifeReached === true && (
          <ToneTag tone="green">{t('{{date}} 已达到', { date: lifeReachedOn ?? '' })}</ToneTag>
        )}
        {lifeReached === false && (
          <ToneTag tone="amber">{t('{{date}} 才达到', { date: lifeReachedOn ?? '' })}</ToneTag>
        )}
        {lifeReached === null && <ToneTag tone="grey">{t('须在鉴定时核实')}</ToneTag>}
        {termEndedOn && (
          <ToneTag tone="grey">{t('许可已于 {{date}} 到期', { date: termEndedOn })}</ToneTag>
        )}
      </span>
    </div>
  );
}

export const nameOf = (one: {
  softwareNo: string;
  softwareName: string;
  softwareVersion: string | null;
}) => [one.softwareNo, one.softwareName, one.softwareVersion].filter(Boolean).join(' ');
