/** Where the scanned code leads: the person signed in is recorded as present, and told so. */
import { Button, Result } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import {
  DateText,
  Go,
  useAction,
  useAddressParams,
  useAddressSearch,
  useT,
} from '../../../platform/web/index.ts';
import { attendTraining } from '../shapes.ts';

export default function Attend(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search] = useAddressSearch();
  const code = typeof search.code === 'string' ? search.code : '';
  const attend = useAction(attendTraining, { onRefused: () => undefined });
  const sent = useRef(false);
  const send = () => attend.mutate({ params: { training: id }, body: { code } });
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    send();
  });
  if (attend.data) {
    const { title, name, at } = attend.data;
    return (
      <Result
        status="success"
        title={t('{{name}}，您已签到', { name })}
        subTitle={
          <>
            {title} <DateText value={at} time />
          </>
        }
        extra={<Go to={`/trainings/${id}`}>{t('查看培训')}</Go>}
      />
    );
  }
  if (attend.error) {
    return (
      <Result
        status="warning"
        title={attend.error.message}
        extra={<Button onClick={send}>{t('再试一次')}</Button>}
      />
    );
  }
  return <Result status="info" title={t('正在签到…')} />;
}
