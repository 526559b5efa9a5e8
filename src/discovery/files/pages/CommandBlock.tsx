/** A line to run elsewhere, with a button that copies it. */
import { CopyOutlined } from '@ant-design/icons';
import { App, Button, theme } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import type { CommandLine } from '../rules.commands.ts';

export function CommandBlock({ line }: { line: CommandLine }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { token } = theme.useToken();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line.command);
      void message.success(t('已复制'));
    } catch {
      // Without https browsers keep the clipboard to themselves.
      void message.warning(t('浏览器不允许自动复制，请选中命令后按 Ctrl C'));
    }
  };
  return (
    <div style={{ marginBlock: 12 }}>
      <div className="zc-quiet">{t(line.hint)}</div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'start', marginTop: 4 }}>
        <pre
          style={{
            flex: 1,
            minWidth: 0,
            margin: 0,
            padding: '8px 12px',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            background: token.colorFillTertiary,
            borderRadius: token.borderRadius,
          }}
        >
          {line.command}
        </pre>
        <Button icon={<CopyOutlined />} aria-label={t('复制')} onClick={() => void copy()} />
      </div>
    </div>
  );
}
