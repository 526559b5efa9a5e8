/** My computers with what is registered on them (附件8), and a way to ask for something else (附件10). */
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { DEVICE_STATUSES, DEVICE_TYPES } from '../../../ledgers/devices/shapes.ts';
import { Can, ChoiceTag, EmptyState, ToneTag, useGo, useT } from '../../../platform/web/index.ts';
import type { MyDevice, MyInstall } from '../shapes.ts';
import { Section } from './Section.tsx';

/** More lines than this are folded. */
const SHOWN = 6;

function Expiry(props: { install: MyInstall }): ReactNode {
  const t = useT();
  const { expiry } = props.install;
  if (expiry === 'past') return <ToneTag tone="red">{t('许可已到期')}</ToneTag>;
  if (expiry === 'soon') return <ToneTag tone="amber">{t('许可即将到期')}</ToneTag>;
  return null;
}

function Install(props: { install: MyInstall }): ReactNode {
  const t = useT();
  const { install } = props;
  return (
    <li className="zc-my-line">
      <strong>
        {install.softwareName} {install.version}
      </strong>{' '}
      <Expiry install={install} />
      <div className="zc-quiet">
        {install.softwareNo} · {t('{{date}} 安装', { date: install.installedOn })}
        {install.licenseTerm && ' · '}
        {install.licenseTerm && `${t('许可期限')} ${t(install.licenseTerm)}`}
      </div>
    </li>
  );
}

function Ask(props: { device: MyDevice }): ReactNode {
  const t = useT();
  const go = useGo();
  const ask = (kind: 'install' | 'uninstall' | 'upgrade') =>
    go(`/applications/new?device=${props.device.id}&kind=${kind}`);
  const installed = props.device.installs.length > 0;
  return (
    <Can permission="application.create">
      <Flex wrap gap="small" className="zc-my-actions">
        <Button size="large" type="primary" onClick={() => ask('install')}>
          {t('申请安装')}
        </Button>
        <Button size="large" disabled={!installed} onClick={() => ask('upgrade')}>
          {t('申请升级')}
        </Button>
        <Button size="large" disabled={!installed} onClick={() => ask('uninstall')}>
          {t('申请卸载')}
        </Button>
      </Flex>
    </Can>
  );
}

function Device(props: { device: MyDevice }): ReactNode {
  const t = useT();
  const [all, setAll] = useState(false);
  const { device } = props;
  const { installs } = device;
  return (
    <article className="zc-card">
      <header>
        {device.computerNo}
        <ChoiceTag set={DEVICE_STATUSES} value={device.status} />
      </header>
      <div className="zc-quiet">
        {[t(DEVICE_TYPES[device.deviceType].label), device.brand, device.location]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        {t('{{date}} 起使用', { date: device.since })}
      </div>
      {installs.length === 0 ? (
        <p className="zc-quiet">{t('台账上没有登记软件。')}</p>
      ) : (
        <ul className="zc-my-lines">
          {installs.slice(0, all ? undefined : SHOWN).map((install) => (
            <Install key={install.softwareId} install={install} />
          ))}
        </ul>
      )}
      {installs.length > SHOWN && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('全部 {{n}} 项软件', { n: installs.length })}
        </Button>
      )}
      <Ask device={device} />
    </article>
  );
}

export function MyDevices(props: { devices: MyDevice[] }): ReactNode {
  const t = useT();
  const { devices } = props;
  return (
    <Section title={t('我的计算机')}>
      {devices.length === 0 && (
        <EmptyState text={t('台账上没有由您使用的计算机。如有出入，请告知信息化部门。')} />
      )}
      {devices.map((device) => (
        <Device key={device.id} device={device} />
      ))}
    </Section>
  );
}
