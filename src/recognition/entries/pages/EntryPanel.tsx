/** One entry: what it is taken for and why, what else it could be, and the quick decisions with their keys. */
import { Button, Tag } from 'antd';
import { type ReactNode, useEffect } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  type Fact,
  Facts,
  Go,
  Loaded,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { LIFE_STATES } from '../../life/shapes.ts';
import { KindTags, productTitle } from '../../pages/ProductText.tsx';
import { type Product, riskKinds, ruleSources, softwareCategories } from '../../shapes.ts';
import { type Decision, type Entry, type Explanation, explainEntry } from '../shapes.ts';
import { quick } from './decisions.ts';

export type Decide = (entry: Entry, decision: Decision) => void;

const KEYS: Record<string, Decision> = {
  s: quick.commercial,
  f: quick.free,
  p: quick.personal,
  i: quick.ignore,
};

/** Keys decide only what nobody has decided: a slip of the finger must not undo what is right. */
function isOpen(entry: Entry): boolean {
  return entry.match.kind === 'unknown';
}

/** The row under the keyboard: 1–3 take a suggestion, the letters decide, M opens everything else. */
export function useDecisionKeys(
  entry: Entry & { suggestions: Product[] },
  decide: Decide,
  more: (entry: Entry) => void,
): void {
  const allowed = useSession().can('recognition.edit') !== undefined;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = target.closest('input:not([type=checkbox]), textarea, [role=dialog]');
      if (!allowed || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      const open = isOpen(entry);
      const suggested = entry.suggestions[Number(key) - 1];
      if (open && suggested) decide(entry, { to: 'product', productId: suggested.id });
      else if (open && KEYS[key]) decide(entry, KEYS[key]);
      else if (key === 'm') more(entry);
      else if (key === 'x') checkboxOfWalkedRow()?.click();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [entry, decide, more, allowed]);
}

function checkboxOfWalkedRow(): HTMLInputElement | null {
  return document.querySelector('tr.zc-walked input[type=checkbox]');
}

function Key(props: { name: string }): ReactNode {
  return <Tag className="zc-number">{props.name}</Tag>;
}

export function EntryPanel(props: {
  entry: Entry & { suggestions: Product[] };
  decide: Decide;
  more: (entry: Entry) => void;
}): ReactNode {
  const t = useT();
  const { entry, decide, more } = props;
  useDecisionKeys(entry, decide, more);
  const query = useEndpoint(explainEntry, { params: { id: String(entry.id) } });
  const buttons: [string, string, Decision][] = [
    ['S', t('商业软件'), quick.commercial],
    ['F', t('免费软件'), quick.free],
    ['P', t('仅个人免费'), quick.personal],
    ['I', t('忽略'), quick.ignore],
  ];
  return (
    <>
      <h3>
        <Go to={`/recognition/entries/${entry.id}`}>{entry.name}</Go>
      </h3>
      <Can permission="recognition.edit">
        <p className="zc-inline">
          {buttons.map(([key, label, decision]) => (
            <Button key={key} size="small" onClick={() => decide(entry, decision)}>
              {isOpen(entry) && <Key name={key} />} {label}
            </Button>
          ))}
          <Button size="small" onClick={() => more(entry)}>
            <Key name="M" /> {t('更多…')}
          </Button>
        </p>
        <Suggestions entry={entry} decide={decide} />
      </Can>
      <Loaded query={query}>{(explained) => <Facts facts={factsOf(explained, t)} />}</Loaded>
    </>
  );
}

function Suggestions(props: {
  entry: Entry & { suggestions: Product[] };
  decide: Decide;
}): ReactNode {
  const t = useT();
  const { entry, decide } = props;
  if (entry.suggestions.length === 0) return null;
  return (
    <p className="zc-inline">
      <span className="zc-quiet">{t('可能是')}</span>
      {entry.suggestions.map((product, at) => (
        <Button
          key={product.id}
          size="small"
          onClick={() => decide(entry, { to: 'product', productId: product.id })}
        >
          <Key name={String(at + 1)} /> {productTitle(product)}
        </Button>
      ))}
    </p>
  );
}

export function factsOf(explained: Explanation, t: (text: string) => string): Fact[] {
  const { entry, rule, product, alternatives, endOfLife, catalogueVersion } = explained;
  const { match } = entry;
  return [
    { label: t('认定为'), value: match.productName, wide: true },
    { label: t('软件类型'), value: <KindTags kind={match.kind} freeScope={match.freeScope} /> },
    { label: t('软件类别'), value: <ChoiceTag set={softwareCategories} value={match.category} /> },
    ...(match.risk
      ? [{ label: t('风险'), value: <ChoiceTag set={riskKinds} value={match.risk} /> }]
      : []),
    { label: t('版本'), value: [match.edition, match.version].filter(Boolean).join(' ') },
    { label: t('厂商'), value: match.publisher },
    { label: t('依据'), value: <ChoiceTag set={ruleSources} value={match.ruleSource} /> },
    { label: t('规则'), value: t(rule.title) },
    ...(rule.detail
      ? [{ label: t('规则内容'), value: <code>{rule.detail}</code>, wide: true }]
      : []),
    ...(endOfLife
      ? [
          {
            label: t('厂商支持'),
            value: (
              <span className="zc-inline">
                <ChoiceTag set={LIFE_STATES} value={endOfLife.state} />
                {endOfLife.endsOn && <DateText value={endOfLife.endsOn} />}
              </span>
            ),
          },
        ]
      : []),
    ...(product?.note ? [{ label: t('说明'), value: product.note, wide: true }] : []),
    ...(product ? [{ label: t('资料来源'), value: product.source, wide: true }] : []),
    {
      label: t('相近产品'),
      value: alternatives.map(productTitle).join('、'),
      wide: true,
    },
    { label: t('目录版本'), value: catalogueVersion },
    { label: t('原始版本'), value: entry.version },
    { label: t('原始厂商'), value: entry.publisher },
    {
      label: t('来源'),
      value: [entry.os, entry.from, entry.systemCategory].filter(Boolean).join(' · '),
    },
    { label: t('首次采集'), value: <DateText value={entry.firstSeenAt} time /> },
  ];
}
