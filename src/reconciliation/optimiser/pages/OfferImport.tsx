/** Offers from a price list in Excel. */
import type { ReactNode } from 'react';
import { ImportWizard, PageHead, useT } from '../../../platform/web/index.ts';
import { importOffers, offerTemplate } from '../shapes.offers.ts';

export default function OfferImport(): ReactNode {
  const t = useT();
  return (
    <section>
      <PageHead
        title={t('导入供货方式')}
        note={t(
          '同一供应商的同一软件、版本、计量、包装和年限视为同一种供货方式，再次导入时更新价格。',
        )}
      />
      <ImportWizard
        endpoint={importOffers}
        template={offerTemplate}
        thing={t('供货方式')}
        hint={t('每行一种包装：单套、10 套包、50 套包各占一行。升级许可和限用部门在导入后登记。')}
      />
    </section>
  );
}
