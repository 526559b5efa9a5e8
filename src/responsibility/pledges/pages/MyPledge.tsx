/** Signing one's own pledge, on a phone first: the words, the pad, done. */
import { Alert, App } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  EndpointForm,
  Go,
  Loaded,
  PageHead,
  SignatureField,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { getMyPledge, PLEDGE_STATUS, PLEDGE_TITLE, signPledge } from '../shapes.ts';

export default function MyPledge(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const found = useEndpoint(getMyPledge);
  return (
    <Loaded query={found}>
      {(mine) => (
        <>
          <PageHead
            title={t(PLEDGE_TITLE)}
            state={<ChoiceTag set={PLEDGE_STATUS} value={mine.status} />}
          />
          <section className="zc-task">
            <p className="zc-pledge-words">{mine.text.text}</p>
            {mine.status === 'signed' && mine.pledge ? (
              <>
                <Alert
                  type="success"
                  showIcon
                  title={t('您已于 {{date}} 签署。', { date: mine.pledge.signedOn })}
                />
                <p>
                  <Go to={`/pledges/${mine.pledge.id}`}>{t('查看我的承诺书')}</Go>
                </p>
              </>
            ) : (
              <>
                {mine.status === 'superseded' && (
                  <Alert type="warning" showIcon title={t('承诺书文本已更新，请重新签署。')} />
                )}
                {mine.dueOn && (
                  <p className="zc-quiet">{t('请于 {{date}} 前签署。', { date: mine.dueOn })}</p>
                )}
                <EndpointForm
                  endpoint={signPledge}
                  extra={{ textVersion: mine.text.version }}
                  narrow
                  submit={t('我承诺并签署')}
                  fields={[
                    {
                      name: 'signature',
                      label: t('承诺人签字'),
                      kind: 'custom',
                      required: true,
                      control: <SignatureField kinds={['drawn', 'password']} />,
                    },
                  ]}
                  onDone={() => message.success(t('已签署使用正版软件承诺书'))}
                />
              </>
            )}
          </section>
        </>
      )}
    </Loaded>
  );
}
