/** Inputs of the rights form: products of a suite, and words entered one by one. */
import { Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { call, useT } from '../../../platform/web/index.ts';
import { searchProducts } from '../../../recognition/unitrules/shapes.ts';
import type { RightPart } from '../shapes.ts';

type Option = { value: string; label: string };

async function findProducts(q: string): Promise<Option[]> {
  const { items } = await call(searchProducts, { query: { q, limit: 20 } });
  return items.map(({ id, name, nameZh }) => ({ value: id, label: nameZh || name }));
}

/** Products looked up in the catalogue and the unit's own. */
export function PartsInput(props: {
  id?: string;
  value?: RightPart[] | null;
  onChange?: (parts: RightPart[]) => void;
}): ReactNode {
  const t = useT();
  const [options, setOptions] = useState<Option[]>([]);
  const asked = useRef(0);
  const search = async (text: string) => {
    const own = ++asked.current;
    const found = text.trim() === '' ? [] : await findProducts(text);
    if (own === asked.current) setOptions(found);
  };
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      mode="multiple"
      labelInValue
      showSearch={{ filterOption: false, onSearch: (text) => void search(text) }}
      placeholder={t('输入产品名称查找')}
      options={options}
      value={(props.value ?? []).map(({ productId, productName }) => ({
        value: productId,
        label: productName,
      }))}
      onChange={(chosen) =>
        props.onChange?.(
          chosen.map(({ value, label }) => ({ productId: value, productName: String(label) })),
        )
      }
    />
  );
}

/** Words, each ended with Enter or a comma; none = null. */
export function WordsInput(props: {
  id?: string;
  value?: string[] | null;
  onChange?: (words: string[] | null) => void;
}): ReactNode {
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
