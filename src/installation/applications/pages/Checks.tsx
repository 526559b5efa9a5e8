/** The checks of an application, each with a word and a colour of its own. */
import type { ReactNode } from 'react';
import { ChoiceTag, useT } from '../../../platform/web/index.ts';
import { type ApplicationCheck, CHECK_LEVELS } from '../shapes.ts';

export function Checks(props: { checks: readonly ApplicationCheck[] }): ReactNode {
  const t = useT();
  if (props.checks.length === 0) return null;
  return (
    <ul className="zc-checks" aria-label={t('核对')}>
      {props.checks.map((check) => (
        <li key={check.key}>
          <ChoiceTag set={CHECK_LEVELS} value={check.level} /> {check.message}
        </li>
      ))}
    </ul>
  );
}
