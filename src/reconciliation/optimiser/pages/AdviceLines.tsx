/** Lines of an advice as cards: what, for whom, why not fewer; sites, stock, what stays unmet, proof by part. */
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { formatFen } from '../../../base/money.ts';
import { ORIGINS, SOFTWARE_CATEGORIES } from '../../../configuration/software/shapes.ts';
import {
  ChoiceTag,
  EmptyState,
  Go,
  MoneyText,
  ToneTag,
  useT,
} from '../../../platform/web/index.ts';
import { OFFER_METRIC_WORDS } from '../shapes.offers.ts';
import {
  ADVICE_PROOFS,
  type AdviceLine,
  type AdviceReason,
  type AdviceResult,
  UNMET_WORDS,
} from '../shapes.ts';

type T = ReturnType<typeof useT>;

export function Lines(props: { lines: AdviceLine[] }): ReactNode {
  const t = useT();
  if (props.lines.length === 0) return <EmptyState text={t('没有需要采购的软件。')} />;
  return props.lines.map((line) => <Line key={line.offerId} line={line} />);
}

function Line(props: { line: AdviceLine }): ReactNode {
  const t = useT();
  const { line } = props;
  const metric = OFFER_METRIC_WORDS[line.metric as keyof typeof OFFER_METRIC_WORDS].label;
  const origin = ORIGINS[line.origin as keyof typeof ORIGINS].label;
  const list = (items: readonly { name: string; places: number }[]) =>
    items.map((one) => t('{{name}}：{{n}} 处', { name: one.name, n: one.places })).join(t('、'));
  return (
    <article className="zc-card" aria-label={line.productName}>
      <header className="zc-inline">
        <strong>
          {line.productName} {line.version}
        </strong>
        <span className="zc-quiet">
          {[
            t(SOFTWARE_CATEGORIES[line.category].label),
            t(metric),
            t(origin),
            line.upgrade ? t('升级许可') : '',
            line.termYears === null ? t('永久') : t('{{n}} 年', { n: line.termYears }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </header>
      <p className="zc-inline">
        <strong className="zc-number">
          <MoneyText fen={line.firstYearFen} />
        </strong>
        <span>{quantity(t, line)}</span>
        <span className="zc-quiet">
          {t('计算年限内总费用')} <MoneyText fen={line.costFen} />
        </span>
      </p>
      <p>
        {t('用于 {{n}} 处：', { n: line.places })}
        {list(
          line.covers.map((one) => ({
            name: `${one.productName} ${one.version}`.trim(),
            places: one.places,
          })),
        )}
      </p>
      <p className="zc-quiet">
        {t('部门：')}
        {list(line.departments)}
      </p>
      {line.replaces.length > 0 && (
        <p>
          <ToneTag tone="amber">{t('替换')}</ToneTag>{' '}
          {list(line.replaces.map((one) => ({ name: one.productName, places: one.places })))}
          {t('，原软件应卸载')}
        </p>
      )}
      {line.upgradesFrom.length > 0 && (
        <p className="zc-quiet">
          {t('由现有许可升级：')}
          {line.upgradesFrom.map((one) => `${one.softwareNo} × ${one.units}`).join(t('、'))}
        </p>
      )}
      <p>
        <strong>{t('为什么不能少：')}</strong>
        {why(t, line.reason)}
      </p>
    </article>
  );
}

function quantity(t: T, line: AdviceLine): string {
  if (line.licences === null) return t('场地授权，数量不限');
  const words =
    line.packSize === 1
      ? t('{{n}} 套，每套 {{price}} 元', { n: line.licences, price: formatFen(line.packPriceFen) })
      : t('{{packs}} 包，每包 {{size}} 套 {{price}} 元，共 {{n}} 套', {
          packs: line.packs,
          size: line.packSize,
          price: formatFen(line.packPriceFen),
          n: line.licences,
        });
  return line.spare > 0 ? `${words}${t('，整包多出 {{n}} 套', { n: line.spare })}` : words;
}

/** Nothing is said that was not worked out. */
function why(t: T, reason: AdviceReason | null): string {
  if (!reason) return t('这一行的理由没有单独计算。');
  const said: string[] = [];
  if (reason.leftOut !== null && reason.leftOut > 0) {
    said.push(t('其余不变而少买一包，有 {{n}} 处没有许可', { n: reason.leftOut }));
  }
  if (reason.impossible) said.push(t('少买一包就没有别的方案能满足同样的需求'));
  else if (reason.dearerFen === 0 && reason.exact) said.push(t('少买一包另有总费用相同的方案'));
  else if (reason.dearerFen !== null) {
    const money = { money: formatFen(reason.dearerFen) };
    said.push(
      reason.exact
        ? t('少买一包而满足同样需求的最省方案贵 {{money}} 元', money)
        : t('少买一包而满足同样需求的方案至少贵 {{money}} 元', money),
    );
  }
  return said.length > 0 ? `${said.join(t('；'))}${t('。')}` : t('这一行的理由没有算到底。');
}

export function Sites(props: { sites: AdviceResult['sites'] }): ReactNode {
  const t = useT();
  if (props.sites.length === 0) return null;
  return (
    <>
      <h2 className="zc-gap">{t('场地授权的平衡点')}</h2>
      <Table
        size="small"
        rowKey="offerId"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={props.sites}
        columns={[
          { title: t('软件名称'), dataIndex: 'productName' },
          {
            title: t('计算年限内总费用'),
            key: 'costFen',
            align: 'right',
            render: (_, row) => <MoneyText fen={row.costFen} />,
          },
          {
            title: t('平衡点'),
            key: 'breakEven',
            render: (_, row) =>
              row.breakEven === null
                ? t('没有可比的单套许可')
                : t('达到 {{n}} 套起场地授权更省', { n: row.breakEven }),
          },
          { title: t('可覆盖的处数'), dataIndex: 'places', align: 'right' },
          {
            title: t('结论'),
            key: 'bought',
            render: (_, row) =>
              row.bought ? <ToneTag tone="green">{t('买场地授权')}</ToneTag> : t('不买'),
          },
        ]}
      />
    </>
  );
}

export function Stock(props: { lines: AdviceResult['stock'] }): ReactNode {
  const t = useT();
  if (props.lines.length === 0) return null;
  return (
    <>
      <h2 className="zc-gap">{t('用现有许可满足')}</h2>
      {props.lines.map((one) => (
        <p key={one.softwareId} className="zc-inline">
          <Go to={`/software/${one.softwareId}`}>{one.softwareNo}</Go> {one.productName}
          <span>{t('{{n}} 处', { n: one.places })}</span>
        </p>
      ))}
    </>
  );
}

export function Unmet(props: { lines: AdviceResult['unmet'] }): ReactNode {
  const t = useT();
  if (props.lines.length === 0) return null;
  return (
    <>
      <h2 className="zc-gap">{t('没有满足的需求')}</h2>
      <Table
        size="small"
        rowKey={(row) => `${row.why}|${row.productName}|${row.version}`}
        scroll={{ x: 'max-content' }}
        dataSource={props.lines}
        columns={[
          { title: t('软件名称'), dataIndex: 'productName' },
          { title: t('软件版本'), dataIndex: 'version' },
          { title: t('处数'), dataIndex: 'places', align: 'right' },
          { title: t('原因'), key: 'why', render: (_, row) => t(UNMET_WORDS[row.why].label) },
        ]}
      />
    </>
  );
}

/** The proof of each part on its own: never one word for all. */
export function Parts(props: { parts: AdviceResult['parts'] }): ReactNode {
  const t = useT();
  if (props.parts.length === 0) return null;
  return (
    <>
      <h2 className="zc-gap">{t('证明情况')}</h2>
      <p className="zc-quiet">
        {t(
          '互不影响的软件各为一部分。已证明最优、分支证明最优：独立校验确认没有更好的方案；有差距：也许还有更好的，但费用不会低于下界；未证明：没有下界。',
        )}
      </p>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={props.parts}
        columns={[
          {
            title: t('软件'),
            key: 'products',
            render: (_, row) =>
              row.products.slice(0, 5).join(t('、')) + (row.products.length > 5 ? '…' : ''),
          },
          {
            title: t('满足需求'),
            key: 'weight',
            render: (_, row) => <ChoiceTag set={ADVICE_PROOFS} value={row.weight.proof} />,
          },
          {
            title: t('费用'),
            key: 'cost',
            render: (_, row) => <ChoiceTag set={ADVICE_PROOFS} value={row.cost.proof} />,
          },
          {
            title: t('方案费用'),
            key: 'value',
            align: 'right',
            render: (_, row) => <MoneyText fen={row.cost.value} />,
          },
          {
            title: t('下界'),
            key: 'bound',
            align: 'right',
            render: (_, row) => <MoneyText fen={row.cost.bound} />,
          },
        ]}
      />
    </>
  );
}
