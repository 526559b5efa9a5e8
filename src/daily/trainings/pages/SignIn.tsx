/** The page on the projector: a code that changes every half minute, and how many have signed in. */
import { ExpandOutlined } from '@ant-design/icons';
import { Button, QRCode } from 'antd';
import { type ReactNode, useRef } from 'react';
import {
  Go,
  Loaded,
  PageHead,
  useAction,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { openSignIn, signInCode } from '../shapes.ts';

/** Often enough that the shown code is never an old one. */
const ASK_MS = 5000;

export default function SignIn(): ReactNode {
  const t = useT();
  const { id = '', unit = '' } = useAddressParams();
  const params = { training: id };
  const query = useEndpoint(signInCode, { params }, { every: ASK_MS });
  const change = useAction(openSignIn);
  const wall = useRef<HTMLElement>(null);
  return (
    <Loaded query={query}>
      {({ open, code, attendees, title }) => (
        <>
          <PageHead
            title={title}
            note={t('用手机扫码，登录后即完成签到；签到码每半分钟更换。')}
            more={
              <>
                {open && (
                  <Button
                    icon={<ExpandOutlined />}
                    onClick={() => void wall.current?.requestFullscreen()}
                  >
                    {t('全屏')}
                  </Button>
                )}
                <Go to={`/trainings/${id}`}>{t('返回')}</Go>
              </>
            }
            action={
              <Button
                type={open ? 'default' : 'primary'}
                loading={change.isPending}
                onClick={() => change.mutate({ params, body: { open: !open } })}
              >
                {open ? t('结束签到') : t('开始签到')}
              </Button>
            }
          />
          <section ref={wall} className="zc-signin" aria-label={t('签到码')}>
            {open ? (
              <>
                <h2>{title}</h2>
                {/* Black on white in the dark too: many cameras do not read the opposite. */}
                <QRCode
                  type="svg"
                  size={400}
                  color="#000"
                  bgColor="#fff"
                  marginSize={4}
                  value={`${window.location.origin}/u/${unit}/trainings/${id}/attend?code=${code}`}
                />
                <p className="zc-signin-count">{t('已签到 {{n}} 人', { n: attendees })}</p>
              </>
            ) : (
              <p className="zc-quiet">{t('签到没有开启。已签到 {{n}} 人。', { n: attendees })}</p>
            )}
          </section>
        </>
      )}
    </Loaded>
  );
}
