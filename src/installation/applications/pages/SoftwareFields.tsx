/** Which software: chosen among what the unit may use or what is on the computer, or asked for as new; and its version. */
import { AutoComplete, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import type { UsableSoftware } from '../shapes.ts';
import type { Entered } from './ApplicationForm.tsx';

/** Chosen instead of a number: something the unit has not yet. */
const NEW = 'new';

type Props = {
  entered: Entered;
  change: (part: Partial<Entered>) => void;
  known: {
    usable: UsableSoftware[];
    installed: { softwareId: string; softwareNo: string; softwareName: string; version: string }[];
  };
};

export function SoftwareFields(props: Props): ReactNode {
  const { kind, fromSoftwareId } = props.entered;
  return (
    <>
      {kind !== 'install' && <FromField {...props} />}
      {kind === 'install' && <ToFields {...props} />}
      {kind === 'upgrade' && fromSoftwareId !== null && <ToFields {...props} />}
    </>
  );
}

function FromField(props: Props): ReactNode {
  const t = useT();
  const { entered, change, known } = props;
  return (
    <Form.Item
      label={entered.kind === 'upgrade' ? t('从哪个软件升级') : t('卸载哪个软件')}
      htmlFor="application-from"
      required
    >
      <Select
        id="application-from"
        showSearch={{ optionFilterProp: 'label' }}
        value={entered.fromSoftwareId}
        placeholder={t('请选择原软件')}
        notFoundContent={t('台账上这台计算机没有登记软件')}
        options={known.installed.map((one) => ({
          value: one.softwareId,
          label: [one.softwareName, one.version, one.softwareNo].filter(Boolean).join(' · '),
        }))}
        onChange={(fromSoftwareId) => change({ fromSoftwareId })}
      />
    </Form.Item>
  );
}

function useChoices(props: Props) {
  const t = useT();
  const { entered, known } = props;
  return known.usable
    .filter((one) => !one.installed || one.softwareId === entered.fromSoftwareId)
    .map((one) => ({
      value: one.softwareId,
      label: [
        one.softwareName,
        one.softwareVersion ?? one.usableVersions,
        one.softwareNo,
        one.remaining === null ? '' : t('剩余 {{n}}', { n: Math.max(one.remaining, 0) }),
      ]
        .filter(Boolean)
        .join(' · '),
      warning: one.checks
        .filter((check) => check.level !== 'ok')
        .map((check) => check.message)
        .join('；'),
    }));
}

function ToFields(props: Props): ReactNode {
  const t = useT();
  const { entered, change, known } = props;
  const asNew = entered.toSoftwareId === null && entered.softwareName !== '';
  const choices = useChoices(props);
  const one = known.usable.find((row) => row.softwareId === entered.toSoftwareId);
  const pick = (value: string) => {
    if (value === NEW)
      return change({ toSoftwareId: null, softwareName: ' ', softwareVersion: '' });
    const picked = known.usable.find((row) => row.softwareId === value);
    const version = picked?.softwareVersion ?? picked?.versions[0] ?? '';
    change({ toSoftwareId: value, softwareName: '', softwareVersion: version });
  };
  return (
    <>
      <Form.Item
        label={entered.kind === 'upgrade' ? t('升级到') : t('安装哪个软件')}
        htmlFor="application-to"
        required
      >
        <Select
          id="application-to"
          showSearch={{ optionFilterProp: 'label' }}
          value={entered.toSoftwareId ?? (asNew ? NEW : null)}
          placeholder={t('请选择软件')}
          options={[...choices, { value: NEW, label: t('清单里没有，申请其他软件'), warning: '' }]}
          optionRender={(option) => (
            <>
              <div>{option.label}</div>
              {option.data.warning && <div className="zc-quiet">{option.data.warning}</div>}
            </>
          )}
          onChange={pick}
        />
      </Form.Item>
      {asNew && (
        <Form.Item
          label={t('软件名称')}
          htmlFor="application-name"
          required
          help={t('由信息化部门选定软件编号，或答复如何配置。')}
        >
          <Input
            id="application-name"
            maxLength={200}
            value={entered.softwareName.trimStart()}
            onChange={(event) => change({ softwareName: event.target.value || ' ' })}
          />
        </Form.Item>
      )}
      {(one || asNew) && (
        <Form.Item
          label={t('版本')}
          htmlFor="application-version"
          help={one?.usableVersions ? t('可使用版本：{{v}}', { v: one.usableVersions }) : undefined}
        >
          <AutoComplete
            id="application-version"
            value={entered.softwareVersion}
            options={(one?.versions ?? []).map((value) => ({ value }))}
            onChange={(softwareVersion: string) =>
              change({ softwareVersion: softwareVersion.slice(0, 100) })
            }
          />
        </Form.Item>
      )}
    </>
  );
}
