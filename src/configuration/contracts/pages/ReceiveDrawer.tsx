/** A delivery: how many of each line, with which serial numbers; each becomes a software number. */
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  FormDrawer,
  type FormLine,
  type LineField,
  LinesField,
  linesOf,
  useT,
} from '../../../platform/web/index.ts';
import { type ContractRecord, receiveContract } from '../shapes.ts';

export function ReceiveDrawer(props: { one: ContractRecord; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  // One key per drawer: pressed twice, or sent again after a lost connection, it stays one delivery.
  const [requestKey] = useState(() => crypto.randomUUID());
  const open = one.lines.filter((line) => !line.complete);
  const fields = useLineFields();
  return (
    <FormDrawer
      open
      title={t('登记到货')}
      endpoint={receiveContract}
      params={{ contract: one.id }}
      extra={{ requestKey }}
      initial={{
        receivedOn: dateInChina(new Date()),
        lines: linesOf(
          open.map((line) => ({
            contractLineId: line.id,
            what: `${line.softwareName} ${line.softwareVersion}`.trim(),
            arrived: true,
            counted: line.kind === 'software' && line.quantity !== null,
            software: line.kind === 'software',
            yearly: line.kind === 'software' && !line.perpetual,
            termStart: null,
            quantity: line.quantity === null ? null : line.quantity - line.received,
            serials: '',
          })),
        ),
      }}
      fields={[
        { name: 'receivedOn', label: t('到货日期'), kind: 'date', required: true },
        {
          name: 'lines',
          label: t('到货内容'),
          kind: 'custom',
          wide: true,
          control: <LinesField fields={fields} />,
        },
        { name: 'words', label: t('验收情况'), kind: 'area', maxLength: 1000, wide: true },
      ]}
      shape={(body) => ({
        ...body,
        lines: ((body.lines ?? []) as FormLine[])
          .filter((line) => line.arrived)
          .map((line) => ({
            contractLineId: line.contractLineId,
            quantity: line.counted ? line.quantity : null,
            termStart: line.yearly ? (line.termStart ?? null) : null,
            serialNumbers: String(line.serials ?? '')
              .split('\n')
              .map((serial) => serial.trim())
              .filter(Boolean),
          })),
      })}
      before={t(
        '每行建立一个软件编号和它的安装维护明细表；采购时间为到货日期。按年的许可从到货日期起算，续订的接原许可；另有约定的填起始日期。',
      )}
      submit={t('登记到货')}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('已登记到货'));
        props.onClose();
      }}
    />
  );
}

function useLineFields(): LineField[] {
  const t = useT();
  return [
    { name: 'what', label: t('软件名称'), disabled: true, wide: true },
    { name: 'arrived', label: t('到货'), kind: 'flag', text: t('这次到货') },
    {
      name: 'quantity',
      label: t('到货数量'),
      kind: 'number',
      when: (line) => line.arrived === true && line.counted === true,
    },
    {
      name: 'termStart',
      label: t('许可起始日期'),
      kind: 'date',
      placeholder: t('不填则自动'),
      when: (line) => line.arrived === true && line.yearly === true,
    },
    {
      name: 'serials',
      label: t('序列号（每行一个）'),
      kind: 'area',
      when: (line) => line.arrived === true && line.software === true,
    },
  ];
}
