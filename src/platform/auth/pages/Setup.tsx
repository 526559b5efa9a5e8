/** First use: the administrator's account and the unit. There is no default password. */
import type { ReactNode } from 'react';
import type { ChoiceSet } from '../../../base/choices.ts';
import { EndpointForm, type Field, useGo, useT } from '../../web/index.ts';
import { useSessionQuery } from '../../web/session.tsx';
import { setup } from '../shapes.ts';
import { remember } from './entered.ts';
import { Gate } from './Gate.tsx';

const UNIT_TYPES = {
  government: { label: '党政机关' },
  institution: { label: '事业单位' },
  enterprise: { label: '企业' },
} as const satisfies ChoiceSet;

function useFields(): Field[] {
  const t = useT();
  const { data } = useSessionQuery();
  const code: Field = {
    name: 'setupCode',
    label: t('设置码'),
    required: true,
    wide: true,
    help: t('服务器启动时显示在它的窗口里，证明您能接触到服务器。'),
  };
  return [
    ...(data?.setupCodeNeeded ? [code] : []),
    {
      name: 'unitName',
      label: t('单位名称'),
      required: true,
      wide: true,
      placeholder: t('与公章一致的全称'),
      maxLength: 200,
    },
    {
      name: 'unitCode',
      label: t('单位编码'),
      required: true,
      help: t('统一社会信用代码或内部编码，出现在网址里。'),
      maxLength: 40,
    },
    { name: 'unitType', label: t('单位性质'), kind: 'choice', set: UNIT_TYPES, required: true },
    { name: 'displayName', label: t('管理员姓名'), required: true, autoComplete: 'name' },
    {
      name: 'userName',
      label: t('登录用户名'),
      required: true,
      autoComplete: 'username',
      help: t('也可以用工号。'),
    },
    {
      name: 'password',
      label: t('密码'),
      kind: 'password',
      required: true,
      wide: true,
      help: t('至少 8 个字符，含大写字母、小写字母、数字、其他符号中的三种，不含用户名。'),
    },
    {
      name: 'alsoItManager',
      label: t('信息化管理员'),
      kind: 'flag',
      wide: true,
      text: t('我同时是信息化部门管理员（登记设备、软件和台账）'),
    },
    {
      name: 'loadSample',
      label: t('示例单位'),
      kind: 'flag',
      wide: true,
      text: t('同时加载示例单位（210 人、225 台计算机、两年记录），可随时移除'),
    },
  ];
}

export default function Setup(): ReactNode {
  const t = useT();
  const go = useGo();
  const fields = useFields();
  return (
    <Gate title={t('开始使用正册')} note={t('建立第一位管理员和您的单位，大约一分钟。')}>
      <EndpointForm
        endpoint={setup}
        submit={t('建立单位并登录')}
        draft="setup"
        initial={{ alsoItManager: true }}
        fields={fields}
        onDone={(session) => {
          remember(session);
          go('/', { replace: true });
        }}
      />
    </Gate>
  );
}
