/** 识别依据: why an entry is taken for what it is, what else was considered, and the ways to decide otherwise. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  Facts,
  Go,
  Loaded,
  PageHead,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { KindTags, productTitle } from '../../pages/ProductText.tsx';
import { type Explanation, explainEntry, LOST_REASONS } from '../shapes.ts';
import { DecideDrawer } from './DecideDrawer.tsx';
import { factsOf } from './EntryPanel.tsx';

export default function Explain(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(explainEntry, { params: { id } });
  const [deciding, setDeciding] = useState(false);
  return (
    <Loaded query={query}>
      {(explained) => (
        <>
          <PageHead
            title={explained.entry.name}
            note={t('识别依据：由名称、厂商、产品目录和本单位规则决定，同样的输入总得同样的结果。')}
            action={
              <Can permission="recognition.edit">
                <Button type="primary" onClick={() => setDeciding(true)}>
                  {t('另行认定')}
                </Button>
              </Can>
            }
          />
          <Facts facts={factsOf(explained, t)} />
          <Alternatives explained={explained} />
          <h2>{t('什么会改变结果')}</h2>
          <ul>
            {changersOf(explained).map((sentence) => (
              <li key={sentence}>{t(sentence)}</li>
            ))}
          </ul>
          <p>
            <Go to={`/recognition?show=all&q=${encodeURIComponent(explained.entry.name)}`}>
              {t('在列表中查看同名条目')}
            </Go>
          </p>
          {deciding && (
            <DecideDrawer
              entries={[explained.entry]}
              onClose={() => setDeciding(false)}
              onDone={() => setDeciding(false)}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function Alternatives(props: { explained: Explanation }): ReactNode {
  const t = useT();
  const { alternatives } = props.explained;
  return (
    <>
      <h2>{t('考虑过的其他产品')}</h2>
      {alternatives.length === 0 ? (
        <p className="zc-quiet">{t('产品目录中没有名称相近的其他产品。')}</p>
      ) : (
        <ul>
          {alternatives.map((product) => (
            <li key={product.id}>
              {productTitle(product)} <KindTags kind={product.kind} freeScope={product.freeScope} />{' '}
              <span className="zc-quiet">{t(LOST_REASONS[product.lost].label)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a person or another report could bring, by what decided. */
function changersOf({ entry }: Explanation): string[] {
  const { ruleSource, kind } = entry.match;
  const always = ['采集程序报告另一个名称、厂商或版本。'];
  if (ruleSource === 'unitRule') {
    return ['撤销本单位的这条规则，结果回到产品目录所定。', ...always];
  }
  if (ruleSource === 'none') {
    return [
      '认定一次，存为本单位规则，以后的版本也照此认定。',
      '产品目录更新后收入这个名称。',
      ...always,
    ];
  }
  const undecided =
    kind === 'unknown' ? ['产品已认出，但是否收费没有人定过：请按授权文件认定类型。'] : [];
  return [...undecided, '本单位规则优先于产品目录：认为不对时请另行认定。', ...always];
}
