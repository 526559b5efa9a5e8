/** One contract: its lines with what has arrived, deliveries with their numbers, papers. */
import { Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  MoneyText,
  RecordPage,
  ToneTag,
  useAddressParams,
  useEndpoint,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { Documents } from '../../documents/pages/DocumentsTab.tsx';
import { LICENSE_TYPES } from '../../software/shapes.choices.ts';
import { CONTRACT_MACHINE } from '../rules.machine.ts';
import {
  downloadContractDocument,
  listContractDocuments,
  removeContractDocument,
  uploadContractDocument,
} from '../shapes.papers.ts';
import {
  type CONTRACT_ACTIONS,
  CONTRACT_STATES,
  type ContractLine,
  type createContract,
  getContract,
  LINE_KINDS,
  PURCHASE_METHODS,
  type ContractRecord as Record,
  updateContract,
} from '../shapes.ts';
import { ContractForm } from './ContractForm.tsx';
import { StepDrawer, TITLES } from './ContractSteps.tsx';
import { Receipts } from './Receipts.tsx';
import { ReceiveDrawer } from './ReceiveDrawer.tsx';

type Action = (typeof CONTRACT_ACTIONS)[number];
const ORDER: Action[] = ['receive', 'sign', 'edit', 'correct', 'close', 'cancel'];
/** What the process waits for; the rest is in the menu. */
const PRIMARY: Action[] = ['receive', 'sign'];

export default function ContractRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getContract, { params: { contract: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const { can } = useSession();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  const writes = can('contract.receive') !== undefined && one.state !== 'cancelled';
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  return (
    <RecordPage
      kind={t('采购合同')}
      title={`${one.contractNo} ${one.title}`}
      state={
        <span className="zc-inline">
          <ChoiceTag set={CONTRACT_STATES} value={one.state} />
          {one.outsidePlan > 0 && <ToneTag tone="amber">{t('计划外')}</ToneTag>}
        </span>
      }
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest.map((key) => ({
                key,
                label: t(TITLES[key]),
                onClick: () => setAction(key),
              })),
            }}
          >
            <Button>{t('更多操作')}</Button>
          </Dropdown>
        )
      }
      facts={[
        { label: t('供应商'), value: one.supplier },
        { label: t('采购方式'), value: t(PURCHASE_METHODS[one.purchaseMethod].label) },
        { label: t('签订日期'), value: <DateText value={one.signedOn} /> },
        { label: t('金额'), value: <MoneyText fen={one.amountFen} /> },
        ...(one.outsidePlanReason
          ? [{ label: t('计划外采购的说明'), value: one.outsidePlanReason, wide: true }]
          : []),
        ...(one.words ? [{ label: t('说明'), value: one.words, wide: true }] : []),
      ]}
      tabs={[
        {
          key: 'lines',
          label: t('采购内容'),
          count: one.lines.length,
          content: one.lines.map((line) => <Line key={line.id} line={line} />),
        },
        {
          key: 'receipts',
          label: t('到货'),
          count: one.receipts.length,
          content: <Receipts one={one} writes={writes} />,
        },
        {
          key: 'documents',
          label: t('资料'),
          content: (
            <Documents
              endpoints={{
                list: listContractDocuments,
                upload: uploadContractDocument,
                download: downloadContractDocument,
                remove: removeContractDocument,
              }}
              params={{ contract: one.id }}
              writes={writes}
            />
          ),
        },
      ]}
      history={useStepLines(CONTRACT_MACHINE, one.steps)}
    >
      {action === 'edit' && (
        <Drawer open size={1000} title={t(TITLES.edit)} onClose={close}>
          <ContractForm
            endpoint={updateContract as unknown as typeof createContract}
            params={{ contract: one.id }}
            one={one}
            submit={t('保存')}
            onDone={close}
          />
        </Drawer>
      )}
      {action === 'receive' && <ReceiveDrawer one={one} onClose={close} />}
      {action && action !== 'edit' && action !== 'receive' && (
        <StepDrawer action={action} one={one} onClose={close} />
      )}
    </RecordPage>
  );
}

function Line(props: { line: ContractLine }): ReactNode {
  const t = useT();
  const { line } = props;
  const maintenance = line.kind === 'maintenance';
  const term = line.perpetual ? t('永久') : t('{{n}} 年', { n: line.usageYears ?? 0 });
  return (
    <article className="zc-card" aria-label={line.softwareName}>
      <header className="zc-inline">
        <strong>
          {line.softwareName} {line.softwareVersion}
        </strong>
        <span className="zc-quiet">
          {maintenance
            ? t(LINE_KINDS.maintenance.label)
            : [line.licenseType && t(LICENSE_TYPES[line.licenseType].label), term]
                .filter(Boolean)
                .join(' · ')}
        </span>
        {line.complete && <ToneTag tone="green">{t('已到货')}</ToneTag>}
        {!line.planLineId && <ToneTag tone="amber">{t('计划外')}</ToneTag>}
      </header>
      <p className="zc-inline">
        <strong>
          <MoneyText fen={line.amountFen} />
        </strong>
        {!maintenance && (
          <span>
            {line.quantity === null
              ? t('数量不限')
              : t('数量 {{n}}，已到货 {{received}}', { n: line.quantity, received: line.received })}
          </span>
        )}
        {line.planId && (
          <Go to={`/purchase-plans/${line.planId}`}>
            {t('采购计划 {{no}}', { no: line.planNo ?? '' })}
          </Go>
        )}
        {line.renewsId && (
          <Go to={`/software/${line.renewsId}`}>
            {t('续订或维护 {{no}}', { no: line.renewsNo ?? '' })}
          </Go>
        )}
        {line.maintenanceEnd && t('维护至 {{date}}', { date: line.maintenanceEnd })}
      </p>
      {!maintenance && (
        <div className="zc-quiet zc-words">
          {t('兼容性：{{what}}', { what: line.compatibility || EMPTY })}
          {' · '}
          {t('售后服务：{{what}}', { what: line.afterSales || EMPTY })}
        </div>
      )}
    </article>
  );
}
