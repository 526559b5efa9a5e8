/** Ctrl K: finds a page by its name, and whatever the slices let be searched. ↑↓ choose, Enter goes, Esc closes. */
import { SearchOutlined } from '@ant-design/icons';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useGo } from '../../platform/web/address.tsx';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { type Hit, useFound } from './found.ts';
import { addressOfRoute, menuFor } from './routes.tsx';

function usePages(text: string): Hit[] {
  const t = useT();
  const { unit } = useSession();
  if (!unit) return [];
  const wanted = text.trim().toLowerCase();
  return menuFor(unit).flatMap((group) =>
    group.routes
      .map((route) => ({
        key: route.path,
        group: t(group.title),
        label: t(route.title),
        to: addressOfRoute(route, unit.code) ?? '',
      }))
      .filter((hit) => hit.to && `${hit.label} ${hit.group}`.toLowerCase().includes(wanted)),
  );
}

export default function SearchBox(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const pages = usePages(text);
  const found = useFound(text);
  const hits = [...found, ...pages];
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    props.onClose();
    go(hit.to);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(hits[at]);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setAt(Math.max(0, Math.min(hits.length - 1, at + step)));
  };
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={props.onClose}
      width={560}
      title={<span className="zc-hidden">{t('搜索')}</span>}
      className="zc-search"
    >
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined />}
        aria-label={t('搜索')}
        placeholder={t('页面、计算机、软件、人员')}
        value={text}
        maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul className="zc-search-hits">
        {hits.map((hit, index) => (
          <li key={hit.key}>
            <button
              type="button"
              aria-current={index === at}
              onClick={() => open(hit)}
              onMouseEnter={() => setAt(index)}
            >
              <span>
                {hit.label} {hit.detail && <small>{hit.detail}</small>}
              </span>
              <small>{hit.group}</small>
            </button>
          </li>
        ))}
      </ul>
      {!hits.length && <p className="zc-quiet">{t('没有找到。换一个词试试。')}</p>}
    </Modal>
  );
}
