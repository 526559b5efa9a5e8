/** One finding with what it rests on: observed, recorded, entitled, side by side. */
import { Alert, Button, Descriptions, Drawer, Space } from 'antd';
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, EMPTY, Go, useT } from '../../../platform/web/index.ts';
import { recognisedKinds } from '../../../recognition/shapes.ts';
import { CHANNELS, FLAGS, STRENGTHS } from '../../activation/shapes.ts';
import { FINDING_ACTIONS, FINDING_KINDS, FINDING_STATES, type Finding } from '../shapes.ts';

type Item = { key: string; label: ReactNode; children: ReactNode };

export function FindingDrawer(props: {
  finding: Finding | undefined;
  onClose: () => void;
  onDecide?: (finding: Finding) => void;
}): ReactNode {
  const t = useT();
  const { finding } = props;
  const decidable = finding && finding.state !== 'resolved' && props.onDecide;
  return (
    <Drawer
      open={finding !== undefined}
      onClose={props.onClose}
      size="large"
      title={finding && <ChoiceTag set={FINDING_KINDS} value={finding.kind} />}
      extra={
        decidable && (
          <Button type="primary" onClick={() => props.onDecide?.(finding)}>
            {t('处理')}
          </Button>
        )
      }
    >
      {finding && <Details finding={finding} />}
    </Drawer>
  );
}

function Details(props: { finding: Finding }): ReactNode {
  const t = useT();
  const { finding } = props;
  const { observed, recorded, entitled, note, activation } = finding.evidence;
  return (
    <Space orientation="vertical" size="middle" className="zc-wide">
      {note && <Alert type="warning" showIcon title={t(note)} />}
      <Section title={t('问题')} items={about(t, finding)} />
      {observed && (
        <Section
          title={t('观察到的')}
          items={[
            item(t('原始名称'), observed.rawName),
            item(t('版本'), observed.version || EMPTY),
            item(t('厂商'), observed.publisher || EMPTY),
            item(t('识别为'), <ChoiceTag set={recognisedKinds} value={observed.kind} />),
            item(t('判定规则'), <code>{observed.rule}</code>),
            item(t('来源'), observed.learntFrom === 'agent' ? t('采集代理') : t('上传文件')),
          ]}
        />
      )}
      {activation && <Reported activation={activation} />}
      {recorded && (
        <Section
          title={t('台账登记的')}
          items={[
            item(t('软件编号'), recorded.softwareNo),
            item(t('安装版本'), recorded.version),
            item(t('安装日期'), recorded.installedOn),
          ]}
        />
      )}
      {entitled && (
        <Section
          title={t('有权使用的')}
          items={[
            item(t('软件编号'), entitled.softwareNo),
            item(
              t('许可数量'),
              entitled.licenseQuantity === 'unlimited'
                ? t('不限')
                : (entitled.licenseQuantity ?? EMPTY),
            ),
            item(t('安装数量'), entitled.installedQuantity),
            item(t('可使用版本'), entitled.usableVersions ?? EMPTY),
            item(t('许可截止'), entitled.termEnd ?? EMPTY),
          ]}
        />
      )}
    </Space>
  );
}

/** What the machine itself says about the licence, and why that asks for an explanation. */
function Reported(props: {
  activation: NonNullable<Finding['evidence']['activation']>;
}): ReactNode {
  const t = useT();
  const { flag, strength, sentence, params, channel, reportedId, learntFrom } = props.activation;
  return (
    <>
      <Alert
        type={strength === 'strong' ? 'error' : 'warning'}
        showIcon
        title={t(FLAGS[flag].label)}
        description={t(sentence, params)}
      />
      <Section
        title={t('计算机报告的')}
        items={[
          item(t('证据强度'), <ChoiceTag set={STRENGTHS} value={strength} />),
          item(t('渠道'), <ChoiceTag set={CHANNELS} value={channel} />),
          item(t('产品ID'), reportedId || EMPTY),
          item(t('来源'), learntFrom === 'agent' ? t('采集代理') : t('上传文件')),
        ]}
      />
    </>
  );
}

function about(t: (sentence: string) => string, finding: Finding): Item[] {
  const { decision } = finding;
  return [
    item(t('软件'), [finding.softwareName, finding.softwareVersion].filter(Boolean).join(' ')),
    item(
      t('计算机'),
      finding.deviceId ? <Go to={`/devices/${finding.deviceId}`}>{finding.computerNo}</Go> : EMPTY,
    ),
    item(t('使用人'), finding.personName ?? EMPTY),
    item(t('部门'), finding.departmentName ?? EMPTY),
    item(t('状态'), <ChoiceTag set={FINDING_STATES} value={finding.state} />),
    item(t('首次发现'), <DateText value={finding.firstSeenAt} time />),
    item(t('最近发现'), <DateText value={finding.lastSeenAt} time />),
    ...(decision
      ? [
          item(
            t('处理'),
            <>
              {t(FINDING_ACTIONS[decision.action].label)} · {decision.by} ·{' '}
              <DateText value={decision.at} time />
              {decision.reason && <div className="zc-quiet">{decision.reason}</div>}
              {decision.dueOn && (
                <div className="zc-quiet">
                  {t('限期')} <DateText value={decision.dueOn} />
                </div>
              )}
            </>,
          ),
        ]
      : []),
  ];
}

function item(label: string, children: ReactNode): Item {
  return { key: label, label, children };
}

function Section(props: { title: string; items: Item[] }): ReactNode {
  return (
    <Descriptions
      title={props.title}
      size="small"
      bordered
      column={{ xs: 1, sm: 2 }}
      items={props.items}
    />
  );
}
