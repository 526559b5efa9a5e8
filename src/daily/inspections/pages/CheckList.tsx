/** What an inspector still has to look at, on his phone: one card per computer. */
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAddressParams,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { getInspection, listSheets } from '../shapes.api.ts';
import { SHEET_STATES, type Sheet } from '../shapes.ts';

const AT_ONCE = 200;

export default function CheckList(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search, change] = useAddressSearch();
  const all = search.show === 'all';
  const params = { inspection: id };
  const inspection = useEndpoint(getInspection, { params });
  const found = useEndpoint(listSheets, {
    params,
    query: { ...(all ? {} : { open: 'true' }), sort: 'departmentName', limit: AT_ONCE } as never,
  });
  return (
    <Loaded query={inspection}>
      {(one) => (
        <>
          <PageHead
            title={one.title}
            note={t('已检查 {{done}} / {{all}} 台', {
              done: one.checked + one.skipped,
              all: one.computers,
            })}
            more={<Go to={`/inspections/${id}`}>{t('返回')}</Go>}
          />
          <Segmented
            block
            size="large"
            className="zc-above"
            aria-label={t('显示')}
            value={all ? 'all' : 'open'}
            options={[
              { value: 'open', label: t('待检查') },
              { value: 'all', label: t('全部') },
            ]}
            onChange={(value) => change({ show: value === 'all' ? 'all' : undefined })}
          />
          <Loaded query={found}>
            {({ items, nextCursor }) =>
              items.length === 0 ? (
                <EmptyState text={t('都检查完了。')} />
              ) : (
                <div className="zc-cards">
                  {items.map((sheet) => (
                    <Card key={sheet.deviceId} inspectionId={id} sheet={sheet} />
                  ))}
                  {nextCursor && (
                    <p className="zc-quiet">
                      {t('先列出 {{n}} 台，检查完后显示其余的。', { n: items.length })}
                    </p>
                  )}
                </div>
              )
            }
          </Loaded>
        </>
      )}
    </Loaded>
  );
}

function Card(props: { inspectionId: string; sheet: Sheet }): ReactNode {
  const t = useT();
  const go = useGo();
  const { sheet } = props;
  return (
    <article className="zc-card">
      <header>
        {sheet.computerNo}
        <ChoiceTag set={SHEET_STATES} value={sheet.state} />
        {sheet.failed > 0 && (
          <ToneTag tone="red">{t('{{n}} 项不合格', { n: sheet.failed })}</ToneTag>
        )}
      </header>
      <div>{[sheet.personName || t('公用'), sheet.departmentName].filter(Boolean).join(' · ')}</div>
      <div className="zc-quiet">{sheet.computerBrand}</div>
      <div className="zc-my-actions">
        <Button
          block
          size="large"
          type={sheet.state === 'done' || sheet.state === 'skipped' ? 'default' : 'primary'}
          onClick={() => go(`/inspections/${props.inspectionId}/check/${sheet.deviceId}`)}
        >
          {sheet.state === 'pending' ? t('检查') : t('打开检查表')}
        </Button>
      </div>
    </article>
  );
}
