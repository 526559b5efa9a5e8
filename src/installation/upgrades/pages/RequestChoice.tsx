/** Which of the collected requests the scheme fulfils. */
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import type { UpgradeRequest } from '../shapes.ts';

export function RequestChoice(props: {
  id?: string;
  value?: string[];
  onChange?: (value: string[]) => void;
  requests: readonly UpgradeRequest[];
}): ReactNode {
  const t = useT();
  if (props.requests.length === 0) {
    return <span className="zc-quiet">{t('没有等待方案的升级申请。')}</span>;
  }
  return (
    <Checkbox.Group
      value={props.value ?? []}
      onChange={(value) => props.onChange?.(value.map(String))}
      className="zc-wide"
    >
      {props.requests.map((one) => (
        <div key={one.id} className="zc-wide">
          <Checkbox value={one.id}>
            {`${one.applicationNo} ${one.applicantName} ${one.computerNo}`}{' '}
            <span className="zc-quiet">
              {`${one.fromSoftwareName} ${one.fromVersion} → ${one.softwareName} ${one.softwareVersion}`}
            </span>
          </Checkbox>
        </div>
      ))}
    </Checkbox.Group>
  );
}
