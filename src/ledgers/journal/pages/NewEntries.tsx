/** Recording installs, removals and upgrades for one or many computers: asked, checked, then entered at once. */
import { Alert, App, Button, DatePicker, Flex, Form, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { newId } from '../../../base/ids.ts';
import {
  ErrorState,
  Go,
  PageHead,
  useAction,
  useAddressSearch,
  useGo,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { listDevices } from '../../devices/shapes.ts';
import { listForm7, listOpenInstalls } from '../../registers/shapes.ts';
import { appendEntries, checkEntries, type DraftLine } from '../shapes.ts';

const KINDS = {
  install: { label: '安装' },
  uninstall: { label: '卸载' },
  upgrade: { label: '升级' },
} as const;
type Kind = keyof typeof KINDS;

type Entered = {
  kind: Kind;
  fromSoftwareId?: string;
  softwareId?: string;
  version?: string;
  deviceIds: string[];
  occurredOn: string;
  reason: string;
};

/** The lines of the request; undefined while something is missing. */
function linesOf(entered: Entered): DraftLine[] | undefined {
  const { kind, softwareId, fromSoftwareId, occurredOn } = entered;
  if (!softwareId || entered.deviceIds.length === 0 || !occurredOn) return undefined;
  if (kind === 'upgrade' && !fromSoftwareId) return undefined;
  const version = entered.version?.trim();
  return entered.deviceIds.map((deviceId): DraftLine => {
    const common = { softwareId, deviceId, occurredOn };
    if (kind === 'uninstall') return { ...common, kind };
    const versioned = version ? { ...common, version } : common;
    if (kind === 'install') return { ...versioned, kind };
    return { ...versioned, kind, fromSoftwareId: fromSoftwareId! };
  });
}

export default function NewEntries(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [search] = useAddressSearch();
  const [entered, setEntered] = useState<Entered>({
    kind: 'install',
    ...(typeof search.software === 'string' ? { softwareId: search.software } : {}),
    deviceIds: typeof search.device === 'string' ? [search.device] : [],
    occurredOn: dateInChina(new Date()),
    reason: '',
  });
  // One key for this sheet of entries: pressing twice, or again after a lost connection, records once.
  const [idempotencyKey] = useState(() => newId());
  const lines = linesOf(entered);
  const change = (part: Partial<Entered>) => setEntered((before) => ({ ...before, ...part }));
  const append = useAction(appendEntries, {
    onDone: (result) => {
      message.success(t('已登记 {{n}} 条记录', { n: result.entryNos.length }));
      go('/entries');
    },
  });
  return (
    <>
      <PageHead
        title={t('登记安装、卸载、升级')}
        note={t('记入附件9，附件7 和附件8 随之更新。记录不能修改，登记有误时用冲正更正。')}
      />
      <EntryForm entered={entered} change={change} />
      <Flex vertical gap={12} align="start">
        {lines && <Check lines={lines} />}
        {append.error && <ErrorState error={append.error} />}
        <div className="zc-inline">
          <Button
            type="primary"
            disabled={!lines || entered.reason.trim() === ''}
            loading={append.isPending}
            onClick={() =>
              lines && append.mutate({ body: { idempotencyKey, reason: entered.reason, lines } })
            }
          >
            {t('登记入账（{{n}} 台）', { n: entered.deviceIds.length })}
          </Button>
          <Go to="/entries">{t('返回台账流水')}</Go>
        </div>
      </Flex>
    </>
  );
}

/** The questions, one under the other; what one answers decides what the next offers. */
function EntryForm(props: {
  entered: Entered;
  change: (part: Partial<Entered>) => void;
}): ReactNode {
  const t = useT();
  const { entered, change } = props;
  return (
    <Form layout="vertical" className="zc-form">
      <Form.Item label={t('办理什么？')}>
        <Radio.Group
          optionType="button"
          value={entered.kind}
          options={Object.entries(KINDS).map(([value, { label }]) => ({
            value,
            label: t(label),
          }))}
          onChange={(event) => change({ kind: event.target.value, deviceIds: [] })}
        />
      </Form.Item>
      <Form.Item label={t('日期')} required htmlFor="occurredOn">
        <DatePicker
          id="occurredOn"
          value={dayjs(entered.occurredOn)}
          allowClear={false}
          maxDate={dayjs(dateInChina(new Date()))}
          onChange={(_, text) => typeof text === 'string' && change({ occurredOn: text })}
        />
      </Form.Item>
      {entered.kind === 'upgrade' && (
        <Form.Item label={t('升级前软件')} required htmlFor="fromSoftwareId">
          <SoftwareSelect
            id="fromSoftwareId"
            value={entered.fromSoftwareId}
            onChange={(fromSoftwareId) => change({ fromSoftwareId, deviceIds: [] })}
          />
        </Form.Item>
      )}
      <Form.Item
        label={entered.kind === 'upgrade' ? t('升级后软件') : t('软件编号')}
        required
        htmlFor="softwareId"
      >
        <SoftwareSelect
          id="softwareId"
          value={entered.softwareId}
          onChange={(softwareId) =>
            change(entered.kind === 'uninstall' ? { softwareId, deviceIds: [] } : { softwareId })
          }
        />
      </Form.Item>
      {entered.kind !== 'uninstall' && (
        <Form.Item
          label={t('安装版本')}
          htmlFor="version"
          extra={t('商业软件和OEM软件不填时取软件编号的版本；免费软件必须填写。')}
        >
          <Input
            id="version"
            maxLength={100}
            value={entered.version ?? ''}
            onChange={(event) => change({ version: event.target.value })}
          />
        </Form.Item>
      )}
      <Form.Item
        label={t('计算机（可多选）')}
        required
        className="zc-form-wide"
        htmlFor="deviceIds"
      >
        <ComputerSelect entered={entered} onChange={(deviceIds) => change({ deviceIds })} />
      </Form.Item>
      <Form.Item label={t('原因或依据')} required className="zc-form-wide" htmlFor="reason">
        <Input.TextArea
          id="reason"
          maxLength={500}
          rows={2}
          placeholder={t('例如：确认单 2026-015')}
          value={entered.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Form.Item>
    </Form>
  );
}

/** Numbers with what is left of them: installed / licences. */
function SoftwareSelect(props: {
  id: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}): ReactNode {
  const t = useT();
  const { items } = useList(listForm7, { query: { limit: 500 } });
  const options = items.map((line) => {
    const licences = line.licenseQuantity === 'unlimited' ? t('不限') : line.licenseQuantity;
    const used =
      licences === null ? line.installedQuantity : `${line.installedQuantity}/${licences}`;
    const name = [line.softwareNo, line.softwareName, line.softwareVersion]
      .filter(Boolean)
      .join(' ');
    return { value: line.softwareId, label: t('{{name}}（已安装 {{used}}）', { name, used }) };
  });
  return (
    <Select
      id={props.id}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={t('输入编号或名称查找')}
      notFoundContent={t('没有找到；请先在软件配置中登记软件')}
      value={props.value ?? null}
      options={options}
      onChange={(id: string | null | undefined) => props.onChange(id ?? undefined)}
    />
  );
}

/** For an install any computer; for a removal or upgrade those that have the software. */
function ComputerSelect(props: { entered: Entered; onChange: (ids: string[]) => void }): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const { kind, softwareId, fromSoftwareId, deviceIds } = props.entered;
  const installed = kind === 'upgrade' ? fromSoftwareId : softwareId;
  const q = text === '' ? {} : { q: text };
  const all = useList(listDevices, { query: { ...q, limit: 50 } }, { enabled: kind === 'install' });
  const having = useList(
    listOpenInstalls,
    { query: { ...q, software: installed, limit: 500 } },
    { enabled: kind !== 'install' && installed !== undefined },
  );
  const [known, setKnown] = useState<Record<string, string>>({});
  const found =
    kind === 'install'
      ? all.items.map((row) => ({
          value: row.id,
          parts: [row.computerNo, row.holderName, row.departmentName],
        }))
      : having.items.map((row) => ({
          value: row.deviceId,
          parts: [row.computerNo, row.userName, row.departmentName, row.version],
        }));
  const options = found.map(({ value, parts }) => ({
    value,
    label: parts.filter(Boolean).join(' · '),
  }));
  const shown = new Set(options.map((option) => option.value));
  const kept = deviceIds
    .filter((id) => !shown.has(id))
    .map((id) => ({ value: id, label: known[id] ?? t('所选计算机') }));
  return (
    <Select
      id="deviceIds"
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('输入编号、使用人或部门查找')}
      notFoundContent={
        kind === 'install' ? t('没有找到计算机') : t('先选择软件；只列出装有该软件的计算机')
      }
      value={deviceIds}
      options={[...kept, ...options]}
      maxCount={500}
      onChange={(ids: string[], picked) => {
        const labels = [picked ?? []].flat();
        setKnown((before) => ({
          ...before,
          ...Object.fromEntries(labels.map((one) => [one.value, one.label])),
        }));
        props.onChange(ids);
      }}
    />
  );
}

/** What the ledger says to these lines before anything is written. */
function Check(props: { lines: DraftLine[] }): ReactNode {
  const t = useT();
  const key = JSON.stringify(props.lines);
  const [asked, setAsked] = useState<string>();
  const check = useAction(checkEntries);
  if (asked !== key) {
    return (
      <p>
        <Button
          onClick={() => {
            setAsked(key);
            check.mutate({ body: { lines: props.lines } });
          }}
        >
          {t('先核对，不登记')}
        </Button>
      </p>
    );
  }
  if (check.error) return <ErrorState error={check.error} />;
  if (!check.data) return null;
  const { problems, overUse } = check.data;
  return (
    <>
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('{{n}} 处不能登记', { n: problems.length })}
          description={
            <ul>
              {problems.slice(0, 20).map((problem) => (
                <li key={`${problem.line}/${problem.code}`}>{problem.message}</li>
              ))}
            </ul>
          }
        />
      )}
      {overUse.map((one) => (
        <Alert
          key={one.softwareId}
          type="warning"
          showIcon
          title={t(
            '{{no}} 将超出许可：安装 {{installed}}，许可 {{licensed}}。可以登记，会列为问题。',
            {
              no: one.softwareNo,
              installed: one.installedQuantity,
              licensed: one.licenseQuantity,
            },
          )}
        />
      ))}
      {problems.length === 0 && overUse.length === 0 && (
        <Alert type="success" showIcon title={t('核对无误，可以登记')} />
      )}
    </>
  );
}
