/** 软件编号规则: prefix, digits and start per software type. */
import { Alert, App, Button, Form, Input, InputNumber, Switch, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { Loaded, PageHead, useAction, useEndpoint, useT } from '../../../platform/web/index.ts';
import { SOFTWARE_TYPES } from '../../software/shapes.choices.ts';
import { formatNumber } from '../rules.ts';
import {
  type ConfigurationSettings,
  getSettings,
  type NumberingScheme,
  type NumberingState,
  putSettings,
} from '../shapes.ts';

type Schemes = Record<string, NumberingScheme>;

function useColumns(
  schemes: Schemes,
  change: (type: string, part: Partial<NumberingScheme>) => void,
) {
  const t = useT();
  const scheme = (row: NumberingState) => schemes[row.softwareType] ?? row.scheme;
  return [
    {
      title: t('软件类型'),
      width: 140,
      render: (_: unknown, row: NumberingState) => t(SOFTWARE_TYPES[row.softwareType].label),
    },
    {
      title: t('编号前缀'),
      width: 160,
      render: (_: unknown, row: NumberingState) => (
        <Input
          aria-label={`${t(SOFTWARE_TYPES[row.softwareType].label)} ${t('编号前缀')}`}
          value={scheme(row).prefix}
          maxLength={12}
          onChange={(event) => change(row.softwareType, { prefix: event.target.value })}
        />
      ),
    },
    {
      title: t('位数'),
      width: 110,
      render: (_: unknown, row: NumberingState) => (
        <InputNumber
          aria-label={`${t(SOFTWARE_TYPES[row.softwareType].label)} ${t('位数')}`}
          min={1}
          max={9}
          precision={0}
          value={scheme(row).digits}
          onChange={(digits) => digits && change(row.softwareType, { digits })}
        />
      ),
    },
    {
      title: t('起始号'),
      width: 140,
      render: (_: unknown, row: NumberingState) => (
        <InputNumber
          aria-label={`${t(SOFTWARE_TYPES[row.softwareType].label)} ${t('起始号')}`}
          min={1}
          precision={0}
          disabled={row.issued > 0}
          value={scheme(row).start}
          onChange={(start) => start && change(row.softwareType, { start })}
        />
      ),
    },
    {
      title: t('已发编号'),
      width: 100,
      align: 'right' as const,
      render: (_: unknown, row: NumberingState) => <span className="zc-number">{row.issued}</span>,
    },
    {
      title: t('下一个编号'),
      render: (_: unknown, row: NumberingState) => (
        <strong className="zc-number">{formatNumber(scheme(row), row.issued + 1)}</strong>
      ),
    },
  ];
}

function Settings(props: { settings: ConfigurationSettings }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [schemes, setSchemes] = useState<Schemes>({});
  const [own, setOwn] = useState(props.settings.selfDevelopedEnabled);
  const save = useAction(putSettings, {
    onDone: () => {
      setSchemes({});
      message.success(t('编号规则已保存，下一个编号按新规则编排。'));
    },
  });
  const rows = props.settings.numbering.filter(
    (row) => own || row.softwareType !== 'selfDeveloped',
  );
  const change = (type: string, part: Partial<NumberingScheme>) => {
    const present = rows.find((row) => row.softwareType === type)!.scheme;
    setSchemes({ ...schemes, [type]: { ...present, ...schemes[type], ...part } });
  };
  const columns = useColumns(schemes, change);
  const changed = Object.keys(schemes).length > 0 || own !== props.settings.selfDevelopedEnabled;
  return (
    <>
      <Table
        className="zc-table zc-form-notice"
        rowKey="softwareType"
        pagination={false}
        dataSource={rows}
        columns={columns}
        scroll={{ x: 780 }}
      />
      <Form layout="vertical" className="zc-form">
        <Form.Item
          className="zc-field-wide"
          label={t('启用“自主开发”类型')}
          extra={t('《指南》只列商业、OEM、免费三类；单位自行开发的软件需要单独登记时启用。')}
        >
          <Switch checked={own} onChange={setOwn} aria-label={t('启用“自主开发”类型')} />
        </Form.Item>
        {save.error && (
          <Alert type="error" showIcon className="zc-field-wide" title={save.error.message} />
        )}
        <div className="zc-field-wide zc-form-foot">
          <p>{t('已发出的编号不变，也不会重复使用；各类软件的前缀须互不相同。')}</p>
          <Button
            type="primary"
            disabled={!changed}
            loading={save.isPending}
            onClick={() =>
              save.mutate({
                body: {
                  selfDevelopedEnabled: own,
                  numbering: rows
                    .filter((row) => schemes[row.softwareType])
                    .map(({ softwareType }) => ({ softwareType, scheme: schemes[softwareType]! })),
                },
              })
            }
          >
            {t('保存编号规则')}
          </Button>
        </div>
      </Form>
    </>
  );
}

export default function Numbering(): ReactNode {
  const t = useT();
  const query = useEndpoint(getSettings);
  return (
    <section>
      <PageHead
        title={t('软件编号规则')}
        note={t('每类软件按“前缀 + 流水号”连续编号，不断号、不重号，处置后也不再使用。')}
      />
      <Loaded query={query}>{(settings) => <Settings settings={settings} />}</Loaded>
    </section>
  );
}
