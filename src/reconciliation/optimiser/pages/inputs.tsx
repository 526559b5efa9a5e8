/** Inputs of offers: products looked up or named in words, versions typed as on paper. */
import { Input, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { standardKey } from '../../../configuration/poststandards/rules.ts';
import {
  parseUsableVersions,
  printUsableVersions,
} from '../../../configuration/software/rules.versions.ts';
import type { UsableVersion } from '../../../configuration/software/shapes.ts';
import { call, useT } from '../../../platform/web/index.ts';
import { searchProducts } from '../../../recognition/unitrules/shapes.ts';
import type { OfferProduct } from '../shapes.offers.ts';

type Control<T> = { id?: string; value?: T | null; onChange?: (value: T | null) => void };
type Option = { value: string; label: string };

async function findProducts(q: string): Promise<Option[]> {
  const { items } = await call(searchProducts, { query: { q, limit: 20 } });
  return items.map(({ id, name, nameZh }) => ({ value: id, label: nameZh || name }));
}

/** What the catalogue does not know is known by its name. */
export function ProductsInput(props: Control<OfferProduct[]> & { most?: number }): ReactNode {
  const t = useT();
  const [options, setOptions] = useState<Option[]>([]);
  const asked = useRef(0);
  const search = async (text: string) => {
    const own = ++asked.current;
    const found = text.trim() === '' ? [] : await findProducts(text);
    if (own === asked.current) setOptions(found);
  };
  const known = new Set(options.map(({ value }) => value));
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      {...(props.most ? { maxCount: props.most } : {})}
      mode="tags"
      labelInValue
      tokenSeparators={['、', '；', ';']}
      showSearch={{ filterOption: false, onSearch: (text) => void search(text) }}
      placeholder={t('输入产品名称查找；目录中没有的，直接写名称')}
      options={options}
      value={(props.value ?? []).map(({ productId, productName }) => ({
        value: productId,
        label: productName,
      }))}
      onChange={(chosen: Option[]) =>
        props.onChange?.(
          chosen.map(({ value, label }) => {
            const productName = String(label ?? value);
            const kept = known.has(value) || props.value?.some((one) => one.productId === value);
            return { productId: kept ? value : `name:${standardKey(value)}`, productName };
          }),
        )
      }
    />
  );
}

/** Typed as on paper; what cannot be read is marked. */
export function VersionsText(props: Control<UsableVersion[]>): ReactNode {
  const t = useT();
  const [text, setText] = useState(printUsableVersions(props.value ?? []));
  const parsed = parseUsableVersions(text);
  return (
    <Input
      {...(props.id ? { id: props.id } : {})}
      value={text}
      maxLength={500}
      placeholder={t('例如 11–13、14 及以上、不限')}
      status={'problem' in parsed ? 'error' : ''}
      onChange={({ target }) => {
        setText(target.value);
        const read = parseUsableVersions(target.value);
        props.onChange?.('usable' in read ? read.usable : []);
      }}
    />
  );
}

/** Words, each ended with Enter or a comma; none = null. */
export function WordsInput(props: Control<string[]>): ReactNode {
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      mode="tags"
      open={false}
      suffixIcon={null}
      tokenSeparators={['、', '，', ',', ';', '；']}
      value={props.value ?? []}
      onChange={(words: string[]) => props.onChange?.(words.length > 0 ? words : null)}
    />
  );
}
