/** 三方核对表 on paper, with the filters it was asked for. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { Loaded, useAddressSearch, useEndpoint, useT } from '../../../platform/web/index.ts';
import { THREE_WAY, threeWayData } from '../../../reconciliation/verdicts/rules.match.ts';
import { getThreeWay } from '../../../reconciliation/verdicts/shapes.match.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintThreeWay(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const asked = Object.fromEntries(
    ['category', 'differing', 'q'].flatMap((name) =>
      typeof search[name] === 'string' ? [[name, search[name]]] : [],
    ),
  );
  const query = useEndpoint(getThreeWay, { query: asked });
  return (
    <Loaded query={query}>
      {(match) => (
        <PrintPage
          title={t('打印三方核对表')}
          back="/three-way"
          prints={[{ key: 'three-way', sheet: resolveLayout(THREE_WAY, threeWayData(match)) }]}
        />
      )}
    </Loaded>
  );
}
