/** Paper pledges of the chosen people: one scan, one day. */
import { App, Button, DatePicker, Drawer, Form } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import type { SignatureInput } from '../../../platform/signatures/shapes.ts';
import { ErrorState, SignatureField, useAction, useT } from '../../../platform/web/index.ts';
import { type PledgePerson, recordPaperPledges } from '../shapes.ts';

export function PaperDrawer(props: {
  people: PledgePerson[];
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [signedOn, setSignedOn] = useState(dateInChina(new Date()));
  const [scan, setScan] = useState<SignatureInput>();
  const record = useAction(recordPaperPledges, {
    onDone: ({ recorded, already }) => {
      message.success(
        t('已登记 {{n}} 份纸质承诺书，{{m}} 人此前已签署', { n: recorded, m: already }),
      );
      props.onDone();
    },
  });
  const fileId = scan?.kind === 'scan' ? scan.fileId : undefined;
  return (
    <Drawer open size={460} title={t('登记纸质承诺书')} onClose={props.onClose}>
      <p>{t('所选 {{n}} 人', { n: props.people.length })}</p>
      <Form
        layout="vertical"
        onFinish={() =>
          fileId &&
          record.mutate({
            body: { personIds: props.people.map((person) => person.id), signedOn, fileId },
          })
        }
      >
        <Form.Item label={t('签署日期')} required>
          <DatePicker
            value={dayjs(signedOn)}
            allowClear={false}
            onChange={(day) => day && setSignedOn(day.format('YYYY-MM-DD'))}
          />
        </Form.Item>
        <Form.Item label={t('签字扫描件')} required>
          <SignatureField
            kinds={['scan']}
            {...(scan ? { value: scan } : {})}
            onChange={(value) => setScan(value)}
          />
        </Form.Item>
        {record.error && <ErrorState error={record.error} />}
        <Button type="primary" htmlType="submit" disabled={!fileId} loading={record.isPending}>
          {t('登记')}
        </Button>
      </Form>
    </Drawer>
  );
}
