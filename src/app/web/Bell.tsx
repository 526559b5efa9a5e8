/** Unread notices in the header; asked once a minute, and only while somebody looks. */
import { BellOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import type { ReactNode } from 'react';
import { countNotices } from '../../platform/notices/shapes.ts';
import { useGo } from '../../platform/web/address.tsx';
import { useEndpoint } from '../../platform/web/query.ts';
import { useSession } from '../../platform/web/session.tsx';
import { useT } from '../../platform/web/texts.ts';

const EVERY_MS = 60_000;

export function Bell(): ReactNode {
  const t = useT();
  const go = useGo();
  const { unit, can } = useSession();
  const seen = unit !== undefined && can('home.view') !== undefined;
  const { data } = useEndpoint(countNotices, {}, { enabled: seen, every: EVERY_MS });
  if (!seen) return null;
  const unread = data?.unread ?? 0;
  const label = t('消息与待办，{{n}} 条未读', { n: unread });
  return (
    <Badge count={unread} size="small" offset={[-6, 6]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={label}
        title={label}
        onClick={() => go('/inbox')}
      />
    </Badge>
  );
}
