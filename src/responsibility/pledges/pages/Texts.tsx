/** The versions of the text, and whether an unsigned pledge keeps applications from being approved. */
import { Alert, App, Button, Card, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  FormDrawer,
  ToneTag,
  useAction,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  getPledgeSettings,
  issuePledgeText,
  listPledgeTexts,
  OFFICIAL_PLEDGE,
  savePledgeSettings,
} from '../shapes.ts';

export function Texts(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { items } = useList(listPledgeTexts);
  const settings = useEndpoint(getPledgeSettings);
  const save = useAction(savePledgeSettings, {
    onDone: (saved) =>
      message.info(
        saved.blocksApplications
          ? t('未签署承诺书的人员，其申请不能批准')
          : t('未签署承诺书只作提示，不影响批准申请'),
      ),
    onRefused: (error) => message.error(error.message, 8),
  });
  const [issuing, setIssuing] = useState(false);
  return (
    <>
      <Can permission="pledge.manage">
        <div className="zc-inline zc-above">
          <Button onClick={() => setIssuing(true)}>{t('发布承诺书文本')}</Button>
          <Switch
            aria-label={t('未签署承诺书的，不批准安装维护申请')}
            checked={settings.data?.blocksApplications ?? false}
            loading={settings.isPending || save.isPending}
            onChange={(blocksApplications) => save.mutate({ body: { blocksApplications } })}
          />
          {t('未签署承诺书的，不批准安装维护申请')}
        </div>
      </Can>
      {items.map((text, at) => (
        <Card
          key={text.version}
          size="small"
          className="zc-above"
          title={t('第 {{n}} 版', { n: text.version })}
          extra={
            <>
              {text.official && <ToneTag tone="blue">{t('官方文本')}</ToneTag>}
              {at === 0 && <ToneTag tone="green">{t('现行')}</ToneTag>}
            </>
          }
        >
          <p className="zc-pledge-words">{text.text}</p>
          <p className="zc-quiet">
            {[text.issuedOn, text.issuedBy, text.reason].filter(Boolean).join(' · ')}
          </p>
        </Card>
      ))}
      <FormDrawer
        open={issuing}
        onClose={() => setIssuing(false)}
        title={t('发布承诺书文本')}
        endpoint={issuePledgeText}
        submit={t('发布')}
        initial={{ text: OFFICIAL_PLEDGE }}
        before={t('发布后全体人员须重新签署，进行中的签署活动改按新文本；原来签署的承诺书保留。')}
        onDone={(made) => {
          setIssuing(false);
          message.success(t('已发布第 {{n}} 版', { n: made.version }));
        }}
        fields={[
          {
            name: 'text',
            label: t('承诺书文本'),
            kind: 'area',
            rows: 6,
            maxLength: 2000,
            required: true,
            wide: true,
          },
          { name: 'reason', label: t('原因'), kind: 'area', required: true, wide: true },
        ]}
      />
      {items[0] && !items[0].official && (
        <Alert type="info" title={t('现行文本不是官方文本；打印时按所签的文本。')} />
      )}
    </>
  );
}
