/** The frame of a unit's pages: menu by the guideline's parts, unit, search, account, breadcrumb. */
import { MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Button, Drawer, Select } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useGo, useUnit } from '../../platform/web/address.tsx';
import { setPreferences, useNarrow, usePreferences } from '../../platform/web/preferences.ts';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Bell } from './Bell.tsx';
import { Breadcrumb } from './Breadcrumb.tsx';
import { Mark, Menu } from './Menu.tsx';

const SearchBox = lazy(() => import('./SearchBox.tsx'));

/** With one unit its name suffices; with several one switches here. */
function UnitSwitch(): ReactNode {
  const t = useT();
  const go = useGo();
  const { units, unit } = useSession();
  if (units.length < 2) return <span className="zc-unitname">{unit?.name}</span>;
  return (
    <Select
      className="zc-unitswitch"
      variant="borderless"
      aria-label={t('切换单位')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={unit?.code ?? null}
      options={units.map((one) => ({ value: one.code, label: one.name }))}
      onChange={(code) => code && go(`/u/${encodeURIComponent(code)}`)}
    />
  );
}

function useSearchKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
}

function Header(props: { onMenu: () => void; onSearch: () => void; narrow: boolean }): ReactNode {
  const t = useT();
  return (
    <header className="zc-header">
      <Button
        type="text"
        icon={<MenuOutlined />}
        onClick={props.onMenu}
        aria-label={t('菜单')}
        title={t('菜单')}
      />
      <UnitSwitch />
      <span className="zc-header-end">
        <Button
          icon={<SearchOutlined />}
          onClick={props.onSearch}
          className="zc-searchbutton"
          aria-label={t('搜索')}
        >
          {props.narrow ? undefined : (
            <span>
              {t('搜索')} <kbd>Ctrl K</kbd>
            </span>
          )}
        </Button>
        <Bell />
        <AccountMenu />
      </span>
    </header>
  );
}

export function Frame(): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const unit = useUnit();
  const { menuFolded } = usePreferences();
  const [drawer, setDrawer] = useState(false);
  const [searching, setSearching] = useState(false);
  const place = useLocation().pathname;
  const [openSearch] = useState(() => () => setSearching(true));
  useSearchKey(openSearch);
  useEffect(() => setPreferences({ unit }), [unit]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the place changes
  useEffect(() => setDrawer(false), [place]);
  const toggle = () => (narrow ? setDrawer(true) : setPreferences({ menuFolded: !menuFolded }));
  return (
    <div className="zc-frame">
      <a className="zc-skip" href="#zc-main">
        {t('跳到正文')}
      </a>
      {!narrow && !menuFolded && (
        <aside className="zc-sider">
          <Mark />
          <Menu />
        </aside>
      )}
      <Drawer
        open={narrow && drawer}
        placement="left"
        size={280}
        onClose={() => setDrawer(false)}
        title={<Mark />}
        styles={{ body: { padding: 0 } }}
      >
        <Menu />
      </Drawer>
      <div className="zc-body">
        <Header onMenu={toggle} onSearch={openSearch} narrow={narrow} />
        <main id="zc-main" className="zc-main" tabIndex={-1}>
          <Breadcrumb />
          <Outlet />
        </main>
      </div>
      {searching && (
        <Suspense fallback={null}>
          <SearchBox onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}
