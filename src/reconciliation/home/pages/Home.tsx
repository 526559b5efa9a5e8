/** 首页: where the unit stands, and what to do next. Every figure opens what it counts. */
import { Card, Col, Progress, Row } from 'antd';
import type { ReactNode } from 'react';
import {
  DateText,
  EMPTY,
  Figure,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { softwareCategories } from '../../../recognition/shapes.ts';
import { FINDING_KINDS } from '../../findings/shapes.ts';
import { COLOURS } from '../../verdicts/shapes.ts';
import { getHome, type Home } from '../shapes.ts';

export default function HomePage(): ReactNode {
  const t = useT();
  const home = useEndpoint(getHome, {});
  return (
    <>
      <PageHead title={t('首页')} />
      <Loaded query={home}>{(data) => <Overview home={data} />}</Loaded>
    </>
  );
}

function Overview(props: { home: Home }): ReactNode {
  const { home } = props;
  if (!home.wholeUnit) return <FindingCard home={home} />;
  return (
    <Row gutter={[16, 16]}>
      <Col span={24}>
        <PositionCard home={home} />
      </Col>
      <Col xs={24} lg={16}>
        <Row gutter={[16, 16]}>
          <Col span={24}>
            <RateCard home={home} />
          </Col>
          <Col xs={24} xl={12}>
            <FindingCard home={home} />
          </Col>
          <Col xs={24} xl={12}>
            <RunningOutCard home={home} />
          </Col>
        </Row>
      </Col>
      <Col xs={24} lg={8}>
        <StepCard home={home} />
      </Col>
    </Row>
  );
}

function PositionCard(props: { home: Home }): ReactNode {
  const t = useT();
  const { home } = props;
  return (
    <Card size="small">
      <div className="zc-figures">
        <Figure
          label={t('总人数')}
          value={home.people}
          to="/people"
          detail={t('使用计算机 {{n}} 人', { n: home.computerUsers })}
        />
        <Figure label={t('计算机')} value={home.computers} to="/devices" />
        <Figure label={t('服务器')} value={home.servers} to="/devices?type=server" />
        <Figure label={t('台式机')} value={home.desktops} to="/devices?type=desktop" />
        <Figure label={t('便携机')} value={home.laptops} to="/devices?type=laptop" />
        <Figure
          label={t('近30天采集到')}
          value={home.seenRecently}
          to="/discovery/sources"
          detail={t('共 {{n}} 台', { n: home.computers })}
          {...(home.computers > 0 && home.seenRecently < home.computers
            ? { tone: 'amber' as const }
            : {})}
        />
      </div>
    </Card>
  );
}

function RateCard(props: { home: Home }): ReactNode {
  const t = useT();
  return (
    <Card size="small" title={t('三类通用软件正版率')}>
      <Row gutter={[16, 16]}>
        {props.home.rates.map((rate) => {
          const percent = rate.installed === 0 ? 0 : (rate.genuine / rate.installed) * 100;
          const full = rate.installed > 0 && rate.genuine === rate.installed;
          return (
            <Col xs={24} sm={8} key={rate.category} className="zc-centre">
              <Progress
                type="dashboard"
                size={128}
                percent={Math.floor(percent * 10) / 10}
                status={full ? 'success' : rate.installed === 0 ? 'normal' : 'exception'}
                format={(value) => (rate.installed === 0 ? EMPTY : `${value}%`)}
              />
              <div>{t(softwareCategories[rate.category].label)}</div>
              <div className="zc-number">
                {t('正版 {{genuine}} / 已装 {{installed}} / 应配 {{required}} 台', {
                  genuine: rate.genuine,
                  installed: rate.installed,
                  required: rate.required,
                })}
              </div>
              <Colours rate={rate} />
            </Col>
          );
        })}
      </Row>
    </Card>
  );
}

/** Computers by their worst verdict over the category: what the rate, which counts the register, cannot show. */
function Colours(props: { rate: Home['rates'][number] }): ReactNode {
  const t = useT();
  const { rate } = props;
  return (
    <div className="zc-number" title={t('按每台计算机最差的结论')}>
      {(['green', 'yellow', 'red'] as const).map((colour) => (
        <span key={colour} className={`zc-tone-${COLOURS[colour].tone}`}>
          {' '}
          <Go to={`/verdicts?category=${rate.category}&colour=${colour}`}>
            {t(COLOUR_WORDS[colour], { n: rate[colour] })}
          </Go>
        </span>
      ))}
    </div>
  );
}

const COLOUR_WORDS = {
  green: '绿 {{n}} 台',
  yellow: '黄 {{n}} 台',
  red: '红 {{n}} 台',
} as const;

/** Rows of a card: what on the left, the figure on the right. */
function Rows(props: {
  rows: { key: string; what: ReactNode; figure: ReactNode }[];
  empty: string;
}) {
  if (props.rows.length === 0) return <p className="zc-quiet">{props.empty}</p>;
  return (
    <ul className="zc-rows">
      {props.rows.map((row) => (
        <li key={row.key}>
          <span>{row.what}</span>
          <span className="zc-number">{row.figure}</span>
        </li>
      ))}
    </ul>
  );
}

function FindingCard(props: { home: Home }): ReactNode {
  const t = useT();
  return (
    <Card size="small" title={t('发现的问题')} extra={<Go to="/findings">{t('全部')}</Go>}>
      <Rows
        empty={t('没有待处理的问题')}
        rows={props.home.findings.map((row) => ({
          key: row.kind,
          what: (
            <>
              {t(FINDING_KINDS[row.kind].label)}
              {row.ordered > 0 && (
                <span className="zc-quiet"> {t('处理中 {{n}}', { n: row.ordered })}</span>
              )}
            </>
          ),
          figure: (
            <Figure
              value={row.open}
              to={`/findings?kind=${row.kind}&state=open`}
              tone={FINDING_KINDS[row.kind].tone}
            />
          ),
        }))}
      />
    </Card>
  );
}

function RunningOutCard(props: { home: Home }): ReactNode {
  const t = useT();
  return (
    <Card size="small" title={t('90天内到期的许可')}>
      <Rows
        empty={t('没有即将到期的许可')}
        rows={props.home.runningOut.map((row) => ({
          key: row.softwareId,
          what: (
            <>
              <Go to={`/software/${row.softwareId}`}>
                {row.softwareNo} {row.softwareName}
              </Go>
              <span className="zc-quiet"> {t('安装 {{n}}', { n: row.installed })}</span>
            </>
          ),
          figure: <DateText value={row.termEnd} />,
        }))}
      />
    </Card>
  );
}

/** Step → what to say and where to go; `permission` decides whether the person is offered it. */
const STEP_WORDS: Record<Home['steps'][number]['step'], { text: string; to: string }> = {
  createPeople: { text: '导入部门和人员', to: '/people' },
  createDevices: { text: '导入或登记计算机', to: '/devices' },
  connectAgents: { text: '接入采集代理', to: '/discovery/connect' },
  confirmCandidates: { text: '确认新发现的计算机', to: '/discovery/candidates' },
  registerSoftware: { text: '登记软件与授权', to: '/software' },
  openLedger: { text: '建账：把现有安装登记入台账', to: '/opening' },
  handleRisk: { text: '处理风险软件', to: '/findings?kind=risk' },
  readQuarantine: { text: '查看未能读取的报告', to: '/discovery/quarantine' },
  recogniseEntries: { text: '识别未知软件', to: '/recognition' },
  handleFindings: { text: '处理发现的问题', to: '/findings' },
  approveRules: { text: '审定自动登记规则', to: '/posting-rules' },
  renewLicences: { text: '安排续订到期的许可', to: '/software' },
};

function StepCard(props: { home: Home }): ReactNode {
  const t = useT();
  const { can } = useSession();
  const { steps } = props.home;
  if (can('finding.view') === undefined) return null;
  return (
    <Card size="small" title={t('接下来要做的')}>
      <Rows
        empty={t('没有待办事项')}
        rows={steps.map(({ step, count }) => ({
          key: step,
          what: <Go to={STEP_WORDS[step].to}>{t(STEP_WORDS[step].text)}</Go>,
          figure: count > 0 ? count : null,
        }))}
      />
    </Card>
  );
}
